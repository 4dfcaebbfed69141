//! Shared definitions of indicators on the wire.
use crate::{
    frame::{filter, view},
    validate::input,
};
pub use domain::indicator::{Accumulation, Direction};
use serde::{Deserialize, Serialize};

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IndicatorInput {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub name: String,
    /// For example `inwoners`.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::item))]
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// Whether the measurements of a year are added up, or the latest counts.
    pub accumulation: Accumulation,
    /// Whether residents are counted; small groups of residents are not shown to everybody.
    #[serde(default)]
    pub counts_residents: bool,
    /// What counts and what does not; required.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::required_reason))]
    pub definition: String,
    /// Where the numbers come from.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub source: String,
    /// The groups into which it can be broken down: none, or at least two.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::items))]
    pub groups: Vec<String>,
}

input!(IndicatorInput <=> domain::indicator::Indicator { name, unit, direction, accumulation, counts_residents, definition, source, groups });

view! {
    /// A shared definition of an indicator.
    Indicator {
        name: String,
        unit: String,
        direction: Direction,
        accumulation: Accumulation,
        counts_residents: bool,
        definition: String,
        source: String,
        groups: Vec<String>,
    }
}

filter! {
    /// Which definitions.
    IndicatorFilter {}
}
