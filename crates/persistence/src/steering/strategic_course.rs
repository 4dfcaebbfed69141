//! Strategic courses in the database, and what sub-projects contribute to their goals. Functions here fail with what the database answers ([`StoreError`]).
use crate::{
    StoreError, dialect,
    entity::{
        local_plan, local_plan_goal, local_plan_municipality, measurement, organisation,
        strategic_course::{self, Column, Model},
        strategic_goal, sub_project, sub_project_goal, sub_project_indicator,
    },
    resource::{Alone, Found, Resource, Sort, StandsAlone, narrow_by_name, stored},
    row::{column, get, get_code, get_optional_code},
    viewer::Viewer,
    visibility,
};
use domain::{
    LocalPlanId, OrganisationId, StrategicCourseId, StrategicGoalId,
    indicator::Accumulation,
    policy::{Actor, Scope},
    resource::Kind,
    roll_up::Contribution,
    strategic_course::StrategicCourse,
    suppression::SMALLEST_SHOWN,
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityName, EntityTrait, IdenStatic, QueryFilter, QueryResult, QuerySelect, Value,
    sea_query::{CommonTableExpression, Cond, DynIden, Expr, ExprTrait, IntoIden, JoinType, Order, Query, SelectStatement, UnionType, WithClause},
};
use uuid::Uuid;

/// How courses are stored.
pub struct StrategicCourses;

/// What a list of courses filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
}

impl Resource for StrategicCourses {
    type Table = strategic_course::Entity;
    type Lives = Alone;
    const KIND: Kind = Kind::StrategicCourse;
    const NAME: Column = Column::Title;
    const LONG: &'static [(Column, &'static str)] = &[(Column::Description, "''")];
    type Id = StrategicCourseId;
    type State = StrategicCourse;
    type Extra = ();
    type Filter = Filter;

    stored! {
        strategic_course => domain::strategic_course::StrategicCourse { title, description, start_date, end_date }
    }

    fn name(state: &StrategicCourse) -> &str {
        &state.title
    }

    fn sorts() -> Vec<Sort> {
        vec![Sort::by("-startDate", Column::StartDate), Sort::by("startDate", Column::StartDate)]
    }

    fn extra(_row: &Model, _query: &QueryResult) -> Result<(), StoreError> {
        Ok(())
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
    }
}

impl StandsAlone for StrategicCourses {
    fn visible(_viewer: &Viewer) -> Condition {
        visibility::catalogue()
    }

    fn scope(_found: &Found<Self>, _actor: &Actor) -> Scope {
        Scope::Course
    }

    fn audience(_found: &Found<Self>) -> Visibility {
        Visibility::Public
    }

    async fn new_scope<C: ConnectionTrait>(_conn: &C, _actor: &Actor, _state: &StrategicCourse) -> Result<Option<Scope>, StoreError> {
        Ok(Some(Scope::Course))
    }
}

/// Whether it has goals.
pub async fn in_use<C: ConnectionTrait>(conn: &C, id: StrategicCourseId) -> Result<bool, StoreError> {
    let goal: Option<Uuid> = strategic_goal::Entity::find()
        .select_only()
        .column(strategic_goal::Column::Id)
        .filter(strategic_goal::Column::StrategicCourseId.eq(id.0))
        .filter(strategic_goal::Column::DeletedAt.is_null())
        .into_tuple()
        .one(conn)
        .await?;
    Ok(goal.is_some())
}

/// The plan of a sub-project that contributes to a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributed {
    pub goal_id: StrategicGoalId,
    pub plan: (LocalPlanId, String),
    pub contribution: Contribution,
}

/// What the sub-projects that `actor` may see contribute to these goals in a year, by the titles of their plans; those of a plan that are alike as one. A
/// sub-project contributes to its own goals and to those of its plan, to each once.
pub async fn contributions<C: ConnectionTrait>(conn: &C, actor: &Actor, goals: &[StrategicGoalId], year: i32) -> Result<Vec<Contributed>, StoreError> {
    if goals.is_empty() {
        return Ok(vec![]);
    }
    let among = || goals.iter().map(|goal| goal.0);
    let by_plan = Query::select()
        .column(local_plan_goal::Column::GoalId.as_column_ref())
        .expr_as(Expr::col(("part", sub_project::Column::Id)), "sub_project_id")
        .from(local_plan_goal::Entity)
        .join_as(
            JoinType::InnerJoin,
            sub_project::Entity,
            "part",
            Expr::col(("part", sub_project::Column::LocalPlanId)).equals(local_plan_goal::Column::LocalPlanId.as_column_ref()),
        )
        .and_where(local_plan_goal::Column::GoalId.is_in(among()))
        .to_owned();
    let contributing = Query::select()
        .columns([sub_project_goal::Column::GoalId, sub_project_goal::Column::SubProjectId])
        .from(sub_project_goal::Entity)
        .and_where(sub_project_goal::Column::GoalId.is_in(among()))
        .union(UnionType::Distinct, by_plan)
        .to_owned();
    let parts = parts(conn.get_database_backend(), actor, contributing, year);
    // Added up where the rows are: a region has ten thousands of sub-projects, and a few of each kind in each plan.
    let mut query = Query::select();
    let same: [DynIden; 5] = [
        sub_project_goal::Column::GoalId.into_iden(),
        "plan_id".into_iden(),
        "plan_title".into_iden(),
        sub_project::Column::Phase.into_iden(),
        sub_project_indicator::Column::Comparability.into_iden(),
    ];
    query.columns(same.clone()).expr_as(Expr::cust("COUNT(*)"), "sub_projects");
    query.expr_as(dialect::sum(Expr::col("target")), "target");
    for number in ["measured", "previous"] {
        query.expr_as(dialect::sum(counting(number)), number);
    }
    query.expr_as(kept_back(), "kept_back").from("part");
    query.group_by_columns(same).add_group_by([Expr::col(local_plan::Column::NameKey), Expr::col("measured").is_null(), kept_back()]);
    query.order_by(local_plan::Column::NameKey, Order::Asc).order_by("plan_id", Order::Asc);
    // As a table of its own: within the other query SQLite would look up what was measured twice, once to group by.
    let parts = CommonTableExpression::new().query(parts).table_name("part").materialized(true).to_owned();
    let query = query.with(WithClause::new().cte(parts).to_owned());
    conn.query_all(&query).await?.iter().map(read_contribution).collect()
}

/// What contributes to which goal, each with its plan and the numbers of the year, as far as `actor` may see it.
fn parts(backend: DbBackend, actor: &Actor, contributing: SelectStatement, year: i32) -> SelectStatement {
    use sub_project_indicator::Column as Figure;
    let viewer = Viewer::of(actor);
    let same = |one: (DynIden, DynIden), other: (DynIden, DynIden)| Expr::col(one).equals(other);
    let contributed = |column: sub_project_goal::Column| ("contributing".into_iden(), column.into_iden());
    let mut parts = Query::select();
    parts.column(contributed(sub_project_goal::Column::GoalId)).column(sub_project::Column::Phase.as_column_ref());
    parts.expr_as(Expr::col(local_plan::Column::Id.as_column_ref()), "plan_id");
    parts.expr_as(Expr::col(local_plan::Column::Title.as_column_ref()), "plan_title");
    parts.column(local_plan::Column::NameKey.as_column_ref());
    parts.column(Figure::Comparability.as_column_ref()).column(Figure::Accumulation.as_column_ref());
    let targets = format!("{}.{}", sub_project_indicator::Entity.table_name(), Figure::Targets.as_str());
    parts.expr_as(dialect::target_of(backend, &targets, year), "target");
    parts.expr_as(in_year(backend, year), "measured").expr_as(in_year(backend, year - 1), "previous");
    let open = Cond::any().add(visibility::team(&viewer)).add(Figure::CountsResidents.eq(false));
    parts.expr_as(Expr::case(open, Expr::cust("1")).finally(Expr::cust("0")), "detailed");
    parts.from_subquery(contributing, "contributing");
    parts.inner_join(strategic_goal::Entity, same(strategic_goal::Column::Id.as_column_ref(), contributed(sub_project_goal::Column::GoalId)));
    parts.inner_join(sub_project::Entity, same(sub_project::Column::Id.as_column_ref(), contributed(sub_project_goal::Column::SubProjectId)));
    parts.inner_join(local_plan::Entity, same(local_plan::Column::Id.as_column_ref(), sub_project::Column::LocalPlanId.as_column_ref()));
    let measured_by = Cond::all()
        .add(same(Figure::SubProjectId.as_column_ref(), sub_project::Column::Id.as_column_ref()))
        .add(same(Figure::IndicatorId.as_column_ref(), strategic_goal::Column::IndicatorId.as_column_ref()))
        .add(Figure::DeletedAt.is_null());
    parts.left_join(sub_project_indicator::Entity, measured_by);
    parts.cond_where(visibility::within_sub_projects(&viewer));
    parts
}

/// A value in the text of the query: with parameters, what is grouped by and what is answered would be two expressions.
fn fixed(value: impl Into<Value>) -> Expr {
    Expr::Constant(value.into())
}

/// What was measured and approved in a year, as the accumulation of the indicator says.
fn in_year(backend: DbBackend, year: i32) -> Expr {
    use measurement::Column::{Id, MeasuredDate, Value};
    let counting = || {
        super::series::counting()
            .and_where(Expr::col(MeasuredDate.as_column_ref()).gte(fixed(format!("{year:04}-01-01"))))
            .and_where(Expr::col(MeasuredDate.as_column_ref()).lte(fixed(format!("{year:04}-12-31"))))
            .to_owned()
    };
    let all = counting().expr(dialect::sum(Expr::col(Value.as_column_ref()))).to_owned();
    let latest =
        counting().column(Value.as_column_ref()).order_by(MeasuredDate.as_column_ref(), Order::Desc).order_by(Id.as_column_ref(), Order::Desc).to_owned();
    let cumulative = Expr::col(sub_project_indicator::Column::Accumulation.as_column_ref()).eq(fixed(Accumulation::Cumulative.as_str()));
    Expr::case(cumulative, all).finally(dialect::first_of(backend, &latest)).into()
}

/// Whether a number is one of fewer than ten residents.
fn is_small(number: &'static str) -> Expr {
    Expr::col(number).between(fixed(1_i64), fixed(SMALLEST_SHOWN - 1))
}

/// Whether what was measured is kept from who asks, as it is of fewer than ten residents.
fn kept_back() -> Expr {
    Expr::case(Expr::col("detailed").eq(fixed(0)).and(is_small("measured")), fixed(1)).finally(fixed(0)).into()
}

/// What counts in a sum for who asks, of a number of the year: who does not see the small numbers of a sub-project cannot work them out from the sum either. What
/// is counted at a moment counts in tens, as two moments would show who came between them.
fn counting(number: &'static str) -> Expr {
    let cumulative = Expr::col(sub_project_indicator::Column::Accumulation).eq(fixed(Accumulation::Cumulative.as_str()));
    Expr::case(Expr::col("detailed").eq(fixed(1)), Expr::col(number))
        .case(is_small(number), Expr::cust("NULL"))
        .case(cumulative, Expr::col(number))
        .finally(Expr::col(number).sub(Expr::col(number).modulo(fixed(SMALLEST_SHOWN))))
        .into()
}

fn read_contribution(row: &QueryResult) -> Result<Contributed, StoreError> {
    let contribution = Contribution {
        sub_projects: get(row, "sub_projects")?,
        phase: get_code(row, sub_project::Column::Phase.as_str())?,
        comparability: get_optional_code(row, sub_project_indicator::Column::Comparability.as_str())?,
        target: get(row, "target")?,
        measured: get(row, "measured")?,
        previous: get(row, "previous")?,
        kept_back: get::<i32>(row, "kept_back")? == 1,
    };
    let goal_id = StrategicGoalId(column(row, sub_project_goal::Column::GoalId)?);
    Ok(Contributed { goal_id, plan: (LocalPlanId(get(row, "plan_id")?), get(row, "plan_title")?), contribution })
}

/// The municipalities of these plans, by name.
pub async fn municipalities<C: ConnectionTrait>(conn: &C, plans: &[LocalPlanId]) -> Result<Vec<(LocalPlanId, OrganisationId, String)>, StoreError> {
    use local_plan_municipality::Column::{LocalPlanId as Plan, MunicipalityId};
    if plans.is_empty() {
        return Ok(vec![]);
    }
    let query = Query::select()
        .column(Plan.as_column_ref())
        .columns([organisation::Column::Id, organisation::Column::Name].map(|column| column.as_column_ref()))
        .from(local_plan_municipality::Entity)
        .inner_join(organisation::Entity, Expr::col(organisation::Column::Id.as_column_ref()).equals(MunicipalityId.as_column_ref()))
        .and_where(Plan.is_in(plans.iter().map(|plan| plan.0)))
        .order_by(organisation::Column::NameKey.as_column_ref(), Order::Asc)
        .to_owned();
    let read = |row: &QueryResult| {
        let (plan, id) = (column(row, Plan)?, column(row, organisation::Column::Id)?);
        Ok((LocalPlanId(plan), OrganisationId(id), column(row, organisation::Column::Name)?))
    };
    conn.query_all(&query).await?.iter().map(read).collect()
}
