//! The history of a resource on the wire.
use crate::list::Reference;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that happened to a resource.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// What happened, such as `sub_project.phase_changed`.
    pub action: String,
    /// Who did it; only for those who are signed in, and `null` after erasure.
    pub actor: Option<Reference>,
    /// The system that did it; only for those who are signed in.
    #[serde(default)]
    pub client: Option<Reference>,
    /// The version that it made.
    pub version: Option<i32>,
    pub changes: Vec<FieldChange>,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// The field as the API names it.
    pub field: String,
    /// The JSON value before; absent for personal data.
    #[cfg_attr(feature = "openapi", schema(value_type = serde_json::Value))]
    #[serde(default)]
    pub old: Option<serde_json::Value>,
    /// The JSON value after; absent for personal data.
    #[cfg_attr(feature = "openapi", schema(value_type = serde_json::Value))]
    #[serde(default)]
    pub new: Option<serde_json::Value>,
    /// Whether the values are personal and therefore not kept.
    #[serde(default)]
    pub personal: bool,
}
