//! Several writes in one request.
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// So many items go in one request.
pub const MAX_ITEMS: usize = 100;

/// One item: something new (`input`), or a change of what is there (`id`, the `version` that was read, and a `patch`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkItem<Input> {
    #[serde(default = "nothing", skip_serializing_if = "Option::is_none")]
    pub input: Option<Input>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patch: Option<serde_json::Value>,
}

const fn nothing<T>() -> Option<T> {
    None
}

impl<Input> BulkItem<Input> {
    /// Something new.
    pub fn new(input: Input) -> Self {
        Self { input: Some(input), id: None, version: None, patch: None }
    }

    /// A change (JSON Merge Patch) of what is still this version.
    pub fn change(id: Uuid, version: i32, patch: serde_json::Value) -> Self {
        Self { input: None, id: Some(id), version: Some(version), patch: Some(patch) }
    }
}

/// Several writes, done all or not at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bulk<Input> {
    pub items: Vec<BulkItem<Input>>,
}

/// What was written, in the same order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Written<View> {
    pub items: Vec<View>,
}
