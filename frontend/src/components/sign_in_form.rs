//! The form to sign in, on its own page and wherever a page asks for it.
use crate::{
    browser,
    components::{
        alert::{Alert, Tone},
        button::{Appearance, Button},
        form::{CredentialField, Submit},
        layout::Page,
        link::RouteLink,
        paragraph::P,
        sign_in_link::{Return, use_return},
    },
    hooks::{required, use_query, use_submit, use_typed},
    i18n::Texts,
    passkey,
    routes::Route,
    session::{Event, Session, use_session},
};
use contract::{
    passkey::PasskeySignInInput,
    session::{Session as Opened, SignInInput},
};
use serde::{Deserialize, Serialize};
use yew::prelude::*;

/// Where somebody goes on who signs in at the identity provider of their organisation, kept while they are away.
pub const RETURN: &str = "kompaan.return";

/// Why signing in at the identity provider of an organisation did not work, in the address to which it leads back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FailureQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fout: Option<String>,
}

impl FailureQuery {
    fn failure(&self, texts: Texts) -> Option<&'static str> {
        Some(match self.fout.as_deref()? {
            "opnieuw" => texts.provider_again(),
            "provider" => texts.provider_unreachable(),
            "niet-toegelaten" => texts.provider_not_let_in(),
            "e-mailadres" | "organisatie" | "gegevens" => texts.provider_incomplete(),
            _ => texts.provider_refused(),
        })
    }
}

/// Goes on as whoever signed in.
fn enter(session: &Session, opened: Opened, done: &Callback<bool>) {
    session.dispatch.emit(Event::Notice(None));
    let second_factor_missing = opened.second_factor_missing;
    session.dispatch.emit(Event::Opened(Box::new(opened)));
    done.emit(second_factor_missing);
}

#[derive(Properties, PartialEq)]
pub struct SignInFormProps {
    pub lead: AttrValue,
    /// What happens when somebody has signed in; gets whether a second factor is still missing.
    pub done: Callback<bool>,
    /// Where one goes on, when that is not this page.
    #[prop_or_default]
    pub back: Option<Return>,
}

/// The form to sign in, also where a page asks for it.
#[component]
pub fn SignInForm(props: &SignInFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (query, _) = use_query::<FailureQuery>();
    let here = use_return();
    let back = props.back.clone().unwrap_or(here);
    let (email, set_email) = use_typed();
    let (password, set_password) = use_typed();
    let (code, set_code) = use_typed();
    // The code is asked for once the server says that it is needed.
    let asks_code = use_state(|| false);
    let submission = use_submit();
    let failure = use_state(|| None::<passkey::Failure>);
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
            // Without a password: does the organisation of this address let its people in itself?
            if !email.trim().is_empty() && password.is_empty() {
                browser::keep(RETURN, back.to.as_deref());
                let (client, domain, submission) = (session.client.clone(), email.trim().rsplit('@').next().unwrap_or_default().to_owned(), submission.clone());
                submission.clone().send(vec![], async move { client.sign_in_options(&domain).await }, move |options| match options.provider {
                    Some(provider) => browser::leave_for(&provider.address),
                    None => {
                        submission.attempt(required(&[("password", "")]));
                    }
                });
                return;
            }
            let (client, session, done, asks) = (session.client.clone(), session.clone(), done.clone(), asks_code.setter());
            let work = async move {
                match client.sign_in_with(&input).await {
                    Err(error) if error.problem().is_some_and(|problem| problem.code == "second_factor_required") => Ok(None),
                    opened => opened.map(Some),
                }
            };
            submission.send(required(&fields), work, move |opened| match opened {
                None => asks.set(true),
                Some(opened) => enter(&session, opened, &done),
            });
        })
    };
    let with_passkey = {
        let (session, submission, failure, done) = (session.clone(), submission.clone(), failure.setter(), props.done.clone());
        Callback::from(move |_: MouseEvent| {
            let (client, session, failure, done) = (session.client.clone(), session.clone(), failure.clone(), done.clone());
            failure.set(None);
            let work = async move {
                let challenge = client.start_passkey_sign_in().await?;
                match passkey::get(&challenge.options).await {
                    Ok(credential) => client.sign_in_with_passkey(&PasskeySignInInput { attempt: challenge.attempt, credential }).await.map(Ok),
                    Err(failure) => Ok(Err(failure)),
                }
            };
            submission.send(vec![], work, move |opened| match opened {
                Ok(opened) => enter(&session, opened, &done),
                Err(why) => failure.set(Some(why)),
            });
        })
    };
    html! {
        <Page title={texts.sign_in()} lead={props.lead.clone()}>
            if let Some(text) = query.failure(texts) { <Alert tone={Tone::Error}><P role="alert">{ text }</P></Alert> }
            if let Some(failure) = *failure { <Alert tone={Tone::Error}><P role="alert">{ failure.text(texts) }</P></Alert> }
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(vec![("email", texts.email()), ("password", texts.password()), ("code", texts.sign_in_code())]) }
                <CredentialField
                    name="email"
                    label={texts.email()}
                    kind="email"
                    autocomplete="email"
                    value={(*email).clone()}
                    onchange={set_email}
                    errors={submission.wrong("email")}
                />
                <CredentialField
                    name="password"
                    label={texts.password()}
                    hint={texts.provider_hint()}
                    kind="password"
                    autocomplete="current-password"
                    value={(*password).clone()}
                    onchange={set_password}
                    errors={submission.wrong("password")}
                />
                if *asks_code {
                    <P role="status">{ texts.code_step() }</P>
                    <CredentialField
                        name="code"
                        label={texts.sign_in_code()}
                        hint={texts.code_hint()}
                        autocomplete="one-time-code"
                        value={(*code).clone()}
                        onchange={set_code}
                        errors={submission.wrong("code")}
                    />
                }
                <p class="kompaan-actions">
                    <Submit label={texts.sign_in()} busy={submission.busy()} />
                    if passkey::available() {
                        <Button appearance={Appearance::Secondary} onclick={with_passkey} busy={submission.busy()}>
                            { texts.passkey_sign_in() }
                        </Button>
                    }
                    <RouteLink to={Route::ForgotPassword}>
                        { texts.forgot() }
                    </RouteLink>
                </p>
            </form>
        </Page>
    }
}
