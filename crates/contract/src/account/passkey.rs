//! Passkeys on the wire (WebAuthn, level 3): what the browser needs, and what it answers.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// One of one's own passkeys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Passkey {
    pub id: Uuid,
    /// What you call it.
    pub name: String,
    pub created_at: DateTime<Utc>,
    /// When somebody last signed in with it.
    pub used_at: Option<DateTime<Utc>>,
}

/// One's own passkeys, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Passkeys {
    pub items: Vec<Passkey>,
    /// Whether adding or removing one asks for your password.
    pub password_needed: bool,
}

/// What the browser hands to the device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PasskeyChallenge {
    /// Send it back with what the device answers. It counts once, and for five minutes.
    pub attempt: String,
    /// For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub options: Value,
}

/// A new passkey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasskeyInput {
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    pub attempt: String,
    /// What you call it, for example `Telefoon van het werk`.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub name: String,
    /// What the device answered, as `toJSON()` of the browser gives it.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub credential: Value,
}

/// Signing in with a passkey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasskeySignInInput {
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    pub attempt: String,
    /// What the device answered, as `toJSON()` of the browser gives it.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub credential: Value,
}
