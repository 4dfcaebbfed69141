//! Measurements of figures.
mod edit;
pub mod groups;
pub mod list;

pub use edit::{NewMeasurement, fields};

use crate::{
    components::{
        item_page::{DetailSpec, fact, nothing, text_fact},
        link::PlainLink,
    },
    format::day,
    pages::sub_project_indicator::list::counted,
    resources::Measurements,
    routes::Route,
};
use contract::words::{plan::TASK, steering::MEASUREMENT};
use yew::prelude::*;

pub static DETAIL: DetailSpec<Measurements> = DetailSpec {
    edit: |id| Route::EditMeasurement { id },
    then: |measurement| Route::SubProjectIndicator { id: measurement.sub_project_indicator.id },
    badges: |session, measurement| list::badge(session, measurement),
    actions: |_, found, reload| html! { <list::Approval measurement={found.value.clone()} changed={reload.clone()} /> },
    facts: |session, measurement| {
        let (texts, lang) = (session.texts(), session.lang);
        html! {
            <>
                { fact(texts.label(&MEASUREMENT.measured_date), html! { { day(lang, measurement.measured_date) } }) }
                {
                    fact(
                        texts.label(&MEASUREMENT.value),
                        html! { { format!("{} {}", counted(session, measurement.value), measurement.unit) } },
                    )
                }
                if !measurement.cells.is_empty() { { fact(texts.label(&MEASUREMENT.cells), list::cells(session, measurement)) } }
                { text_fact(texts.label(&TASK.note), &measurement.note) }
                if let Some(address) = &measurement.evidence_url {
                    { fact(texts.label(&MEASUREMENT.evidence_url), html! {
                        <PlainLink href={address.clone()} rel="noopener noreferrer external">{ texts.evidence_open() }</PlainLink>
                    }) }
                }
            </>
        }
    },
    below: nothing,
};
