//! Roles on the wire.
use chrono::{DateTime, NaiveDate, Utc};
pub use domain::role::Role;
use serde::{Deserialize, Serialize};

/// How a role is granted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleInput {
    /// The last day on which it counts; `null` when it has no end.
    #[serde(default)]
    pub end_date: Option<NaiveDate>,
}

/// A role that a person has, or had until a day that has passed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct GrantedRole {
    pub role: Role,
    /// The last day on which it counts; `null` when it has no end.
    pub end_date: Option<NaiveDate>,
    pub granted_at: DateTime<Utc>,
}

/// The roles of a person, and which ones you may grant and take back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PersonRoles {
    pub items: Vec<GrantedRole>,
    /// The roles that you may grant to this person and take back.
    pub grantable: Vec<Role>,
}
