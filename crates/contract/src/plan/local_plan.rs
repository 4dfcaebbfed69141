//! Local plans on the wire.
use crate::list::AnyOf;
use crate::{role_end::RoleEnd, validate::input};
use chrono::{DateTime, NaiveDate, Utc};
pub use domain::gate::Requirement;
pub use domain::local_plan::PlanStatus;
use domain::policy::Action;
pub use domain::visibility::Visibility;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LocalPlanInput {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    /// The municipalities whose plan it is; at least one.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::some_references))]
    pub municipality_ids: Vec<Uuid>,
    /// The people who lead the plan.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::references))]
    pub lead_ids: Vec<Uuid>,
    /// Until when leads do so, where that has an end; after that day they are no lead any more. An end of somebody who is no lead falls away.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub role_ends: Vec<RoleEnd>,
    /// The first day of the period.
    pub start_date: NaiveDate,
    /// The last day of the period.
    pub end_date: NaiveDate,
    /// What the municipalities want to reach, in Markdown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::long))]
    pub ambition: String,
    pub status: PlanStatus,
    /// The day of adoption; required unless the plan is a concept, and absent for a concept.
    #[serde(default)]
    pub adoption_date: Option<NaiveDate>,
    /// The body that adopted the plan; required unless the plan is a concept, and absent for a concept.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::optional_line))]
    pub adopted_by: Option<String>,
    /// The day of closing; required for a closed plan, absent otherwise.
    #[serde(default)]
    pub closing_date: Option<NaiveDate>,
    /// Who may see it. `members` and `hidden` are the same for a plan: its team only.
    pub visibility: Visibility,
    /// The goals of the strategic course to which the whole plan contributes.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::references))]
    pub goal_ids: Vec<Uuid>,
    /// What must be there before its sub-projects go on to a next phase. Each belongs to the gate to one phase: `aim`, `targetGroup`, `leads` and `figure` to
    /// `pilot`; `method`, `milestone`, `budgetLine`, `measurement` and `report` to `running`; `lesson` and `tasksDone` to `completed`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub gates: Vec<Requirement>,
}

input!(LocalPlanInput <=> domain::local_plan::LocalPlan {
    title, municipality_ids: ids, lead_ids: ids, role_ends: ids, start_date, end_date, ambition, status, adoption_date, adopted_by, closing_date, visibility,
    goal_ids: ids, gates
});

/// A local plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LocalPlan {
    pub id: Uuid,
    pub title: String,
    pub municipality_ids: Vec<Uuid>,
    /// The people who lead the plan; only for those who are signed in.
    #[serde(default)]
    pub lead_ids: Vec<Uuid>,
    /// Until when leads do so, where that has an end; only for those who are signed in, and absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_ends: Option<Vec<RoleEnd>>,
    pub start_date: NaiveDate,
    pub end_date: NaiveDate,
    /// In Markdown, as written; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ambition: Option<String>,
    /// As safe HTML; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ambition_html: Option<String>,
    pub status: PlanStatus,
    pub adoption_date: Option<NaiveDate>,
    pub adopted_by: Option<String>,
    pub closing_date: Option<NaiveDate>,
    pub visibility: Visibility,
    /// The goals to which the whole plan contributes; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_ids: Option<Vec<Uuid>>,
    /// What must be there before its sub-projects go on to a next phase; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gates: Option<Vec<Requirement>>,
    /// How many sub-projects are in each phase.
    pub phase_counts: PhaseCounts,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    /// What you may do with it.
    pub can: Vec<Action>,
}

/// How many sub-projects are in each phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PhaseCounts {
    pub exploring: i64,
    pub pilot: i64,
    pub running: i64,
    pub parked: i64,
    pub completed: i64,
    pub stopped: i64,
}

impl PhaseCounts {
    /// How many sub-projects there are.
    pub fn total(self) -> i64 {
        let Self { exploring, pilot, running, parked, completed, stopped } = self;
        exploring + pilot + running + parked + completed + stopped
    }
}

/// Which local plans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LocalPlanFilter {
    /// Part of the title, whatever case or accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub municipality_id: AnyOf<Uuid>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<PlanStatus>, nullable = false, min_items = 1, max_items = 50))]
    pub status: AnyOf<PlanStatus>,
    /// Only those that you lead, of your own municipality, or of one that your organisation works for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub mine: Option<bool>,
    /// Deleted ones instead, for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub deleted: Option<bool>,
}
