//! Goals of strategic courses in the database.
use crate::{
    StoreError,
    entity::{
        indicator, strategic_course,
        strategic_goal::{self, ActiveModel, Column, Model},
    },
    indicator::Indicators,
    resource::{Found, Need, NewScope, Resource, Surroundings, join, narrow_by_any, narrow_by_name, stored},
    row::{get, list, list_text},
    strategic_course::StrategicCourses,
    target,
    viewer::Viewer,
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    IndicatorId, StrategicCourseId, StrategicGoalId,
    policy::{Actor, Scope},
    resource::Kind,
    strategic_goal::{Evaluation, StrategicGoal, Verdict},
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, IdenStatic, QueryFilter, QueryResult, QuerySelect, Set,
    sea_query::{Cond, Expr, ExprTrait, JoinType, SelectStatement},
};

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
    pub indicator_name: Option<String>,
    pub unit: Option<String>,
    /// What the board thought of years, and when it said so.
    pub evaluations: Vec<(Evaluation, DateTime<Utc>)>,
}

impl Resource for StrategicGoals {
    type Table = strategic_goal::Entity;
    type Lives = InCourse;
    const KIND: Kind = Kind::StrategicGoal;
    const NAME: Column = Column::Title;
    type Id = StrategicGoalId;
    type State = StrategicGoal;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        strategic_goal => domain::strategic_goal::StrategicGoal {
            strategic_course_id: id, title, description, indicator_id: optional_id, targets: [target],
        }
    }

    fn name(state: &StrategicGoal) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        query.expr_as(Expr::col(("definition", indicator::Column::Name)), "indicator_name");
        query.expr_as(Expr::col(("definition", indicator::Column::Unit)), "indicator_unit");
        join(query, "definition", indicator::Column::Id, Column::IndicatorId);
    }

    fn extra(row: &Model, query: &QueryResult) -> Result<Extra, StoreError> {
        Ok(Extra { indicator_name: get(query, "indicator_name")?, unit: get(query, "indicator_unit")?, evaluations: read_evaluations(&row.evaluations)? })
    }

    fn needs(state: &StrategicGoal) -> Vec<Need> {
        vec![Need::one::<Indicators>("indicatorId", state.indicator_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        narrow_by_any(query, Column::StrategicCourseId, filter.strategic_course_id.iter().map(|id| id.0));
        narrow_by_any(query, Column::IndicatorId, filter.indicator_id.iter().map(|id| id.0));
    }
}

/// The course around a goal.
pub struct CourseContext {
    pub title: String,
}

/// What lives in a strategic course: its goals.
pub struct InCourse;

impl Surroundings<StrategicGoals> for InCourse {
    type Around = CourseContext;

    fn select(query: &mut SelectStatement, _viewer: &Viewer) {
        query.expr_as(Expr::col(strategic_course::Column::Title.as_column_ref()), "course_title");
        let own = Expr::col(strategic_course::Column::Id.as_column_ref()).equals(Column::StrategicCourseId.as_column_ref());
        query.join(JoinType::InnerJoin, strategic_course::Entity, own);
    }

    fn read(query: &QueryResult) -> Result<CourseContext, StoreError> {
        Ok(CourseContext { title: get(query, "course_title")? })
    }

    fn visible(_viewer: &Viewer) -> Condition {
        visibility::catalogue()
    }

    fn stands() -> Condition {
        Cond::all().add(strategic_course::Column::DeletedAt.is_null())
    }

    fn parent() -> Option<(Kind, &'static str)> {
        Some((Kind::StrategicCourse, Column::StrategicCourseId.as_str()))
    }

    fn place(state: &StrategicGoal) -> Option<Need> {
        Some(Need::one::<StrategicCourses>("strategicCourseId", state.strategic_course_id))
    }

    fn scope(_found: &Found<StrategicGoals>, _actor: &Actor) -> Scope {
        Scope::Course
    }

    fn audience(_found: &Found<StrategicGoals>) -> Visibility {
        Visibility::Public
    }

    async fn new_scope<C: ConnectionTrait>(_conn: &C, _actor: &Actor, _state: &StrategicGoal) -> Result<NewScope, StoreError> {
        Ok(NewScope::Known(Scope::Course))
    }
}

/// Year, verdict, text, established number, moment.
type KeptEvaluation = (i32, String, String, Option<i64>, DateTime<Utc>);

fn read_evaluations(text: &str) -> Result<Vec<(Evaluation, DateTime<Utc>)>, StoreError> {
    let kept = list::<KeptEvaluation>("evaluations", text)?.into_iter();
    kept.map(|(year, verdict, text, established, at)| {
        let verdict = Verdict::parse(&verdict).ok_or_else(|| StoreError::Corrupt(format!("verdict = {verdict}")))?;
        Ok((Evaluation { year, verdict, text, established }, at))
    })
    .collect()
}

/// The row of a goal with these evaluations, the latest year first.
pub fn with_evaluations(evaluations: &[(Evaluation, DateTime<Utc>)]) -> ActiveModel {
    let mut kept: Vec<KeptEvaluation> = evaluations
        .iter()
        .map(|(Evaluation { year, verdict, text, established }, at)| (*year, verdict.as_str().to_owned(), text.clone(), *established, *at))
        .collect();
    kept.sort_by_key(|evaluation| std::cmp::Reverse(evaluation.0));
    ActiveModel { evaluations: Set(list_text(&kept)), ..Default::default() }
}

/// The years of the goals of a course that the board evaluated.
///
/// # Errors
/// `Corrupt` when an evaluation cannot be read.
pub async fn evaluated_years<C: ConnectionTrait>(conn: &C, course: StrategicCourseId) -> Result<Vec<i32>, StoreError> {
    let kept: Vec<String> = strategic_goal::Entity::find()
        .select_only()
        .column(Column::Evaluations)
        .filter(Column::StrategicCourseId.eq(course.0))
        .filter(Column::DeletedAt.is_null())
        .into_tuple()
        .all(conn)
        .await?;
    let evaluations = kept.iter().map(|text| list::<KeptEvaluation>("evaluations", text)).collect::<Result<Vec<_>, _>>()?;
    Ok(evaluations.into_iter().flatten().map(|evaluation| evaluation.0).collect())
}
