//! The region on one page.
use crate::{
    browser,
    components::{
        chart::Meter,
        layout::Page,
        load::{LoadBar, room},
    },
    format::{day, fill},
    hooks::{settled, use_fetch, use_list, use_own},
    i18n::SteeringTexts,
    names,
    pages::{budget_line::table::Totals, strategic_goal::reached},
    resources,
    routes::Route,
    session::{Session, use_session},
};
use chrono::{Datelike, Utc};
use contract::{
    PageQuery,
    budget_line::BudgetGroup,
    capacity::{Collision, OrganisationLoad, OrganisationLoadFilter, Standings},
    person::Role,
    strategic_course::GoalProgress,
    sub_project::{Phase, SubProject, SubProjectFilter},
};
use domain::policy::Action;
use yew::prelude::*;
use yew_router::prelude::*;

/// What organisations carry, what asks the same people, and what waits.
#[component]
pub fn Region() -> Html {
    let session = use_session();
    let texts = session.texts();
    let own = SteeringTexts::of(session.lang);
    let client = session.client.clone();
    let me = session.person.as_ref().map(|person| person.id);
    let (found, reload) = use_fetch(me, move |_| {
        let client = client.clone();
        async move {
            let filter = OrganisationLoadFilter::default();
            futures::try_join!(client.organisation_loads(&filter), client.collisions())
        }
    });
    let print = Callback::from(|_: MouseEvent| browser::print());
    let header = html! { <div class="kompaan-actions"><button type="button" class="utrecht-button utrecht-button--subtle" onclick={print}>{ texts.print }</button></div> };
    let content = match settled(found, &reload) {
        Err(instead) => instead,
        Ok(found) => html! {
            <>
                <section aria-labelledby="dragen">
                    <h2 id="dragen" class="utrecht-heading-2">{ own.loads }</h2>
                    <p class="utrecht-paragraph">{ own.loads_lead }</p>
                    { loads(&session, own, &found.0.items) }
                </section>
                <section aria-labelledby="botsingen">
                    <h2 id="botsingen" class="utrecht-heading-2">{ own.collisions }</h2>
                    { collisions(own, &found.1.items) }
                </section>
                <Parked />
                <Goals />
                if session.has(Role::Executive) || session.is_administrator() {
                    <section aria-labelledby="geld">
                        <h2 id="geld" class="utrecht-heading-2">{ format!("{} {}", texts.measuring().money, Utc::now().year()) }</h2>
                        <Totals by={BudgetGroup::LocalPlan} year={Some(Utc::now().year())} caption={texts.measuring().money} first={texts.sub_project_plan} />
                    </section>
                }
            </>
        },
    };
    html! { <Page title={own.region} lead={own.region_lead} {header}>{ content }</Page> }
}

/// The phases that weigh, or may come to weigh again.
const PHASES: [Phase; 4] = [Phase::Exploring, Phase::Pilot, Phase::Running, Phase::Parked];

fn loads(session: &Session, own: &'static SteeringTexts, loads: &[OrganisationLoad]) -> Html {
    let texts = session.texts();
    if loads.is_empty() {
        return html! { <div class="kompaan-empty"><p class="utrecht-paragraph">{ own.loads_none }</p></div> };
    }
    let editable = loads.iter().any(|load| load.can.contains(&Action::Edit));
    html! {
        <table class="kompaan-table kompaan-table--dense">
            <caption class="kompaan-visually-hidden">{ own.loads }</caption>
            <thead><tr>
                <th scope="col">{ own.organisation }</th>
                { for PHASES.iter().map(|phase| html! { <th key={phase.as_str()} scope="col">{ names::phase(texts, *phase) }</th> }) }
                <th scope="col">{ own.stands }</th>
                <th scope="col">{ own.carries }</th>
                <th scope="col">{ own.room }</th>
                if editable { <th scope="col">{ texts.edit }</th> }
            </tr></thead>
            <tbody>
                { for loads.iter().map(|load| {
                    let id = load.organisation.id;
                    let counts = load.phase_counts;
                    let count = |phase| match phase {
                        Phase::Exploring => counts.exploring,
                        Phase::Pilot => counts.pilot,
                        Phase::Running => counts.running,
                        _ => counts.parked,
                    };
                    let beyond = load.capacity.limit.is_some_and(|limit| load.load > i64::from(limit));
                    html! {
                        <tr key={id.to_string()}>
                            <th scope="row"><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::Organisation { id }}>{ &load.organisation.name }</Link<Route>></th>
                            { for PHASES.iter().map(|phase| html! { <td key={phase.as_str()} class="kompaan-table__count" data-label={names::phase(texts, *phase)}>{ count(*phase) }</td> }) }
                            <td data-label={own.stands}>{ standings(session, own, load.standings) }</td>
                            <td data-label={own.carries}><LoadBar load={load.clone()} /></td>
                            <td data-label={own.room}>if beyond { <strong>{ room(own, load) }</strong> } else { { room(own, load) } }</td>
                            if editable {
                                <td data-label={texts.edit}>
                                    if load.can.contains(&Action::Edit) {
                                        <Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::Capacity { id }}>{ own.capacity_edit }<span class="kompaan-visually-hidden">{ format!(" {}", load.organisation.name) }</span></Link<Route>>
                                    }
                                </td>
                            }
                        </tr>
                    }
                }) }
            </tbody>
        </table>
    }
}

/// How what started stands: of each light how many, and of how many nothing is known.
fn standings(session: &Session, own: &SteeringTexts, standings: Standings) -> Html {
    let texts = session.texts();
    let Standings { green, orange, red, not_reported } = standings;
    let lights = [
        (green, Some("kompaan-light--green"), texts.light_green),
        (orange, Some("kompaan-light--orange"), texts.light_orange),
        (red, Some("kompaan-light--red"), texts.light_red),
        (not_reported, None, texts.progress_missing),
    ];
    if lights.iter().all(|(count, ..)| *count == 0) {
        return html! { <span class="kompaan-quiet">{ own.stands_none }</span> };
    }
    html! {
        <span class="kompaan-card__badges">
            { for lights.into_iter().filter(|(count, ..)| *count > 0).map(|(count, class, words)| html! { <span key={words} class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>{ format!("{count} {words}") }</span> }) }
        </span>
    }
}

fn collisions(own: &'static SteeringTexts, collisions: &[Collision]) -> Html {
    if collisions.is_empty() {
        return html! { <p class="utrecht-paragraph kompaan-quiet">{ own.collisions_none }</p> };
    }
    html! {
        <ul class="kompaan-people">
            { for collisions.iter().map(|collision| {
                let Collision { subject, organisation, count, sub_projects } = collision;
                let number = count.to_string();
                let text = match organisation {
                    None => fill(own.collision_lead, &[&subject.name, &number]),
                    Some(organisation) => fill(own.collision_theme, &[&organisation.name, &number, &subject.name]),
                };
                html! {
                    <li key={text.clone()} class="kompaan-people__person">
                        <div>
                            <p class="kompaan-no-margin"><strong>{ text }</strong></p>
                            <ul class="kompaan-plain-list">{ for sub_projects.iter().map(|one| html! { <li key={one.id.to_string()}><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::SubProject { id: one.id }}>{ &one.name }</Link<Route>></li> }) }</ul>
                            if *count > sub_projects.len() as u64 { <p class="kompaan-no-margin kompaan-quiet">{ fill(own.first_of_them, &[&sub_projects.len().to_string()]) }</p> }
                        </div>
                    </li>
                }
            }) }
        </ul>
    }
}

/// How far the goals of the strategic course are. Absent when there is no course.
#[component]
fn Goals() -> Html {
    let session = use_session();
    let (measuring, lang) = (session.texts().measuring(), session.lang);
    let (found, reload) = use_own(|client| async move {
        let latest = PageQuery { page_size: Some(1), sort: Some("-startDate".into()), ..PageQuery::default() };
        match client.strategic_courses().list(&Default::default(), &latest).await?.items.first() {
            Some(course) => client.course_progress(course.id, None).await.map(Some),
            None => Ok(None),
        }
    });
    let progress = match settled(found, &reload) {
        Err(instead) => return instead,
        Ok(found) => found,
    };
    let Some(progress) = progress.as_ref() else { return Html::default() };
    let year = progress.year;
    html! {
        <section aria-labelledby="koers">
            <h2 id="koers" class="utrecht-heading-2"><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::StrategicCourses}>{ measuring.courses }</Link<Route>></h2>
            <ul class="kompaan-people">
                { for progress.goals.iter().filter(|goal| goal.goal.indicator.is_some()).map(|GoalProgress { goal, total, .. }| {
                    let target = goal.targets.iter().find(|target| target.year == year).map(|target| target.value);
                    html! {
                        <li key={goal.id.to_string()} class="kompaan-people__person">
                            <div class="kompaan-grow">
                                <p class="kompaan-no-margin"><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::StrategicGoal { id: goal.id }}>{ &goal.title }</Link<Route>></p>
                                <p class="kompaan-no-margin">{ reached(session.texts(), lang, goal, total, year) }</p>
                                if let Some((value, target)) = total.measured.zip(target) { <Meter {value} {target} /> }
                            </div>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

#[component]
fn Parked() -> Html {
    let session = use_session();
    let own = SteeringTexts::of(session.lang);
    let filter = SubProjectFilter { phase: Some(Phase::Parked), ..SubProjectFilter::default() };
    let pages = use_list::<resources::SubProjects>(filter, PageQuery::default());
    let again = |one: &SubProject| {
        let date = one.reconsider_date.map(|date| day(session.lang, date));
        date.or_else(|| one.reconsider_when.clone()).map(|when| html! { <p class="kompaan-no-margin kompaan-quiet">{ fill(own.look_again, &[&when]) }</p> })
    };
    html! {
        <section aria-labelledby="geparkeerd">
            <h2 id="geparkeerd" class="utrecht-heading-2">{ own.parked }</h2>
            {
                match settled(pages.first.clone(), &pages.reload) {
                    Err(instead) => instead,
                    Ok(first) if first.items.is_empty() => html! { <p class="utrecht-paragraph kompaan-quiet">{ own.parked_none }</p> },
                    Ok(_) => html! {
                        <>
                            <ul class="kompaan-people">
                                { for pages.items().iter().map(|one| html! {
                                    <li key={one.id.to_string()} class="kompaan-people__person">
                                        <div>
                                            <p class="kompaan-no-margin"><Link<Route> classes="utrecht-link utrecht-link--html-a" to={Route::SubProject { id: one.id }}>{ &one.name }</Link<Route>>{ format!(", {}", one.local_plan.name) }</p>
                                            { for one.phase_reason.iter().map(|reason| html! { <p class="kompaan-no-margin">{ reason }</p> }) }
                                            { for again(one) }
                                        </div>
                                    </li>
                                }) }
                            </ul>
                            { pages.more_button(session.texts()) }
                        </>
                    },
                }
            }
        </section>
    }
}
