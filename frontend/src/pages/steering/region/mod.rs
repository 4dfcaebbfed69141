//! The region: what organisations carry, what they can, and what waits.
mod capacity;
mod goals;
mod loads;
mod overview;
mod sheet;

pub use overview::RegionStart;

use crate::routes::Route;
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::Region => html! { <overview::Region /> },
        Route::RegionSheet => html! { <sheet::RegionSheet /> },
        Route::Capacity { id } => html! { <capacity::CapacityPage key={id.to_string()} {id} /> },
        _ => html! { <crate::components::not_found::NotFound /> },
    }
}
