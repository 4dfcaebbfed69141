//! Risks of sub-projects.
pub mod list;

use crate::{
    components::{
        choices::PeopleField,
        form::{CheckboxField, SelectField},
        part_page::{DetailSpec, NewSpec, NewTexts, fact, nothing, person_fact, text_fact},
    },
    format::fill,
    hooks::{Form, TextOptions},
    resources::Risks,
    routes::Route,
    session::Session,
};
use contract::risk::{Risk, RiskInput, RiskLevel, level};
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
    texts: |texts| {
        let own = texts.measuring();
        NewTexts { title: own.risk_new_of, lead: own.risk_new_lead, make: own.risk_make, made: own.risk_made }
    },
};

pub static DETAIL: DetailSpec<Risks> = DetailSpec {
    edit: |id| Route::EditRisk { id },
    then: |risk| Route::SubProject { id: risk.sub_project.id },
    badges: |session, risk| list::badge(session, risk),
    actions: nothing,
    facts: |session, risk| {
        let own = session.texts().measuring();
        html! {
            <>
                { fact(own.risk, html! { { fill(own.risk_score, &[&risk.likelihood.to_string(), &risk.impact.to_string()]) } }) }
                { text_fact(own.measure, &risk.measure) }
                { person_fact(own.owner, risk.owner.as_ref()) }
            </>
        }
    },
    below: nothing,
};

/// The fields of a risk. A new one has not passed yet.
pub fn fields(session: &Session, form: &Form<Risks>, before: Option<&Risk>) -> Html {
    let own = session.texts().measuring();
    let input = form.input();
    let scores = [own.score_1, own.score_2, own.score_3, own.score_4, own.score_5];
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
                hint: Some(own.measure_hint),
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
