//! One's own account: signing in, passkeys, the second step, where one is signed in, the links from mails, and who did what.
mod audit;
mod email;
mod forgot;
mod link;
mod mine;
mod passkeys;
mod second_factor;

use crate::routes::Route;
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::Audit => html! { <audit::Audit /> },
        Route::ForgotPassword => html! { <forgot::ForgotPassword /> },
        Route::AccountLink => html! { <link::AccountLink /> },
        Route::ChangeEmail => html! { <email::ChangeEmail /> },
        Route::NewPasskey => html! { <passkeys::NewPasskey /> },
        Route::RemovePasskey { id } => html! { <passkeys::RemovePasskey key={id.to_string()} {id} /> },
        Route::SecondFactor => html! { <second_factor::SetUp /> },
        _ => html! { <mine::MyAccount /> },
    }
}
