//! Making a goal, and changing one.
use crate::{
    components::{
        edit_page::use_made,
        form_page::{Frame, form_page},
        number_field::TargetsField,
        references::IndicatorField,
        settled::settled,
    },
    hooks::{Form, FormOf, TextOptions, use_form, use_resource},
    resources::{self, Managed, StrategicGoals},
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    indicator::Indicator,
    strategic_course::StrategicCourse,
    strategic_goal::{StrategicGoal, StrategicGoalInput},
};
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct NewGoalProps {
    pub course: Uuid,
}

/// The page to add a goal to a course.
#[component]
pub fn NewGoal(props: &NewGoalProps) -> Html {
    let (found, reload) = use_resource::<resources::StrategicCourses>(props.course);
    match settled(found, &reload) {
        Ok(found) => html! { <NewForm course={found.value.clone()} /> },
        Err(instead) => instead,
    }
}

#[derive(Properties, PartialEq)]
struct NewFormProps {
    course: StrategicCourse,
}

#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let course = &props.course;
    let initial = StrategicGoalInput { strategic_course_id: course.id, title: String::new(), description: String::new(), indicator_id: None, targets: vec![] };
    let done = use_made::<StrategicGoals>(texts.goal_made());
    let form = use_form::<StrategicGoals>(FormOf { initial, target: None, done });
    let here = Route::StrategicCourse { id: course.id };
    let mut trail = resources::StrategicCourses::above(texts, course);
    trail.push((course.title.clone().into(), here.clone()));
    let frame = Frame {
        title: crate::format::fill(texts.goal_new_in(), &[&course.title]),
        lead: Some(texts.goal_new_lead().into()),
        trail,
        cancel: here,
        submit: texts.goal_make(),
    };
    let fields = fields(&session, &form, None);
    form_page(texts, &form, frame, fields)
}

/// The fields of a goal.
pub fn fields(session: &Session, form: &Form<StrategicGoals>, _: Option<&StrategicGoal>) -> Html {
    let texts = session.texts();
    let input = form.input();
    let this_year = crate::calendar::this_year();
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions::default()) }
            { form.text("description", |input| &mut input.description, TextOptions {
                optional: true,
                lines: Some(3),
                ..TextOptions::default()
            }) }
            <IndicatorField
                label={form.label("indicatorId")}
                none={texts.goal_unmeasured()}
                chosen={input.indicator_id}
                errors={form.wrong("indicatorId")}
                onchange={form.change("indicatorId", |input, shared: Option<Indicator>| {
                    input.indicator_id = shared.map(|shared| shared.id);
                })}
            />
            <TargetsField
                name="targets"
                label={form.label("targets")}
                years={(this_year..=this_year + 3).collect::<Vec<_>>()}
                targets={input.targets.clone()}
                errors={form.wrong("targets")}
                onchange={form.change("targets", |input, targets| input.targets = targets)}
            />
        </>
    }
}
