//! Adding a milestone, and changing one.
use crate::{
    components::{choices::PeopleField, edit_page::use_made, form::DateField, form_page::form_page},
    format::fill,
    hooks::{Form, FormOf, TextOptions, settled, use_form, use_resource},
    i18n::SteeringTexts,
    pages::sub_project::frame_within,
    resources,
    session::{Session, use_session},
};
use chrono::{NaiveDate, Utc};
use contract::{
    milestone::{Milestone, MilestoneInput},
    sub_project::SubProject,
};
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NewMilestoneProps {
    pub sub_project: Uuid,
}

/// The page to add a milestone to a sub-project.
#[component]
pub fn NewMilestone(props: &NewMilestoneProps) -> Html {
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
    let own = SteeringTexts::of(session.lang);
    let sub_project = &props.sub_project;
    let initial = MilestoneInput {
        sub_project_id: sub_project.id,
        title: String::new(),
        planned_date: Utc::now().date_naive(),
        forecast_date: None,
        actual_date: None,
        owner_id: session.person.as_ref().map(|person| person.id),
        note: String::new(),
    };
    let done = use_made::<resources::Milestones>(own.milestone_made);
    let form = use_form::<resources::Milestones>(FormOf { initial, target: None, done });
    let frame = frame_within(texts, sub_project, fill(own.milestone_new_of, &[&sub_project.name]), own.milestone_new_lead, own.milestone_make);
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

/// The fields of a milestone. Of a new one there is no other day yet.
pub fn fields(session: &Session, form: &Form<resources::Milestones>, before: Option<&Milestone>) -> Html {
    let own = SteeringTexts::of(session.lang);
    let input = form.input();
    let later = input.forecast_date.is_some_and(|forecast| forecast > input.planned_date);
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions::default()) }
            <DateField name="plannedDate" label={form.label("plannedDate")} value={input.planned_date} errors={form.wrong("plannedDate")}
                onchange={form.change("plannedDate", |input, day: Option<NaiveDate>| if let Some(day) = day { input.planned_date = day })} />
            if before.is_some() {
                <DateField name="forecastDate" label={form.label("forecastDate")} hint={own.milestone_forecast_hint} value={input.forecast_date} errors={form.wrong("forecastDate")}
                    onchange={form.change("forecastDate", |input, day| input.forecast_date = day)} />
                <DateField name="actualDate" label={form.label("actualDate")} hint={own.milestone_actual_hint} value={input.actual_date} errors={form.wrong("actualDate")}
                    onchange={form.change("actualDate", |input, day| input.actual_date = day)} />
            }
            <PeopleField name="ownerId" label={form.label("ownerId")} most={1} chosen={input.owner_id.into_iter().collect::<Vec<_>>()} errors={form.wrong("ownerId")}
                onchange={form.change("ownerId", |input, ids: Vec<Uuid>| input.owner_id = ids.first().copied())} />
            { form.text("note", |input| &mut input.note, TextOptions { hint: Some(own.milestone_note_hint), optional: !later, lines: Some(3), ..TextOptions::default() }) }
        </>
    }
}
