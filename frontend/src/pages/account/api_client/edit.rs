//! Making a system known, and changing what it may do.
use crate::{
    components::{
        choices::ChoicesField,
        edit_page::{EditPage, Fields, use_made},
        form::{CheckboxField, LinesField, SelectField, TextField},
        form_page::{Frame, form_page},
    },
    hooks::{Form, FormOf, TextOptions, use_form},
    resources,
    routes::Route,
    session::{Choice, Session, use_session},
};
use contract::api_client::{ApiClient, ApiClientInput, ApiScope};
use contract::words::account::API_CLIENT;
use uuid::Uuid;
use yew::prelude::*;

/// The page on which a system is made known.
#[component]
pub fn NewApiClient() -> Html {
    let session = use_session();
    let texts = session.texts();
    let initial = ApiClientInput {
        name: String::new(),
        organisation_id: session.person.as_ref().map(|person| person.organisation_id).unwrap_or_default(),
        scopes: vec![],
        networks: vec![],
        public_key: None,
        active: true,
    };
    let done = use_made::<resources::ApiClients>(texts.client_made());
    let form = use_form::<resources::ApiClients>(FormOf { initial, target: None, done });
    let frame = Frame {
        title: texts.client_new().to_owned(),
        lead: Some(texts.client_new_lead().into()),
        trail: vec![(texts.clients().into(), Route::ApiClients)],
        cancel: Route::ApiClients,
        submit: texts.client_make(),
    };
    let fields = fields(&session, &form, None);
    form_page(session.texts(), &form, frame, fields)
}

#[derive(Properties, PartialEq)]
pub struct EditApiClientProps {
    pub id: Uuid,
}

/// The page to change what a system may do.
#[component]
pub fn EditApiClient(props: &EditApiClientProps) -> Html {
    html! { <EditPage<resources::ApiClients> id={props.id} fields={fields as Fields<resources::ApiClients>} /> }
}

fn fields(session: &Session, form: &Form<resources::ApiClients>, before: Option<&ApiClient>) -> Html {
    let texts = session.texts();
    let input = form.input();
    // Of plans only administrators give scopes.
    let may_give = |scope: &&ApiScope| session.is_administrator() || scope.is_of_coordinators();
    let scopes: Vec<_> = ApiScope::ALL.iter().filter(may_give).map(|scope| Choice { id: *scope, name: texts.explained(*scope).into(), below: false }).collect();
    let organisations =
        session.catalogue.organisations.iter().map(|organisation| (organisation.id.to_string().into(), organisation.name.clone().into())).collect::<Vec<_>>();
    html! {
        <>
            { form.text("name", |input| &mut input.name, TextOptions::default()) }
            if session.is_administrator() {
                <SelectField
                    name="organisationId"
                    label={form.label("organisationId")}
                    choices={organisations}
                    value={input.organisation_id.to_string()}
                    errors={form.wrong("organisationId")}
                    onchange={form.change("organisationId", |input, value: String| {
                        input.organisation_id = value.parse().unwrap_or(input.organisation_id);
                    })}
                />
            }
            <ChoicesField<ApiScope>
                name="scopes"
                label={form.label("scopes")}
                choices={scopes}
                chosen={input.scopes.clone()}
                errors={form.wrong("scopes")}
                onchange={form.change("scopes", |input, chosen: Vec<ApiScope>| {
                    input.scopes = ApiScope::ALL.iter().copied().filter(|scope| chosen.contains(scope)).collect();
                })}
            />
            <LinesField
                name="networks"
                label={form.label("networks")}
                hint={texts.client_networks_hint()}
                items={input.networks.clone()}
                errors={form.wrong("networks")}
                onchange={form.change("networks", |input, items| input.networks = items)}
            />
            <TextField
                name="publicKey"
                label={form.label("publicKey")}
                hint={texts.client_public_key_hint()}
                optional=true
                lines={4}
                value={input.public_key.clone().unwrap_or_default()}
                errors={form.wrong("publicKey")}
                onchange={form.change("publicKey", |input, text: String| {
                    input.public_key = Some(text).filter(|text| !text.trim().is_empty());
                })}
            />
            if before.is_some() {
                <CheckboxField
                    name="active"
                    label={texts.label(&API_CLIENT.active)}
                    checked={input.active}
                    onchange={form.change("active", |input, checked| input.active = checked)}
                />
            }
        </>
    }
}
