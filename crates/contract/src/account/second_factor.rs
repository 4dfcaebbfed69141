//! The second factor on the wire: codes of an app (TOTP, RFC 6238) and recovery codes.
use serde::{Deserialize, Serialize};

/// How one's own second factor stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SecondFactor {
    /// Whether signing in asks for a code.
    pub active: bool,
    /// Whether the organisation requires one.
    pub required: bool,
    /// How many recovery codes have not been used.
    pub recovery_codes: u32,
    /// Whether setting one up or removing it asks for your password.
    pub password_needed: bool,
}

/// A secret to put in an app for codes; it counts once a code confirms it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SecondFactorSetup {
    /// The secret in base32, to type over.
    pub secret: String,
    /// The same as an `otpauth:` address.
    pub address: String,
    /// The address as a picture (SVG) to scan.
    pub picture: String,
}

/// A code of the app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CodeInput {
    /// The six digits that the app shows, or a recovery code.
    #[cfg_attr(feature = "openapi", schema(min_length = 6, max_length = 20, pattern = "^[A-Za-z0-9 -]+$"))]
    pub code: String,
}

/// Codes with which one signs in without the app; each works once. They are shown this one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}
