//! Reporting how a sub-project stands, with what was measured and what became of its milestones, in one form.
use super::{
    edit::{how_it_stands, what_others_hear},
    measurements::MeasurementFields,
    milestones::MilestoneFields,
};
use crate::{
    components::{
        edit_page::use_made,
        form_page::{form_page, frame_within},
        item_page::MayAdd,
        settled::settled,
    },
    format::{fill, month},
    hooks::{FormOf, use_form, use_resource},
    resources::{Reports, SubProjects},
    session::use_session,
};
use chrono::NaiveDate;
use contract::{
    measurement::MeasurementInput,
    progress_update::ProgressUpdateInput,
    report::{MilestoneChange, ReportInput, ReportParts},
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
    let (found, reload) = use_resource::<SubProjects>(props.sub_project);
    match settled(found, &reload) {
        Ok(found) => html! { <MayAdd sub_project={found.value.clone()}><NewForm sub_project={found.value.clone()} /></MayAdd> },
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
    let today = crate::calendar::today();
    // No light to begin with: nobody reports green by not choosing.
    let progress_update = ProgressUpdateInput {
        sub_project_id: sub_project.id,
        title: fill(texts.progress_title_of(), &[&month(session.lang, today)]),
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
    let done = use_made::<Reports>(texts.progress_made());
    let form = use_form::<Reports>(FormOf { initial: ReportInput { progress_update, parts: ReportParts::default() }, target: None, done });
    let frame = frame_within(texts, sub_project, fill(texts.progress_report_on(), &[&sub_project.name]), texts.progress_report_lead(), texts.progress_send());
    let set_day = form.change("reportDate", |input, day: NaiveDate| {
        input.progress_update.report_date = day;
        // What is measured with a report was measured on its day.
        input.parts.measurements.iter_mut().for_each(|measurement| measurement.measured_date = day);
    });
    let (_, _, round) = form.summary();
    let parts = &form.input().parts;
    let day = form.input().progress_update.report_date;
    let fields = html! {
        <>
            { how_it_stands(&session, &form, |input| &mut input.progress_update, set_day) }
            <MeasurementFields
                sub_project={sub_project.id}
                {day}
                measurements={parts.measurements.clone()}
                approve={parts.approve}
                errors={form.errors()}
                onchange={form.change("measurements", |input, measurements: Vec<MeasurementInput>| input.parts.measurements = measurements)}
                onapprove={form.change("approve", |input, approve| input.parts.approve = approve)}
            />
            <MilestoneFields
                sub_project={sub_project.id}
                {day}
                changes={parts.milestones.clone()}
                errors={form.errors()}
                {round}
                onchange={form.change("milestones", |input, changes: Vec<MilestoneChange>| input.parts.milestones = changes)}
            />
            { what_others_hear(&session, &form, |input| &mut input.progress_update) }
        </>
    };
    form_page(texts, &form, frame, fields)
}
