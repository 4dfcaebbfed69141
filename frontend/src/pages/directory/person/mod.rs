//! People.
mod account;
mod detail;
mod edit;
mod list;
mod password;
mod roles;
mod succession;

pub use account::Erase;
pub use list::PersonCards;

use crate::routes::Route;
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::Person { id } => html! { <detail::PersonPage key={id.to_string()} {id} /> },
        Route::EditPerson { id } => html! { <edit::EditPerson key={id.to_string()} {id} /> },
        Route::NewPerson => html! { <edit::NewPerson /> },
        Route::Roles { id } => html! { <roles::RolesPage key={id.to_string()} {id} /> },
        Route::Successions => html! { <succession::Successions /> },
        Route::Password { id } => html! { <password::ChangePassword key={id.to_string()} {id} /> },
        _ => html! { <list::People /> },
    }
}
