//! Signing in.
use crate::{
    components::{
        form::{Submit, TextField},
        layout::Page,
    },
    hooks::use_submit,
    routes::Route,
    session::{Event, use_session},
};
use contract::FieldError;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// The page to sign in; afterwards one goes on to the start page.
#[component]
pub fn SignIn() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let done = Callback::from(move |()| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Home);
        }
    });
    html! { <SignInForm lead={session.texts().sign_in_intro} {done} /> }
}

#[derive(Properties, PartialEq)]
pub struct SignInFormProps {
    pub lead: AttrValue,
    /// What happens when somebody has signed in.
    pub done: Callback<()>,
}

/// The form to sign in, also where a page asks for it.
#[component]
pub fn SignInForm(props: &SignInFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let email = use_state(String::new);
    let password = use_state(String::new);
    let submission = use_submit();
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |value| state.set(value))
    };
    let onsubmit = {
        let (session, email, password, submission, done) = (session.clone(), email.clone(), password.clone(), submission.clone(), props.done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let missing = [("/email", &email), ("/password", &password)].into_iter().filter(|(_, value)| value.trim().is_empty());
            let missing: Vec<_> = missing.map(|(pointer, _)| FieldError::body(pointer, "required", "")).collect();
            if submission.busy() || !submission.attempt(missing) {
                return;
            }
            let (session, email, password, submission, done) = (session.clone(), email.clone(), password.clone(), submission.clone(), done.clone());
            spawn_local(async move {
                match session.client.sign_in(&email, &password).await {
                    Ok(opened) => {
                        session.dispatch.emit(Event::Notice(None));
                        session.dispatch.emit(Event::SignedIn(Box::new(opened.person)));
                        done.emit(());
                    }
                    Err(error) => submission.failed(&error),
                }
            });
        })
    };
    html! {
        <Page title={texts.sign_in} lead={props.lead.clone()}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(vec![("email", texts.email), ("password", texts.password)]) }
                <TextField name="email" label={texts.email} kind="email" autocomplete="email" value={(*email).clone()} onchange={set(&email)} errors={submission.wrong("email")} />
                <TextField name="password" label={texts.password} kind="password" autocomplete="current-password" value={(*password).clone()} onchange={set(&password)} errors={submission.wrong("password")} />
                <Submit label={texts.sign_in} busy={submission.busy()} />
            </form>
        </Page>
    }
}
