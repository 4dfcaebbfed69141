//! The audit trail on the wire.
use crate::list::Reference;
use chrono::{DateTime, Utc};
pub use domain::resource::Kind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that somebody did. What it says is not in it, only which fields changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// What happened, such as `community.created`.
    pub action: String,
    /// Who did it; `null` when nobody was signed in, and after erasure.
    pub actor: Option<Reference>,
    /// The system that did it.
    pub client: Option<Reference>,
    /// The organisation for which the actor worked.
    pub organisation: Option<Reference>,
    pub kind: Kind,
    pub resource_id: Uuid,
    /// How it is called now; `null` when you may not see it, or it is gone.
    pub resource_name: Option<String>,
    /// The fields that changed.
    pub fields: Vec<String>,
    /// The request that did it, as in the header `X-Request-Id` of its answer.
    pub request_id: Option<String>,
}

/// Which entries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditFilter {
    /// Who did it: a person or a system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub actor_id: Option<Uuid>,
    /// To what it happened, or within what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub resource_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub kind: Option<Kind>,
    /// What happened, such as `person.role_granted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 60, pattern = "^[a-z_]+\\.[a-z_]+$"))]
    pub action: Option<String>,
    /// On or after this day, in the time zone of the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub from_date: Option<chrono::NaiveDate>,
    /// On or before this day, in the time zone of the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub until_date: Option<chrono::NaiveDate>,
}
