//! Making a course, and changing one.
use crate::{
    components::{
        edit_page::use_made,
        form::DateField,
        form_page::{Frame, form_page},
    },
    hooks::{Form, FormOf, TextOptions, use_form},
    resources::StrategicCourses,
    routes::Route,
    session::{Session, use_session},
};
use chrono::{Datelike, NaiveDate};
use contract::strategic_course::{StrategicCourse, StrategicCourseInput};
use yew::prelude::*;

/// The page to make a course.
#[component]
pub fn NewCourse() -> Html {
    let session = use_session();
    let texts = session.texts();
    let today = crate::calendar::today();
    let initial = StrategicCourseInput {
        title: String::new(),
        description: String::new(),
        // A course holds for as long as a council sits.
        start_date: NaiveDate::from_ymd_opt(today.year() + 1, 1, 1).unwrap_or(today),
        end_date: NaiveDate::from_ymd_opt(today.year() + 4, 12, 31).unwrap_or(today),
    };
    let done = use_made::<StrategicCourses>(texts.course_made());
    let form = use_form::<StrategicCourses>(FormOf { initial, target: None, done });
    let frame = Frame {
        title: texts.course_new().to_owned(),
        lead: Some(texts.course_new_lead().into()),
        trail: vec![(texts.courses().into(), Route::StrategicCourses)],
        cancel: Route::StrategicCourses,
        submit: texts.course_make(),
    };
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

/// The fields of a course.
pub fn fields(session: &Session, form: &Form<StrategicCourses>, _: Option<&StrategicCourse>) -> Html {
    let input = form.input();
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions::default()) }
            { form.text("description", |input| &mut input.description, TextOptions {
                hint: Some(session.texts().hint_markdown()),
                optional: true,
                lines: Some(6),
                ..TextOptions::default()
            }) }
            <div class="kompaan-pair">
                <DateField
                    name="startDate"
                    label={form.label("startDate")}
                    value={input.start_date}
                    errors={form.wrong("startDate")}
                    onchange={form.change("startDate", |input, day: Option<NaiveDate>| input.start_date = day.unwrap_or(input.start_date))}
                />
                <DateField
                    name="endDate"
                    label={form.label("endDate")}
                    value={input.end_date}
                    errors={form.wrong("endDate")}
                    onchange={form.change("endDate", |input, day: Option<NaiveDate>| input.end_date = day.unwrap_or(input.end_date))}
                />
            </div>
        </>
    }
}
