//! Adding a sub-project to a plan, and editing one.
use super::trail;
use crate::{
    components::{
        choices::{ChoicesField, PeopleField},
        form::{LinesField, SelectField},
        form_page::{Frame, form_page},
    },
    format::fill,
    hooks::{Form, FormOf, TextOptions, settled, use_fetch, use_form, use_resource},
    resources::{self, Managed},
    routes::Route,
    session::{Session, use_session},
};
use client::Versioned;
use contract::{
    PageQuery, Reference,
    community::CommunityFilter,
    local_plan::LocalPlan,
    sub_project::{SubProject, SubProjectInput},
};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NewSubProjectProps {
    pub plan: Uuid,
}

/// The page to add a sub-project to a plan.
#[component]
pub fn NewSubProject(props: &NewSubProjectProps) -> Html {
    let (found, reload) = use_resource::<resources::LocalPlans>(props.plan);
    match settled(found, &reload) {
        Ok(found) => html! { <NewForm plan={found.value.clone()} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct NewFormProps {
    plan: LocalPlan,
}

#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let plan = &props.plan;
    let initial = SubProjectInput {
        local_plan_id: plan.id,
        name: String::new(),
        aim: String::new(),
        target_group: String::new(),
        method: String::new(),
        places: vec![],
        municipality_lead_id: None,
        partner_lead_id: None,
        community_id: None,
        theme_ids: vec![],
    };
    let done = {
        let session = session.clone();
        Callback::from(move |made: SubProject| {
            session.say(fill(session.texts().sub_project_made, &[&made.name]));
            if let Some(navigator) = &navigator {
                navigator.replace(&Route::SubProject { id: made.id });
            }
        })
    };
    let form = use_form::<resources::SubProjects>(FormOf { initial, target: None, done });
    let here = Route::LocalPlan { id: plan.id };
    let frame = Frame {
        title: texts.sub_project_new.to_owned(),
        lead: Some(texts.sub_project_new_lead.into()),
        trail: vec![(texts.local_plans.into(), Route::LocalPlans), (plan.title.clone().into(), here.clone())],
        cancel: here,
        submit: texts.sub_project_make,
    };
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

#[derive(Properties, PartialEq)]
pub struct EditSubProjectProps {
    pub id: Uuid,
}

/// The page to edit.
#[component]
pub fn EditSubProject(props: &EditSubProjectProps) -> Html {
    let (found, reload) = use_resource::<resources::SubProjects>(props.id);
    match settled(found, &reload) {
        Ok(found) => html! { <EditForm found={(*found).clone()} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct EditFormProps {
    found: Versioned<SubProject>,
}

#[component]
fn EditForm(props: &EditFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let sub_project = &props.found.value;
    let here = Route::SubProject { id: sub_project.id };
    let done = {
        let (session, here) = (session.clone(), here.clone());
        Callback::from(move |_| {
            session.say(session.texts().saved);
            if let Some(navigator) = &navigator {
                navigator.push(&here);
            }
        })
    };
    let form = use_form::<resources::SubProjects>(FormOf { initial: resources::SubProjects::input(sub_project), target: Some(props.found.clone()), done });
    let frame =
        Frame { title: fill(texts.edit_name, &[&sub_project.name]), lead: None, trail: trail(texts, sub_project, true), cancel: here, submit: texts.save };
    let fields = fields(&session, &form, sub_project.community.clone());
    form_page(texts, &form, frame, fields)
}

fn fields(session: &Session, form: &Form<resources::SubProjects>, current: Option<Reference>) -> Html {
    let texts = session.texts();
    let long = |lines, hint| TextOptions { hint: Some(hint), optional: true, lines: Some(lines), ..TextOptions::default() };
    let input = form.input();
    html! {
        <>
            { form.text("name", |input| &mut input.name, TextOptions::default()) }
            { form.text("aim", |input| &mut input.aim, long(5, texts.hint_markdown)) }
            { form.text("targetGroup", |input| &mut input.target_group, long(4, texts.sub_project_edit_hint_group)) }
            { form.text("method", |input| &mut input.method, long(8, texts.hint_markdown)) }
            <LinesField name="places" label={form.label("places")} items={input.places.clone()} errors={form.wrong("places")} onchange={form.change("places", |input, places| input.places = places)} />
            <PeopleField name="municipalityLeadId" label={form.label("municipalityLeadId")} most={1} chosen={input.municipality_lead_id.into_iter().collect::<Vec<_>>()} errors={form.wrong("municipalityLeadId")}
                onchange={form.change("municipalityLeadId", |input, ids: Vec<Uuid>| input.municipality_lead_id = ids.first().copied())} />
            <PeopleField name="partnerLeadId" label={form.label("partnerLeadId")} most={1} chosen={input.partner_lead_id.into_iter().collect::<Vec<_>>()} errors={form.wrong("partnerLeadId")}
                onchange={form.change("partnerLeadId", |input, ids: Vec<Uuid>| input.partner_lead_id = ids.first().copied())} />
            <CommunityField label={form.label("communityId")} {current} chosen={input.community_id} errors={form.wrong("communityId")}
                onchange={form.change("communityId", |input, id| input.community_id = id)} />
            <ChoicesField name="themeIds" label={form.label("themeIds")} choices={session.catalogue.theme_choices(session.lang)} chosen={input.theme_ids.clone()} optional=true
                errors={form.wrong("themeIds")} onchange={form.change("themeIds", |input, ids| input.theme_ids = ids)} />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct CommunityFieldProps {
    label: AttrValue,
    /// The community that is there now, which may be an archived one.
    current: Option<Reference>,
    chosen: Option<Uuid>,
    onchange: Callback<Option<Uuid>>,
    errors: Vec<&'static str>,
}

/// The learning community around the sub-project.
#[component]
fn CommunityField(props: &CommunityFieldProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let (communities, _) = use_fetch((), move |()| {
        let client = client.clone();
        async move {
            let page = PageQuery { page_size: Some(100), ..PageQuery::default() };
            Ok(client.communities().list(&CommunityFilter { archived: Some(false), ..CommunityFilter::default() }, &page).await?.items)
        }
    });
    let found = communities.ready().map(|found| found.as_slice()).unwrap_or_default();
    let missing = props.current.iter().filter(|current| !found.iter().any(|community| community.id == current.id));
    let choices: Vec<(AttrValue, AttrValue)> = std::iter::once((AttrValue::default(), AttrValue::from(texts.sub_project_no_community)))
        .chain(missing.map(|community| (community.id.to_string().into(), community.name.clone().into())))
        .chain(found.iter().map(|community| (community.id.to_string().into(), community.name.clone().into())))
        .collect();
    let onchange = props.onchange.reform(|value: String| value.parse().ok());
    let value = props.chosen.map(|id| id.to_string()).unwrap_or_default();
    html! { <SelectField name="communityId" label={props.label.clone()} hint={texts.sub_project_community_hint} {choices} {value} {onchange} errors={props.errors.clone()} /> }
}
