//! Local plans.
pub mod detail;
pub mod list;

use crate::{i18n::Texts, routes::Route};
use contract::local_plan::PlanStatus;
use yew::prelude::*;

/// The name of a status.
pub fn status_name(texts: &Texts, status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Concept => texts.plan_concept,
        PlanStatus::Adopted => texts.plan_adopted,
        PlanStatus::Closed => texts.plan_closed,
    }
}

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::LocalPlan { id } => html! { <detail::LocalPlanPage key={id.to_string()} {id} /> },
        _ => html! { <list::LocalPlans /> },
    }
}
