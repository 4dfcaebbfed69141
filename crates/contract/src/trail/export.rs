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
    /// For whom CSV is written; `rfc4180` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub dialect: Option<CsvDialect>,
}

/// How a file with one order is taken along.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CsvQuery {
    /// For whom CSV is written; `rfc4180` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub dialect: Option<CsvDialect>,
}

/// For whom CSV is written. `rfc4180`, for programs: commas, a point in numbers, moments in UTC. `excel`, for an Excel with Dutch settings that opens
/// it by a double click: semicolons, a comma in numbers, moments as the clock shows them, and a mark (BOM) that tells that it is UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum CsvDialect {
    #[default]
    Rfc4180,
    Excel,
}

/// The media type of CSV.
pub const CSV: &str = "text/csv";
/// The media type of a workbook of Excel.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// How the file of a list is called in this language, without its ending; the list by its path in the API.
pub fn file_stem(path: &str, language: Language) -> &str {
    let dutch = match path {
        "api-clients" => "koppelingen",
        "audit-entries" => "logboek",
        "budget-lines" => "begroting",
        "documents" => "documenten",
        "indicators" => "indicatoren",
        "local-plans" => "lokale-plannen",
        "measurements" => "metingen",
        "milestones" => "mijlpalen",
        "organisations" => "organisaties",
        "people" => "mensen",
        "progress-updates" => "voortgangsberichten",
        "risks" => "risicos",
        "strategic-courses" => "koersen",
        "strategic-goals" => "doelen",
        "sub-project-indicators" => "cijfers",
        "sub-projects" => "deelprojecten",
        "tasks" => "taken",
        "themes" => "themas",
        // As it is called in both.
        other => other,
    };
    if language == Language::Dutch { dutch } else { path }
}
