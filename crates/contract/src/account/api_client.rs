//! API clients on the wire.
use crate::list::AnyOf;
use crate::validate::input;
use chrono::{DateTime, Utc};
pub use domain::api_client::ApiScope;
use domain::policy::Action;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const fn yes() -> bool {
    true
}

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApiClientInput {
    /// The system, such as `HR-systeem`.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub name: String,
    /// The organisation for which it works. Only administrators change it.
    pub organisation_id: Uuid,
    /// What it may do.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 20))]
    pub scopes: Vec<ApiScope>,
    /// The networks from which it may come, such as `192.0.2.0/24`; none means from everywhere.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::items))]
    pub networks: Vec<String>,
    /// The public key (PEM; EC P-256 or RSA) with which it may prove who it is instead of a secret (`private_key_jwt`).
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, pattern = "^[\\x20-\\x7e\\r\\n]*$"))]
    pub public_key: Option<String>,
    /// Whether it gets tokens, and those that it has still work.
    #[serde(default = "yes")]
    pub active: bool,
}

input!(ApiClientInput <=> domain::api_client::ApiClient { name, organisation_id: id, scopes, networks, public_key, active });

/// A system of an organisation that uses the API.
///
/// In the document it has another name: programs that are generated from it have an `ApiClient` of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ClientRegistration))]
#[serde(rename_all = "camelCase")]
pub struct ApiClient {
    /// Also its `client_id`.
    pub id: Uuid,
    pub name: String,
    pub organisation_id: Uuid,
    pub organisation_name: String,
    pub scopes: Vec<ApiScope>,
    pub networks: Vec<String>,
    pub public_key: Option<String>,
    pub active: bool,
    /// When it last got a token.
    pub last_used_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    /// What you may do with it.
    pub can: Vec<Action>,
}

/// Which clients.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApiClientFilter {
    /// Part of the name, whatever case or accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub organisation_id: AnyOf<Uuid>,
    /// Deleted ones instead, for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub deleted: Option<bool>,
}

/// A secret of a client, by its last letters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClientSecret {
    pub id: Uuid,
    /// Its last four letters.
    pub hint: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The secrets of a client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ClientSecrets {
    pub items: Vec<ClientSecret>,
}

/// A new secret, shown this one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewClientSecret {
    pub id: Uuid,
    pub client_id: Uuid,
    pub secret: String,
}
