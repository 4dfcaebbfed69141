//! Sub-projects on the wire.
use crate::{
    list::{AnyOf, Reference},
    progress_update::LatestReport,
    role_end::RoleEnd,
    validate::input,
};
use chrono::{DateTime, NaiveDate, Utc};
pub use domain::gate::Requirement;
pub use domain::sub_project::{Phase, PhaseChange};
use domain::{choice::Choice, policy::Action};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched. The phase is changed by an operation of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubProjectInput {
    /// The plan to which it belongs.
    pub local_plan_id: Uuid,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub name: String,
    /// What it should bring about, in Markdown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::long))]
    pub aim: String,
    /// For whom, in Markdown; groups only.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::long))]
    pub target_group: String,
    /// How it works, in Markdown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::long))]
    pub method: String,
    /// The work locations.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::items))]
    pub places: Vec<String>,
    /// The lead on behalf of the municipality.
    #[serde(default)]
    pub municipality_lead_id: Option<Uuid>,
    /// The lead on behalf of the partner.
    #[serde(default)]
    pub partner_lead_id: Option<Uuid>,
    /// Who contributes beside the pair of leads; they may edit the texts.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::references))]
    pub contributor_ids: Vec<Uuid>,
    /// Until when people lead or contribute, where that has an end; after that day they are out of the team. An end of somebody who is not in it falls away.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub role_ends: Vec<RoleEnd>,
    /// The learning community around it.
    #[serde(default)]
    pub community_id: Option<Uuid>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::references))]
    pub theme_ids: Vec<Uuid>,
    /// The goals of the strategic course to which it contributes, beside those of its plan.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::references))]
    pub goal_ids: Vec<Uuid>,
}

input!(SubProjectInput <=> domain::sub_project::SubProject {
    local_plan_id: id, name, aim, target_group, method, places, municipality_lead_id: optional_id, partner_lead_id: optional_id,
    contributor_ids: ids, role_ends: ids, community_id: optional_id, theme_ids: ids, goal_ids: ids
});

/// A sub-project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SubProject {
    pub id: Uuid,
    pub name: String,
    pub local_plan: Reference,
    pub phase: Phase,
    /// Why it is in this phase; always present when it was parked or stopped.
    pub phase_reason: Option<String>,
    /// The day on which to look again at what was parked or stopped.
    pub reconsider_date: Option<NaiveDate>,
    /// What has to happen before it is looked at again.
    pub reconsider_when: Option<String>,
    /// Who decided that it is in this phase although an organisation then carries more than it can.
    pub exceed_decided_by: Option<String>,
    /// Why.
    pub exceed_reason: Option<String>,
    /// What it has cost when it was stopped, in cents, if that was told.
    pub cost_cents: Option<i64>,
    /// What has to be otherwise to do it after all, if that was told when it was stopped.
    pub conditions: Option<String>,
    /// What the gate to this phase asked and was not there.
    pub gate_missing: Vec<Requirement>,
    /// Who decided that it went on without.
    pub gate_decided_by: Option<String>,
    /// Why.
    pub gate_reason: Option<String>,
    /// The phases that may follow.
    pub next_phases: Vec<Phase>,
    /// In Markdown, as written; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aim: Option<String>,
    /// As safe HTML; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aim_html: Option<String>,
    /// In Markdown, as written; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_group: Option<String>,
    /// As safe HTML; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_group_html: Option<String>,
    /// In Markdown, as written; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// As safe HTML; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method_html: Option<String>,
    pub places: Vec<String>,
    /// The lead on behalf of the municipality; only for those who are signed in.
    pub municipality_lead: Option<Reference>,
    /// The lead on behalf of the partner; only for those who are signed in.
    pub partner_lead: Option<Reference>,
    /// Who contributes beside the pair of leads; only for those who are signed in, and absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contributor_ids: Option<Vec<Uuid>>,
    /// Until when people lead or contribute, where that has an end; only for those who are signed in, and absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_ends: Option<Vec<RoleEnd>>,
    /// The learning community around it, when you may see it.
    pub community: Option<Reference>,
    pub theme_ids: Vec<Uuid>,
    /// The goals to which it contributes, beside those of its plan; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_ids: Option<Vec<Uuid>>,
    /// The lights of the latest progress update; `null` when there is none, which never means green.
    pub latest_report: Option<LatestReport>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    /// What you may do with it.
    pub can: Vec<Action>,
}

/// Which sub-projects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubProjectFilter {
    /// Part of the name, whatever case or accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub local_plan_id: AnyOf<Uuid>,
    /// A municipality whose plan it belongs to.
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub municipality_id: AnyOf<Uuid>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Phase>, nullable = false, min_items = 1, max_items = 50))]
    pub phase: AnyOf<Phase>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub theme_id: AnyOf<Uuid>,
    /// Who leads it or contributes to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub team_member_id: Option<Uuid>,
    /// The learning community around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub community_id: Option<Uuid>,
    /// Only those that you lead or contribute to, and those of your plans.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub mine: Option<bool>,
    /// Only those that miss one of their pair of leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub without_lead: Option<bool>,
    /// Deleted ones instead, for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub deleted: Option<bool>,
}

/// Into which phase, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PhaseChangeInput {
    pub phase: Phase,
    /// Required to park and to stop.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub reason: String,
    /// The day on which to look at it again, after today; only to park or to stop. Parking asks for a day or a condition.
    #[serde(default)]
    pub reconsider_date: Option<NaiveDate>,
    /// What has to happen before it is looked at again; only to park or to stop.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub reconsider_when: String,
    /// What it has cost, in cents; only to stop.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100_000_000_000_i64))]
    pub cost_cents: Option<i64>,
    /// What has to be otherwise to do it after all; only to stop.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub conditions: String,
    /// Who decides that it goes on without what the gate of its plan asks; needed when something is missing, ignored when nothing is.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::line))]
    pub gate_decided_by: String,
    /// Why it does.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub gate_reason: String,
    /// Who decides that organisations come to carry more than they can; needed when they do, ignored when they do not.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::line))]
    pub exceed_decided_by: String,
    /// Why they do.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub exceed_reason: String,
}

impl From<PhaseChangeInput> for PhaseChange {
    fn from(input: PhaseChangeInput) -> Self {
        let PhaseChangeInput {
            phase,
            reason,
            reconsider_date,
            reconsider_when,
            cost_cents,
            conditions,
            gate_decided_by,
            gate_reason,
            exceed_decided_by,
            exceed_reason,
        } = input;
        let exceeding = Choice { decided_by: exceed_decided_by, reason: exceed_reason };
        let passing = Choice { decided_by: gate_decided_by, reason: gate_reason };
        Self { to: phase, reason, reconsider_date, reconsider_when, cost_cents, conditions, exceeding, passing }.normalised()
    }
}

impl PhaseChangeInput {
    /// A change without further explanation.
    pub fn to(phase: Phase) -> Self {
        let none = String::new;
        Self {
            phase,
            reason: none(),
            reconsider_date: None,
            reconsider_when: none(),
            cost_cents: None,
            conditions: none(),
            gate_decided_by: none(),
            gate_reason: none(),
            exceed_decided_by: none(),
            exceed_reason: none(),
        }
    }
}

/// What a gate asks, and whether it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    pub requirement: Requirement,
    /// Whether it is there.
    pub met: bool,
}

/// The gate to a phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Gate {
    /// The phase to which it leads.
    pub phase: Phase,
    pub asks: Vec<Asked>,
}

/// The gates before a sub-project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Gates {
    /// One for each phase that may follow and for which its plan asks something.
    pub items: Vec<Gate>,
}
