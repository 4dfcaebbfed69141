//! Sub-projects.
mod choice;
mod detail;
mod edit;
pub mod exceed;
pub mod gate;
mod phase;

pub use phase::PhaseQuery;

use crate::{
    components::edit_page::{EditPage, Fields},
    resources::SubProjects,
    routes::Route,
};
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::SubProject { id } => html! { <detail::SubProjectPage key={id.to_string()} {id} /> },
        Route::EditSubProject { id } => html! { <EditPage<SubProjects> key={id.to_string()} {id} fields={edit::fields as Fields<SubProjects>} /> },
        Route::ChangePhase { id } => html! { <phase::ChangePhase key={id.to_string()} {id} /> },
        Route::NewSubProject { id } => html! { <edit::NewSubProject key={id.to_string()} plan={id} /> },
        _ => html! { <crate::components::not_found::NotFound /> },
    }
}
