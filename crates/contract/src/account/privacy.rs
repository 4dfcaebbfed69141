//! Privacy of one's own account on the wire.
use crate::list::Reference;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where your account stands as far as privacy goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Privacy {
    /// The version of the privacy statement that counts now.
    pub current_version: i32,
    /// The version that you accepted; 0 for none.
    pub accepted_version: i32,
    /// When you asked to be forgotten.
    pub erasure_asked_at: Option<DateTime<Utc>>,
}

/// Which version of the privacy statement you accept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AcceptanceInput {
    /// The version that counts now.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000))]
    pub version: i32,
}

/// Somebody who asked to be forgotten.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ErasureRequest {
    pub person: Reference,
    pub asked_at: DateTime<Utc>,
}

/// Who asked to be forgotten, the longest ago first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ErasureRequests {
    pub items: Vec<ErasureRequest>,
}
