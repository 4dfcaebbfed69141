//! Signing in.
use crate::{
    browser,
    components::{
        form::{Submit, TextField},
        layout::Page,
    },
    hooks::{required, use_submit, use_typed},
    routes::Route,
    session::{Event, use_session},
};
use contract::session::SignInInput;
use yew::prelude::*;
use yew_router::prelude::*;

/// The page to sign in; afterwards one goes on to the start page.
#[component]
pub fn SignIn() -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let done = Callback::from(move |second_factor_missing: bool| {
        if let Some(navigator) = &navigator {
            navigator.push(&if second_factor_missing { Route::SecondFactor } else { Route::Home });
        }
    });
    html! { <SignInForm lead={session.texts().sign_in_intro} {done} /> }
}

#[derive(Properties, PartialEq)]
pub struct SignInFormProps {
    pub lead: AttrValue,
    /// What happens when somebody has signed in; gets whether a second factor is still missing.
    pub done: Callback<bool>,
}

/// The form to sign in, also where a page asks for it.
#[component]
pub fn SignInForm(props: &SignInFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let own = session.account_texts();
    let (email, set_email) = use_typed();
    let (password, set_password) = use_typed();
    let (code, set_code) = use_typed();
    // The code is asked for once the server says that it is needed.
    let asks_code = use_state(|| false);
    let submission = use_submit();
    use_effect_with(*asks_code, |asks| {
        if *asks {
            browser::focus("code");
        }
    });
    let onsubmit = {
        let (session, email, password, code, submission, done) =
            (session.clone(), email.clone(), password.clone(), code.clone(), submission.clone(), props.done.clone());
        let asks_code = asks_code.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut fields = vec![("email", email.as_str()), ("password", password.as_str())];
            if *asks_code {
                fields.push(("code", &code));
            }
            let input = SignInInput { email: (*email).clone(), password: (*password).clone(), code: asks_code.then(|| (*code).clone()) };
            let (client, session, done, asks) = (session.client.clone(), session.clone(), done.clone(), asks_code.setter());
            let work = async move {
                match client.sign_in_with(&input).await {
                    Err(error) if error.problem().is_some_and(|problem| problem.code == "second_factor_required") => Ok(None),
                    opened => opened.map(Some),
                }
            };
            submission.send(required(&fields), work, move |opened| match opened {
                None => asks.set(true),
                Some(opened) => {
                    session.dispatch.emit(Event::Notice(None));
                    session.dispatch.emit(Event::SignedIn(Box::new(opened.person)));
                    done.emit(opened.second_factor_missing);
                }
            });
        })
    };
    html! {
        <Page title={texts.sign_in} lead={props.lead.clone()}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(vec![("email", texts.email), ("password", texts.password), ("code", own.code)]) }
                <TextField name="email" label={texts.email} kind="email" autocomplete="email" value={(*email).clone()} onchange={set_email} errors={submission.wrong("email")} />
                <TextField name="password" label={texts.password} kind="password" autocomplete="current-password" value={(*password).clone()} onchange={set_password} errors={submission.wrong("password")} />
                if *asks_code {
                    <p class="utrecht-paragraph" role="status">{ own.code_step }</p>
                    <TextField name="code" label={own.code} hint={own.code_hint} autocomplete="one-time-code" value={(*code).clone()} onchange={set_code} errors={submission.wrong("code")} />
                }
                <p class="kompaan-actions">
                    <Submit label={texts.sign_in} busy={submission.busy()} />
                    <Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::ForgotPassword}>{ own.forgot }</Link<Route>>
                </p>
            </form>
        </Page>
    }
}
