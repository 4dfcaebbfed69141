//! Indicators as sub-projects measure them, on the wire.
use crate::{
    frame::{filter, view},
    indicator::{Accumulation, Direction},
    list::Reference,
    target::{InterimTarget, YearTarget},
    validate::input,
};
use chrono::NaiveDate;
pub use domain::sub_project_indicator::{Comparability, is_locked, reached_by};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubProjectIndicatorInput {
    /// The sub-project that measures it.
    pub sub_project_id: Uuid,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    /// The shared definition that it follows. A sub-project follows a definition once.
    #[serde(default)]
    pub indicator_id: Option<Uuid>,
    /// How far it follows that definition; required when there is one, absent otherwise. `same` asks for the same unit, direction, accumulation, and
    /// residents or not.
    #[serde(default)]
    pub comparability: Option<Comparability>,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::item))]
    pub unit: String,
    pub direction: Direction,
    /// Whether the measurements of a year are added up, or the latest counts.
    pub accumulation: Accumulation,
    /// Whether residents are counted.
    #[serde(default)]
    pub counts_residents: bool,
    /// What counts here and what does not.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub definition: String,
    /// The groups into which measurements are broken down: none, or at least two.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::items))]
    pub groups: Vec<String>,
    /// How it was before the sub-project began, with its day.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub baseline_value: Option<i64>,
    #[serde(default)]
    pub baseline_date: Option<NaiveDate>,
    /// What should be reached in each year.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub targets: Vec<YearTarget>,
    /// What should be reached by a day within a year, such as the end of a quarter.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 30))]
    pub interim_targets: Vec<InterimTarget>,
    /// The last day of the period that is closed: measurements up to it stay as they are. Only leads change it.
    #[serde(default)]
    pub locked_date: Option<NaiveDate>,
}

input!(SubProjectIndicatorInput <=> domain::sub_project_indicator::SubProjectIndicator {
    sub_project_id: id, title, indicator_id: optional_id, comparability, unit, direction, accumulation, counts_residents, definition, groups, baseline_value,
    baseline_date, targets: ids, interim_targets: ids, locked_date
});

/// The latest measurement that was approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LatestMeasurement {
    pub measured_date: NaiveDate,
    /// `null` for fewer than ten residents, or where those could be worked out; the team sees it.
    pub value: Option<i64>,
    /// What its calendar year makes until now: the sum, or the latest, as `accumulation` says; `null` as `value`.
    pub year_value: Option<i64>,
}

view! {
    /// An indicator of a sub-project.
    SubProjectIndicator {
        sub_project: Reference,
        local_plan: Reference,
        title: String,
        /// The shared definition that it follows.
        indicator: Option<Reference>,
        comparability: Option<Comparability>,
        unit: String,
        direction: Direction,
        accumulation: Accumulation,
        counts_residents: bool,
        definition: String,
        groups: Vec<String>,
        /// Left out for fewer than ten residents; the team sees it.
        baseline_value: Option<i64>,
        baseline_date: Option<NaiveDate>,
        targets: Vec<YearTarget>,
        interim_targets: Vec<InterimTarget>,
        locked_date: Option<NaiveDate>,
        /// The latest measurement that was approved; `null` when there is none, which is not zero.
        latest: Option<LatestMeasurement>,
    }
}

filter! {
    /// Which indicators of sub-projects.
    SubProjectIndicatorFilter {
    } any of {
        sub_project_id: Uuid,
        local_plan_id: Uuid,
        /// The shared definition that they follow.
        indicator_id: Uuid,
    }
}
