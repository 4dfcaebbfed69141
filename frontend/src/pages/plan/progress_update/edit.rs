//! The fields of a progress update, in a report and where one is mended.
use crate::{
    components::form::{DateField, SelectField},
    hooks::{Form, TextOptions},
    resources::{Managed, ProgressUpdates},
    session::Session,
};
use chrono::NaiveDate;
use contract::progress_update::{Light, ProgressUpdate, ProgressUpdateInput};
use yew::prelude::*;

/// Where the fields of the progress update stand in what is typed.
pub type Place<M> = fn(&mut <M as Managed>::Input) -> &mut ProgressUpdateInput;

/// The fields of a progress update.
pub fn fields(session: &Session, form: &Form<ProgressUpdates>, _before: Option<&ProgressUpdate>) -> Html {
    let set_day = form.change("reportDate", |input, day| input.report_date = day);
    html! { <>{ how_it_stands(session, form, |input| input, set_day) }{ what_others_hear(session, form, |input| input) }</> }
}

/// Its title and day, and the lights with a sentence each.
pub fn how_it_stands<M: Managed>(session: &Session, form: &Form<M>, place: Place<M>, set_day: Callback<NaiveDate>) -> Html {
    let texts = session.texts();
    let input = place(&mut form.input().clone()).clone();
    let lights = || {
        std::iter::once((AttrValue::default(), AttrValue::from(texts.choose())))
            .chain(Light::ALL.iter().map(|light| (light.as_str().into(), texts.word(*light).into())))
            .collect::<Vec<_>>()
    };
    let light = |name: &'static str, chosen: Option<Light>, of: fn(&mut ProgressUpdateInput) -> &mut Option<Light>| {
        let onchange = form.change(name, move |input, value: String| *of(place(input)) = Light::parse(&value));
        html! {
            <SelectField
                {name}
                label={form.label(name)}
                choices={lights()}
                value={chosen.map(Light::as_str).unwrap_or_default()}
                {onchange}
                errors={form.wrong(name)}
            />
        }
    };
    let note = |light: Option<Light>| TextOptions { optional: light.is_none_or(|light| light == Light::Green), lines: Some(2), ..TextOptions::default() };
    let onchange = Callback::from(move |day: Option<NaiveDate>| day.into_iter().for_each(|day| set_day.emit(day)));
    html! {
        <>
            { form.text("title", move |input| &mut place(input).title, TextOptions::default()) }
            <DateField
                name="reportDate"
                label={form.label("reportDate")}
                value={input.report_date}
                errors={form.wrong("reportDate")}
                {onchange}
            />
            { light("timeLight", input.time_light, |input| &mut input.time_light) }
            { form.text("timeNote", move |input| &mut place(input).time_note, note(input.time_light)) }
            { light("moneyLight", input.money_light, |input| &mut input.money_light) }
            { form.text("moneyNote", move |input| &mut place(input).money_note, note(input.money_light)) }
            { light("resultLight", input.result_light, |input| &mut input.result_light) }
            { form.text("resultNote", move |input| &mut place(input).result_note, note(input.result_light)) }
        </>
    }
}

/// What others can learn from it, and can help with.
pub fn what_others_hear<M: Managed>(session: &Session, form: &Form<M>, place: Place<M>) -> Html {
    let texts = session.texts();
    let long = |hint| TextOptions { hint: Some(hint), optional: true, lines: Some(4), ..TextOptions::default() };
    html! {
        <>
            { form.text("lesson", move |input| &mut place(input).lesson, long(texts.progress_lesson_hint())) }
            { form.text("help", move |input| &mut place(input).help, long(texts.progress_help_hint())) }
        </>
    }
}
