//! Budget lines in the database, and their totals.
use crate::{
    StoreError, dialect,
    entity::{
        budget_line::{self, Column},
        local_plan, sub_project,
    },
    in_sub_project::{self, InSubProject, Item, OpenRows, Readers},
    resource::{Resource, narrow_by_any, narrow_by_name, stored},
    row::{column, get},
    viewer::Viewer,
    visibility,
};
use domain::{
    BudgetLineId, LocalPlanId, SubProjectId,
    budget_line::{BudgetLine, TaskField},
    policy::Actor,
    resource::Kind,
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DynIden, QueryResult,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};
use uuid::Uuid;

/// How budget lines are stored.
pub struct BudgetLines;

/// What a list of budget lines filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
    pub year: Vec<i32>,
    pub task_field: Vec<TaskField>,
}

impl Resource for BudgetLines {
    type Table = budget_line::Entity;
    type Lives = InSubProject;
    const KIND: Kind = Kind::BudgetLine;
    const NAME: Column = Column::Title;
    type Id = BudgetLineId;
    type State = BudgetLine;
    type Extra = ();
    type Filter = Filter;

    stored! {
        budget_line => domain::budget_line::BudgetLine {
            sub_project_id: id, title, year, source, task_field: code, planned_cents, committed_cents, spent_cents,
        }
    }

    fn name(state: &BudgetLine) -> &str {
        &state.title
    }

    fn extra(_row: &budget_line::Model, _query: &QueryResult) -> Result<(), StoreError> {
        Ok(())
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        in_sub_project::narrow(query, Column::SubProjectId, &filter.sub_project_id, &filter.local_plan_id);
        narrow_by_any(query, Column::Year, filter.year.iter().copied());
        narrow_by_any(query, Column::TaskField, filter.task_field.iter().map(|value| value.as_str()));
    }
}

/// Money is not for everybody who sees the sub-project.
impl Item for BudgetLines {
    const SUB_PROJECT_ID: Column = Column::SubProjectId;

    fn sub_project_id(state: &BudgetLine) -> SubProjectId {
        state.sub_project_id
    }

    fn readers(_state: &BudgetLine) -> Readers {
        Readers::Reserved { audience: Visibility::Members }
    }

    fn open_rows() -> OpenRows {
        OpenRows::None
    }
}

/// By what budget lines are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    LocalPlan,
    SubProject,
    Year,
    Source,
    TaskField,
}

/// The budget lines of one group, added up, in cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The plan or sub-project, when that is the group.
    pub id: Option<Uuid>,
    pub name: String,
    pub planned_cents: i64,
    pub committed_cents: i64,
    pub spent_cents: i64,
}

/// So many groups are added up.
pub const MOST_TOTALS: u64 = 500;

/// The budget lines that `actor` may see and that match, added up by group, in the order of their names.
///
/// # Errors
/// When the database does not answer.
pub async fn totals<C: ConnectionTrait>(conn: &C, actor: &Actor, filter: &Filter, by: Group) -> Result<Vec<Total>, StoreError> {
    let viewer = Viewer::of(actor);
    let sub_project_id = sub_project::Column::Id.as_column_ref();
    let plan_id = local_plan::Column::Id.as_column_ref();
    let mut query = Query::select().from(budget_line::Entity).to_owned();
    query.inner_join(sub_project::Entity, Expr::col(sub_project_id.clone()).equals(Column::SubProjectId.as_column_ref()));
    query.inner_join(local_plan::Entity, Expr::col(plan_id.clone()).equals(sub_project::Column::LocalPlanId.as_column_ref()));
    query.and_where(Column::DeletedAt.is_null()).cond_where(visibility::reserved(&viewer, None)).cond_where(visibility::sub_project_stands());
    BudgetLines::narrow(&mut query, filter, &viewer);
    let (id, name): (Option<(DynIden, DynIden)>, (DynIden, DynIden)) = match by {
        Group::LocalPlan => (Some(plan_id), local_plan::Column::Title.as_column_ref()),
        Group::SubProject => (Some(sub_project_id), sub_project::Column::Name.as_column_ref()),
        Group::Year => (None, Column::Year.as_column_ref()),
        Group::Source => (None, Column::Source.as_column_ref()),
        Group::TaskField => (None, Column::TaskField.as_column_ref()),
    };
    query.expr_as(Expr::col(name.clone()).cast_as("TEXT"), "group_name").add_group_by([Expr::col(name.clone())]);
    let has_id = id.is_some();
    if let Some(id) = id {
        query.expr_as(Expr::col(id.clone()), "group_id").add_group_by([Expr::col(id)]);
    }
    for cents in [Column::PlannedCents, Column::CommittedCents, Column::SpentCents] {
        query.expr_as(dialect::sum(Expr::col(cents.as_column_ref())), cents);
    }
    query.order_by(name, Order::Asc).limit(MOST_TOTALS);
    let rows = conn.query_all(&query).await?;
    rows.iter()
        .map(|row| {
            Ok(Total {
                id: has_id.then(|| get(row, "group_id")).transpose()?,
                name: get(row, "group_name")?,
                planned_cents: column(row, Column::PlannedCents)?,
                committed_cents: column(row, Column::CommittedCents)?,
                spent_cents: column(row, Column::SpentCents)?,
            })
        })
        .collect()
}
