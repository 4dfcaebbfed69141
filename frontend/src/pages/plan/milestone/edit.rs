//! The fields of a milestone.
use crate::{
    components::{choices::PeopleField, form::DateField},
    hooks::{Form, TextOptions},
    resources,
    session::Session,
};
use chrono::NaiveDate;
use contract::milestone::Milestone;
use uuid::Uuid;
use yew::prelude::*;

/// The fields of a milestone. Of a new one there is no other day yet.
pub fn fields(session: &Session, form: &Form<resources::Milestones>, before: Option<&Milestone>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let later = input.forecast_date.is_some_and(|forecast| forecast > input.planned_date);
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions::default()) }
            <DateField
                name="plannedDate"
                label={form.label("plannedDate")}
                value={input.planned_date}
                errors={form.wrong("plannedDate")}
                onchange={form.change("plannedDate", |input, day: Option<NaiveDate>| if let Some(day) = day { input.planned_date = day })}
            />
            if before.is_some() {
                <DateField
                    name="forecastDate"
                    label={form.label("forecastDate")}
                    hint={texts.milestone_forecast_hint()}
                    value={input.forecast_date}
                    errors={form.wrong("forecastDate")}
                    onchange={form.change("forecastDate", |input, day| input.forecast_date = day)}
                />
                <DateField
                    name="actualDate"
                    label={form.label("actualDate")}
                    hint={texts.milestone_actual_hint()}
                    value={input.actual_date}
                    errors={form.wrong("actualDate")}
                    onchange={form.change("actualDate", |input, day| input.actual_date = day)}
                />
            }
            <PeopleField
                name="ownerId"
                label={form.label("ownerId")}
                most={1}
                chosen={input.owner_id.into_iter().collect::<Vec<_>>()}
                errors={form.wrong("ownerId")}
                onchange={form.change("ownerId", |input, ids: Vec<Uuid>| input.owner_id = ids.first().copied())}
            />
            { form.text("note", |input| &mut input.note, TextOptions {
                hint: Some(texts.milestone_note_hint()),
                optional: !later,
                lines: Some(3),
                ..TextOptions::default()
            }) }
        </>
    }
}
