//! People on the wire.
use crate::list::AnyOf;
use crate::validate::input;
use chrono::{DateTime, Utc};
pub use domain::person::{AccountStatus, Language};
use domain::policy::Action;
pub use domain::role::Role;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonInput {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub name: String,
    /// The address to sign in with. Only administrators change it.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::email))]
    pub email: String,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::line))]
    pub job_title: String,
    /// The organisation for which this person works. Only administrators change it.
    pub organisation_id: Uuid,
    /// What colleagues can ask this person about.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::items))]
    pub expertise: Vec<String>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::references))]
    pub theme_ids: Vec<Uuid>,
    /// The language of the interface.
    pub language: Language,
    /// Whether colleagues who are signed in see the e-mail address.
    #[serde(default)]
    pub email_visible: bool,
}

input!(PersonInput <=> domain::person::Person { name, email, job_title, organisation_id: id, expertise, theme_ids: ids, language, email_visible });

/// A person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    /// For the person, for administrators, and for everyone who is signed in when the person chose so.
    pub email: Option<String>,
    pub job_title: String,
    pub organisation_id: Uuid,
    pub organisation_name: String,
    pub expertise: Vec<String>,
    pub theme_ids: Vec<Uuid>,
    pub language: Language,
    /// Whether this person can sign in.
    pub status: AccountStatus,
    /// The roles that this person has today, beside those in communities and plans.
    pub roles: Vec<Role>,
    /// Whether colleagues who are signed in see the e-mail address.
    pub email_visible: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    /// What you may do with it.
    pub can: Vec<Action>,
}

/// Which people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonFilter {
    /// Part of the name, whatever case or accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
    pub q: Option<String>,
    /// Part of something that colleagues can ask this person about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
    pub expertise: Option<String>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub organisation_id: AnyOf<Uuid>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub theme_id: AnyOf<Uuid>,
    /// Who has this role today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub role: Option<Role>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<AccountStatus>, nullable = false, min_items = 1, max_items = 50))]
    pub status: AnyOf<AccountStatus>,
    /// `true` leaves out who has left: the people who can be given a task or a role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub current: Option<bool>,
    /// Deleted ones instead, for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub deleted: Option<bool>,
}

/// A new password.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasswordInput {
    /// The new password.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::password))]
    pub password: String,
    /// The password until now; administrators leave it out for others.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub current_password: Option<String>,
}
