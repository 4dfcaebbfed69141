//! Measurements on the wire.
use crate::{
    frame::{filter, view},
    list::Reference,
    validate::input,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::measurement;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many of the total belong to one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CellInput {
    /// One of the groups of the indicator.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::item))]
    pub group: String,
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub value: i64,
}

impl From<CellInput> for measurement::Cell {
    fn from(CellInput { group, value }: CellInput) -> Self {
        Self { group, value }
    }
}

impl From<measurement::Cell> for CellInput {
    fn from(measurement::Cell { group, value }: measurement::Cell) -> Self {
        Self { group, value }
    }
}

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeasurementInput {
    /// The indicator of a sub-project that was measured.
    pub sub_project_indicator_id: Uuid,
    /// The day of which the number is; not in the future, and not in a period that is closed.
    pub measured_date: NaiveDate,
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub value: i64,
    /// What one has to know to read the number.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub note: String,
    /// Where the number can be checked.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::website))]
    pub evidence_url: Option<String>,
    /// The total by group: all groups of the indicator or none, and together the total.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub cells: Vec<CellInput>,
    /// Whether it comes on top of another measurement of the same day, of a figure that adds up. Without it such a second one is refused (`same_day`).
    #[serde(default)]
    pub additional: bool,
}

input!(MeasurementInput <=> measurement::Measurement { sub_project_indicator_id: id, measured_date, value, note, evidence_url, cells: ids, additional });

/// How many of the total belong to one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    pub group: String,
    /// `null` for a small group of residents, or one from which a small group could be worked out; the team sees it.
    pub value: Option<i64>,
}

view! {
    /// A measurement.
    Measurement {
        sub_project: Reference,
        local_plan: Reference,
        /// The indicator that was measured.
        sub_project_indicator: Reference,
        unit: String,
        measured_date: NaiveDate,
        /// `null` for fewer than ten residents, or where those could be worked out; the team sees it.
        value: Option<i64>,
        note: String,
        evidence_url: Option<String>,
        cells: Vec<Cell>,
        /// Whether it comes on top of another measurement of the same day.
        additional: bool,
        /// When a lead approved it; until then it is a draft, which the team and the executives of its municipalities see.
        approved_at: Option<DateTime<Utc>>,
        /// Who approved it; only for those who are signed in.
        approved_by: Option<Reference>,
    }
}

filter! {
    /// Which measurements.
    MeasurementFilter {
        /// Only those that were approved, or that were not.
        approved: bool,
    } any of {
        sub_project_indicator_id: Uuid,
        sub_project_id: Uuid,
        local_plan_id: Uuid,
    }
}
