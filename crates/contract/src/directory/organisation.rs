//! Organisations on the wire.
use crate::list::AnyOf;
use crate::validate::input;
use chrono::{DateTime, Utc};
pub use domain::organisation::OrganisationKind;
use domain::policy::Action;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrganisationInput {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub name: String,
    pub kind: OrganisationKind,
    /// The code that Statistics Netherlands (CBS) gives a municipality: `GM` and four digits. Required for a municipality, absent otherwise.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::cbs_code))]
    pub cbs_code: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::website))]
    pub website: Option<String>,
    /// The municipalities that a social work company or joint service organisation works for.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::references))]
    pub serves_ids: Vec<Uuid>,
    /// Whether its people sign in with a second factor.
    #[serde(default)]
    pub second_factor_required: bool,
}

input!(OrganisationInput <=> domain::organisation::Organisation { name, kind, cbs_code, website, serves_ids: ids, second_factor_required });

/// An organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Organisation {
    pub id: Uuid,
    pub name: String,
    pub kind: OrganisationKind,
    pub cbs_code: Option<String>,
    pub website: Option<String>,
    pub serves_ids: Vec<Uuid>,
    /// Whether its people sign in with a second factor.
    pub second_factor_required: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    /// What you may do with it.
    pub can: Vec<Action>,
}

/// Which organisations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrganisationFilter {
    /// Part of the name, whatever case or accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<OrganisationKind>, nullable = false, min_items = 1, max_items = 50))]
    pub kind: AnyOf<OrganisationKind>,
    /// Deleted ones instead, for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub deleted: Option<bool>,
}
