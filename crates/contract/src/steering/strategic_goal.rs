//! Goals of strategic courses on the wire, and what the board thought of them.
use crate::{
    frame::{filter, view},
    list::Reference,
    target::YearTarget,
    validate::input,
};
use chrono::{DateTime, Utc};
use domain::strategic_goal as rules;
pub use domain::strategic_goal::Verdict;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StrategicGoalInput {
    /// The course to which it belongs.
    pub strategic_course_id: Uuid,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    /// Why, and what belongs to it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub description: String,
    /// The shared definition by which it is measured; required when there are targets.
    #[serde(default)]
    pub indicator_id: Option<Uuid>,
    /// What should be reached in each year. The target of a year that was evaluated stays.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub targets: Vec<YearTarget>,
}

input!(StrategicGoalInput <=> rules::StrategicGoal { strategic_course_id: id, title, description, indicator_id: optional_id, targets: ids });

view! {
    /// A goal of a strategic course.
    StrategicGoal {
        strategic_course: Reference,
        title: String,
        description: String,
        /// The shared definition by which it is measured.
        indicator: Option<Reference>,
        /// The unit of that definition.
        unit: Option<String>,
        targets: Vec<YearTarget>,
        /// What the board thought of the years that have ended, the latest first.
        evaluations: Vec<Evaluation>,
    }
}

filter! {
    /// Which goals.
    StrategicGoalFilter {
    } any of {
        strategic_course_id: Uuid,
        /// The shared definition by which they are measured.
        indicator_id: Uuid,
    }
}

/// What the board thinks of a goal after a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluationInput {
    /// A calendar year that has ended, and was not evaluated yet.
    #[cfg_attr(feature = "openapi", schema(minimum = 2000, maximum = 2100))]
    pub year: i32,
    pub verdict: Verdict,
    /// Why; required.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::required_reason))]
    pub text: String,
    /// The number that the board establishes; `null` when it could not.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub established: Option<i64>,
}

impl From<EvaluationInput> for rules::Evaluation {
    fn from(EvaluationInput { year, verdict, text, established }: EvaluationInput) -> Self {
        Self { year, verdict, text, established }.normalised()
    }
}

/// What the board thought of a goal after a year; final.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    pub year: i32,
    pub verdict: Verdict,
    pub text: String,
    pub established: Option<i64>,
    pub evaluated_at: DateTime<Utc>,
}
