//! Organisations.
mod detail;
mod edit;
mod list;

use crate::routes::Route;
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::Organisation { id } => html! { <detail::OrganisationPage key={id.to_string()} {id} /> },
        Route::EditOrganisation { id } => html! { <edit::EditOrganisation key={id.to_string()} {id} /> },
        Route::NewOrganisation => html! { <edit::NewOrganisation /> },
        _ => html! { <list::Organisations /> },
    }
}
