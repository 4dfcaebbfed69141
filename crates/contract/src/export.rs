//! Lists as tables.
use crate::person::Language;
use serde::{Deserialize, Serialize};

/// How a list is taken along.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportQuery {
    /// The order; a minus in front means descending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_length = 50))]
    pub sort: Option<String>,
    /// The language of the headings and of the words for codes; Dutch when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub language: Option<Language>,
}

/// The media type of CSV.
pub const CSV: &str = "text/csv";
/// The media type of a workbook of Excel.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
