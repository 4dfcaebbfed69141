//! Tasks in the database.
use crate::{
    StoreError,
    resource::{Need, Resource, Sort, SortContent, join, narrow_by_filled, narrow_by_name},
    row::{get, get_id},
    visibility,
    within_sub_project::{self, Around},
};
use domain::{LocalPlanId, PersonId, SubProjectId, TaskId, policy::Actor, resource::Kind, task::Task};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

/// How tasks are stored.
pub struct Tasks;

/// What a list of tasks filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
    pub assignee_id: Option<PersonId>,
    /// Only those that were done, or that were not.
    pub done: Option<bool>,
}

/// What is known of a task beside its state.
pub struct Extra {
    pub around: Around,
    pub assignee_name: Option<String>,
}

/// Notes that a task is there to look again at what was put aside.
pub async fn set_looks_again<C: ConnectionTrait>(conn: &C, id: TaskId) -> Result<(), StoreError> {
    conn.execute(Query::update().table("task").value("looks_again", true).and_where(Expr::col("id").eq(id.0))).await?;
    Ok(())
}

/// The tasks to look again at this sub-project that nobody has done.
pub async fn looking_again<C: ConnectionTrait>(conn: &C, sub_project: SubProjectId) -> Result<Vec<TaskId>, StoreError> {
    let query = Query::select()
        .column("id")
        .from("task")
        .and_where(Expr::col("sub_project_id").eq(sub_project.0))
        .and_where(Expr::col("looks_again").eq(true))
        .and_where(Expr::col("done_date").is_null())
        .and_where(Expr::col("deleted_at").is_null())
        .to_owned();
    conn.query_all(&query).await?.iter().map(|row| Ok(TaskId(get(row, "id")?))).collect()
}

impl Resource for Tasks {
    const TABLE: &'static str = "task";
    const KIND: Kind = Kind::Task;
    const SORTS: &'static [Sort] =
        &[Sort { name: "dueDate", column: "due_date", content: SortContent::Day }, Sort { name: "-dueDate", column: "due_date", content: SortContent::Day }];
    type Id = TaskId;
    type State = Task;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &Task) -> Vec<(&'static str, Value)> {
        let Task { sub_project_id, title, due_date, done_date, assignee_id, note } = state;
        vec![
            ("sub_project_id", sub_project_id.0.into()),
            ("title", title.as_str().into()),
            ("due_date", (*due_date).into()),
            ("done_date", (*done_date).into()),
            ("assignee_id", assignee_id.map(Uuid::from).into()),
            ("note", note.as_str().into()),
        ]
    }

    fn name(state: &Task) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, actor: &Actor, _in_full: bool) {
        for column in ["sub_project_id", "title", "due_date", "done_date", "assignee_id", "note"] {
            query.column(("task", column));
        }
        within_sub_project::select(query, actor, "task");
        query.expr_as(Expr::col(("assignee", "name")), "assignee_name");
        join(query, "person", "assignee", ("task", "assignee_id"));
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::local_plans(actor)
    }

    fn held() -> Condition {
        visibility::sub_project_stands()
    }

    fn needs(state: &Task) -> Vec<Need> {
        vec![Need::one::<crate::sub_project::SubProjects>("subProjectId", state.sub_project_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, actor: &Actor) {
        narrow_by_name(query, "task", filter.q.as_deref());
        within_sub_project::narrow(query, "task", &filter.sub_project_id, &filter.local_plan_id);
        within_sub_project::narrow_by_person(query, actor, ("task", "assignee_id"), filter.assignee_id);
        narrow_by_filled(query, ("task", "done_date"), filter.done);
    }

    fn read(row: &QueryResult) -> Result<(Task, Extra), StoreError> {
        let state = Task {
            sub_project_id: SubProjectId(get(row, "sub_project_id")?),
            title: get(row, "title")?,
            due_date: get(row, "due_date")?,
            done_date: get(row, "done_date")?,
            assignee_id: get_id(row, "assignee_id")?,
            note: get(row, "note")?,
        };
        Ok((state, Extra { around: within_sub_project::read(row)?, assignee_name: get(row, "assignee_name")? }))
    }
}
