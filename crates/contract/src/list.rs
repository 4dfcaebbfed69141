//! Lists by page.
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The smallest and largest page, and the size without `pageSize`.
pub const PAGE_SIZE: (u64, u64, u64) = (1, 100, 25);

/// Which page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PageQuery {
    /// Where the page starts: `next` of the page before. Leave out for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, min_length = 1, max_length = 2000, pattern = "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$"))]
    pub cursor: Option<String>,
    /// How many items on a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, minimum = 1, maximum = 100, default = 25))]
    pub page_size: Option<u64>,
    /// The order; a minus in front means descending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 50))]
    pub sort: Option<String>,
    /// Whether to count all items that match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, default = false))]
    pub count: Option<bool>,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    pub items: Vec<T>,
    /// The cursor of the next page; `null` on the last page.
    pub next: Option<String>,
    /// How many items match in all; only with `count=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

/// A resource that is referred to, with the name by which people know it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    pub id: Uuid,
    pub name: String,
}
