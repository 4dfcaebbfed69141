//! Risks on the wire.
use crate::{
    frame::{filter, view},
    list::Reference,
    validate::input,
};
pub use domain::risk::{MAX_SCORE, RiskLevel, level};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const _: () = assert!(MAX_SCORE == 5, "the schema below says the same");

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RiskInput {
    /// The sub-project that it threatens.
    pub sub_project_id: Uuid,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    /// How likely it is, from 1 to 5.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub likelihood: i32,
    /// How bad it would be, from 1 to 5.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub impact: i32,
    /// What is done about it; required for a high risk.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub measure: String,
    /// Who watches it.
    #[serde(default)]
    pub owner_id: Option<Uuid>,
    /// Whether it has passed.
    #[serde(default)]
    pub closed: bool,
}

input!(RiskInput <=> domain::risk::Risk { sub_project_id: id, title, likelihood, impact, measure, owner_id: optional_id, closed });

view! {
    /// A risk of a sub-project.
    Risk {
        sub_project: Reference,
        local_plan: Reference,
        title: String,
        likelihood: i32,
        impact: i32,
        /// How much attention it asks: likelihood times impact up to 5 is low, from 12 on high.
        level: RiskLevel,
        measure: String,
        /// Who watches it; only for those who are signed in.
        owner: Option<Reference>,
        closed: bool,
    }
}

filter! {
    /// Which risks.
    RiskFilter {
        /// Only those that have passed, or that have not.
        closed: bool,
    } any of {
        sub_project_id: Uuid,
        local_plan_id: Uuid,
    }
}
