//! Milestones on the wire.
use crate::{
    list::{AnyOf, Reference},
    validate::input,
};
use chrono::{DateTime, NaiveDate, Utc};
pub use domain::milestone::{Standing, standing};
use domain::policy::Action;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MilestoneInput {
    /// The sub-project of which it is a step.
    pub sub_project_id: Uuid,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    /// The day that was agreed.
    pub planned_date: NaiveDate,
    /// The day on which it is expected by now, when that is another; `null` when it is as planned. Later than planned asks for a note.
    #[serde(default)]
    pub forecast_date: Option<NaiveDate>,
    /// The day on which it was reached; not in the future.
    #[serde(default)]
    pub actual_date: Option<NaiveDate>,
    /// Who sees to it.
    #[serde(default)]
    pub owner_id: Option<Uuid>,
    /// What belongs to it, or why it moved.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub note: String,
}

input!(MilestoneInput <=> domain::milestone::Milestone { sub_project_id: id, title, planned_date, forecast_date, actual_date, owner_id: optional_id, note });

/// A milestone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Milestone {
    pub id: Uuid,
    pub sub_project: Reference,
    pub local_plan: Reference,
    pub title: String,
    /// The day that was agreed.
    pub planned_date: NaiveDate,
    /// The day on which it is expected by now, when that is another.
    pub forecast_date: Option<NaiveDate>,
    /// The day on which it was reached.
    pub actual_date: Option<NaiveDate>,
    /// Who sees to it; only for those who are signed in.
    pub owner: Option<Reference>,
    pub note: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    /// What you may do with it.
    pub can: Vec<Action>,
}

/// Which milestones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MilestoneFilter {
    /// Part of the title, whatever case or accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub sub_project_id: AnyOf<Uuid>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub local_plan_id: AnyOf<Uuid>,
    /// Who sees to them; for who is signed in, as others do not hear who does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub owner_id: Option<Uuid>,
    /// Only those that were reached, or that were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub reached: Option<bool>,
    /// Deleted ones instead, for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub deleted: Option<bool>,
}
