//! Risks of sub-projects.
pub mod list;

use crate::{
    components::{
        choices::PeopleField,
        form::{CheckboxField, SelectField},
        item_page::{DetailSpec, NewSpec, NewTexts, fact, nothing, person_fact, text_fact},
    },
    format::fill,
    hooks::{Form, TextOptions},
    resources::Risks,
    routes::Route,
    session::Session,
};
use contract::risk::{Risk, RiskInput, RiskLevel, level};
use contract::words::plan::RISK;
use uuid::Uuid;
use yew::prelude::*;

pub static NEW: NewSpec<Risks> = NewSpec {
    initial: |session, sub_project| RiskInput {
        sub_project_id: sub_project.id,
        title: String::new(),
        likelihood: 3,
        impact: 3,
        measure: String::new(),
        owner_id: session.person.as_ref().map(|person| person.id),
        closed: false,
    },
    fields,
    texts: |texts| NewTexts { title: texts.risk_new_of(), lead: texts.risk_new_lead(), make: texts.risk_make(), made: texts.risk_made() },
};

pub static DETAIL: DetailSpec<Risks> = DetailSpec {
    edit: |id| Route::EditRisk { id },
    then: |risk| Route::SubProject { id: risk.sub_project.id },
    badges: |session, risk| list::badge(session, risk),
    actions: nothing,
    facts: |session, risk| {
        let texts = session.texts();
        html! {
            <>
                { fact(texts.risk(), html! { { fill(texts.risk_score(), &[&risk.likelihood.to_string(), &risk.impact.to_string()]) } }) }
                { text_fact(texts.label(&RISK.measure), &risk.measure) }
                { person_fact(texts.label(&RISK.owner_id), risk.owner.as_ref()) }
            </>
        }
    },
    below: nothing,
};

/// The fields of a risk. A new one has not passed yet.
pub fn fields(session: &Session, form: &Form<Risks>, before: Option<&Risk>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let scores = [texts.score_1(), texts.score_2(), texts.score_3(), texts.score_4(), texts.score_5()];
    let choices: Vec<(AttrValue, AttrValue)> = (1..).zip(scores).map(|(score, words): (i32, _)| (score.to_string().into(), words.into())).collect();
    let high = level(input.likelihood, input.impact) == RiskLevel::High;
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions::default()) }
            <div class="kompaan-pair">
                <SelectField
                    name="likelihood"
                    label={form.label("likelihood")}
                    choices={choices.clone()}
                    value={input.likelihood.to_string()}
                    errors={form.wrong("likelihood")}
                    onchange={form.change("likelihood", |input, value: String| {
                        input.likelihood = value.parse().unwrap_or(input.likelihood);
                    })}
                />
                <SelectField
                    name="impact"
                    label={form.label("impact")}
                    {choices}
                    value={input.impact.to_string()}
                    errors={form.wrong("impact")}
                    onchange={form.change("impact", |input, value: String| input.impact = value.parse().unwrap_or(input.impact))}
                />
            </div>
            { form.text("measure", |input| &mut input.measure, TextOptions {
                hint: Some(texts.measure_hint()),
                optional: !high,
                lines: Some(3),
                ..TextOptions::default()
            }) }
            <PeopleField
                name="ownerId"
                label={form.label("ownerId")}
                most={1}
                chosen={input.owner_id.into_iter().collect::<Vec<_>>()}
                errors={form.wrong("ownerId")}
                onchange={form.change("ownerId", |input, ids: Vec<Uuid>| input.owner_id = ids.first().copied())}
            />
            if before.is_some() {
                <CheckboxField
                    name="closed"
                    label={form.label("closed")}
                    checked={input.closed}
                    onchange={form.change("closed", |input, closed| input.closed = closed)}
                />
            }
        </>
    }
}
