//! The page of a course: its goals with what each municipality contributes in a year.
use super::keeps;
use crate::{
    browser,
    components::{
        actions::Delete,
        button::{Appearance, Button, ButtonLink},
        chart::Meter,
        export::Export,
        form::SelectField,
        history::History,
        layout::Page,
        link::RouteLink,
        markdown::Markdown,
        paragraph::P,
        settled::settled,
        tabs::{Tabs, use_tab},
    },
    format::{count, day, fill, number, within_sentence},
    hooks::{use_fetch, use_query, use_resource},
    i18n::Texts,
    pages::strategic_goal::{evaluations, reached},
    resources::{self, Managed},
    routes::Route,
    session::{Session, use_session},
};
use chrono::Datelike;
use contract::{
    strategic_course::{GoalProgress, PlanContribution, StrategicCourse, Total},
    strategic_goal::{StrategicGoal, StrategicGoalFilter},
    words::plan::SUB_PROJECT,
};
use domain::policy::Action;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;

/// Which year, in the address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct YearQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    jaar: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tab: Option<String>,
}

/// The period of a course in words.
pub fn period(session: &Session, course: &StrategicCourse) -> String {
    fill(session.texts().plan_period_range(), &[&day(session.lang, course.start_date), &day(session.lang, course.end_date)])
}

#[derive(Properties, PartialEq)]
pub struct CourseProps {
    pub id: Uuid,
    /// Whether it is the only one, so that there is no list above it.
    #[prop_or_default]
    pub alone: bool,
}

/// The page.
#[component]
pub fn Course(props: &CourseProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (found, reload) = use_resource::<resources::StrategicCourses>(props.id);
    let current = use_tab(&["doelen", "geschiedenis"]);
    let found = match settled(found, &reload) {
        Ok(found) => found,
        Err(instead) => return instead,
    };
    let course = &found.value;
    let id = course.id;
    let can = |action| course.can.contains(&action);
    let print = Callback::from(|_: MouseEvent| browser::print());
    let header = html! {
        <>
            <p class="kompaan-quiet">{ period(&session, course) }</p>
            <div class="kompaan-actions">
                if keeps(&session) {
                    <ButtonLink appearance={Appearance::Primary} to={Route::NewStrategicGoal { id }}>{ texts.goal_new() }</ButtonLink>
                    if props.alone {
                        <ButtonLink appearance={Appearance::Secondary} to={Route::NewStrategicCourse}>{ texts.course_new() }</ButtonLink>
                    }
                }
                if can(Action::Edit) {
                    <ButtonLink appearance={Appearance::Secondary} to={Route::EditStrategicCourse { id }}>{ texts.edit() }</ButtonLink>
                }
                if can(Action::Delete) { <Delete<resources::StrategicCourses> found={(*found).clone()} then={Route::StrategicCourses} /> }
                <RouteLink to={Route::Indicators}>{ texts.indicators() }</RouteLink>
                <Button appearance={Appearance::Subtle} onclick={print}>{ texts.print() }</Button>
            </div>
        </>
    };
    let trail = if props.alone { vec![] } else { resources::StrategicCourses::above(texts, course) };
    let route = if props.alone { Route::StrategicCourses } else { Route::StrategicCourse { id } };
    let tabs = vec![("doelen", AttrValue::from(texts.goals())), ("geschiedenis", texts.history().into())];
    html! {
        <Page title={course.title.clone()} {trail} {header}>
            <Markdown html={course.description_html.clone().unwrap_or_default()} empty="" />
            <Tabs {route} {tabs} {current} />
            if current == "geschiedenis" {
                <History<resources::StrategicCourses> {id} round={course.version} />
            } else {
                <Goals course={course.clone()} />
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct GoalsProps {
    course: StrategicCourse,
}

#[component]
fn Goals(props: &GoalsProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let (query, go) = use_query::<YearQuery>();
    let (first, last) = (props.course.start_date.year(), props.course.end_date.year());
    // The year that people look at is this one, as far as the course holds.
    let year = query.jaar.unwrap_or_else(|| crate::calendar::this_year().clamp(first, last));
    let client = session.client.clone();
    let deps = (props.course.id, year, session.person.as_ref().map(|person| person.id));
    let (found, reload) = use_fetch(deps, move |(id, year, _)| {
        let client = client.clone();
        async move { client.course_progress(id, Some(year)).await }
    });
    let years: Vec<(AttrValue, AttrValue)> = (first..=last).map(|year| (year.to_string().into(), year.to_string().into())).collect();
    let onchange = Callback::from(move |value: String| go.emit(YearQuery { jaar: value.parse().ok(), tab: None }));
    let goals = match settled(found, &reload) {
        Err(instead) => instead,
        Ok(found) if found.goals.is_empty() => html! { <div class="kompaan-empty"><P>{ texts.goals_none() }</P></div> },
        Ok(found) => html! {
            { for found.goals.iter().map(|goal| html! { <Goal key={goal.goal.id.to_string()} goal={goal.clone()} year={found.year} /> }) }
        },
    };
    html! {
        <>
            <div class="kompaan-years">
                <SelectField name="jaar" label={texts.year()} choices={years} value={year.to_string()} {onchange} />
            </div>
            <P class="kompaan-quiet">{ if session.person.is_some() { texts.what_you_see() } else { texts.what_visitors_see() } }</P>
            { goals }
            <Export<resources::StrategicGoals>
                filter={StrategicGoalFilter { strategic_course_id: props.course.id.into(), ..StrategicGoalFilter::default() }}
                of={texts.goals()}
            />
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct GoalProps {
    pub goal: GoalProgress,
    pub year: i32,
}

/// How far a goal is, and what each plan contributes.
#[component]
pub fn Goal(props: &GoalProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let GoalProgress { goal, total, plans } = &props.goal;
    let year = props.year;
    let target = goal.targets.iter().find(|target| target.year == year).map(|target| target.value);
    let unit = goal.unit.clone().unwrap_or_default();
    let heading = format!("doel-{}", goal.id);
    let reached = reached(session.texts(), session.lang, goal, total, year);
    html! {
        <section class="kompaan-goal" aria-labelledby={heading.clone()}>
            <h2 id={heading} class="utrecht-heading-2"><RouteLink to={Route::StrategicGoal { id: goal.id }}>{ &goal.title }</RouteLink></h2>
            if !goal.description.is_empty() { <P>{ &goal.description }</P> }
            <P class="kompaan-goal__reached"><strong>{ reached }</strong></P>
            if let Some((value, target)) = total.measured.zip(target) { <Meter {value} {target} /> }
            { besides(&session, texts, goal, total, year) }
            { evaluations(&session, goal.evaluations.iter().filter(|evaluation| evaluation.year == year), &unit) }
            { established_other(&session, goal, total, year) }
            if plans.is_empty() {
                <P class="kompaan-quiet">{ texts.plans_none() }</P>
            } else {
                { contributions(&session, texts, &goal.title, plans, total) }
            }
        </section>
    }
}

/// What else is known beside the sum.
fn besides(session: &Session, texts: Texts, goal: &StrategicGoal, total: &Total, year: i32) -> Html {
    let lang = session.lang;
    let before = (year - 1).to_string();
    let lines = [
        total.previous.map(|previous| match established(goal, year - 1).filter(|established| *established != previous) {
            Some(established) => fill(texts.previous_established(), &[&before, &number(lang, previous), &number(lang, established)]),
            None => fill(texts.previous_was(), &[&before, &number(lang, previous)]),
        }),
        total.similar.map(|similar| fill(texts.similar_more(), &[&number(lang, similar)])),
        (total.not_reported > 0).then(|| count(texts.not_reported_one(), texts.not_reported_many(), total.not_reported)),
        (total.kept_back > 0).then(|| count(texts.kept_back_one(), texts.kept_back_many(), total.kept_back)),
    ];
    html! {
        { for lines.into_iter().flatten().map(|line| html! { <p key={line.clone()} class="kompaan-no-margin kompaan-quiet">{ line }</p> }) }
    }
}

/// The number that the board established for a year.
fn established(goal: &StrategicGoal, year: i32) -> Option<i64> {
    goal.evaluations.iter().find(|evaluation| evaluation.year == year).and_then(|evaluation| evaluation.established)
}

/// Why the board established another number than the sum that stands above it.
fn established_other(session: &Session, goal: &StrategicGoal, total: &Total, year: i32) -> Html {
    let texts = session.texts();
    let sum = total.measured.map_or_else(|| within_sentence(texts.measured_none()), |sum| number(session.lang, sum));
    match established(goal, year).filter(|established| Some(*established) != total.measured) {
        Some(_) => html! { <P class="kompaan-quiet">{ fill(texts.established_other(), &[&sum]) }</P> },
        None => Html::default(),
    }
}

fn contributions(session: &Session, texts: Texts, title: &str, plans: &[PlanContribution], total: &Total) -> Html {
    let lang = session.lang;
    let shown = |value: Option<i64>| value.map_or_else(|| "-".to_owned(), |value| number(lang, value));
    let cells = move |total: &Total| {
        let Total { target, measured, similar, previous, sub_projects, not_reported, .. } = *total;
        let numbers = [
            (texts.target_own(), shown(target)),
            (texts.measured(), shown(measured)),
            (texts.similar(), shown(similar)),
            (texts.previous_year(), shown(previous)),
            (texts.sub_projects(), sub_projects.to_string()),
        ];
        html! {
            <>
                { for numbers.into_iter().map(|(label, value)| html! {
                    <td key={label} class="kompaan-table__number" data-label={label}>{ value }</td>
                }) }
                <td class="kompaan-table__number" data-label={texts.not_reported()}>
                    if not_reported > 0 { <strong>{ not_reported }</strong> } else { { not_reported } }
                </td>
            </>
        }
    };
    let labels = [texts.target_own(), texts.measured(), texts.similar(), texts.previous_year(), texts.sub_projects(), texts.not_reported()];
    html! {
        <table class="kompaan-table">
            <caption class="kompaan-visually-hidden">{ fill(texts.plans_contributing(), &[title]) }</caption>
            <thead>
                <tr>
                    <th scope="col">{ session.texts().label(&SUB_PROJECT.local_plan_id) }</th>
                    { for labels.into_iter().map(|label| html! {
                        <th key={label} scope="col" class="kompaan-table__number">{ label }</th>
                    }) }
                </tr>
            </thead>
            <tbody>
                { for plans.iter().map(|plan| {
                    let municipalities: Vec<&str> = plan.municipalities.iter().map(|one| one.name.as_str()).collect();
                    html! {
                        <tr key={plan.local_plan.id.to_string()}>
                            <th scope="row">
                                <RouteLink to={Route::LocalPlan { id: plan.local_plan.id }}>{ municipalities.join(", ") }</RouteLink>
                            </th>
                            { cells(&plan.total) }
                        </tr>
                    }
                }) }
                <tr class="kompaan-table__total"><th scope="row">{ texts.total() }</th>{ cells(total) }</tr>
            </tbody>
        </table>
    }
}
