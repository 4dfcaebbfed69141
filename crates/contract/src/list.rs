//! Lists by page.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The smallest and largest page, and the size without `pageSize`.
pub const PAGE_SIZE: (u64, u64, u64) = (1, 100, 25);

/// The values that a filter asks for: what has one of them is found, and with none the filter asks for nothing. Sent as `phase=pilot&phase=running`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "OneOrMore<T>")]
pub struct AnyOf<T>(pub Vec<T>);

/// An address holds one value as that value, JSON also as a list.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore<T> {
    One(T),
    More(Vec<T>),
}

impl<T> From<OneOrMore<T>> for AnyOf<T> {
    fn from(values: OneOrMore<T>) -> Self {
        Self(match values {
            OneOrMore::One(value) => vec![value],
            OneOrMore::More(values) => values,
        })
    }
}

impl<T: Serialize> Serialize for AnyOf<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [value] => value.serialize(serializer),
            values => values.serialize(serializer),
        }
    }
}

impl<T> Default for AnyOf<T> {
    fn default() -> Self {
        Self(vec![])
    }
}

impl<T> From<T> for AnyOf<T> {
    fn from(value: T) -> Self {
        Self(vec![value])
    }
}

impl<T> From<Option<T>> for AnyOf<T> {
    fn from(value: Option<T>) -> Self {
        Self(value.into_iter().collect())
    }
}

impl<T> AnyOf<T> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The one value, where no more than one was asked for.
    pub fn only(&self) -> Option<&T> {
        self.0.first()
    }

    /// The values as another type, such as ids of a resource.
    pub fn each<U: From<T>>(self) -> Vec<U> {
        self.0.into_iter().map(U::from).collect()
    }
}

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
    /// Only what was made or changed at this moment or later, for who keeps a copy up to date: ask with the moment of the newest change that you have, in
    /// the order `updatedAt`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub updated_since: Option<DateTime<Utc>>,
    /// Only what another system knows by this number: the system, a colon and the number, such as `zaaksysteem:Z-2026-00123`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(nullable = false, min_length = 3, max_length = 251, pattern = r"^[^:\u0000-\u001f\u007f-\u009f]{1,50}:[^\u0000-\u001f\u007f-\u009f]{1,200}$")
    )]
    pub external_reference: Option<String>,
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

/// A thing with what was asked for along with it: of each list the first page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expanded<T> {
    #[serde(flatten)]
    pub value: T,
    /// The pages by the name of their list, such as `subProjects`.
    #[serde(default)]
    pub expanded: std::collections::BTreeMap<String, Page<serde_json::Value>>,
}

/// A resource that is referred to, with the name by which people know it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    pub id: Uuid,
    pub name: String,
}
