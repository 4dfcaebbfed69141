//! Signing in on the wire.
use crate::person::Person;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody signs in with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignInInput {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::item_line))]
    pub email: String,
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000, format = Password))]
    pub password: String,
    /// The code of the second factor, for who has one: six digits of the app, or a recovery code. Without it the answer is 401 with code
    /// `second_factor_required`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 20))]
    pub code: Option<String>,
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
    /// Whether the organisation asks for a second factor that you do not have yet; until then you can only set one up.
    pub second_factor_missing: bool,
    /// Whether there is a new privacy statement to accept.
    pub privacy_to_accept: bool,
    /// When you were last here before this visit, on whatever device; two weeks ago when this is the first. What happened since is news.
    pub last_visit_at: DateTime<Utc>,
    /// Who signed in.
    pub person: Person,
}

/// A place where you are signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenSession {
    pub id: Uuid,
    /// The program, as it names itself.
    pub device: String,
    pub started_at: DateTime<Utc>,
    /// When it was last renewed.
    pub renewed_at: DateTime<Utc>,
    /// When it ends unless it is renewed.
    pub expires_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The places where you are signed in, the latest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenSessions {
    pub items: Vec<OpenSession>,
}

/// Of which domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignInOptionsFilter {
    /// What stands after the @ of an e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 200))]
    pub domain: Option<String>,
}

/// How people of a domain sign in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignInOptions {
    /// The identity provider of their organisation; `null` for who signs in with a password.
    pub provider: Option<SignInProvider>,
}

/// An identity provider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignInProvider {
    pub name: String,
    /// Where to go, within this installation.
    pub address: String,
}
