//! The tasks of a sub-project, or of somebody, in the order of their days.
use crate::{
    components::{
        button::{Appearance, Button},
        item_list::ItemList,
        link::RouteLink,
    },
    format::{day, fill},
    hooks::use_quick_change,
    resources::{self, Managed},
    routes::Route,
    session::{Session, use_session},
};
use contract::{
    PageQuery,
    task::{Task, TaskFilter, TaskInput, is_overdue},
};
use domain::policy::Action;
use uuid::Uuid;
use yew::prelude::*;

/// Whether it is late today.
pub fn overdue(task: &Task) -> bool {
    is_overdue(task.due_date, task.done_date, crate::calendar::today())
}

/// How a task stands, in a word and a colour.
pub fn badge(session: &Session, task: &Task) -> Html {
    let texts = session.texts();
    let (class, text) = match task.done_date {
        Some(_) => (Some("kompaan-light--green"), texts.task_done()),
        None if overdue(task) => (Some("kompaan-light--red"), texts.task_overdue()),
        None => (None, texts.task_open()),
    };
    html! { <span class={classes!("utrecht-status-badge", "kompaan-phase", "kompaan-light", class)}>{ text }</span> }
}

/// The day of a task in words.
pub fn when(session: &Session, task: &Task) -> String {
    let texts = session.texts();
    match task.done_date {
        Some(done) => fill(texts.done_at(), &[&day(session.lang, done)]),
        None => fill(texts.due_by(), &[&day(session.lang, task.due_date)]),
    }
}

#[derive(Properties, PartialEq)]
pub struct TasksProps {
    pub sub_project: Uuid,
    /// Whether one may add tasks.
    pub adds: bool,
}

/// The tasks of a sub-project, and the way to make one.
#[component]
pub fn TaskList(props: &TasksProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let new = props.adds.then_some((Route::NewTask { id: props.sub_project }, texts.task_new()));
    let of = |done| TaskFilter { sub_project_id: props.sub_project.into(), done: Some(done), ..TaskFilter::default() };
    let by = |sort: &str| PageQuery { page_size: Some(25), sort: Some(sort.to_owned()), ..PageQuery::default() };
    let entry: fn(&Session, &Task, &Callback<()>) -> Html = entry;
    // A press that says that one is done moves it to the other list.
    let round = use_state(|| 0_u32);
    let changed = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    html! {
        <>
            <ItemList<resources::Tasks>
                key={format!("open-{}", *round)}
                title={texts.tasks()}
                none={texts.tasks_none()}
                {new}
                filter={of(false)}
                page={by("dueDate")}
                {entry}
                changed={changed.clone()}
            />
            <ItemList<resources::Tasks>
                key={format!("done-{}", *round)}
                title={texts.tasks_done()}
                heading=true
                none={texts.tasks_done_none()}
                filter={of(true)}
                page={by("-dueDate")}
                {entry}
                {changed}
            />
        </>
    }
}

fn entry(_: &Session, task: &Task, changed: &Callback<()>) -> Html {
    html! { <Entry task={task.clone()} changed={changed.clone()} /> }
}

#[derive(Properties, PartialEq)]
pub struct EntryProps {
    pub task: Task,
    pub changed: Callback<()>,
    /// Whether it says of which sub-project it is.
    #[prop_or_default]
    pub with_sub_project: bool,
}

/// One task, with the press that says that it is done.
#[component]
pub fn Entry(props: &EntryProps) -> Html {
    let session = use_session();
    let texts = session.texts();
    let task = &props.task;
    let input = TaskInput { done_date: Some(crate::calendar::today()), ..resources::Tasks::input(task) };
    let (done, busy) = use_quick_change::<resources::Tasks>(task, input, fill(texts.task_done_now(), &[&task.title]), &props.changed);
    html! {
        <>
            <h3 class="utrecht-heading-4 kompaan-no-margin"><RouteLink to={Route::Task { id: task.id }}>{ &task.title }</RouteLink></h3>
            <p class="kompaan-card__badges kompaan-no-margin">{ badge(&session, task) }</p>
            <p class="kompaan-quiet kompaan-no-margin">
                { when(&session, task) }
                { for task.assignee.iter().filter(|_| !props.with_sub_project).map(|assignee| format!(", {}", assignee.name)) }
            </p>
            if props.with_sub_project {
                <p class="kompaan-no-margin">
                    <RouteLink to={Route::SubProject { id: task.sub_project.id }}>{ &task.sub_project.name }</RouteLink>
                    { format!(", {}", task.local_plan.name) }
                </p>
            }
            if !task.note.is_empty() {
                <p class="kompaan-no-margin">{ &task.note }</p>
            }
            if task.done_date.is_none() && task.can.contains(&Action::Edit) {
                <p class="kompaan-actions">
                    <Button appearance={Appearance::Secondary} onclick={done} {busy}>
                        { texts.task_done() }
                        <span class="kompaan-visually-hidden">{ format!(" {}", task.title) }</span>
                    </Button>
                    <RouteLink to={Route::EditTask { id: task.id }}>
                        { session.texts().edit() }
                        <span class="kompaan-visually-hidden">{ format!(" {}", task.title) }</span>
                    </RouteLink>
                </p>
            }
        </>
    }
}
