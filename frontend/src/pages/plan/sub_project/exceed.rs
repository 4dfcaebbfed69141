//! The conscious choice to start something beyond what organisations can carry.
use super::choice::Named;
use crate::{
    components::{
        alert::{Alert, Tone},
        link::RouteLink,
        paragraph::P,
    },
    format::fill,
    hooks::use_fetch,
    pages::sub_project::PhaseQuery,
    routes::Route,
    session::use_session,
};
use client::Client;
use contract::{
    PageQuery,
    capacity::{OrganisationLoad, OrganisationLoadFilter, Rule},
    sub_project::{Phase, SubProject, SubProjectFilter},
    words::plan::SUB_PROJECT,
};
use uuid::Uuid;
use yew::prelude::*;

/// The organisations that would carry more than they can, each with what it would carry.
pub fn beyond(loads: &[OrganisationLoad], from: Phase, to: Option<Phase>) -> Vec<(&OrganisationLoad, i64)> {
    let carried = |load: &OrganisationLoad| Rule::from(load.capacity).beyond(&load.phase_counts.into(), from, to?);
    loads.iter().filter_map(|load| Some((load, carried(load)?))).collect()
}

/// What the organisations carry that carry this sub-project; none while they are on their way, as the server asks in the end.
#[hook]
pub fn use_loads(sub_project: Uuid) -> Vec<OrganisationLoad> {
    let client = use_session().client;
    let (found, _) = use_fetch(sub_project, move |sub_project| {
        let client = client.clone();
        async move { client.organisation_loads(&OrganisationLoadFilter { sub_project_id: Some(sub_project), ..OrganisationLoadFilter::default() }).await }
    });
    found.ready().map(|loads| loads.items.clone()).unwrap_or_default()
}

#[derive(Properties, PartialEq)]
pub struct ExceedProps {
    pub sub_project: Uuid,
    /// The organisations that would carry too much: name, what it would carry, what it can.
    pub beyond: Vec<(Uuid, String, i64, i32)>,
    /// The fields of the choice.
    pub children: Html,
}

async fn started(client: Client, organisations: Vec<Uuid>) -> Result<Vec<SubProject>, client::Error> {
    let mut found: Vec<SubProject> = vec![];
    for organisation in organisations {
        for phase in [Phase::Pilot, Phase::Running] {
            let filter = SubProjectFilter { municipality_id: organisation.into(), phase: phase.into(), ..SubProjectFilter::default() };
            found.extend(client.sub_projects().list(&filter, &PageQuery { page_size: Some(10), ..PageQuery::default() }).await?.items);
        }
    }
    found.sort_by_key(|one| (one.name.to_lowercase(), one.id));
    found.dedup_by_key(|one| one.id);
    Ok(found)
}

/// Says who would carry too much, what runs now, and asks who decides that it can be done anyway, and why.
#[component]
pub fn Exceed(props: &ExceedProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let organisations: Vec<Uuid> = props.beyond.iter().map(|(id, ..)| *id).collect();
    let (found, _) = use_fetch(organisations, move |organisations| started(client.clone(), organisations));
    let running: Vec<_> = found.ready().into_iter().flat_map(|found| found.iter()).filter(|one| one.id != props.sub_project).cloned().collect();
    html! {
        <>
            <Alert tone={Tone::Warning}>
                { for props.beyond.iter().map(|(id, name, load, limit)| html! {
                    <P key={id.to_string()}><strong>{ fill(texts.beyond(), &[name, &load.to_string(), &limit.to_string()]) }</strong></P>
                }) }
                <P>{ texts.beyond_choice() }</P>
                if !running.is_empty() {
                    <P class="kompaan-no-margin">{ texts.beyond_instead() }</P>
                    <ul class="kompaan-plain-list">
                        { for running.iter().map(|one| {
                            let query = PhaseQuery { phase: Some(Phase::Parked.as_str().to_owned()) };
                            html! {
                                <li key={one.id.to_string()}>
                                    if one.can.contains(&domain::policy::Action::ChangePhase) {
                                        <RouteLink<PhaseQuery> to={Route::ChangePhase { id: one.id }} query={Some(query)}>
                                            { fill(texts.beyond_park(), &[&one.name]) }
                                        </RouteLink<PhaseQuery>>
                                    } else {
                                        <RouteLink to={Route::SubProject { id: one.id }}>{ &one.name }</RouteLink>
                                    }
                                </li>
                            }
                        }) }
                    </ul>
                }
            </Alert>
            { props.children.clone() }
        </>
    }
}

/// The fields of the choice.
pub fn fields(texts: crate::i18n::Texts) -> [Named; 2] {
    [("exceedDecidedBy", texts.label(&SUB_PROJECT.exceed_decided_by)), ("exceedReason", texts.label(&SUB_PROJECT.exceed_reason))]
}
