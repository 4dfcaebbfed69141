//! Another e-mail address.
use crate::{
    components::{
        form::{Submit, TextField},
        layout::Page,
        link::RouteLink,
    },
    format::fill,
    hooks::{required, use_submit, use_typed},
    routes::Route,
    session::use_session,
};
use contract::{FieldError, account::EmailChangeInput};
use domain::person::is_email;
use yew::prelude::*;
use yew_router::prelude::*;

/// The page to ask for another e-mail address.
#[component]
pub fn ChangeEmail() -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let (email, set_email) = use_typed();
    let (password, set_password) = use_typed();
    let submission = use_submit();
    let onsubmit = {
        let (session, email, password, submission) = (session.clone(), email.clone(), password.clone(), submission.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let input = EmailChangeInput { email: email.trim().to_owned(), current_password: (*password).clone() };
            let mut faults = required(&[("email", &input.email), ("currentPassword", &input.current_password)]);
            if !input.email.is_empty() && !is_email(&input.email) {
                faults.push(FieldError::body("/email", "invalid_format", ""));
            }
            let (session, navigator, asked) = (session.clone(), navigator.clone(), input.email.clone());
            let client = session.client.clone();
            submission.send(faults, async move { client.ask_email_change(&input).await }, move |()| {
                session.say(fill(session.texts().email_asked(), &[&asked]));
                if let Some(navigator) = navigator {
                    navigator.push(&Route::MyAccount);
                }
            });
        })
    };
    let trail = vec![(AttrValue::from(texts.my_sign_in()), Route::MyAccount)];
    html! {
        <Page title={texts.email_change()} lead={texts.email_change_lead()} {trail}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(vec![("email", texts.email_new()), ("currentPassword", texts.password())]) }
                <TextField
                    name="email"
                    label={texts.email_new()}
                    kind="email"
                    autocomplete="email"
                    value={(*email).clone()}
                    onchange={set_email}
                    errors={submission.wrong("email")}
                />
                <TextField
                    name="currentPassword"
                    label={texts.password()}
                    kind="password"
                    autocomplete="current-password"
                    value={(*password).clone()}
                    onchange={set_password}
                    errors={submission.wrong("currentPassword")}
                />
                <p class="kompaan-actions">
                    <Submit label={texts.email_ask()} busy={submission.busy()} />
                    <RouteLink to={Route::MyAccount}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}
