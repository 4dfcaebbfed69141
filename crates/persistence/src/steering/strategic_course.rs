//! Strategic courses in the database, and what sub-projects contribute to their goals.
use crate::{
    StoreError, dialect,
    resource::{Need, Referring, Resource, Sort, SortContent, is_referred_to, narrow_by_name},
    row::{get, get_enum, get_optional_enum},
    visibility,
};
use domain::{
    LocalPlanId, OrganisationId, StrategicCourseId, StrategicGoalId, policy::Actor, resource::Kind, roll_up::Contribution, strategic_course::StrategicCourse,
    sub_project::Phase, sub_project_indicator::Comparability, suppression::SMALLEST_SHOWN,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{CommonTableExpression, Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement, UnionType, WithClause},
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
    const TABLE: &'static str = "strategic_course";
    const KIND: Kind = Kind::StrategicCourse;
    const SORTS: &'static [Sort] = &[
        Sort { name: "-startDate", column: "start_date", content: SortContent::Day },
        Sort { name: "startDate", column: "start_date", content: SortContent::Day },
    ];
    type Id = StrategicCourseId;
    type State = StrategicCourse;
    type Extra = ();
    type Filter = Filter;

    fn columns(state: &StrategicCourse) -> Vec<(&'static str, Value)> {
        let StrategicCourse { title, description, start_date, end_date } = state;
        vec![
            ("title", title.as_str().into()),
            ("description", description.as_str().into()),
            ("start_date", (*start_date).into()),
            ("end_date", (*end_date).into()),
        ]
    }

    fn name(state: &StrategicCourse) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _actor: &Actor, in_full: bool) {
        for column in ["title", "start_date", "end_date"] {
            query.column(("strategic_course", column));
        }
        query.expr_as(if in_full { Expr::col(("strategic_course", "description")) } else { Expr::cust("''") }, "description");
    }

    fn visible(_actor: &Actor) -> Condition {
        visibility::catalogue()
    }

    fn needs(_state: &StrategicCourse) -> Vec<Need> {
        vec![]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "strategic_course", filter.q.as_deref());
    }

    fn read(row: &QueryResult) -> Result<(StrategicCourse, ()), StoreError> {
        let state = StrategicCourse {
            title: get(row, "title")?,
            description: get(row, "description")?,
            start_date: get(row, "start_date")?,
            end_date: get(row, "end_date")?,
        };
        Ok((state, ()))
    }
}

/// Whether it has goals.
pub async fn in_use<C: ConnectionTrait>(conn: &C, id: StrategicCourseId) -> Result<bool, StoreError> {
    is_referred_to(conn, &[Referring { table: "strategic_goal", link: None, column: "strategic_course_id" }], id.0).await
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
        .expr_as(Expr::col(("local_plan_goal", "goal_id")), "goal_id")
        .expr_as(Expr::col(("part", "id")), "sub_project_id")
        .from("local_plan_goal")
        .join_as(JoinType::InnerJoin, "sub_project", "part", Expr::col(("part", "local_plan_id")).equals(("local_plan_goal", "local_plan_id")))
        .and_where(Expr::col(("local_plan_goal", "goal_id")).is_in(among()))
        .to_owned();
    let contributing = Query::select()
        .columns(["goal_id", "sub_project_id"])
        .from("sub_project_goal")
        .and_where(Expr::col("goal_id").is_in(among()))
        .union(UnionType::Distinct, by_plan)
        .to_owned();
    let backend = conn.get_database_backend();
    let mut parts = Query::select();
    parts.column(("contributing", "goal_id")).column(("sub_project", "phase"));
    parts.expr_as(Expr::col(("local_plan", "id")), "plan_id").expr_as(Expr::col(("local_plan", "title")), "plan_title");
    parts.column(("local_plan", "name_key")).column(("sub_project_indicator", "comparability"));
    parts.expr_as(dialect::target_of(backend, "sub_project_indicator.targets", year), "target");
    parts.expr_as(Expr::cust(in_year(year)), "measured").expr_as(Expr::cust(in_year(year - 1)), "previous");
    parts.column(("sub_project_indicator", "accumulation"));
    let open = Cond::any().add(visibility::team(actor)).add(Expr::col(("sub_project_indicator", "counts_residents")).eq(false));
    parts.expr_as(Expr::case(open, Expr::cust("1")).finally(Expr::cust("0")), "detailed");
    parts.from_subquery(contributing, "contributing");
    parts.inner_join("strategic_goal", Expr::col(("strategic_goal", "id")).equals(("contributing", "goal_id")));
    parts.inner_join("sub_project", Expr::col(("sub_project", "id")).equals(("contributing", "sub_project_id")));
    parts.inner_join("local_plan", Expr::col(("local_plan", "id")).equals(("sub_project", "local_plan_id")));
    let measured_by = Cond::all()
        .add(Expr::col(("sub_project_indicator", "sub_project_id")).equals(("sub_project", "id")))
        .add(Expr::col(("sub_project_indicator", "indicator_id")).equals(("strategic_goal", "indicator_id")))
        .add(Expr::col(("sub_project_indicator", "deleted_at")).is_null());
    parts.join(JoinType::LeftJoin, "sub_project_indicator", measured_by);
    parts.cond_where(visibility::within_sub_projects(actor));
    // Added up where the rows are: a region has ten thousands of sub-projects, and a few of each kind in each plan.
    let mut query = Query::select();
    let same = ["goal_id", "plan_id", "plan_title", "phase", "comparability"];
    query.columns(same).expr_as(Expr::cust("COUNT(*)"), "sub_projects");
    query.expr_as(Expr::cust("CAST(SUM(target) AS BIGINT)"), "target");
    for number in ["measured", "previous"] {
        query.expr_as(Expr::cust(format!("CAST(SUM({}) AS BIGINT)", counting(number))), number);
    }
    query.expr_as(Expr::cust(KEPT_BACK), "kept_back");
    query.from("part").group_by_columns(same).add_group_by([Expr::col("name_key"), Expr::cust("measured IS NULL"), Expr::cust(KEPT_BACK)]);
    query.order_by("name_key", Order::Asc).order_by("plan_id", Order::Asc);
    // As a table of its own: within the other query SQLite would look up what was measured twice, once to group by.
    let parts = CommonTableExpression::new().query(parts).table_name("part").materialized(true).to_owned();
    let query = query.with(WithClause::new().cte(parts).to_owned());
    conn.query_all(&query).await?.iter().map(read_contribution).collect()
}

/// What was measured and approved in a year, as the accumulation of the indicator says.
fn in_year(year: i32) -> String {
    let counting = format!(
        "FROM measurement WHERE measurement.sub_project_indicator_id = sub_project_indicator.id AND measurement.deleted_at IS NULL \
         AND measurement.approved_at IS NOT NULL AND measurement.measured_date >= '{year:04}-01-01' AND measurement.measured_date <= '{year:04}-12-31'"
    );
    format!(
        "CASE WHEN sub_project_indicator.accumulation = 'cumulative' THEN (SELECT CAST(SUM(measurement.value) AS BIGINT) {counting}) \
         ELSE (SELECT measurement.value {counting} ORDER BY measurement.measured_date DESC, measurement.id DESC LIMIT 1) END"
    )
}

/// Whether what was measured is kept from who asks, as it is of fewer than ten residents.
const KEPT_BACK: &str = "CASE WHEN detailed = 0 AND measured BETWEEN 1 AND 9 THEN 1 ELSE 0 END";

/// What counts in a sum for who asks, of a number of the year: who does not see the small numbers of a sub-project cannot work them out from the sum either. What
/// is counted at a moment counts in tens, as two moments would show who came between them.
fn counting(number: &str) -> String {
    format!(
        "CASE WHEN detailed = 1 THEN {number} WHEN {number} BETWEEN 1 AND {} THEN NULL WHEN accumulation = 'cumulative' THEN {number} \
         ELSE {number} - {number} % {SMALLEST_SHOWN} END",
        SMALLEST_SHOWN - 1
    )
}

fn read_contribution(row: &QueryResult) -> Result<Contributed, StoreError> {
    let contribution = Contribution {
        sub_projects: get(row, "sub_projects")?,
        phase: get_enum(row, "phase", Phase::parse)?,
        comparability: get_optional_enum(row, "comparability", Comparability::parse)?,
        target: get(row, "target")?,
        measured: get(row, "measured")?,
        previous: get(row, "previous")?,
        kept_back: get::<i32>(row, "kept_back")? == 1,
    };
    Ok(Contributed { goal_id: StrategicGoalId(get(row, "goal_id")?), plan: (LocalPlanId(get(row, "plan_id")?), get(row, "plan_title")?), contribution })
}

/// The municipalities of these plans, by name.
pub async fn municipalities<C: ConnectionTrait>(conn: &C, plans: &[LocalPlanId]) -> Result<Vec<(LocalPlanId, OrganisationId, String)>, StoreError> {
    if plans.is_empty() {
        return Ok(vec![]);
    }
    let query = Query::select()
        .column(("local_plan_municipality", "local_plan_id"))
        .column(("organisation", "id"))
        .column(("organisation", "name"))
        .from("local_plan_municipality")
        .inner_join("organisation", Expr::col(("organisation", "id")).equals(("local_plan_municipality", "municipality_id")))
        .and_where(Expr::col(("local_plan_municipality", "local_plan_id")).is_in(plans.iter().map(|plan| plan.0)))
        .order_by(("organisation", "name_key"), Order::Asc)
        .to_owned();
    let rows = conn.query_all(&query).await?;
    rows.iter().map(|row| Ok((LocalPlanId(get(row, "local_plan_id")?), OrganisationId(get::<Uuid>(row, "id")?), get(row, "name")?))).collect()
}
