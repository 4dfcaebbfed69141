//! Goals of strategic courses.
mod edit;
mod evaluate;

pub use edit::{NewGoal, fields};
pub use evaluate::EvaluateGoal;

use crate::{
    components::{
        button::{Appearance, ButtonLink},
        item_page::{DetailSpec, fact, text_fact},
        link::RouteLink,
    },
    format::{day, fill, number},
    i18n::{Lang, Texts},
    resources::StrategicGoals,
    routes::Route,
    session::Session,
};
use contract::{
    strategic_course::Total,
    strategic_goal::{Evaluation, StrategicGoal, Verdict},
    words::steering::{STRATEGIC_GOAL, SUB_PROJECT_INDICATOR},
};
use domain::policy::Action;
use yew::prelude::*;

/// What was reached of a goal in a year, in words.
pub fn reached(texts: Texts, lang: Lang, goal: &StrategicGoal, total: &Total, year: i32) -> String {
    let unit = goal.unit.clone().unwrap_or_default();
    let target = goal.targets.iter().find(|target| target.year == year).map(|target| target.value);
    match (total.measured, target) {
        _ if goal.indicator.is_none() => texts.goal_unmeasured().to_owned(),
        (None, _) => texts.measured_none().to_owned(),
        (Some(measured), Some(target)) => format!("{year}: {}", fill(texts.measured_of(), &[&number(lang, measured), &number(lang, target), &unit])),
        (Some(measured), None) => format!("{year}: {} {unit}", number(lang, measured)),
    }
}

/// What the board thought of years.
pub fn evaluations<'e>(session: &Session, evaluations: impl Iterator<Item = &'e Evaluation>, unit: &str) -> Html {
    let texts = session.texts();
    let established = |established| {
        let amount = format!("{} {unit}", number(session.lang, established));
        format!("{}, ", fill(texts.evaluation_established(), &[&amount]))
    };
    html! {
        { for evaluations.map(|evaluation| {
            let class = match evaluation.verdict {
                Verdict::Achieved => "kompaan-light--green",
                Verdict::PartlyAchieved => "kompaan-light--orange",
                Verdict::NotAchieved => "kompaan-light--red",
            };
            html! {
                <div key={evaluation.year} class="kompaan-panel">
                    <p class="kompaan-no-margin">
                        <strong>{ fill(texts.evaluation_of(), &[&evaluation.year.to_string()]) }</strong>
                        { " " }
                        <span class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>
                            { texts.word(evaluation.verdict) }
                        </span>
                    </p>
                    <p class="kompaan-no-margin">{ &evaluation.text }</p>
                    <p class="kompaan-no-margin kompaan-quiet">
                        { for evaluation.established.map(established) }
                        { day(session.lang, crate::calendar::day_of(evaluation.evaluated_at)) }
                    </p>
                </div>
            }
        }) }
    }
}

pub static DETAIL: DetailSpec<StrategicGoals> = DetailSpec {
    edit: |id| Route::EditStrategicGoal { id },
    then: |goal| Route::StrategicCourse { id: goal.strategic_course.id },
    badges: |_, _| Html::default(),
    actions: |session, found, _| {
        let goal = &found.value;
        if !goal.can.contains(&Action::Approve) {
            return Html::default();
        }
        let texts = session.texts();
        html! { <ButtonLink appearance={Appearance::Secondary} to={Route::EvaluateGoal { id: goal.id }}>{ texts.evaluate() }</ButtonLink> }
    },
    facts: |session, goal| {
        let (texts, lang) = (session.texts(), session.lang);
        let targets: Vec<String> = goal.targets.iter().map(|target| format!("{}: {}", target.year, number(lang, target.value))).collect();
        html! {
            <>
                { text_fact(texts.label(&STRATEGIC_GOAL.description), &goal.description) }
                if let Some(indicator) = &goal.indicator {
                    { fact(texts.label(&STRATEGIC_GOAL.indicator_id), html! {
                        <RouteLink to={Route::Indicator { id: indicator.id }}>{ &indicator.name }</RouteLink>
                    }) }
                } else {
                    { fact(texts.label(&STRATEGIC_GOAL.indicator_id), html! { { texts.goal_unmeasured() } }) }
                }
                { text_fact(texts.label(&SUB_PROJECT_INDICATOR.targets), &targets.join(", ")) }
            </>
        }
    },
    below: |session, found, _| {
        let goal = &found.value;
        if goal.evaluations.is_empty() {
            return Html::default();
        }
        html! {
            <section aria-labelledby="oordeel">
                <h2 id="oordeel" class="utrecht-heading-2">{ session.texts().label(&STRATEGIC_GOAL.evaluations) }</h2>
                { evaluations(session, goal.evaluations.iter(), goal.unit.as_deref().unwrap_or_default()) }
            </section>
        }
    },
};
