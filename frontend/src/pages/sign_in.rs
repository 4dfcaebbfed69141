//! Signing in.
use crate::{
    components::{
        form::{ErrorSummary, Submit, TextField, errors_of},
        layout::Page,
    },
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
    let errors = use_state(Vec::<FieldError>::new);
    let refusal = use_state(|| None::<AttrValue>);
    let busy = use_state(|| false);
    let round = use_state(|| 0_u32);
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |value| state.set(value))
    };
    let onsubmit = {
        let (session, email, password, errors, refusal, busy, done) =
            (session.clone(), email.clone(), password.clone(), errors.clone(), refusal.clone(), busy.clone(), props.done.clone());
        let round = round.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            let missing = [("/email", &email), ("/password", &password)].into_iter().filter(|(_, value)| value.trim().is_empty());
            let missing: Vec<_> = missing.map(|(pointer, _)| FieldError::body(pointer, "required", "")).collect();
            errors.set(missing.clone());
            round.set(*round + 1);
            refusal.set(None);
            if !missing.is_empty() {
                return;
            }
            busy.set(true);
            let (session, email, password, refusal, busy, done) =
                (session.clone(), email.clone(), password.clone(), refusal.clone(), busy.clone(), done.clone());
            spawn_local(async move {
                match session.client.sign_in(&email, &password).await {
                    Ok(opened) => {
                        session.dispatch.emit(Event::Notice(None));
                        session.dispatch.emit(Event::SignedIn(Box::new(opened.person)));
                        done.emit(());
                    }
                    Err(error) => {
                        refusal.set(Some(session.texts().failure(&error).into()));
                        busy.set(false);
                    }
                }
            });
        })
    };
    html! {
        <Page title={texts.sign_in} lead={props.lead.clone()}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                <ErrorSummary errors={(*errors).clone()} fields={vec![("email", texts.email), ("password", texts.password)]} refusal={(*refusal).clone()} round={*round} />
                <TextField name="email" label={texts.email} kind="email" autocomplete="username" value={(*email).clone()} onchange={set(&email)} errors={errors_of(&errors, "email", texts)} />
                <TextField name="password" label={texts.password} kind="password" autocomplete="current-password" value={(*password).clone()} onchange={set(&password)} errors={errors_of(&errors, "password", texts)} />
                <Submit label={texts.sign_in} busy={*busy} />
            </form>
        </Page>
    }
}
