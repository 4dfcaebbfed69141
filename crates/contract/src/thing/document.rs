//! Documents and the files that are sent for them, on the wire.
use crate::{
    frame::{filter, view},
    list::Reference,
    validate::input,
};
pub use domain::document::{FileKind, UPLOAD_HOURS, USUAL_MEGABYTES};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DocumentInput {
    /// The sub-project of which it is.
    pub sub_project_id: Uuid,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    /// What one has to know of it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub note: String,
    /// Whether only the team and the executives of its municipalities see it.
    #[serde(default)]
    pub team_only: bool,
    /// The file, which you have sent before.
    pub upload_id: Uuid,
}

input!(DocumentInput <=> domain::document::Document { sub_project_id: id, title, note, team_only, upload_id: id });

/// A file that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Upload {
    /// By which a document refers to it.
    pub id: Uuid,
    /// Its name, with an ending that tells what it is.
    pub file_name: String,
    pub kind: FileKind,
    pub media_type: String,
    /// In bytes, as it is kept.
    pub size: i64,
}

/// How a file is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UploadQuery {
    /// Its name, with which people save it later.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 150, example = "Les.txt"))]
    pub file_name: String,
}

view! {
    /// A document of a sub-project.
    Document {
        sub_project: Reference,
        local_plan: Reference,
        title: String,
        note: String,
        team_only: bool,
        file: Upload,
        /// Who sent the file; only for those who are signed in.
        author: Option<Reference>,
    }
}

filter! {
    /// Which documents.
    DocumentFilter {
    } any of {
        sub_project_id: Uuid,
        local_plan_id: Uuid,
    }
}
