//! Budget lines in the database, and their totals.
use crate::{
    StoreError,
    resource::{Need, Resource, narrow_by_any, narrow_by_name},
    row::{get, get_enum},
    visibility,
    within_sub_project::{self, Around},
};
use domain::{
    BudgetLineId, LocalPlanId, SubProjectId,
    budget_line::{BudgetLine, TaskField},
    policy::Actor,
    resource::Kind,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
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

/// What is known of a budget line beside its state.
pub struct Extra {
    pub around: Around,
}

const COLUMNS: &[&str] = &["sub_project_id", "title", "year", "source", "task_field", "planned_cents", "committed_cents", "spent_cents"];

impl Resource for BudgetLines {
    const TABLE: &'static str = "budget_line";
    const KIND: Kind = Kind::BudgetLine;
    type Id = BudgetLineId;
    type State = BudgetLine;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &BudgetLine) -> Vec<(&'static str, Value)> {
        let BudgetLine { sub_project_id, title, year, source, task_field, planned_cents, committed_cents, spent_cents } = state;
        vec![
            ("sub_project_id", sub_project_id.0.into()),
            ("title", title.as_str().into()),
            ("year", (*year).into()),
            ("source", source.as_str().into()),
            ("task_field", task_field.as_str().into()),
            ("planned_cents", (*planned_cents).into()),
            ("committed_cents", (*committed_cents).into()),
            ("spent_cents", (*spent_cents).into()),
        ]
    }

    fn name(state: &BudgetLine) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, actor: &Actor, _in_full: bool) {
        for column in COLUMNS {
            query.column(("budget_line", *column));
        }
        within_sub_project::select(query, actor, "budget_line");
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::reserved(actor, None)
    }

    fn held() -> Condition {
        visibility::sub_project_stands()
    }

    fn needs(state: &BudgetLine) -> Vec<Need> {
        vec![Need::one::<crate::sub_project::SubProjects>("subProjectId", state.sub_project_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "budget_line", filter.q.as_deref());
        within_sub_project::narrow(query, "budget_line", &filter.sub_project_id, &filter.local_plan_id);
        narrow_by_any(query, ("budget_line", "year"), filter.year.iter().copied());
        narrow_by_any(query, ("budget_line", "task_field"), filter.task_field.iter().map(|value| value.as_str()));
    }

    fn read(row: &QueryResult) -> Result<(BudgetLine, Extra), StoreError> {
        let state = BudgetLine {
            sub_project_id: SubProjectId(get(row, "sub_project_id")?),
            title: get(row, "title")?,
            year: get(row, "year")?,
            source: get(row, "source")?,
            task_field: get_enum(row, "task_field", TaskField::parse)?,
            planned_cents: get(row, "planned_cents")?,
            committed_cents: get(row, "committed_cents")?,
            spent_cents: get(row, "spent_cents")?,
        };
        Ok((state, Extra { around: within_sub_project::read(row)? }))
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
pub async fn totals<C: ConnectionTrait>(conn: &C, actor: &Actor, filter: &Filter, by: Group) -> Result<Vec<Total>, StoreError> {
    let mut query = Query::select().from("budget_line").to_owned();
    query.inner_join("sub_project", Expr::col(("sub_project", "id")).equals(("budget_line", "sub_project_id")));
    query.inner_join("local_plan", Expr::col(("local_plan", "id")).equals(("sub_project", "local_plan_id")));
    query
        .and_where(Expr::col(("budget_line", "deleted_at")).is_null())
        .cond_where(visibility::reserved(actor, None))
        .cond_where(visibility::sub_project_stands());
    BudgetLines::narrow(&mut query, filter, actor);
    let (id, name) = match by {
        Group::LocalPlan => (Some(("local_plan", "id")), ("local_plan", "title")),
        Group::SubProject => (Some(("sub_project", "id")), ("sub_project", "name")),
        Group::Year => (None, ("budget_line", "year")),
        Group::Source => (None, ("budget_line", "source")),
        Group::TaskField => (None, ("budget_line", "task_field")),
    };
    query.expr_as(Expr::col(name).cast_as("TEXT"), "group_name").add_group_by([Expr::col(name)]);
    if let Some(id) = id {
        query.expr_as(Expr::col(id), "group_id").add_group_by([Expr::col(id)]);
    }
    for column in ["planned_cents", "committed_cents", "spent_cents"] {
        query.expr_as(Expr::cust(format!("CAST(SUM(budget_line.{column}) AS BIGINT)")), column);
    }
    query.order_by(name, Order::Asc).limit(MOST_TOTALS);
    let rows = conn.query_all(&query).await?;
    rows.iter()
        .map(|row| {
            Ok(Total {
                id: id.map(|_| get(row, "group_id")).transpose()?,
                name: get(row, "group_name")?,
                planned_cents: get(row, "planned_cents")?,
                committed_cents: get(row, "committed_cents")?,
                spent_cents: get(row, "spent_cents")?,
            })
        })
        .collect()
}
