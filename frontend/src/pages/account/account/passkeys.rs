//! One's own passkeys, adding one and removing one.
use crate::{
    components::{
        alert::{Alert, Tone},
        button::{Appearance, ButtonLink},
        form::{Submit, TextField},
        layout::Page,
        link::RouteLink,
        not_found::NotFound,
        paragraph::P,
        settled::settled,
    },
    format::{day, fill, moment},
    hooks::{required, use_own, use_submit, use_typed},
    passkey,
    routes::Route,
    session::use_session,
};
use contract::{
    account::OwnPasswordInput,
    passkey::{PasskeyInput, Passkeys as Found},
};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct PasskeysProps {
    pub passkeys: Found,
}

/// The passkeys on the page of one's account.
#[component]
pub fn Passkeys(props: &PasskeysProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    html! {
        <section aria-labelledby="passkeys">
            <h2 id="passkeys" class="utrecht-heading-2">{ texts.passkeys() }</h2>
            <P>{ texts.passkeys_lead() }</P>
            if !props.passkeys.items.is_empty() {
                <ul class="kompaan-people">
                    { for props.passkeys.items.iter().map(|passkey| html! {
                        <li key={passkey.id.to_string()} class="kompaan-people__person">
                            <span class="kompaan-people__name">{ &passkey.name }</span>
                            <span class="kompaan-quiet">
                                { fill(texts.passkey_since(), &[&day(session.lang, crate::calendar::day_of(passkey.created_at))]) }
                                {
                                    for passkey.used_at.map(|used| {
                                        format!(", {}", fill(texts.passkey_used(), &[&moment(session.lang, used)]))
                                    })
                                }
                            </span>
                            <RouteLink to={Route::RemovePasskey { id: passkey.id }}>
                                { texts.passkey_remove() }
                                <span class="kompaan-visually-hidden">{ format!(" {}", passkey.name) }</span>
                            </RouteLink>
                        </li>
                    }) }
                </ul>
            }
            if passkey::available() {
                <p class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Secondary} to={Route::NewPasskey}>{ texts.passkey_add() }</ButtonLink>
                </p>
            } else {
                <P class="kompaan-quiet">{ texts.passkeys_not_here() }</P>
            }
        </section>
    }
}

/// The page to add a passkey of this device.
#[component]
pub fn NewPasskey() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_own(|client| async move { client.passkeys().await });
    let navigator = use_navigator();
    let (name, set_name) = use_typed();
    let (password, set_password) = use_typed();
    let failure = use_state(|| None::<passkey::Failure>);
    let submission = use_submit();
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let needed = found.password_needed;
    let onsubmit = {
        let (session, name, password, failure, submission) = (session.clone(), name.clone(), password.clone(), failure.setter(), submission.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut fields = vec![("name", name.as_str())];
            if needed {
                fields.push(("currentPassword", password.as_str()));
            }
            let start = OwnPasswordInput { current_password: needed.then(|| (*password).clone()) };
            let (client, name) = (session.client.clone(), (*name).clone());
            failure.set(None);
            let work = async move {
                let challenge = client.start_passkey(&start).await?;
                match passkey::create(&challenge.options).await {
                    Ok(credential) => client.add_passkey(&PasskeyInput { attempt: challenge.attempt, name, credential }).await.map(Ok),
                    Err(failure) => Ok(Err(failure)),
                }
            };
            let (session, failure, navigator) = (session.clone(), failure.clone(), navigator.clone());
            submission.send(required(&fields), work, move |added| match added {
                Ok(added) => {
                    session.say(fill(session.texts().passkey_added(), &[&added.name]));
                    if let Some(navigator) = navigator {
                        navigator.push(&Route::MyAccount);
                    }
                }
                Err(why) => failure.set(Some(why)),
            });
        })
    };
    let trail = vec![(AttrValue::from(texts.my_sign_in()), Route::MyAccount)];
    html! {
        <Page title={texts.passkey_add()} lead={texts.passkey_add_lead()} {trail}>
            if let Some(failure) = *failure { <Alert tone={Tone::Error}><P role="alert">{ failure.text(texts) }</P></Alert> }
            <form class="kompaan-form" {onsubmit} novalidate=true>
                {
                    submission.summary(
                        vec![("name", texts.passkey_name()), ("currentPassword", texts.password()), ("credential", texts.passkey())],
                    )
                }
                <TextField
                    name="name"
                    label={texts.passkey_name()}
                    hint={texts.passkey_name_hint()}
                    value={(*name).clone()}
                    onchange={set_name}
                    errors={submission.wrong("name")}
                />
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
                    <Submit label={texts.passkey_add()} busy={submission.busy()} />
                    <RouteLink to={Route::MyAccount}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
pub struct RemovePasskeyProps {
    pub id: Uuid,
}

/// The page to remove a passkey.
#[component]
pub fn RemovePasskey(props: &RemovePasskeyProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_own(|client| async move { client.passkeys().await });
    let navigator = use_navigator();
    let (password, set_password) = use_typed();
    let submission = use_submit();
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let Some(passkey) = found.items.iter().find(|passkey| passkey.id == props.id) else { return html! { <NotFound /> } };
    let (needed, id) = (found.password_needed, props.id);
    let onsubmit = {
        let (session, password, submission) = (session.clone(), password.clone(), submission.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let faults = if needed { required(&[("currentPassword", &password)]) } else { vec![] };
            let input = OwnPasswordInput { current_password: needed.then(|| (*password).clone()) };
            let (client, session, navigator) = (session.client.clone(), session.clone(), navigator.clone());
            submission.send(faults, async move { client.remove_passkey(id, &input).await }, move |()| {
                session.say(session.texts().passkey_removed());
                if let Some(navigator) = navigator {
                    navigator.push(&Route::MyAccount);
                }
            });
        })
    };
    html! {
        <Page
            title={texts.passkey_remove_title()}
            lead={fill(texts.passkey_remove_question(), &[&passkey.name])}
            trail={vec![(AttrValue::from(texts.my_sign_in()), Route::MyAccount)]}
        >
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
                    <Submit label={texts.passkey_remove()} busy={submission.busy()} />
                    <RouteLink to={Route::MyAccount}>{ texts.cancel() }</RouteLink>
                </p>
            </form>
        </Page>
    }
}
