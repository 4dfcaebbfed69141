//! Setting up the second step of signing in.
use crate::{
    browser,
    components::{
        button::{Appearance, Button, ButtonLink},
        form::{Submit, TextField},
        layout::Page,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    hooks::{required, use_own, use_submit, use_typed},
    routes::Route,
    session::use_session,
};
use contract::second_factor::SecondFactorSetup;
use yew::prelude::*;

/// The page to set it up: the password, then scan, confirm, and keep the recovery codes.
#[component]
pub fn SetUp() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_own(|client| async move { client.second_factor().await });
    let (password, set_password) = use_typed();
    let setup = use_state(|| None::<SecondFactorSetup>);
    let submission = use_submit();
    if let Some(setup) = &*setup {
        return html! { <Confirm setup={setup.clone()} /> };
    }
    let needed = match settled(found, &reload) {
        Ok(found) => found.password_needed,
        Err(instead) => return instead,
    };
    let onsubmit = {
        let (session, password, setup, submission) = (session.clone(), password.clone(), setup.setter(), submission.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let faults = if needed { required(&[("currentPassword", &password)]) } else { vec![] };
            let (client, typed, setup) = (session.client.clone(), needed.then(|| (*password).clone()), setup.clone());
            submission.send(faults, async move { client.set_up_second_factor(typed.as_deref()).await }, move |made| setup.set(Some(made)));
        })
    };
    html! {
        <Page title={texts.factor()} lead={texts.factor_lead()} trail={vec![(AttrValue::from(texts.my_sign_in()), Route::MyAccount)]}>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(vec![("currentPassword", texts.password())]) }
                if needed {
                    <TextField
                        name="currentPassword"
                        label={texts.password()}
                        kind="password"
                        autocomplete="current-password"
                        value={(*password).clone()}
                        onchange={set_password}
                        errors={submission.wrong("currentPassword")}
                    />
                }
                <p class="kompaan-actions">
                    <Submit label={texts.factor_next()} busy={submission.busy()} />
                    <RouteLink to={Route::MyAccount}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct ConfirmProps {
    setup: SecondFactorSetup,
}

#[component]
fn Confirm(props: &ConfirmProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (code, set_code) = use_typed();
    let codes = use_state(Vec::<String>::new);
    let submission = use_submit();
    let trail = vec![(AttrValue::from(texts.my_sign_in()), Route::MyAccount)];
    if !codes.is_empty() {
        return html! {
            <Page title={texts.factor_codes()} lead={texts.factor_codes_text()} {trail}>
                <ul class="kompaan-codes">
                    { for codes.iter().map(|code| html! { <li key={code.clone()}><code class="kompaan-code">{ code }</code></li> }) }
                </ul>
                <p class="kompaan-actions">
                    <Button appearance={Appearance::Secondary} onclick={|_: MouseEvent| browser::print()}>{ texts.print() }</Button>
                    <ButtonLink appearance={Appearance::Primary} to={Route::MyAccount}>{ texts.factor_codes_done() }</ButtonLink>
                </p>
            </Page>
        };
    }
    let onsubmit = {
        let (session, code, codes, submission) = (session.clone(), code.clone(), codes.setter(), submission.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (client, code, codes) = (session.client.clone(), (*code).clone(), codes.clone());
            submission.send(required(&[("code", &code)]), async move { client.confirm_second_factor(&code).await }, move |found| codes.set(found.codes));
        })
    };
    html! {
        <Page title={texts.factor()} lead={texts.factor_lead()} {trail}>
            <h2 class="utrecht-heading-2">{ texts.factor_scan() }</h2>
            <p>
                <img
                    class="kompaan-scan"
                    src={browser::picture(&props.setup.picture)}
                    alt={texts.factor_picture()}
                    width="240"
                    height="240"
                />
            </p>
            <P>{ texts.factor_scan_text() }</P>
            <P><code class="kompaan-code kompaan-secret">{ grouped(&props.setup.secret) }</code></P>
            <h2 class="utrecht-heading-2">{ texts.factor_confirm() }</h2>
            <form class="kompaan-form" {onsubmit} novalidate=true>
                { submission.summary(vec![("code", texts.sign_in_code())]) }
                <TextField
                    name="code"
                    label={texts.sign_in_code()}
                    autocomplete="one-time-code"
                    value={(*code).clone()}
                    onchange={set_code}
                    errors={submission.wrong("code")}
                />
                <p class="kompaan-actions">
                    <Submit label={texts.factor_confirm_button()} busy={submission.busy()} />
                    <RouteLink to={Route::MyAccount}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}

/// Letters in groups of four, which are easier to type over.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
