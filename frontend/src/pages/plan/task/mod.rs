//! Tasks in sub-projects.
pub mod list;

use crate::{
    components::{
        choices::PeopleField,
        form::DateField,
        item_page::{DetailSpec, NewSpec, NewTexts, fact, nothing, person_fact, text_fact},
    },
    hooks::{Form, TextOptions},
    resources::Tasks,
    routes::Route,
    session::Session,
};
use chrono::{Days, NaiveDate};
use contract::task::{Task, TaskInput};
use contract::words::plan::TASK;
use uuid::Uuid;
use yew::prelude::*;

/// A new task is due in two weeks, unless somebody says otherwise.
const USUAL: Days = Days::new(14);

pub static NEW: NewSpec<Tasks> = NewSpec {
    initial: |session, sub_project| {
        let today = crate::calendar::today();
        TaskInput {
            sub_project_id: sub_project.id,
            title: String::new(),
            due_date: today.checked_add_days(USUAL).unwrap_or(today),
            done_date: None,
            assignee_id: session.person.as_ref().map(|person| person.id),
            note: String::new(),
        }
    },
    fields,
    texts: |texts| NewTexts { title: texts.task_new_of(), lead: texts.task_new_lead(), make: texts.task_make(), made: texts.task_made() },
};

pub static DETAIL: DetailSpec<Tasks> = DetailSpec {
    edit: |id| Route::EditTask { id },
    then: |task| Route::SubProject { id: task.sub_project.id },
    badges: |session, task| list::badge(session, task),
    actions: nothing,
    facts: |session, task| {
        let texts = session.texts();
        html! {
            <>
                { fact(texts.label(&TASK.due_date), html! { { list::when(session, task) } }) }
                { person_fact(texts.label(&TASK.assignee_id), task.assignee.as_ref()) }
                { text_fact(texts.label(&TASK.note), &task.note) }
            </>
        }
    },
    below: nothing,
};

/// The fields of a task. Of a new one it is not known yet when it was done.
pub fn fields(session: &Session, form: &Form<Tasks>, before: Option<&Task>) -> Html {
    let _ = session;
    let input = form.input();
    html! {
        <>
            { form.text("title", |input| &mut input.title, TextOptions::default()) }
            <DateField
                name="dueDate"
                label={form.label("dueDate")}
                value={input.due_date}
                errors={form.wrong("dueDate")}
                onchange={form.change("dueDate", |input, day: Option<NaiveDate>| if let Some(day) = day { input.due_date = day })}
            />
            if before.is_some() {
                <DateField
                    name="doneDate"
                    label={form.label("doneDate")}
                    value={input.done_date}
                    errors={form.wrong("doneDate")}
                    onchange={form.change("doneDate", |input, day| input.done_date = day)}
                />
            }
            <PeopleField
                name="assigneeId"
                label={form.label("assigneeId")}
                most={1}
                chosen={input.assignee_id.into_iter().collect::<Vec<_>>()}
                errors={form.wrong("assigneeId")}
                onchange={form.change("assigneeId", |input, ids: Vec<Uuid>| input.assignee_id = ids.first().copied())}
            />
            { form.text("note", |input| &mut input.note, TextOptions { optional: true, lines: Some(3), ..TextOptions::default() }) }
        </>
    }
}
