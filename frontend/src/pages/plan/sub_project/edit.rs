//! Adding a sub-project to a plan, and editing one.
use crate::{
    components::{
        choices::{ChoicesField, PeopleField},
        edit_page::{trail_to, use_made},
        form::{LinesField, SelectField},
        form_page::{Frame, form_page},
        not_allowed::May,
        references::GoalsField,
        role_ends::RoleEndsField,
        settled::settled,
    },
    format::fill,
    hooks::{Form, FormOf, TextOptions, use_fetch, use_form, use_resource},
    i18n::Texts,
    resources,
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    PageQuery, Reference,
    community::CommunityFilter,
    local_plan::LocalPlan,
    sub_project::{SubProject, SubProjectInput},
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NewSubProjectProps {
    pub plan: Uuid,
}

/// The page to add a sub-project to a plan.
#[component]
pub fn NewSubProject(props: &NewSubProjectProps) -> Html {
    let (found, reload) = use_resource::<resources::LocalPlans>(props.plan);
    let texts = use_session().texts();
    match settled(found, &reload) {
        Ok(found) => html! {
            <May
                action={Action::ProposeSubProject}
                can={found.value.can.clone()}
                who={texts.for_plan_leads()}
                trail={trail_to::<resources::LocalPlans>(texts, &found.value)}
            >
                <NewForm plan={found.value.clone()} />
            </May>
        },
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
        contributor_ids: vec![],
        role_ends: vec![],
        community_id: None,
        theme_ids: vec![],
        goal_ids: vec![],
    };
    let done = use_made::<resources::SubProjects>(texts.sub_project_made());
    let form = use_form::<resources::SubProjects>(FormOf { initial, target: None, done });
    let here = Route::LocalPlan { id: plan.id };
    let proposes = !plan.can.contains(&Action::CreateSubProject);
    let frame = Frame {
        title: if proposes { texts.sub_project_propose().to_owned() } else { fill(texts.sub_project_new_in(), &[&plan.title]) },
        lead: Some(if proposes { texts.sub_project_propose_lead().into() } else { texts.sub_project_new_lead().into() }),
        trail: vec![(texts.local_plans().into(), Route::LocalPlans), (plan.title.clone().into(), here.clone())],
        cancel: here,
        submit: texts.sub_project_make(),
    };
    let fields = fields_with(&session, &form, None, !proposes);
    form_page(texts, &form, frame, fields)
}

/// The fields of a sub-project.
pub fn fields(session: &Session, form: &Form<resources::SubProjects>, before: Option<&SubProject>) -> Html {
    // Contributors edit the texts; who is in the team is for the leads.
    fields_with(session, form, before, before.is_none_or(|before| before.can.contains(&Action::ManageMembers)))
}

fn fields_with(session: &Session, form: &Form<resources::SubProjects>, before: Option<&SubProject>, manages: bool) -> Html {
    let current = before.and_then(|before| before.community.clone());
    let texts = session.texts();
    let long = |lines, hint| TextOptions { hint: Some(hint), optional: true, lines: Some(lines), ..TextOptions::default() };
    let input = form.input();
    html! {
        <>
            { form.text("name", |input| &mut input.name, TextOptions::default()) }
            { form.text("aim", |input| &mut input.aim, long(5, texts.hint_markdown())) }
            { form.text("targetGroup", |input| &mut input.target_group, long(4, texts.sub_project_edit_hint_group())) }
            { form.text("method", |input| &mut input.method, long(8, texts.hint_markdown())) }
            <LinesField
                name="places"
                label={form.label("places")}
                items={input.places.clone()}
                errors={form.wrong("places")}
                onchange={form.change("places", |input, places| input.places = places)}
            />
            if manages { { team(texts, form) } }
            <CommunityField
                label={form.label("communityId")}
                {current}
                chosen={input.community_id}
                errors={form.wrong("communityId")}
                onchange={form.change("communityId", |input, id| input.community_id = id)}
            />
            <ChoicesField<Uuid>
                name="themeIds"
                label={form.label("themeIds")}
                choices={session.catalogue.theme_choices(session.lang)}
                chosen={input.theme_ids.clone()}
                optional=true
                errors={form.wrong("themeIds")}
                onchange={form.change("themeIds", |input, ids| input.theme_ids = ids)}
            />
            <GoalsField
                label={form.label("goalIds")}
                chosen={input.goal_ids.clone()}
                errors={form.wrong("goalIds")}
                onchange={form.change("goalIds", |input, ids| input.goal_ids = ids)}
            />
        </>
    }
}

/// Who works on it: the pair of leads, and who contributes.
fn team(texts: Texts, form: &Form<resources::SubProjects>) -> Html {
    let input = form.input();
    let one = |id: Option<Uuid>| id.into_iter().collect::<Vec<_>>();
    let people: Vec<Uuid> = input.municipality_lead_id.into_iter().chain(input.partner_lead_id).chain(input.contributor_ids.clone()).collect();
    html! {
        <>
            <PeopleField
                name="municipalityLeadId"
                label={form.label("municipalityLeadId")}
                most={1}
                chosen={one(input.municipality_lead_id)}
                errors={form.wrong("municipalityLeadId")}
                onchange={form.change("municipalityLeadId", |input, ids: Vec<Uuid>| input.municipality_lead_id = ids.first().copied())}
            />
            <PeopleField
                name="partnerLeadId"
                label={form.label("partnerLeadId")}
                most={1}
                chosen={one(input.partner_lead_id)}
                errors={form.wrong("partnerLeadId")}
                onchange={form.change("partnerLeadId", |input, ids: Vec<Uuid>| input.partner_lead_id = ids.first().copied())}
            />
            <PeopleField
                name="contributorIds"
                label={form.label("contributorIds")}
                hint={texts.sub_project_contributors_hint()}
                chosen={input.contributor_ids.clone()}
                errors={form.wrong("contributorIds")}
                onchange={form.change("contributorIds", |input, ids| input.contributor_ids = ids)}
            />
            <RoleEndsField
                label={form.label("roleEnds")}
                {people}
                ends={input.role_ends.clone()}
                errors={form.wrong("roleEnds")}
                onchange={form.change("roleEnds", |input, ends| input.role_ends = ends)}
            />
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
    let choices: Vec<(AttrValue, AttrValue)> = std::iter::once((AttrValue::default(), AttrValue::from(texts.sub_project_no_community())))
        .chain(missing.map(|community| (community.id.to_string().into(), community.name.clone().into())))
        .chain(found.iter().map(|community| (community.id.to_string().into(), community.name.clone().into())))
        .collect();
    let onchange = props.onchange.reform(|value: String| value.parse().ok());
    let value = props.chosen.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <SelectField
            name="communityId"
            label={props.label.clone()}
            hint={texts.sub_project_community_hint()}
            {choices}
            {value}
            {onchange}
            errors={props.errors.clone()}
        />
    }
}
