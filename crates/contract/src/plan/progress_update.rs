//! Progress updates on the wire.
use crate::{
    list::{AnyOf, Reference},
    validate::input,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::policy::Action;
pub use domain::progress_update::{Light, Reporting, reporting};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgressUpdateInput {
    /// The sub-project that it is about.
    pub sub_project_id: Uuid,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    /// The day on which it stood so; not in the future.
    pub report_date: NaiveDate,
    #[cfg_attr(feature = "openapi", schema(required = true, nullable = false))]
    pub time_light: Option<Light>,
    /// Why time stands so; needed unless the light is green.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub time_note: String,
    #[cfg_attr(feature = "openapi", schema(required = true, nullable = false))]
    pub money_light: Option<Light>,
    /// Why money stands so; needed unless the light is green.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub money_note: String,
    #[cfg_attr(feature = "openapi", schema(required = true, nullable = false))]
    pub result_light: Option<Light>,
    /// Why the result stands so; needed unless the light is green.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub result_note: String,
    /// What others can learn from it, in Markdown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::long))]
    pub lesson: String,
    /// What colleagues could help with, in Markdown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::long))]
    pub help: String,
}

input!(ProgressUpdateInput <=> domain::progress_update::ProgressUpdate {
    sub_project_id: id, title, report_date, time_light, time_note, money_light, money_note, result_light, result_note, lesson, help
});

/// A progress update.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProgressUpdate {
    pub id: Uuid,
    pub sub_project: Reference,
    pub local_plan: Reference,
    pub title: String,
    /// The day on which it stood so.
    pub report_date: NaiveDate,
    pub time_light: Light,
    pub time_note: String,
    pub money_light: Light,
    pub money_note: String,
    pub result_light: Light,
    pub result_note: String,
    /// In Markdown, as written.
    pub lesson: String,
    /// As safe HTML.
    pub lesson_html: String,
    /// In Markdown, as written.
    pub help: String,
    /// As safe HTML.
    pub help_html: String,
    /// Who wrote it; only for those who are signed in.
    pub author: Option<Reference>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
    /// What you may do with it.
    pub can: Vec<Action>,
}

/// The lights of the latest progress update of a sub-project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct LatestReport {
    pub report_date: NaiveDate,
    pub time_light: Light,
    pub money_light: Light,
    pub result_light: Light,
}

/// Which progress updates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgressUpdateFilter {
    /// Part of the title, whatever case or accents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 100))]
    pub q: Option<String>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub sub_project_id: AnyOf<Uuid>,
    #[serde(default, skip_serializing_if = "AnyOf::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Uuid>, nullable = false, min_items = 1, max_items = 50))]
    pub local_plan_id: AnyOf<Uuid>,
    /// Only those that ask colleagues for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub with_help: Option<bool>,
    /// Deleted ones instead, for administrators.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub deleted: Option<bool>,
}
