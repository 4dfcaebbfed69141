//! Goals of strategic courses.
mod edit;
mod evaluate;

pub use edit::{NewGoal, fields};
pub use evaluate::EvaluateGoal;

use crate::{
    components::{
        button::{Appearance, ButtonLink},
        link::RouteLink,
        part_page::{DetailSpec, fact, text_fact},
    },
    format::{day, fill, number},
    i18n::{Lang, Texts},
    names,
    resources::StrategicGoals,
    routes::Route,
    session::Session,
};
use contract::{
    strategic_course::Total,
    strategic_goal::{Evaluation, StrategicGoal, Verdict},
};
use domain::policy::Action;
use yew::prelude::*;

/// What was reached of a goal in a year, in words.
pub fn reached(texts: &Texts, lang: Lang, goal: &StrategicGoal, total: &Total, year: i32) -> String {
    let own = texts.measuring();
    let unit = goal.unit.clone().unwrap_or_default();
    let target = goal.targets.iter().find(|target| target.year == year).map(|target| target.value);
    match (total.measured, target) {
        _ if goal.indicator.is_none() => own.goal_unmeasured.to_owned(),
        (None, _) => own.measured_none.to_owned(),
        (Some(measured), Some(target)) => format!("{year}: {}", fill(own.measured_of, &[&number(lang, measured), &number(lang, target), &unit])),
        (Some(measured), None) => format!("{year}: {} {unit}", number(lang, measured)),
    }
}

/// What the board thought of years.
pub fn evaluations<'e>(session: &Session, evaluations: impl Iterator<Item = &'e Evaluation>, unit: &str) -> Html {
    let (texts, own) = (session.texts(), session.texts().measuring());
    let established = |established| {
        let amount = format!("{} {unit}", number(session.lang, established));
        format!("{}, ", fill(own.evaluation_established, &[&amount]))
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
                        <strong>{ fill(own.evaluation_of, &[&evaluation.year.to_string()]) }</strong>
                        { " " }
                        <span class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>
                            { names::verdict(texts, evaluation.verdict) }
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
        let own = session.texts().measuring();
        html! { <ButtonLink appearance={Appearance::Secondary} to={Route::EvaluateGoal { id: goal.id }}>{ own.evaluate }</ButtonLink> }
    },
    facts: |session, goal| {
        let (own, lang) = (session.texts().measuring(), session.lang);
        let targets: Vec<String> = goal.targets.iter().map(|target| format!("{}: {}", target.year, number(lang, target.value))).collect();
        html! {
            <>
                { text_fact(own.goal_description, &goal.description) }
                if let Some(indicator) = &goal.indicator {
                    { fact(own.goal_indicator, html! {
                        <RouteLink to={Route::Indicator { id: indicator.id }}>{ &indicator.name }</RouteLink>
                    }) }
                } else {
                    { fact(own.goal_indicator, html! { { own.goal_unmeasured } }) }
                }
                { text_fact(own.targets, &targets.join(", ")) }
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
                <h2 id="oordeel" class="utrecht-heading-2">{ session.texts().measuring().evaluation }</h2>
                { evaluations(session, goal.evaluations.iter(), goal.unit.as_deref().unwrap_or_default()) }
            </section>
        }
    },
};
