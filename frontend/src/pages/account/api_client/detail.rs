//! The page of a system, with its secrets.
use super::last_used;
use crate::{
    components::{
        actions::{Confirm, Delete},
        alert::{Alert, Tone},
        badge::Badge,
        button::{Appearance, Button, ButtonLink},
        history::History,
        layout::Page,
        link::RouteLink,
        paragraph::P,
        settled::settled,
    },
    format::{fill, moment},
    hooks::{use_fetch, use_resource},
    resources,
    routes::Route,
    session::use_session,
};
use contract::words::account::API_CLIENT;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

#[derive(Properties, PartialEq)]
pub struct ApiClientPageProps {
    pub id: Uuid,
}

/// What a system may do, and with which secrets it identifies itself.
#[component]
pub fn ApiClientPage(props: &ApiClientPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_resource::<resources::ApiClients>(props.id);
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let client = &found.value;
    let id = client.id;
    let header = html! {
        <>
            if !client.active { <p class="kompaan-card__badges"><Badge>{ texts.client_off() }</Badge></p> }
            <div class="kompaan-actions">
                <ButtonLink appearance={Appearance::Secondary} to={Route::EditApiClient { id }}>{ texts.edit() }</ButtonLink>
                <Delete<resources::ApiClients> found={(*found).clone()} then={Route::ApiClients} />
            </div>
        </>
    };
    let networks = if client.networks.is_empty() { texts.client_networks_all().to_owned() } else { client.networks.join(", ") };
    html! {
        <Page title={client.name.clone()} trail={vec![(AttrValue::from(texts.clients()), Route::ApiClients)]} {header}>
            <dl class="kompaan-facts kompaan-aside">
                <div><dt>{ texts.client_id() }</dt><dd><code class="kompaan-code">{ id.to_string() }</code></dd></div>
                <div><dt>{ texts.organisation() }</dt><dd>{ &client.organisation_name }</dd></div>
                <div>
                    <dt>{ texts.label(&API_CLIENT.scopes) }</dt>
                    <dd>{ client.scopes.iter().map(|scope| texts.explained(*scope)).collect::<Vec<_>>().join("; ") }</dd>
                </div>
                <div><dt>{ texts.label(&API_CLIENT.networks) }</dt><dd>{ networks }</dd></div>
                if client.public_key.is_some() {
                    <div><dt>{ texts.label(&API_CLIENT.public_key) }</dt><dd>{ texts.client_with_key() }</dd></div>
                }
                <div>
                    <dt>{ texts.label(&API_CLIENT.last_used_at) }</dt>
                    <dd>{ client.last_used_at.map_or_else(|| texts.client_never_used().to_owned(), |at| moment(session.lang, at)) }</dd>
                </div>
            </dl>
            <Secrets {id} />
            <P><RouteLink to={Route::Handbook}>{ texts.client_guide() }</RouteLink></P>
            <History<resources::ApiClients> {id} round={client.version} />
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct SecretsProps {
    id: Uuid,
}

#[component]
fn Secrets(props: &SecretsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let id = props.id;
    let shown = use_state(|| None::<String>);
    let client = session.client.clone();
    let (found, reload) = use_fetch(id, move |id| {
        let client = client.clone();
        async move { client.client_secrets(id).await }
    });
    let make = {
        let (session, shown, reload) = (session.clone(), shown.setter(), reload.clone());
        Callback::from(move |_: MouseEvent| {
            let (session, shown, reload) = (session.clone(), shown.clone(), reload.clone());
            spawn_local(async move {
                match session.client.new_client_secret(id).await {
                    Ok(made) => shown.set(Some(made.secret)),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                reload.emit(());
            });
        })
    };
    let end = |secret: Uuid| {
        let (session, reload) = (session.clone(), reload.clone());
        Callback::from(move |()| {
            let (session, reload) = (session.clone(), reload.clone());
            spawn_local(async move {
                match session.client.end_client_secret(id, secret).await {
                    Ok(()) => session.say(session.texts().client_secret_ended()),
                    Err(error) => session.say(session.texts().failure(&error)),
                }
                reload.emit(());
            });
        })
    };
    let secrets = match settled(found, &reload) {
        Ok(secrets) => secrets,
        Err(instead) => return instead,
    };
    html! {
        <section aria-labelledby="geheimen">
            <h2 id="geheimen" class="utrecht-heading-2">{ texts.client_secrets() }</h2>
            <P>{ texts.client_secrets_lead() }</P>
            <div role="status">
                if let Some(secret) = &*shown {
                    <Alert tone={Tone::Warning}>
                        <P>{ texts.client_secret_shown() }</P><P><code class="kompaan-code">{ secret }</code></P>
                    </Alert>
                }
            </div>
            if secrets.items.is_empty() {
                <P class="kompaan-quiet">{ texts.client_secrets_none() }</P>
            } else {
                <ul class="kompaan-people">
                    { for secrets.items.iter().map(|secret| html! {
                        <li key={secret.id.to_string()} class="kompaan-people__person">
                            <span class="kompaan-people__name">{ fill(texts.client_secret_ends_with(), &[&secret.hint]) }</span>
                            <span class="kompaan-quiet">
                                { fill(texts.client_secret_made(), &[&moment(session.lang, secret.created_at)]) }
                            </span>
                            <span class="kompaan-quiet">
                                { last_used(&session, secret.last_used_at) }
                            </span>
                            <Confirm
                                label={texts.client_secret_end()}
                                question={texts.client_secret_end_question()}
                                yes={texts.client_secret_end_yes()}
                                onconfirm={end(secret.id)}
                                danger=true
                                of={AttrValue::from(secret.hint.clone())}
                            />
                        </li>
                    }) }
                </ul>
            }
            if secrets.items.len() < domain::api_client::MAX_SECRETS {
                <p class="kompaan-actions">
                    <Button appearance={Appearance::Primary} onclick={make}>{ texts.client_secret_new() }</Button>
                </p>
            }
        </section>
    }
}
