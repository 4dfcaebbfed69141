//! Sub-projects.
pub mod card;
mod detail;
mod edit;
mod phase;

use crate::{i18n::Texts, routes::Route};
use contract::sub_project::SubProject;
use yew::prelude::*;

/// The pages above a page of a sub-project.
fn trail(texts: &Texts, sub_project: &SubProject, and_itself: bool) -> Vec<(AttrValue, Route)> {
    let mut trail = vec![
        (AttrValue::from(texts.local_plans), Route::LocalPlans),
        (AttrValue::from(sub_project.local_plan.name.clone()), Route::LocalPlan { id: sub_project.local_plan.id }),
    ];
    if and_itself {
        trail.push((AttrValue::from(sub_project.name.clone()), Route::SubProject { id: sub_project.id }));
    }
    trail
}

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::SubProject { id } => html! { <detail::SubProjectPage key={id.to_string()} {id} /> },
        Route::EditSubProject { id } => html! { <edit::EditSubProject key={id.to_string()} {id} /> },
        Route::ChangePhase { id } => html! { <phase::ChangePhase key={id.to_string()} {id} /> },
        Route::NewSubProject { id } => html! { <edit::NewSubProject key={id.to_string()} plan={id} /> },
        _ => html! { <crate::pages::not_found::NotFound /> },
    }
}
