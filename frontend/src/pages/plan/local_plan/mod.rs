//! Local plans.
mod board;
mod detail;
mod edit;
mod filter;
mod list;
mod status;
mod table;
mod timeline;

use crate::{
    components::edit_page::{EditPage, Fields},
    resources::LocalPlans,
    routes::Route,
};
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::LocalPlan { id } => html! { <detail::LocalPlanPage key={id.to_string()} {id} /> },
        Route::NewLocalPlan => html! { <edit::NewLocalPlan /> },
        Route::EditLocalPlan { id } => html! { <EditPage<LocalPlans> key={id.to_string()} {id} fields={edit::fields as Fields<LocalPlans>} /> },
        Route::PlanStatus { id } => html! { <status::ChangeStatus key={id.to_string()} {id} /> },
        _ => html! { <list::LocalPlans /> },
    }
}
