//! Accounts on the wire: invitations, forgotten passwords, another e-mail address, and the mails about them.
use chrono::{DateTime, Utc};
pub use domain::account::Purpose;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// For whom a new password is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResetInput {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::email))]
    pub email: String,
}

/// Another e-mail address for oneself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EmailChangeInput {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::email))]
    pub email: String,
    /// The password, to be sure that it is you.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000, format = Password))]
    pub current_password: String,
}

/// What changing a way to sign in asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OwnPasswordInput {
    /// Your password, to be sure that it is you; not for who has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 1000, format = Password))]
    pub current_password: Option<String>,
}

/// A link from a mail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkInput {
    /// What stands after `#` in the link.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, pattern = "^[A-Za-z0-9_-]+$"))]
    pub token: String,
    /// The new password, for the links that ask for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::password))]
    pub password: Option<String>,
}

/// What a link from a mail is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Link {
    pub purpose: Purpose,
    /// Whose account it is.
    pub name: String,
    /// The e-mail address with which one signs in after using the link.
    pub email: String,
    pub expires_at: DateTime<Utc>,
}

/// A mail that is sent or on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    pub id: Uuid,
    pub recipient: String,
    pub subject: String,
    /// The text; only where mails are kept in a folder instead of being sent.
    pub text: Option<String>,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub attempts: i32,
    /// Why the last attempt failed.
    pub failure: Option<String>,
}

/// The latest mails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Mails {
    /// Whether mails are kept here instead of being sent.
    pub kept: bool,
    pub items: Vec<Mail>,
}
