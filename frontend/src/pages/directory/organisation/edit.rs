//! Adding an organisation, and editing one.
use crate::{
    components::{
        choices::ChoicesField,
        edit_page::trail_to,
        form::{CheckboxField, SelectField, TextField},
        form_page::{Frame, form_page},
        not_allowed::May,
        settled::settled,
    },
    format::fill,
    hooks::{Form, FormOf, TextOptions, use_form, use_resource},
    resources::{self, Managed},
    routes::Route,
    session::{Session, use_session},
};
use client::Versioned;
use contract::organisation::{Organisation, OrganisationInput, OrganisationKind};
use contract::words::directory::ORGANISATION;
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

/// The page on which an administrator adds an organisation.
#[component]
pub fn NewOrganisation() -> Html {
    html! { <OrganisationForm found={None::<Versioned<Organisation>>} /> }
}

#[derive(Properties, PartialEq)]
pub struct EditOrganisationProps {
    pub id: Uuid,
}

/// The page to edit an organisation.
#[component]
pub fn EditOrganisation(props: &EditOrganisationProps) -> Html {
    let (found, reload) = use_resource::<resources::Organisations>(props.id);
    let texts = use_session().texts();
    match settled(found, &reload) {
        Ok(found) => html! {
            <May
                action={Action::Edit}
                can={found.value.can.clone()}
                who={texts.for_administrators()}
                trail={trail_to::<resources::Organisations>(texts, &found.value)}
            >
                <OrganisationForm found={Some((*found).clone())} />
            </May>
        },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct OrganisationFormProps {
    found: Option<Versioned<Organisation>>,
}

#[component]
fn OrganisationForm(props: &OrganisationFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let empty = OrganisationInput {
        name: String::new(),
        kind: OrganisationKind::Partner,
        cbs_code: None,
        website: None,
        serves_ids: vec![],
        second_factor_required: false,
    };
    let initial = props.found.as_ref().map_or(empty, |found| resources::Organisations::input(&found.value));
    let done = {
        let session = session.clone();
        Callback::from(move |saved: Organisation| {
            session.say(session.texts().saved());
            session.refresh_catalogue();
            if let Some(navigator) = &navigator {
                navigator.replace(&Route::Organisation { id: saved.id });
            }
        })
    };
    let form = use_form::<resources::Organisations>(FormOf { initial, target: props.found.clone(), done });
    let mut trail = vec![(AttrValue::from(texts.organisations()), Route::Organisations)];
    let here = props.found.as_ref().map(|found| (found.value.name.clone(), Route::Organisation { id: found.value.id }));
    trail.extend(here.iter().map(|(name, route)| (AttrValue::from(name.clone()), route.clone())));
    let frame = Frame {
        title: here.as_ref().map_or_else(|| texts.organisation_new().to_owned(), |(name, _)| fill(texts.edit_name(), &[name])),
        lead: None,
        trail,
        cancel: here.map_or(Route::Organisations, |(_, route)| route),
        submit: texts.save(),
    };
    let fields = fields(&session, &form);
    form_page(texts, &form, frame, fields)
}

fn fields(session: &Session, form: &Form<resources::Organisations>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let kinds = OrganisationKind::ALL.iter().map(|kind| (kind.as_str().into(), texts.word(*kind).into())).collect::<Vec<_>>();
    let text = |value: String| Some(value).filter(|value| !value.is_empty());
    html! {
        <>
            { form.text("name", |input| &mut input.name, TextOptions::default()) }
            <SelectField
                name="kind"
                label={form.label("kind")}
                choices={kinds}
                value={input.kind.as_str()}
                errors={form.wrong("kind")}
                onchange={form.change("kind", |input, value: String| {
                    input.kind = OrganisationKind::parse(&value).unwrap_or(input.kind);
                    // What only one kind has goes with it.
                    if input.kind != OrganisationKind::Municipality { input.cbs_code = None; }
                    if !input.kind.serves_municipalities() { input.serves_ids.clear(); }
                })}
            />
            if input.kind == OrganisationKind::Municipality {
                <TextField
                    name="cbsCode"
                    label={form.label("cbsCode")}
                    hint={texts.organisation_cbs_hint()}
                    value={input.cbs_code.clone().unwrap_or_default()}
                    errors={form.wrong("cbsCode")}
                    onchange={form.change("cbsCode", move |input, value| input.cbs_code = text(value))}
                />
            }
            <TextField
                name="website"
                label={form.label("website")}
                kind="url"
                optional=true
                value={input.website.clone().unwrap_or_default()}
                errors={form.wrong("website")}
                onchange={form.change("website", move |input, value| input.website = text(value))}
            />
            if input.kind.serves_municipalities() {
                <ChoicesField<Uuid>
                    name="servesIds"
                    label={form.label("servesIds")}
                    choices={session.catalogue.organisation_choices(Some(OrganisationKind::Municipality))}
                    chosen={input.serves_ids.clone()}
                    optional=true
                    errors={form.wrong("servesIds")}
                    onchange={form.change("servesIds", |input, ids| input.serves_ids = ids)}
                />
            }
            <CheckboxField
                name="secondFactorRequired"
                label={texts.label(&ORGANISATION.second_factor_required)}
                checked={input.second_factor_required}
                onchange={form.change("secondFactorRequired", |input, checked| input.second_factor_required = checked)}
            />
        </>
    }
}
