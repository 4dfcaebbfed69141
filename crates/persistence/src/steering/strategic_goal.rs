//! Goals of strategic courses in the database.
use crate::{
    StoreError,
    resource::{Need, Resource, join, narrow_by_any, narrow_by_name},
    row::{get, get_id, get_list, list_text},
    target, visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    IndicatorId, StrategicCourseId, StrategicGoalId,
    policy::Actor,
    resource::Kind,
    strategic_goal::{Evaluation, StrategicGoal, Verdict},
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Cond, Expr, ExprTrait, JoinType, Query, SelectStatement},
};
use uuid::Uuid;

/// How goals are stored.
pub struct StrategicGoals;

/// What a list of goals filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub strategic_course_id: Vec<StrategicCourseId>,
    pub indicator_id: Vec<IndicatorId>,
}

/// What is known of a goal beside its state.
pub struct Extra {
    pub course_title: String,
    pub indicator_name: Option<String>,
    pub unit: Option<String>,
    /// What the board thought of years, and when it said so.
    pub evaluations: Vec<(Evaluation, DateTime<Utc>)>,
}

impl Resource for StrategicGoals {
    const TABLE: &'static str = "strategic_goal";
    const KIND: Kind = Kind::StrategicGoal;
    type Id = StrategicGoalId;
    type State = StrategicGoal;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &StrategicGoal) -> Vec<(&'static str, Value)> {
        let StrategicGoal { strategic_course_id, title, description, indicator_id, targets } = state;
        vec![
            ("strategic_course_id", strategic_course_id.0.into()),
            ("title", title.as_str().into()),
            ("description", description.as_str().into()),
            ("indicator_id", indicator_id.map(Uuid::from).into()),
            ("targets", target::column(targets)),
        ]
    }

    fn name(state: &StrategicGoal) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _actor: &Actor, _in_full: bool) {
        for column in ["strategic_course_id", "title", "description", "indicator_id", "targets", "evaluations"] {
            query.column(("strategic_goal", column));
        }
        query.expr_as(Expr::col(("strategic_course", "title")), "course_title");
        query.join(JoinType::InnerJoin, "strategic_course", Expr::col(("strategic_course", "id")).equals(("strategic_goal", "strategic_course_id")));
        query.expr_as(Expr::col(("definition", "name")), "indicator_name").expr_as(Expr::col(("definition", "unit")), "unit");
        join(query, "indicator", "definition", ("strategic_goal", "indicator_id"));
    }

    fn visible(_actor: &Actor) -> Condition {
        visibility::catalogue()
    }

    fn held() -> Condition {
        Cond::all().add(Expr::col(("strategic_course", "deleted_at")).is_null())
    }

    fn needs(state: &StrategicGoal) -> Vec<Need> {
        vec![
            Need::one::<crate::strategic_course::StrategicCourses>("strategicCourseId", state.strategic_course_id),
            Need::one::<crate::indicator::Indicators>("indicatorId", state.indicator_id),
        ]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "strategic_goal", filter.q.as_deref());
        narrow_by_any(query, ("strategic_goal", "strategic_course_id"), filter.strategic_course_id.iter().map(|id| id.0));
        narrow_by_any(query, ("strategic_goal", "indicator_id"), filter.indicator_id.iter().map(|id| id.0));
    }

    fn read(row: &QueryResult) -> Result<(StrategicGoal, Extra), StoreError> {
        let state = StrategicGoal {
            strategic_course_id: StrategicCourseId(get(row, "strategic_course_id")?),
            title: get(row, "title")?,
            description: get(row, "description")?,
            indicator_id: get_id(row, "indicator_id")?,
            targets: target::read(row, "targets")?,
        };
        let evaluations = get_list::<KeptEvaluation>(row, "evaluations")?.into_iter().map(|(year, verdict, text, established, at)| {
            let verdict = Verdict::parse(&verdict).ok_or_else(|| StoreError::Corrupt(format!("verdict = {verdict}")))?;
            Ok((Evaluation { year, verdict, text, established }, at))
        });
        let extra = Extra {
            course_title: get(row, "course_title")?,
            indicator_name: get(row, "indicator_name")?,
            unit: get(row, "unit")?,
            evaluations: evaluations.collect::<Result<_, StoreError>>()?,
        };
        Ok((state, extra))
    }
}

/// Year, verdict, text, established number, moment.
type KeptEvaluation = (i32, String, String, Option<i64>, DateTime<Utc>);

/// The column that holds evaluations, the latest year first.
pub fn evaluations_column(evaluations: &[(Evaluation, DateTime<Utc>)]) -> (&'static str, Value) {
    let mut kept: Vec<KeptEvaluation> = evaluations
        .iter()
        .map(|(Evaluation { year, verdict, text, established }, at)| (*year, verdict.as_str().to_owned(), text.clone(), *established, *at))
        .collect();
    kept.sort_by_key(|evaluation| std::cmp::Reverse(evaluation.0));
    ("evaluations", list_text(&kept))
}

/// The years of the goals of a course that the board evaluated.
pub async fn evaluated_years<C: ConnectionTrait>(conn: &C, course: StrategicCourseId) -> Result<Vec<i32>, StoreError> {
    let query = Query::select()
        .column("evaluations")
        .from("strategic_goal")
        .and_where(Expr::col("strategic_course_id").eq(course.0))
        .and_where(Expr::col("deleted_at").is_null())
        .to_owned();
    let kept = conn.query_all(&query).await?.iter().map(|row| get_list::<KeptEvaluation>(row, "evaluations")).collect::<Result<Vec<_>, _>>()?;
    Ok(kept.into_iter().flatten().map(|evaluation| evaluation.0).collect())
}
