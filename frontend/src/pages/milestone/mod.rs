//! Milestones of sub-projects.
mod detail;
mod edit;
pub mod steps;

use crate::{
    components::edit_page::{EditPage, Fields},
    resources::Milestones,
    routes::Route,
};
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::NewMilestone { id } => html! { <edit::NewMilestone key={id.to_string()} sub_project={id} /> },
        Route::Milestone { id } => html! { <detail::MilestonePage key={id.to_string()} {id} /> },
        Route::EditMilestone { id } => html! { <EditPage<Milestones> key={id.to_string()} {id} fields={edit::fields as Fields<Milestones>} /> },
        _ => html! { <crate::pages::not_found::NotFound /> },
    }
}
