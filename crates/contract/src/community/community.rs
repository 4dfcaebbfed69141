//! Communities on the wire.
use crate::list::AnyOf;
use crate::validate::input;
use chrono::{DateTime, Utc};
pub use domain::community::{CommunityKind, JoinPolicy};
pub use domain::member::{MemberRole, MemberStatus};
use domain::policy::Action;
pub use domain::visibility::Visibility;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CommunityInput {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub name: String,
    pub kind: CommunityKind,
    /// What the community is for, in Markdown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::long))]
    pub purpose: String,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::references))]
    pub theme_ids: Vec<Uuid>,
    /// The organisations that take part.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::references))]
    pub organisation_ids: Vec<Uuid>,
    pub visibility: Visibility,
    pub join_policy: JoinPolicy,
    /// An archived community can be read but not joined.
    #[serde(default)]
    pub archived: bool,
}

input!(CommunityInput <=> domain::community::Community {
    name, kind, purpose, theme_ids: ids, organisation_ids: ids, visibility, join_policy, archived
});

/// A community.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Community {
    pub id: Uuid,
    pub name: String,
    pub kind: CommunityKind,
    /// In Markdown, as written; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// As safe HTML; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose_html: Option<String>,
    pub theme_ids: Vec<Uuid>,
    pub organisation_ids: Vec<Uuid>,
    pub visibility: Visibility,
    pub join_policy: JoinPolicy,
    pub archived: bool,
    /// How many people take part.
    pub member_count: i64,
    /// How many people ask to join; only for those who decide on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_count: Option<i64>,
    /// Your place in it, if any.
    pub membership: Option<Membership>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    /// What you may do with it.
    pub can: Vec<Action>,
}

/// Somebody's own place in a community.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    pub role: MemberRole,
    pub status: MemberStatus,
}

/// Which communities.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CommunityFilter {
    /// Part of the name, whatever case or accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<CommunityKind>, nullable = false, min_items = 1, max_items = 50))]
    pub kind: AnyOf<CommunityKind>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub theme_id: AnyOf<Uuid>,
    /// An organisation that takes part.
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub organisation_id: AnyOf<Uuid>,
    /// Only those of which you are a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub mine: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub archived: Option<bool>,
    /// Deleted ones instead, for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub deleted: Option<bool>,
}
