//! Milestones of sub-projects.
mod edit;
pub mod steps;

pub use edit::fields;

use crate::{
    components::{
        item_page::{DetailSpec, NewSpec, NewTexts, fact, nothing, person_fact, text_fact},
        milestone_badge::MilestoneBadge,
    },
    resources::Milestones,
    routes::Route,
};
use contract::{milestone::MilestoneInput, words::plan::MILESTONE};
use yew::prelude::*;

pub static NEW: NewSpec<Milestones> = NewSpec {
    initial: |session, sub_project| MilestoneInput {
        sub_project_id: sub_project.id,
        title: String::new(),
        planned_date: crate::calendar::today(),
        forecast_date: None,
        actual_date: None,
        owner_id: session.person.as_ref().map(|person| person.id),
        note: String::new(),
    },
    fields: edit::fields,
    texts: |texts| NewTexts { title: texts.milestone_new_of(), lead: texts.milestone_new_lead(), make: texts.milestone_make(), made: texts.milestone_made() },
};

pub static DETAIL: DetailSpec<Milestones> = DetailSpec {
    edit: |id| Route::EditMilestone { id },
    then: |milestone| Route::SubProject { id: milestone.sub_project.id },
    badges: |_, milestone| html! { <MilestoneBadge standing={steps::today(milestone)} /> },
    actions: nothing,
    facts: |session, milestone| {
        let texts = session.texts();
        html! {
            <>
                { fact(session.texts().when(), html! { { steps::when(session.lang, milestone) } }) }
                { person_fact(texts.label(&MILESTONE.owner_id), milestone.owner.as_ref()) }
                { text_fact(texts.label(&MILESTONE.note), &milestone.note) }
            </>
        }
    },
    below: nothing,
};
