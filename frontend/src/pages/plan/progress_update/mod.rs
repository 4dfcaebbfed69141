//! Progress updates of sub-projects.
mod detail;
mod edit;
mod figures;
mod moves;
mod report;
pub mod story;

use crate::{
    components::edit_page::{EditPage, Fields},
    resources::ProgressUpdates,
    routes::Route,
};
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::NewProgressUpdate { id } => html! { <report::NewProgressUpdate key={id.to_string()} sub_project={id} /> },
        Route::ProgressUpdate { id } => html! { <detail::ProgressUpdatePage key={id.to_string()} {id} /> },
        Route::EditProgressUpdate { id } => html! { <EditPage<ProgressUpdates> key={id.to_string()} {id} fields={edit::fields as Fields<ProgressUpdates>} /> },
        _ => html! { <crate::components::not_found::NotFound /> },
    }
}
