//! The page of a local plan.
use super::{
    board::Board,
    filter::{FilterForm, PlanFilter, PlanQuery},
    table::SubProjectTable,
    timeline::Timeline,
};
use crate::{
    browser,
    components::{
        actions::Delete,
        badge::Badge,
        button::{Appearance, Button, ButtonLink},
        export::Export,
        history::History,
        layout::Page,
        link::RouteLink,
        markdown::Markdown,
        paragraph::P,
        people_names::PeopleNames,
        phases::PhaseBar,
        settled::settled,
        tabs::{Tabs, use_tab},
    },
    format::{count, day, fill},
    hooks::{use_fetch, use_query, use_resource},
    pages::{budget_line::table::Totals, sub_project_indicator::list::SubProjectIndicatorList},
    resources,
    routes::Route,
    session::use_session,
};
use client::Versioned;
use contract::{
    budget_line::BudgetGroup,
    local_plan::{LocalPlan, PlanStatus, Visibility},
    sub_project::SubProject,
    words::{
        community::COMMUNITY,
        plan::{BUDGET_LINE, LOCAL_PLAN},
    },
};
use domain::policy::Action;
use futures::TryStreamExt;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LocalPlanPageProps {
    pub id: Uuid,
}

/// The ambition, the facts, and the sub-projects by phase.
#[component]
pub fn LocalPlanPage(props: &LocalPlanPageProps) -> Html {
    let (found, reload) = use_resource::<resources::LocalPlans>(props.id);
    match settled(found, &reload) {
        Ok(found) => html! { <Detail found={(*found).clone()} {reload} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct DetailProps {
    found: Versioned<LocalPlan>,
    reload: Callback<()>,
}

#[component]
fn Detail(props: &DetailProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let plan = &props.found.value;
    let id = plan.id;
    let current = use_tab(&["bord", "tabel", "tijdlijn", "cijfers", "geld", "geschiedenis"]);
    let client = session.client.clone();
    let (PlanQuery { filter, .. }, _) = use_query::<PlanQuery>();
    let deps = (filter.sub_projects(id), session.person.as_ref().map(|person| person.id));
    let (sub_projects, reload_sub_projects) = use_fetch(deps, move |(filter, _)| {
        let client = client.clone();
        // A plan has some tens of sub-projects at most, and a board shows all of them.
        async move { client.sub_projects().all(filter).try_collect::<Vec<SubProject>>().await }
    });
    let changed = {
        let (reload, reload_sub_projects) = (props.reload.clone(), reload_sub_projects.clone());
        Callback::from(move |()| {
            reload_sub_projects.emit(());
            reload.emit(());
        })
    };
    let can = |action| plan.can.contains(&action);
    let print = Callback::from(|_: MouseEvent| browser::print());
    let counts = plan.phase_counts;
    let header = html! {
        <>
            <p class="kompaan-card__badges">
                <Badge>{ texts.word(plan.status) }</Badge>
                <Badge>{ count(texts.plan_sub_project_one(), texts.plan_sub_project_many(), counts.total()) }</Badge>
            </p>
            <div class="kompaan-actions">
                if can(Action::CreateSubProject) {
                    <ButtonLink appearance={Appearance::Primary} to={Route::NewSubProject { id }}>{ texts.sub_project_new() }</ButtonLink>
                } else if can(Action::ProposeSubProject) {
                    <ButtonLink appearance={Appearance::Secondary} to={Route::NewSubProject { id }}>
                        { texts.sub_project_propose() }
                    </ButtonLink>
                }
                if can(Action::Edit) {
                    <ButtonLink appearance={Appearance::Secondary} to={Route::EditLocalPlan { id }}>{ texts.edit() }</ButtonLink>
                    if plan.status != PlanStatus::Closed {
                        <ButtonLink appearance={Appearance::Secondary} to={Route::PlanStatus { id }}>
                            { if plan.status == PlanStatus::Concept { texts.plan_adopt() } else { texts.plan_close() } }
                        </ButtonLink>
                    }
                }
                if can(Action::Delete) {
                    <Delete<resources::LocalPlans> found={props.found.clone()} then={Route::LocalPlans} />
                }
                <RouteLink to={Route::PlanSheet { id }}>{ texts.sheet() }</RouteLink>
                <Button appearance={Appearance::Subtle} onclick={print}>{ texts.print() }</Button>
            </div>
        </>
    };
    let tabs = vec![
        ("bord", AttrValue::from(texts.plan_board())),
        ("tabel", texts.plan_table().into()),
        ("tijdlijn", session.texts().timeline().into()),
        ("cijfers", texts.figures().into()),
        ("geld", texts.money().into()),
        ("geschiedenis", texts.history().into()),
    ];
    html! {
        <Page title={plan.title.clone()} trail={vec![(AttrValue::from(texts.local_plans()), Route::LocalPlans)]} {header}>
            <Facts plan={plan.clone()} />
            <Tabs route={Route::LocalPlan { id }} {tabs} {current} keep={filter.pairs()} />
            if current != "geschiedenis" { <FilterForm key={current} plan={plan.clone()} part={current} filter={filter.clone()} /> }
            if current == "geschiedenis" {
                <History<resources::LocalPlans> {id} round={plan.version} />
            } else if current == "cijfers" {
                <SubProjectIndicatorList filter={filter.sub_project_indicators(id)} />
            } else if current == "geld" {
                <PlanMoney {id} filter={filter.clone()} />
            } else if current == "tijdlijn" {
                <section aria-labelledby="tijdlijn">
                    <h2 id="tijdlijn" class="utrecht-heading-2">{ session.texts().timeline() }</h2>
                    <Timeline plan={plan.clone()} filter={filter.milestones(id)} />
                    <Export<resources::Milestones>
                        filter={filter.milestones(id)}
                        sort="plannedDate"
                        of={session.texts().milestones()}
                    />
                </section>
            } else {
                <section aria-labelledby="deelprojecten">
                    <h2 id="deelprojecten" class="utrecht-heading-2">{ texts.plan_sub_projects() }</h2>
                    {
                        match settled(sub_projects, &reload_sub_projects) {
                            Err(instead) => instead,
                            Ok(found) if found.is_empty() => {
                                let filtered = filter != PlanFilter::default();
                                let none = if filtered { texts.filter_none() } else { texts.plan_no_sub_projects() };
                                html! { <div class="kompaan-empty"><P role="status">{ none }</P></div> }
                            }
                            Ok(found) => html! {
                                <>
                                    if current == "tabel" {
                                        <SubProjectTable sub_projects={(*found).clone()} />
                                    } else {
                                        <Board sub_projects={(*found).clone()} {changed} />
                                    }
                                    <Export<resources::SubProjects> filter={filter.sub_projects(id)} of={texts.plan_sub_projects()} />
                                </>
                            },
                        }
                    }
                </section>
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct PlanMoneyProps {
    id: Uuid,
    filter: PlanFilter,
}

/// The money of a plan by sub-project, by task field and by who pays.
#[component]
fn PlanMoney(props: &PlanMoneyProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let tables = [
        (BudgetGroup::SubProject, texts.sub_projects()),
        (BudgetGroup::TaskField, texts.label(&BUDGET_LINE.task_field)),
        (BudgetGroup::Source, texts.label(&BUDGET_LINE.source)),
        (BudgetGroup::Year, texts.year()),
    ];
    html! {
        <section aria-labelledby="geld">
            <h2 id="geld" class="utrecht-heading-2">{ texts.money() }</h2>
            <P class="kompaan-quiet">{ texts.money_who() }</P>
            { for tables.into_iter().map(|(by, title)| html! {
                <div key={by.as_str()}>
                    <h3 class="utrecht-heading-3">{ title }</h3>
                    <Totals
                        {by}
                        plan={Some(props.id)}
                        sub_project={props.filter.sub_project_id}
                        year={props.filter.year()}
                        caption={title}
                        first={title}
                    />
                </div>
            }) }
            <Export<resources::BudgetLines> filter={props.filter.budget_lines(props.id)} of={texts.money()} />
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct FactsProps {
    plan: LocalPlan,
}

#[component]
fn Facts(props: &FactsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let plan = &props.plan;
    let date = |date| day(session.lang, date);
    let adoption = plan.adoption_date.map(|adopted| match &plan.adopted_by {
        Some(body) => fill(texts.plan_adoption_by(), &[&date(adopted), body]),
        None => date(adopted),
    });
    let municipalities: Vec<_> = plan.municipality_ids.iter().filter_map(|id| Some((*id, session.catalogue.organisation(*id)?.to_owned()))).collect();
    let visibility = match plan.visibility {
        Visibility::Members | Visibility::Hidden => texts.plan_visibility_team(),
        level => texts.explained(level),
    };
    html! {
        <div class="kompaan-columns">
            <section aria-labelledby="ambitie">
                <h2 id="ambitie" class="utrecht-heading-2">{ texts.label(&LOCAL_PLAN.ambition) }</h2>
                <Markdown html={plan.ambition_html.clone().unwrap_or_default()} empty={texts.plan_no_ambition()} />
            </section>
            <aside class="kompaan-aside" aria-label={plan.title.clone()}>
                <PhaseBar counts={plan.phase_counts} />
                <dl class="kompaan-facts">
                    <div>
                        <dt>{ texts.label(&LOCAL_PLAN.municipality_ids) }</dt>
                        <dd>
                            { for municipalities.into_iter().map(|(id, name)| html! {
                                <div key={id.to_string()}><RouteLink to={Route::Organisation { id }}>{ name }</RouteLink></div>
                            }) }
                        </dd>
                    </div>
                    <div>
                        <dt>{ texts.plan_period() }</dt>
                        <dd>{ fill(texts.plan_period_range(), &[&date(plan.start_date), &date(plan.end_date)]) }</dd>
                    </div>
                    if let Some(adoption) = adoption { <div><dt>{ texts.plan_adoption() }</dt><dd>{ adoption }</dd></div> }
                    if let Some(closed) = plan.closing_date {
                        <div><dt>{ texts.word(PlanStatus::Closed) }</dt><dd>{ date(closed) }</dd></div>
                    }
                    <div><dt>{ texts.label(&COMMUNITY.visibility) }</dt><dd>{ visibility }</dd></div>
                    if session.signed_in().is_some() {
                        <PeopleNames
                            label={texts.label(&LOCAL_PLAN.lead_ids)}
                            ids={plan.lead_ids.clone()}
                            ends={plan.role_ends.clone().unwrap_or_default()}
                        />
                    }
                </dl>
            </aside>
        </div>
    }
}
