//! Signing in.
use crate::{
    browser,
    components::{
        sign_in_form::{FailureQuery, RETURN, SignInForm},
        sign_in_link::{Return, use_return},
        skeleton::Skeleton,
    },
    hooks::use_query,
    routes::Route,
    session::use_session,
};
use yew::prelude::*;
use yew_router::prelude::*;

/// The page to sign in; afterwards one goes on to where one came from.
#[component]
pub fn SignIn() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let (query, _) = use_query::<FailureQuery>();
    let back = use_return();
    // Who comes from the identity provider without having got in still wants to go where they were.
    let back = if query.fout.is_some() && back.to.is_none() { kept_return() } else { back };
    let done = {
        let back = back.clone();
        Callback::from(move |second_factor_missing: bool| match &navigator {
            Some(navigator) if second_factor_missing => navigator.replace(&Route::SecondFactor),
            Some(navigator) => back.go(navigator),
            None => {}
        })
    };
    let lead = if session.over { session.texts().sign_in_over() } else { session.texts().sign_in_intro() };
    html! { <SignInForm {lead} {done} back={Some(back)} /> }
}

fn kept_return() -> Return {
    browser::kept(RETURN).map(|address| Return::back_to(&address)).unwrap_or_default()
}

/// Where somebody comes back from the identity provider: signed in by now, or not.
#[component]
pub fn SignedIn() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    use_effect_with(session.signed_in().is_some(), move |signed_in| match &navigator {
        Some(navigator) if *signed_in => {
            let back = kept_return();
            browser::keep(RETURN, None);
            back.go(navigator);
        }
        Some(navigator) => navigator.replace(&Route::SignIn),
        None => {}
    });
    html! { <div class="kompaan-width"><Skeleton /></div> }
}
