//! What happened in what somebody follows, on the wire.
use crate::list::Reference;
use chrono::{DateTime, Utc};
pub use domain::resource::Kind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that happened to a community, local plan or sub-project that you follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Event {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// What happened, such as `sub_project.phase_changed`.
    pub action: String,
    /// Who did it; `null` after erasure.
    pub actor: Option<Reference>,
    /// The system that did it.
    #[serde(default)]
    pub client: Option<Reference>,
    /// What it happened to: `community`, `local_plan` or `sub_project`.
    pub kind: Kind,
    /// The community, local plan or sub-project as it is called now.
    pub resource: Reference,
}

/// Which events.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventFilter {
    /// Only what happened after this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub since_at: Option<DateTime<Utc>>,
}
