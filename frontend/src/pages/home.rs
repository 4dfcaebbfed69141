//! The start page.
use crate::{
    components::{
        cards::{CommunityCard, PlanCard, SubProjectCard},
        failure::Failure,
        layout::Page,
        link::RouteLink,
        markdown::Markdown,
        news::News,
        paragraph::P,
        skeleton::Skeleton,
    },
    format::{count, day, fill},
    hooks::{Fetch, use_fetch},
    pages::{milestone::steps, task},
    routes::Route,
    session::use_session,
};
use chrono::{DateTime, Utc};
use client::Client;
use contract::{
    Page as Items, PageQuery,
    community::{Community, CommunityFilter},
    event::{Event, EventFilter},
    local_plan::{LocalPlan, LocalPlanFilter, PlanStatus},
    milestone::{Milestone, MilestoneFilter, Standing},
    person::Role,
    progress_update::{ProgressUpdate, ProgressUpdateFilter, Reporting, reporting},
    sub_project::{SubProject, SubProjectFilter},
    succession::Successions,
    task::{Task, TaskFilter},
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;

/// Where everything begins: what is asked of me, what is new, what is mine.
#[component]
pub fn Home() -> Html {
    let session = use_session();
    let texts = session.texts();
    let title = match session.signed_in() {
        Some(person) => fill(texts.welcome_name(), &[&person.name]),
        None => texts.welcome().to_owned(),
    };
    html! {
        <Page {title} lead={texts.home_lead()}>
            if let Some(person) = session.signed_in() {
                <Mine person={person.id} />
            } else {
                <p class="kompaan-actions">
                    <RouteLink to={Route::LocalPlans} class="kompaan-go">{ texts.home_see_plans() }</RouteLink>
                    <RouteLink to={Route::Communities} class="kompaan-go">{ texts.home_see_communities() }</RouteLink>
                </p>
                <Recent />
            }
        </Page>
    }
}

/// Everything that the start page shows to somebody who is signed in.
#[derive(Clone)]
struct Overview {
    communities: Items<Community>,
    plans: Items<LocalPlan>,
    led: Items<SubProject>,
    without_lead: Items<SubProject>,
    events: Items<Event>,
    successions: Successions,
    /// What colleagues ask help with.
    questions: Items<ProgressUpdate>,
    /// What I see to and is not there yet, the first day first.
    own_milestones: Items<Milestone>,
    /// What I have to do, what is due first first.
    own_tasks: Items<Task>,
}

/// So many of my milestones and tasks are shown.
const MINE: u64 = 25;

fn milestones_of(person: Uuid) -> MilestoneFilter {
    MilestoneFilter { owner_id: Some(person), reached: Some(false), ..MilestoneFilter::default() }
}

async fn overview(client: Client, person: Uuid, since: DateTime<Utc>, coordinates: bool) -> Result<Overview, client::Error> {
    let page = PageQuery { page_size: Some(12), ..PageQuery::default() };
    let mine = Some(true);
    let community_filter = CommunityFilter { mine, ..CommunityFilter::default() };
    let plan_filter = LocalPlanFilter { mine, ..LocalPlanFilter::default() };
    let led = SubProjectFilter { team_member_id: Some(person), ..SubProjectFilter::default() };
    let without_lead = SubProjectFilter { mine, without_lead: Some(true), ..SubProjectFilter::default() };
    let (communities, plans, sub_projects) = (client.communities(), client.local_plans(), client.sub_projects());
    let event_filter = EventFilter { since_at: Some(since) };
    let asking = ProgressUpdateFilter { with_help: Some(true), ..ProgressUpdateFilter::default() };
    let latest = PageQuery { page_size: Some(3), sort: Some("-reportDate".into()), ..PageQuery::default() };
    let updates = client.progress_updates();
    let (milestones, by_day) = (client.milestones(), PageQuery { page_size: Some(MINE), sort: Some("plannedDate".into()), ..PageQuery::default() });
    let own_milestones = milestones_of(person);
    let (tasks, by_due) = (client.tasks(), PageQuery { page_size: Some(MINE), sort: Some("dueDate".into()), ..PageQuery::default() });
    let own_tasks = TaskFilter { assignee_id: Some(person), done: Some(false), ..TaskFilter::default() };
    let (communities, plans, led, without_lead, events, successions, questions, own_milestones, own_tasks) = futures::try_join!(
        communities.list(&community_filter, &page),
        plans.list(&plan_filter, &page),
        sub_projects.list(&led, &page),
        sub_projects.list(&without_lead, &page),
        client.events(&event_filter, None),
        async { if coordinates { client.successions().await } else { Ok(Successions::default()) } },
        updates.list(&asking, &latest),
        milestones.list(&own_milestones, &by_day),
        tasks.list(&own_tasks, &by_due),
    )?;
    Ok(Overview { communities, plans, led, without_lead, events, successions, questions, own_milestones, own_tasks })
}

#[derive(Properties, PartialEq)]
struct MineProps {
    person: Uuid,
}

#[component]
fn Mine(props: &MineProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let coordinates = session.is_administrator() || session.has(Role::Coordinator);
    let since = session.last_visit.unwrap_or_default();
    let (found, reload) = use_fetch((props.person, since), move |(person, since)| overview(client.clone(), person, since, coordinates));
    let found = match found {
        Fetch::Loading => return html! { <Skeleton /> },
        Fetch::Failed(error) => return html! { <Failure {error} retry={reload} /> },
        Fetch::Ready(found) => found,
    };
    let Overview { communities, plans, led, events, questions, own_milestones, own_tasks, .. } = &*found;
    html! {
        <>
            { tasks(&session, &found) }
            <section aria-labelledby="nieuw">
                <h2 id="nieuw" class="utrecht-heading-2">{ texts.home_news() }</h2>
                <News events={events.items.clone()} none={texts.home_news_none()} />
            </section>
            { asked(&session, &questions.items) }
            { to_do(&session, own_tasks) }
            { seen_to(&session, own_milestones) }
            <section aria-labelledby="mijn-deelprojecten">
                <h2 id="mijn-deelprojecten" class="utrecht-heading-2">{ texts.home_my_sub_projects() }</h2>
                if led.items.is_empty() { <P class="kompaan-quiet">{ texts.home_my_sub_projects_empty() }</P> }
                <ul class="kompaan-cards">
                    { for led.items.iter().map(|item| html! {
                        <SubProjectCard key={item.id.to_string()} sub_project={item.clone()} with_plan=true />
                    }) }
                </ul>
            </section>
            <section aria-labelledby="mijn-plannen">
                <h2 id="mijn-plannen" class="utrecht-heading-2">{ texts.home_my_plans() }</h2>
                if plans.items.is_empty() { <P class="kompaan-quiet">{ texts.home_my_plans_empty() }</P> }
                <ul class="kompaan-cards">
                    { for plans.items.iter().map(|item| html! { <PlanCard key={item.id.to_string()} plan={item.clone()} /> }) }
                </ul>
                <p class="kompaan-actions"><RouteLink to={Route::LocalPlans} class="kompaan-go">{ texts.home_see_plans() }</RouteLink></p>
            </section>
            <section aria-labelledby="mijn-communities">
                <h2 id="mijn-communities" class="utrecht-heading-2">{ texts.home_my_communities() }</h2>
                if communities.items.is_empty() { <P class="kompaan-quiet">{ texts.home_my_communities_empty() }</P> }
                <ul class="kompaan-cards">
                    { for communities.items.iter().map(|item| html! {
                        <CommunityCard key={item.id.to_string()} community={item.clone()} />
                    }) }
                </ul>
                <p class="kompaan-actions">
                    <RouteLink to={Route::Communities} class="kompaan-go">{ texts.home_see_communities() }</RouteLink>
                </p>
            </section>
        </>
    }
}

/// What I see to and is not there yet. Absent when I see to nothing.
fn seen_to(session: &crate::session::Session, milestones: &Items<Milestone>) -> Html {
    let texts = session.texts();
    if milestones.items.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="mijn-mijlpalen">
            <h2 id="mijn-mijlpalen" class="utrecht-heading-2">{ texts.my_work() }</h2>
            <ul class="kompaan-people">
                { for milestones.items.iter().map(|milestone| html! {
                    <li key={milestone.id.to_string()} class="kompaan-people__person">
                        <div>
                            <p class="kompaan-no-margin">
                                <RouteLink to={Route::Milestone { id: milestone.id }}>{ &milestone.title }</RouteLink>
                                { format!(", {}", milestone.sub_project.name) }
                            </p>
                            <p class="kompaan-no-margin kompaan-quiet">{ steps::when(session.lang, milestone) }</p>
                        </div>
                    </li>
                }) }
            </ul>
            if milestones.next.is_some() { <P class="kompaan-quiet">{ fill(texts.first_of_them(), &[&MINE.to_string()]) }</P> }
        </section>
    }
}

/// What I have to do. Absent when there is nothing.
fn to_do(session: &crate::session::Session, tasks: &Items<Task>) -> Html {
    let texts = session.texts();
    if tasks.items.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="mijn-taken">
            <h2 id="mijn-taken" class="utrecht-heading-2">{ texts.my_tasks() }</h2>
            <ul class="kompaan-people">
                { for tasks.items.iter().map(|task| html! {
                    <li key={task.id.to_string()} class="kompaan-people__person">
                        <div>
                            <p class="kompaan-no-margin">
                                <RouteLink to={Route::Task { id: task.id }}>{ &task.title }</RouteLink>
                                { format!(", {}", task.sub_project.name) }
                            </p>
                            <p class="kompaan-no-margin kompaan-quiet">{ task::list::when(session, task) }</p>
                        </div>
                    </li>
                }) }
            </ul>
            if tasks.next.is_some() {
                <P class="kompaan-quiet">{ fill(session.texts().first_of_them(), &[&MINE.to_string()]) }</P>
            }
        </section>
    }
}

/// What is asked of me: requests to decide on, plans to adopt, sub-projects that miss a lead or a report, what needs a successor. Absent when nothing is.
fn tasks(session: &crate::session::Session, found: &Overview) -> Html {
    let texts = session.texts();
    let Overview { communities, plans, led, without_lead, successions, own_milestones, own_tasks, .. } = found;
    let requests = communities.items.iter().filter_map(|community| {
        let waiting = community.request_count.filter(|waiting| *waiting > 0)?;
        let text = fill(texts.task_requests(), &[&count(texts.task_request_one(), texts.task_request_many(), waiting), &community.name]);
        Some((text, Route::Community { id: community.id }, Some("leden")))
    });
    let plans = plans.items.iter().filter(|plan| plan.status == PlanStatus::Concept && plan.can.contains(&Action::Edit));
    let plans = plans.map(|plan| (fill(texts.task_adopt(), &[&plan.title]), Route::LocalPlan { id: plan.id }, None));
    let leads = without_lead.items.iter().filter(|item| item.can.contains(&Action::Edit));
    let leads = leads.map(|item| (fill(texts.task_lead(), &[&item.name, &item.local_plan.name]), Route::EditSubProject { id: item.id }, None));
    let today = crate::calendar::today();
    let reports = led.items.iter().filter(|item| item.can.contains(&Action::Edit));
    let reports = reports.filter(|item| reporting(item.phase, item.latest_report.map(|latest| latest.report_date), today) == Reporting::Missing);
    let reports = reports.map(|item| (fill(texts.task_report(), &[&item.name]), Route::NewProgressUpdate { id: item.id }, None));
    let reconsider = led.items.iter().filter(|item| item.can.contains(&Action::ChangePhase) && item.reconsider_date.is_some_and(|day| day <= today));
    let reconsider = reconsider.map(|item| (fill(texts.task_reconsider(), &[&item.name]), Route::ChangePhase { id: item.id }, None));
    let successors = successions
        .items
        .iter()
        .map(|succession| (fill(texts.task_successor(), &[&succession.resource.name, &succession.person.name]), Route::Successions, None));
    let late = own_milestones.items.iter().filter(|milestone| steps::today(milestone) == Standing::Late);
    let late = late.map(|milestone| {
        let text = fill(session.texts().task_milestone(), &[&milestone.title, &milestone.sub_project.name]);
        (text, Route::EditMilestone { id: milestone.id }, None)
    });
    let overdue = own_tasks.items.iter().filter(|task| task::list::overdue(task));
    let overdue = overdue.map(|task| (fill(texts.task_late(), &[&task.title, &task.sub_project.name]), Route::EditTask { id: task.id }, None));
    let all: Vec<_> = requests.chain(plans).chain(leads).chain(reports).chain(reconsider).chain(late).chain(overdue).chain(successors).collect();
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="taken">
            <h2 id="taken" class="utrecht-heading-2">{ texts.home_tasks() }</h2>
            <ul class="kompaan-people">
                { for all.into_iter().map(|(text, to, tab)| {
                    let query = tab.map(|tab: &str| crate::components::tabs::TabQuery { tab: Some(tab.to_owned()) });
                    html! {
                        <li key={text.clone()} class="kompaan-people__person">
                            <RouteLink<crate::components::tabs::TabQuery> {to} {query}>
                                { text }
                            </RouteLink<crate::components::tabs::TabQuery>>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

/// What teams of other municipalities ask their colleagues. Absent when nobody asks.
fn asked(session: &crate::session::Session, questions: &[ProgressUpdate]) -> Html {
    let texts = session.texts();
    let me = session.person.as_ref().map(|person| person.id);
    let questions: Vec<_> = questions.iter().filter(|question| question.author.as_ref().map(|author| author.id) != me).collect();
    if questions.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="hulp">
            <h2 id="hulp" class="utrecht-heading-2">{ texts.home_help() }</h2>
            <ul class="kompaan-cards">
                { for questions.iter().map(|question| html! {
                    <li key={question.id.to_string()} class="kompaan-card">
                        <h3 class="utrecht-heading-4 kompaan-card__title">
                            <RouteLink to={Route::ProgressUpdate { id: question.id }} class="kompaan-card__link">
                                { &question.sub_project.name }
                            </RouteLink>
                        </h3>
                        <Markdown html={question.help_html.clone()} empty="" />
                        <p class="kompaan-card__facts kompaan-quiet">
                            { for question.author.as_ref().map(|author| format!("{}, ", author.name)) }
                            <time datetime={question.report_date.to_string()}>{ day(session.lang, question.report_date) }</time>
                        </p>
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// For visitors: what changed last of what everybody may see.
#[component]
fn Recent() -> Html {
    let session = use_session();
    let texts = session.texts();
    let client = session.client.clone();
    let (found, reload) = use_fetch((), move |()| {
        let client = client.clone();
        async move {
            let page = PageQuery { page_size: Some(6), sort: Some("-updatedAt".into()), ..PageQuery::default() };
            client.sub_projects().list(&SubProjectFilter::default(), &page).await
        }
    });
    match found {
        Fetch::Loading => html! { <Skeleton /> },
        Fetch::Failed(error) => html! { <Failure {error} retry={reload} /> },
        Fetch::Ready(found) => html! {
            <section aria-labelledby="recent">
                <h2 id="recent" class="utrecht-heading-2">{ texts.home_recent() }</h2>
                <ul class="kompaan-cards">
                    { for found.items.iter().map(|item| html! {
                        <SubProjectCard key={item.id.to_string()} sub_project={item.clone()} with_plan=true />
                    }) }
                </ul>
            </section>
        },
    }
}
