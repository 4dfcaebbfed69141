//! Measurements of figures.
mod edit;
pub mod groups;
pub mod list;

pub use edit::{NewMeasurement, fields};

use crate::{
    components::{
        link::PlainLink,
        part_page::{DetailSpec, fact, nothing, text_fact},
    },
    format::day,
    pages::sub_project_indicator::list::counted,
    resources::Measurements,
    routes::Route,
};
use yew::prelude::*;

pub static DETAIL: DetailSpec<Measurements> = DetailSpec {
    edit: |id| Route::EditMeasurement { id },
    then: |measurement| Route::Figure { id: measurement.sub_project_indicator.id },
    badges: |session, measurement| list::badge(session, measurement),
    actions: |_, found, reload| html! { <list::Approval measurement={found.value.clone()} changed={reload.clone()} /> },
    facts: |session, measurement| {
        let (own, lang) = (session.texts().measuring(), session.lang);
        html! {
            <>
                { fact(own.measured_on, html! { { day(lang, measurement.measured_date) } }) }
                { fact(own.value, html! { { format!("{} {}", counted(session, measurement.value), measurement.unit) } }) }
                if !measurement.cells.is_empty() { { fact(own.cells, list::cells(session, measurement)) } }
                { text_fact(own.note, &measurement.note) }
                if let Some(address) = &measurement.evidence_url {
                    { fact(own.evidence, html! {
                        <PlainLink href={address.clone()} rel="noopener noreferrer external">{ own.evidence_open }</PlainLink>
                    }) }
                }
            </>
        }
    },
    below: nothing,
};
