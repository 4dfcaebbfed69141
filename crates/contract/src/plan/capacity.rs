//! What organisations can carry at once, on the wire.
use crate::{list::Reference, local_plan::PhaseCounts};
pub use domain::capacity::Capacity as Rule;
use domain::{
    capacity::{Counts, MAX_LIMIT, MAX_WEIGHT},
    policy::Action,
    violation::Violations,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const _: () = assert!(MAX_LIMIT == 1000 && MAX_WEIGHT == 10, "the schema below says the same");

/// What an organisation can carry at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Capacity {
    /// The sum of the weights of sub-projects that it can carry; `null` when it has not said so.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000))]
    pub limit: Option<i32>,
    /// How heavy a sub-project weighs that is explored; usually 0, as exploring asks little.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10))]
    pub exploring_weight: i32,
    /// How heavy a pilot weighs.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10))]
    pub pilot_weight: i32,
    /// How heavy a sub-project weighs that runs. What is parked or over weighs nothing.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10))]
    pub running_weight: i32,
}

impl From<Capacity> for Rule {
    fn from(capacity: Capacity) -> Self {
        let Capacity { limit, exploring_weight, pilot_weight, running_weight } = capacity;
        Self { limit, exploring_weight, pilot_weight, running_weight }
    }
}

impl From<Rule> for Capacity {
    fn from(capacity: Rule) -> Self {
        let Rule { limit, exploring_weight, pilot_weight, running_weight } = capacity;
        Self { limit, exploring_weight, pilot_weight, running_weight }
    }
}

impl Capacity {
    /// The rules that it breaks.
    pub fn violations(self) -> Violations {
        Rule::from(self).violations()
    }
}

impl From<PhaseCounts> for Counts {
    fn from(counts: PhaseCounts) -> Self {
        let PhaseCounts { exploring, pilot, running, parked, completed, stopped } = counts;
        [exploring, pilot, running, parked, completed, stopped]
    }
}

impl From<Counts> for PhaseCounts {
    fn from([exploring, pilot, running, parked, completed, stopped]: Counts) -> Self {
        Self { exploring, pilot, running, parked, completed, stopped }
    }
}

/// What an organisation carries, and what it can.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrganisationLoad {
    pub organisation: Reference,
    pub capacity: Capacity,
    /// How many sub-projects it carries in each phase, of those that you may see: those of its plans, and those that its people lead.
    pub phase_counts: PhaseCounts,
    /// The sum of their weights.
    pub load: i64,
    /// How those that started stand.
    pub standings: Standings,
    /// The version of the organisation.
    pub version: i32,
    /// What you may do with its capacity.
    pub can: Vec<Action>,
}

/// How sub-projects that started stand, by the worst light of the latest report that still tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Standings {
    pub green: i64,
    pub orange: i64,
    pub red: i64,
    /// Of how many there is no report, or one that is too old to tell; this never means green.
    pub not_reported: i64,
}

/// What organisations carry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OrganisationLoads {
    pub items: Vec<OrganisationLoad>,
}

/// Which organisations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrganisationLoadFilter {
    /// Only this one, also when it carries nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub organisation_id: Option<Uuid>,
    /// Only those that carry this sub-project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub sub_project_id: Option<Uuid>,
}

/// Sub-projects that started and ask the same of somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Collision {
    /// Who leads all of them, or the theme that all of them are about.
    pub subject: Reference,
    /// The organisation in which they are about the same theme; `null` when it is one person who leads them.
    pub organisation: Option<Reference>,
    /// How many sub-projects these are.
    pub count: u64,
    /// The first of them by name; at most 20.
    pub sub_projects: Vec<Reference>,
}

/// Where sub-projects that started ask the same of somebody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Collisions {
    pub items: Vec<Collision>,
}
