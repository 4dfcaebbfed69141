//! One's own account on one page.
use super::passkeys::Passkeys;
use crate::{
    browser,
    components::{
        actions::Confirm,
        button::{Appearance, Button, ButtonLink},
        form::{Submit, TextField},
        layout::Page,
        paragraph::P,
        settled::settled,
    },
    format::{fill, moment},
    hooks::{required, use_own, use_submit, use_typed},
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    account::OwnPasswordInput,
    privacy::Privacy,
    second_factor::SecondFactor,
    session::{OpenSession, OpenSessions},
};
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// How one signs in and where one is signed in.
#[component]
pub fn MyAccount() -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) =
        use_own(|client| async move { futures::try_join!(client.second_factor(), client.passkeys(), client.my_sessions(), client.privacy()) });
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let Some(person) = &session.person else { return Html::default() };
    let (factor, passkeys, sessions, privacy) = &*found;
    html! {
        <Page title={texts.my_sign_in()} lead={texts.my_sign_in_lead()}>
            <section aria-labelledby="inloggen">
                <h2 id="inloggen" class="utrecht-heading-2">{ texts.sign_in_with() }</h2>
                <dl class="kompaan-facts"><div><dt>{ texts.email() }</dt><dd>{ person.email.clone().unwrap_or_default() }</dd></div></dl>
                <p class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Secondary} to={Route::ChangeEmail}>{ texts.email_change() }</ButtonLink>
                    <ButtonLink appearance={Appearance::Secondary} to={Route::Password { id: person.id }}>
                        { texts.password_change() }
                    </ButtonLink>
                </p>
            </section>
            <Factor factor={factor.clone()} changed={reload.clone()} />
            <Passkeys passkeys={passkeys.clone()} />
            <Sessions sessions={sessions.clone()} changed={reload.clone()} />
            <MyData privacy={privacy.clone()} changed={reload} />
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct FactorProps {
    factor: SecondFactor,
    changed: Callback<()>,
}

#[component]
fn Factor(props: &FactorProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let factor = &props.factor;
    let stopping = use_state(|| false);
    let (password, set_password) = use_typed();
    let submission = use_submit();
    let needed = factor.password_needed;
    let onsubmit = {
        let (session, password, submission, stopping, changed) =
            (session.clone(), password.clone(), submission.clone(), stopping.setter(), props.changed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let input = OwnPasswordInput { current_password: needed.then(|| (*password).clone()) };
            let faults = if needed { required(&[("currentPassword", &password)]) } else { vec![] };
            let (session, stopping, changed) = (session.clone(), stopping.clone(), changed.clone());
            let client = session.client.clone();
            submission.send(faults, async move { client.remove_second_factor(&input).await }, move |()| {
                session.say(session.texts().factor_stopped());
                stopping.set(false);
                changed.emit(());
            });
        })
    };
    let ask = {
        let stopping = stopping.clone();
        Callback::from(move |_: MouseEvent| stopping.set(!*stopping))
    };
    html! {
        <section aria-labelledby="twee-stappen">
            <h2 id="twee-stappen" class="utrecht-heading-2">{ texts.factor() }</h2>
            <P>{ texts.factor_lead() }</P>
            <P>
                <strong>
                    {
                        if factor.active {
                            fill(texts.factor_on(), &[&factor.recovery_codes.to_string()])
                        } else {
                            texts.factor_off().to_owned()
                        }
                    }
                </strong>
                if factor.required { { " " }{ texts.factor_required() } }
            </P>
            if !factor.active {
                <p class="kompaan-actions">
                    <ButtonLink appearance={Appearance::Primary} to={Route::SecondFactor}>{ texts.factor_start() }</ButtonLink>
                </p>
            } else if !*stopping {
                <p class="kompaan-actions"><Button appearance={Appearance::Secondary} onclick={ask}>{ texts.factor_stop() }</Button></p>
            } else {
                <form class="kompaan-form" {onsubmit} novalidate=true>
                    { submission.summary(vec![("currentPassword", texts.password())]) }
                    <P>{ texts.factor_stop_lead() }</P>
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
                        <Submit label={texts.factor_stop()} busy={submission.busy()} />
                        <Button appearance={Appearance::Subtle} onclick={ask}>{ texts.cancel() }</Button>
                    </p>
                </form>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct MyDataProps {
    privacy: Privacy,
    changed: Callback<()>,
}

/// Taking one's data along, and being forgotten.
#[component]
fn MyData(props: &MyDataProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let download = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            let session = session.clone();
            spawn_local(async move {
                match session.client.my_data().await {
                    Ok(data) => {
                        browser::save_file("mijn-gegevens.zip", "application/zip", &data);
                        session.say(session.texts().privacy_downloaded());
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
            });
        })
    };
    let set = |asked: bool| {
        let (session, changed) = (session.clone(), props.changed.clone());
        Callback::from(move |()| {
            let (session, changed) = (session.clone(), changed.clone());
            spawn_local(async move {
                if let Err(error) = session.client.set_erasure(asked).await {
                    session.say(session.texts().failure(&error));
                }
                changed.emit(());
            });
        })
    };
    html! {
        <section aria-labelledby="gegevens">
            <h2 id="gegevens" class="utrecht-heading-2">{ texts.my_data() }</h2>
            <P>{ texts.my_data_lead() }</P>
            if let Some(asked) = props.privacy.erasure_asked_at {
                <P role="status"><strong>{ fill(texts.privacy_asked(), &[&moment(session.lang, asked)]) }</strong></P>
            }
            <div class="kompaan-actions">
                <Button appearance={Appearance::Secondary} onclick={download}>{ texts.privacy_download() }</Button>
                if props.privacy.erasure_asked_at.is_some() {
                    <Button appearance={Appearance::Secondary} onclick={set(false).reform(|_: MouseEvent| ())}>
                        { texts.privacy_withdraw() }
                    </Button>
                } else {
                    <Confirm
                        label={texts.privacy_forget()}
                        question={texts.privacy_forget_question()}
                        yes={texts.privacy_forget_yes()}
                        onconfirm={set(true)}
                        danger=true
                    />
                }
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct SessionsProps {
    sessions: OpenSessions,
    changed: Callback<()>,
}

#[component]
fn Sessions(props: &SessionsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let end = |id| {
        let (session, changed) = (session.clone(), props.changed.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, changed) = (session.clone(), changed.clone());
            spawn_local(async move {
                match session.client.end_session(id).await {
                    Ok(()) => session.say(session.texts().session_ended()),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                changed.emit(());
            });
        })
    };
    let end_all = {
        let session = session.clone();
        Callback::from(move |()| {
            let (session, navigator) = (session.clone(), navigator.clone());
            spawn_local(async move {
                match session.client.end_sessions().await {
                    Ok(()) => {
                        session.leave();
                        session.say(session.texts().signed_out());
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::SignIn);
                        }
                    }
                    Err(error) => session.say(session.texts().failure(&error)),
                }
            });
        })
    };
    html! {
        <section aria-labelledby="apparaten">
            <h2 id="apparaten" class="utrecht-heading-2">{ texts.sessions() }</h2>
            <ul class="kompaan-people">
                { for props.sessions.items.iter().map(|open| html! {
                    <li key={open.id.to_string()} class="kompaan-people__person">
                        <span class="kompaan-people__name">{ device(&session, open) }</span>
                        <span class="kompaan-quiet">
                            {
                                fill(
                                    texts.session_since(),
                                    &[&moment(session.lang, open.started_at), &moment(session.lang, open.renewed_at)],
                                )
                            }
                        </span>
                        <span class="kompaan-actions">
                            if open.current {
                                <span class="kompaan-quiet">{ texts.session_current() }</span>
                            } else {
                                <Button appearance={Appearance::Secondary} onclick={end(open.id)}>
                                    { texts.session_end() }
                                    <span class="kompaan-visually-hidden">{ format!(" {}", device(&session, open)) }</span>
                                </Button>
                            }
                        </span>
                    </li>
                }) }
            </ul>
            <Confirm
                label={texts.sessions_end()}
                question={texts.sessions_end_question()}
                yes={texts.sessions_end_yes()}
                onconfirm={end_all}
                danger=true
            />
        </section>
    }
}

/// The program and system by which people know a device. The order matters: each browser also names those that it resembles.
fn device(session: &Session, open: &OpenSession) -> String {
    let texts = session.texts();
    let named = |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| open.device.contains(sign)).map(|(_, name)| *name);
    let program = named(&[("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = named(&[("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("Linux", "Linux")]);
    match (program, system) {
        (Some(program), Some(system)) => fill(texts.session_on(), &[program, system]),
        (Some(program), None) => program.to_owned(),
        _ => texts.session_unknown().to_owned(),
    }
}
