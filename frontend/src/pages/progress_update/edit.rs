//! Reporting progress, and mending a report.
use crate::{
    components::{
        edit_page::use_made,
        form::{DateField, SelectField},
        form_page::form_page,
    },
    format::{fill, month},
    hooks::{Form, FormOf, TextOptions, settled, use_form, use_resource},
    names,
    pages::sub_project::frame_within,
    resources,
    session::{Session, use_session},
};
use chrono::Utc;
use contract::{
    progress_update::{Light, ProgressUpdate, ProgressUpdateInput},
    sub_project::SubProject,
};
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NewProgressUpdateProps {
    pub sub_project: Uuid,
}

/// The page to report the progress of a sub-project.
#[component]
pub fn NewProgressUpdate(props: &NewProgressUpdateProps) -> Html {
    let (found, reload) = use_resource::<resources::SubProjects>(props.sub_project);
    match settled(found, &reload) {
        Ok(found) => html! { <NewForm sub_project={found.value.clone()} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct NewFormProps {
    sub_project: SubProject,
}

#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let sub_project = &props.sub_project;
    let today = Utc::now().date_naive();
    // No light to begin with: nobody reports green by not choosing.
    let initial = ProgressUpdateInput {
        sub_project_id: sub_project.id,
        title: fill(texts.progress_title_of, &[&month(session.lang, today)]),
        report_date: today,
        time_light: None,
        time_note: String::new(),
        money_light: None,
        money_note: String::new(),
        result_light: None,
        result_note: String::new(),
        lesson: String::new(),
        help: String::new(),
    };
    let done = use_made::<resources::ProgressUpdates>(texts.progress_made);
    let form = use_form::<resources::ProgressUpdates>(FormOf { initial, target: None, done });
    let frame = frame_within(texts, sub_project, fill(texts.progress_report_on, &[&sub_project.name]), texts.progress_report_lead, texts.progress_send);
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

/// The fields of a progress update.
pub fn fields(session: &Session, form: &Form<resources::ProgressUpdates>, _before: Option<&ProgressUpdate>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let lights = || {
        std::iter::once((AttrValue::default(), AttrValue::from(texts.choose)))
            .chain(Light::ALL.iter().map(|light| (light.as_str().into(), names::light(texts, *light).into())))
            .collect::<Vec<_>>()
    };
    let light = |name: &'static str, chosen: Option<Light>, place: fn(&mut ProgressUpdateInput) -> &mut Option<Light>| {
        let onchange = form.change(name, move |input, value: String| *place(input) = Light::parse(&value));
        html! { <SelectField {name} label={form.label(name)} choices={lights()} value={chosen.map(Light::as_str).unwrap_or_default()} {onchange} errors={form.wrong(name)} /> }
    };
    let note = |light: Option<Light>| TextOptions { optional: light.is_none_or(|light| light == Light::Green), lines: Some(2), ..TextOptions::default() };
    let long = |hint| TextOptions { hint: Some(hint), optional: true, lines: Some(4), ..TextOptions::default() };
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions::default()) }
            <DateField name="reportDate" label={form.label("reportDate")} value={input.report_date} errors={form.wrong("reportDate")}
                onchange={form.change("reportDate", |input, day: Option<chrono::NaiveDate>| if let Some(day) = day { input.report_date = day })} />
            { light("timeLight", input.time_light, |input| &mut input.time_light) }
            { form.text("timeNote", |input| &mut input.time_note, note(input.time_light)) }
            { light("moneyLight", input.money_light, |input| &mut input.money_light) }
            { form.text("moneyNote", |input| &mut input.money_note, note(input.money_light)) }
            { light("resultLight", input.result_light, |input| &mut input.result_light) }
            { form.text("resultNote", |input| &mut input.result_note, note(input.result_light)) }
            { form.text("lesson", |input| &mut input.lesson, long(texts.progress_lesson_hint)) }
            { form.text("help", |input| &mut input.help, long(texts.progress_help_hint)) }
        </>
    }
}
