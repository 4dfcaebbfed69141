//! Asking for a new password.
use crate::{
    components::{
        alert::{Alert, Tone},
        form::{Submit, TextField},
        layout::Page,
        link::RouteLink,
        paragraph::P,
    },
    hooks::{required, use_submit, use_typed},
    routes::Route,
    session::use_session,
};
use yew::prelude::*;

/// The page to ask for a new password. It says the same whether or not there is an account.
#[component]
pub fn ForgotPassword() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (email, set_email) = use_typed();
    let sent = use_state(|| false);
    let submission = use_submit();
    let onsubmit = {
        let (session, email, sent, submission) = (session.clone(), email.clone(), sent.setter(), submission.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (client, email, sent) = (session.client.clone(), (*email).clone(), sent.clone());
            submission.send(required(&[("email", &email)]), async move { client.ask_password_reset(&email).await }, move |()| sent.set(true));
        })
    };
    let trail = vec![(AttrValue::from(texts.sign_in()), Route::SignIn)];
    if *sent {
        return html! {
            <Page title={texts.forgot_sent()} {trail}>
                <Alert tone={Tone::Ok}><P>{ texts.forgot_sent_text() }</P></Alert>
                <p class="kompaan-actions"><RouteLink to={Route::SignIn}>{ texts.sign_in() }</RouteLink></p>
            </Page>
        };
    }
    html! {
        <Page title={texts.forgot_title()} lead={texts.forgot_lead()} {trail}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(vec![("email", texts.email())]) }
                <TextField
                    name="email"
                    label={texts.email()}
                    kind="email"
                    autocomplete="email"
                    value={(*email).clone()}
                    onchange={set_email}
                    errors={submission.wrong("email")}
                />
                <p class="kompaan-actions">
                    <Submit label={texts.forgot_send()} busy={submission.busy()} />
                    <RouteLink to={Route::SignIn}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}
