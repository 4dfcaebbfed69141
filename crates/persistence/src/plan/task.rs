//! Tasks in the database.
use crate::{
    StoreError,
    entity::task::{self, Column},
    in_sub_project::{self, InSubProject, Item},
    resource::{Resource, Sort, join_person, narrow_by_filled, narrow_by_name, stored},
    row::get,
    viewer::Viewer,
};
use domain::{LocalPlanId, PersonId, SubProjectId, TaskId, resource::Kind, task::Task};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryResult, QuerySelect,
    sea_query::{Expr, SelectStatement},
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
    pub assignee_name: Option<String>,
}

/// Notes that a task is there to look again at what was put aside.
///
/// # Errors
/// When the database does not answer.
pub async fn set_looks_again<C: ConnectionTrait>(conn: &C, id: TaskId) -> Result<(), StoreError> {
    task::Entity::update_many().col_expr(Column::LooksAgain, Expr::val(true)).filter(Column::Id.eq(id.0)).exec(conn).await?;
    Ok(())
}

/// The tasks to look again at this sub-project that nobody has done.
///
/// # Errors
/// When the database does not answer.
pub async fn looking_again<C: ConnectionTrait>(conn: &C, sub_project: SubProjectId) -> Result<Vec<TaskId>, StoreError> {
    let open = task::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::SubProjectId.eq(sub_project.0))
        .filter(Column::LooksAgain.eq(true))
        .filter(Column::DoneDate.is_null())
        .filter(Column::DeletedAt.is_null());
    let ids: Vec<Uuid> = open.into_tuple().all(conn).await?;
    Ok(ids.into_iter().map(TaskId).collect())
}

impl Resource for Tasks {
    type Table = task::Entity;
    type Lives = InSubProject;
    const KIND: Kind = Kind::Task;
    const NAME: Column = Column::Title;
    type Id = TaskId;
    type State = Task;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        task => domain::task::Task { sub_project_id: id, title, due_date, done_date, assignee_id: optional_id, note }
    }

    fn name(state: &Task) -> &str {
        &state.title
    }

    fn sorts() -> Vec<Sort> {
        vec![Sort::by("dueDate", Column::DueDate), Sort::by("-dueDate", Column::DueDate)]
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        join_person(query, "assignee", Column::AssigneeId);
    }

    fn extra(_row: &task::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        Ok(Extra { assignee_name: get(query, "assignee_name")? })
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        in_sub_project::narrow(query, Column::SubProjectId, &filter.sub_project_id, &filter.local_plan_id);
        in_sub_project::narrow_by_person(query, viewer, Column::AssigneeId, filter.assignee_id);
        narrow_by_filled(query, Column::DoneDate, filter.done);
    }
}

impl Item for Tasks {
    const SUB_PROJECT_ID: Column = Column::SubProjectId;

    fn sub_project_id(state: &Task) -> SubProjectId {
        state.sub_project_id
    }
}
