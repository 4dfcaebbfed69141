//! Indicators as sub-projects measure them: the figures of a sub-project.
pub mod edit;
pub mod list;

pub use edit::fields;

use crate::{
    components::{
        badge::Badge,
        button::{Appearance, ButtonLink},
        link::RouteLink,
        part_page::{DetailSpec, NewSpec, NewTexts, fact, text_fact},
    },
    format::{day, fill, number},
    names,
    pages::measurement::list::MeasurementTable,
    resources::SubProjectIndicators,
    routes::Route,
};
use contract::sub_project_indicator::SubProjectIndicatorInput;
use domain::{
    indicator::{Accumulation, Direction},
    policy::Action,
};
use yew::prelude::*;

pub static NEW: NewSpec<SubProjectIndicators> = NewSpec {
    initial: |_, sub_project| SubProjectIndicatorInput {
        sub_project_id: sub_project.id,
        title: String::new(),
        indicator_id: None,
        comparability: None,
        unit: String::new(),
        direction: Direction::Up,
        accumulation: Accumulation::Cumulative,
        counts_residents: true,
        definition: String::new(),
        groups: vec![],
        baseline_value: None,
        baseline_date: None,
        targets: vec![],
        interim_targets: vec![],
        locked_date: None,
    },
    fields: edit::fields,
    texts: |texts| {
        let own = texts.measuring();
        NewTexts { title: own.figure_new_of, lead: own.figure_new_lead, make: own.figure_make, made: own.figure_made }
    },
};

pub static DETAIL: DetailSpec<SubProjectIndicators> = DetailSpec {
    edit: |id| Route::EditFigure { id },
    then: |figure| Route::SubProject { id: figure.sub_project.id },
    badges: |session, figure| match figure.locked_date {
        Some(locked) => html! { <Badge>{ format!("{} {}", session.texts().measuring().locked_date, day(session.lang, locked)) }</Badge> },
        None => Html::default(),
    },
    actions: |session, found, _| {
        let figure = &found.value;
        if !figure.can.contains(&Action::Edit) {
            return Html::default();
        }
        let own = session.texts().measuring();
        html! {
            <ButtonLink appearance={Appearance::Primary} to={Route::NewMeasurement { id: figure.id }}>{ own.measurement_new }</ButtonLink>
        }
    },
    facts: |session, figure| {
        let (texts, own, lang) = (session.texts(), session.texts().measuring(), session.lang);
        let targets: Vec<String> = figure.targets.iter().map(|target| format!("{}: {}", target.year, number(lang, target.value))).collect();
        html! {
            <>
                if let Some(indicator) = &figure.indicator {
                    { fact(own.follows, html! {
                        <>
                            <RouteLink to={Route::Indicator { id: indicator.id }}>{ &indicator.name }</RouteLink>
                            { for figure.comparability.map(|comparability| html! {
                                <><br />{ names::comparability(texts, comparability) }</>
                            }) }
                        </>
                    }) }
                }
                { fact(own.unit, html! { { format!("{}. {}", figure.unit, names::accumulation(texts, figure.accumulation)) } }) }
                { text_fact(own.definition, &figure.definition) }
                if let Some((value, date)) = figure.baseline_value.zip(figure.baseline_date) {
                    { fact(own.baseline, html! { { fill(own.latest_on, &[&number(lang, value), &day(lang, date)]) } }) }
                }
                { text_fact(own.targets, &targets.join(", ")) }
            </>
        }
    },
    below: |_, found, _| html! { <MeasurementTable figure={found.value.clone()} /> },
};
