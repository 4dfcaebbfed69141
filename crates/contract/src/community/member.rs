//! Members of a community on the wire.
use chrono::{DateTime, NaiveDate, Utc};
pub use domain::member::{MemberRole, MemberStatus};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One person's place in a community.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Member {
    pub community_id: Uuid,
    pub person_id: Uuid,
    pub person_name: String,
    pub job_title: String,
    pub organisation_name: String,
    pub role: MemberRole,
    pub status: MemberStatus,
    /// The last day of the role; after it a facilitator is an ordinary member, and a member is none.
    pub end_date: Option<NaiveDate>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Whom to invite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InviteInput {
    pub person_id: Uuid,
}

/// What changes of a member; what is left out stays as it is, but a new role starts without an end (JSON Merge Patch).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub role: Option<MemberRole>,
    /// The last day of the role, which lies after today; `null` takes the end away.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "named")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<NaiveDate>))]
    pub end_date: Option<Option<NaiveDate>>,
}

/// A field that is named: `null` is then a value, other than leaving it out.
fn named<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<NaiveDate>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Which members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberFilter {
    /// Requests and invitations are listed for facilitators only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub status: Option<MemberStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub role: Option<MemberRole>,
}
