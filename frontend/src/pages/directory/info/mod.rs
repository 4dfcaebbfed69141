//! Pages about the app itself: the user guide, accessibility, privacy, and all components in all states.
mod handbook;
mod statements;
mod style;

use crate::routes::Route;
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::Handbook => html! { <handbook::Handbook /> },
        Route::Accessibility => html! { <statements::Accessibility /> },
        Route::Privacy => html! { <statements::Privacy /> },
        _ => html! { <style::Style /> },
    }
}
