//! Signing in on the wire.
use crate::person::Person;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What somebody signs in with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignInInput {
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub email: String,
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000, format = Password))]
    pub password: String,
}

/// An open session. The refresh token travels in an HttpOnly cookie, never in the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Send as `Authorization: Bearer <accessToken>`.
    pub access_token: String,
    /// When the access token stops working; renew it before.
    pub expires_at: DateTime<Utc>,
    /// Who signed in.
    pub person: Person,
}
