//! The page of a sub-project.
use super::gate::{Checklist, use_gates};
use crate::{
    components::{
        actions::Delete,
        alert::{Alert, Tone},
        badge::PhaseBadge,
        button::{Appearance, ButtonLink},
        history::History,
        layout::Page,
        lights::Lights,
        link::RouteLink,
        markdown::Markdown,
        paragraph::P,
        people_names::{PeopleNames, end_of},
        role_ends::Until,
        settled::settled,
        tabs::{Tabs, use_tab},
        themes::ThemeLinks,
    },
    format::{self, fill, within_sentence},
    hooks::{use_fetch, use_resource},
    pages::{
        budget_line::table::Budget, document::list::DocumentList, milestone::steps::Steps, progress_update::list::ProgressUpdateList, risk::list::RiskList,
        sheet::chronicle::Chronicle, sub_project_indicator::list::SubProjectIndicatorList, task::list::TaskList,
    },
    resources::{self, Managed},
    routes::Route,
    session::use_session,
};
use contract::{
    Reference,
    sub_project::{Phase, SubProject},
    sub_project_indicator::SubProjectIndicatorFilter,
    words::plan::SUB_PROJECT,
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SubProjectPageProps {
    pub id: Uuid,
}

/// Aim, target group, method, places, the team, the learning community.
#[component]
pub fn SubProjectPage(props: &SubProjectPageProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_resource::<resources::SubProjects>(props.id);
    let current = use_tab(&["over", "voortgang", "verhaal", "mijlpalen", "taken", "cijfers", "geld", "risicos", "documenten", "geschiedenis"]);
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let sub_project = &found.value;
    let id = sub_project.id;
    let can = |action| sub_project.can.contains(&action);
    let header = html! {
        <>
            <p class="kompaan-card__badges">
                <PhaseBadge phase={sub_project.phase} />
                <Lights phase={sub_project.phase} latest={sub_project.latest_report} />
            </p>
            <div class="kompaan-actions">
                if can(Action::Edit) {
                    <ButtonLink appearance={Appearance::Primary} to={Route::EditSubProject { id }}>{ texts.edit() }</ButtonLink>
                }
                if can(Action::ChangePhase) && !sub_project.next_phases.is_empty() {
                    <ButtonLink appearance={Appearance::Secondary} to={Route::ChangePhase { id }}>
                        { texts.sub_project_change_phase() }
                    </ButtonLink>
                }
                if can(Action::Delete) {
                    <Delete<resources::SubProjects> found={(*found).clone()} then={Route::LocalPlan { id: sub_project.local_plan.id }} />
                }
                <RouteLink to={Route::SubProjectSheet { id }}>
                    { texts.sheet() }
                </RouteLink>
            </div>
        </>
    };
    let reconsider: Vec<String> =
        sub_project.reconsider_date.map(|date| format::day(session.lang, date)).into_iter().chain(sub_project.reconsider_when.clone()).collect();
    let reconsider = (!reconsider.is_empty()).then(|| reconsider.join("; "));
    let without = sub_project.gate_missing.iter().map(|requirement| within_sentence(texts.explained(*requirement))).collect::<Vec<_>>().join("; ");
    let tabs = vec![
        ("over", AttrValue::from(texts.sub_project_about())),
        ("voortgang", texts.progress().into()),
        ("verhaal", texts.story().into()),
        ("mijlpalen", texts.milestones().into()),
        ("taken", texts.tasks().into()),
        ("cijfers", texts.figures().into()),
        ("geld", texts.money().into()),
        ("risicos", texts.risks().into()),
        ("documenten", session.texts().documents().into()),
        ("geschiedenis", texts.history().into()),
    ];
    html! {
        <Page title={sub_project.name.clone()} trail={resources::SubProjects::above(texts, sub_project)} {header}>
            if let Some(reason) = sub_project.phase_reason.as_ref().filter(|_| sub_project.phase.needs_reason()) {
                <Alert tone={Tone::Info}>
                    <P>
                        <strong>
                            if sub_project.phase == Phase::Parked {
                                { texts.sub_project_parked_because() }
                            } else {
                                { texts.sub_project_stopped_because() }
                            }
                        </strong>
                        { " " }
                        { reason }
                    </P>
                    { for sub_project.cost_cents.map(|cents| html! {
                        <P>{ fill(texts.cost_was(), &[&format::euros(session.lang, cents)]) }</P>
                    }) }
                    { for sub_project.conditions.as_ref().map(|conditions| html! {
                        <P>{ fill(texts.conditions_were(), &[conditions]) }</P>
                    }) }
                    { for reconsider.map(|when| html! { <P>{ fill(texts.sub_project_reconsider(), &[&when]) }</P> }) }
                </Alert>
            }
            if let Some((decided_by, reason)) = sub_project.exceed_decided_by.as_ref().zip(sub_project.exceed_reason.as_ref()) {
                <Alert tone={Tone::Info}><P>{ fill(texts.exceeded(), &[decided_by, reason]) }</P></Alert>
            }
            if let Some((decided_by, reason)) = sub_project.gate_decided_by.as_ref().zip(sub_project.gate_reason.as_ref()) {
                <Alert tone={Tone::Info}><P>{ fill(texts.gate_passed(), &[&without, decided_by, reason]) }</P></Alert>
            }
            <Tabs
                route={Route::SubProject { id }}
                {tabs}
                {current}
            />
            if current == "voortgang" {
                <ProgressUpdateList sub_project={id} reports={can(Action::Edit)} />
            } else if current == "mijlpalen" {
                <Steps sub_project={id} adds={can(Action::Edit)} />
            } else if current == "verhaal" {
                <><h2 class="kompaan-visually-hidden">{ texts.story() }</h2><Chronicle sub_project={id} /></>
            } else if current == "taken" {
                <TaskList sub_project={id} adds={can(Action::Edit)} />
            } else if current == "cijfers" {
                <SubProjectIndicatorList
                    filter={SubProjectIndicatorFilter { sub_project_id: id.into(), ..SubProjectIndicatorFilter::default() }}
                    adds_to={can(Action::Edit).then_some(id)}
                />
            } else if current == "geld" {
                <Budget sub_project={id} adds={can(Action::Edit)} />
            } else if current == "risicos" {
                <RiskList sub_project={id} adds={can(Action::Edit)} />
            } else if current == "documenten" {
                <DocumentList sub_project={id} adds={can(Action::Edit)} />
            } else if current == "geschiedenis" {
                <History<resources::SubProjects> {id} round={sub_project.version} />
            } else {
                <About sub_project={sub_project.clone()} />
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct AboutProps {
    sub_project: SubProject,
}

#[component]
fn About(props: &AboutProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let sub_project = &props.sub_project;
    let ends = sub_project.role_ends.clone().unwrap_or_default();
    let gates = use_gates(sub_project.can.contains(&Action::Edit).then_some((sub_project.id, sub_project.version)));
    let lead = |lead: &Option<Reference>| match lead {
        Some(lead) => {
            html! {
                <><RouteLink to={Route::Person { id: lead.id }}>{ &lead.name }</RouteLink><Until end_date={end_of(&ends, lead.id)} /></>
            }
        }
        None => html! { { texts.sub_project_no_lead() } },
    };
    let part = |id: &'static str, title: &'static str, html: &Option<String>| {
        html! {
            <section aria-labelledby={id}>
                <h2 {id} class="utrecht-heading-2">{ title }</h2>
                <Markdown html={html.clone().unwrap_or_default()} empty={texts.sub_project_not_filled()} />
            </section>
        }
    };
    html! {
        <div class="kompaan-columns">
            <div>
                { part("doel", texts.label(&SUB_PROJECT.aim), &sub_project.aim_html) }
                { part("doelgroep", texts.label(&SUB_PROJECT.target_group), &sub_project.target_group_html) }
                { part("werkwijze", texts.label(&SUB_PROJECT.method), &sub_project.method_html) }
            </div>
            <aside class="kompaan-aside" aria-label={sub_project.name.clone()}>
                <dl class="kompaan-facts">
                    <div>
                        <dt>{ texts.label(&SUB_PROJECT.local_plan_id) }</dt>
                        <dd>
                            <RouteLink to={Route::LocalPlan { id: sub_project.local_plan.id }}>{ &sub_project.local_plan.name }</RouteLink>
                        </dd>
                    </div>
                    if session.signed_in().is_some() {
                        <div>
                            <dt>{ texts.label(&SUB_PROJECT.municipality_lead_id) }</dt><dd>{ lead(&sub_project.municipality_lead) }</dd>
                        </div>
                        <div><dt>{ texts.label(&SUB_PROJECT.partner_lead_id) }</dt><dd>{ lead(&sub_project.partner_lead) }</dd></div>
                        if let Some(ids) = sub_project.contributor_ids.clone().filter(|ids| !ids.is_empty()) {
                            <PeopleNames label={texts.label(&SUB_PROJECT.contributor_ids)} {ids} ends={ends.clone()} />
                        }
                    }
                    if !sub_project.places.is_empty() {
                        <div><dt>{ texts.label(&SUB_PROJECT.places) }</dt><dd>{ sub_project.places.join(", ") }</dd></div>
                    }
                    if let Some(community) = &sub_project.community {
                        <div>
                            <dt>{ texts.label(&SUB_PROJECT.community_id) }</dt>
                            <dd><RouteLink to={Route::Community { id: community.id }}>{ &community.name }</RouteLink></dd>
                        </div>
                    }
                    <ThemeLinks
                        ids={sub_project.theme_ids.clone()}
                    />
                </dl>
                { for gates.into_iter().map(|gate| html! {
                    <section key={gate.phase.as_str()} class="kompaan-phases" aria-labelledby={format!("poort-{}", gate.phase)}>
                        <h2 id={format!("poort-{}", gate.phase)} class="utrecht-heading-3">
                            { fill(texts.gate_to(), &[&within_sentence(texts.word(gate.phase))]) }
                        </h2>
                        <Checklist sub_project={sub_project.id} {gate} />
                    </section>
                }) }
                <Phases id={sub_project.id} version={sub_project.version} />
            </aside>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PhasesProps {
    id: Uuid,
    version: i32,
}

/// The phases that it went through, with the day and the reason of each step.
#[component]
fn Phases(props: &PhasesProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let (found, _) = use_fetch((props.id, props.version), move |(id, _)| {
        let client = client.clone();
        async move { Ok(client.sub_projects().history(id, None).await?.items) }
    });
    let entries = found.ready().map(|entries| entries.as_slice()).unwrap_or_default();
    let steps: Vec<_> = entries
        .iter()
        .filter_map(|entry| {
            let value =
                |field: &str| entry.changes.iter().find(|change| change.field == field).and_then(|change| change.new.as_ref()?.as_str().map(str::to_owned));
            let phase = match entry.action.as_str() {
                "sub_project.created" => Phase::Exploring,
                "sub_project.phase_changed" => Phase::parse(&value("phase")?)?,
                _ => return None,
            };
            Some((entry.at, phase, value("phaseReason").filter(|reason| !reason.is_empty())))
        })
        .collect();
    if steps.is_empty() {
        return Html::default();
    }
    html! {
        <section class="kompaan-phases" aria-labelledby="fasen">
            <h2 id="fasen" class="utrecht-heading-3">{ texts.sub_project_phases() }</h2>
            <ol class="kompaan-timeline kompaan-timeline--short">
                { for steps.into_iter().map(|(at, phase, reason)| html! {
                    <li key={at.to_rfc3339()} class="kompaan-timeline__entry">
                        <strong>{ texts.word(phase) }</strong>
                        <p class="kompaan-quiet kompaan-no-margin">
                            <time datetime={format::machine(at)}>{ format::day(session.lang, crate::calendar::day_of(at)) }</time>
                        </p>
                        if let Some(reason) = reason { <p class="kompaan-no-margin">{ reason }</p> }
                    </li>
                }) }
            </ol>
        </section>
    }
}
