//! Indicators as sub-projects measure them: the figures of a sub-project.
pub mod edit;
pub mod list;

pub use edit::fields;

use crate::{
    components::{
        badge::Badge,
        button::{Appearance, ButtonLink},
        item_page::{DetailSpec, NewSpec, NewTexts, fact, text_fact},
        link::RouteLink,
    },
    format::{day, fill, number},
    pages::measurement::list::MeasurementTable,
    resources::SubProjectIndicators,
    routes::Route,
};
use contract::{
    sub_project_indicator::SubProjectIndicatorInput,
    words::steering::{INDICATOR, SUB_PROJECT_INDICATOR},
};
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
    texts: |texts| NewTexts { title: texts.figure_new_of(), lead: texts.figure_new_lead(), make: texts.figure_make(), made: texts.figure_made() },
};

pub static DETAIL: DetailSpec<SubProjectIndicators> = DetailSpec {
    edit: |id| Route::EditSubProjectIndicator { id },
    then: |sub_project_indicator| Route::SubProject { id: sub_project_indicator.sub_project.id },
    badges: |session, indicator| match indicator.locked_date {
        Some(locked) => {
            html! {
                <Badge>{ format!("{} {}", session.texts().label(&SUB_PROJECT_INDICATOR.locked_date), day(session.lang, locked)) }</Badge>
            }
        }
        None => Html::default(),
    },
    actions: |session, found, _| {
        let indicator = &found.value;
        if !indicator.can.contains(&Action::Edit) {
            return Html::default();
        }
        let (texts, to) = (session.texts(), Route::NewMeasurement { id: indicator.id });
        html! {
            <ButtonLink appearance={Appearance::Primary} {to}>{ texts.measurement_new() }</ButtonLink>
        }
    },
    facts: |session, indicator| {
        let (texts, lang) = (session.texts(), session.lang);
        let targets: Vec<String> = indicator.targets.iter().map(|target| format!("{}: {}", target.year, number(lang, target.value))).collect();
        html! {
            <>
                if let Some(shared) = &indicator.indicator {
                    { fact(texts.label(&SUB_PROJECT_INDICATOR.indicator_id), html! {
                        <>
                            <RouteLink to={Route::Indicator { id: shared.id }}>{ &shared.name }</RouteLink>
                            { for indicator.comparability.map(|comparability| html! {
                                <><br />{ texts.explained(comparability) }</>
                            }) }
                        </>
                    }) }
                }
                {
                    fact(
                        texts.label(&INDICATOR.unit),
                        html! { { format!("{}. {}", indicator.unit, texts.explained(indicator.accumulation)) } },
                    )
                }
                { text_fact(texts.label(&INDICATOR.definition), &indicator.definition) }
                if let Some((value, date)) = indicator.baseline_value.zip(indicator.baseline_date) {
                    {
                        fact(
                            texts.word_of(&SUB_PROJECT_INDICATOR.baseline_value),
                            html! { { fill(texts.latest_on(), &[&number(lang, value), &day(lang, date)]) } },
                        )
                    }
                }
                { text_fact(texts.label(&SUB_PROJECT_INDICATOR.targets), &targets.join(", ")) }
            </>
        }
    },
    below: |_, found, _| html! { <MeasurementTable sub_project_indicator={found.value.clone()} /> },
};
