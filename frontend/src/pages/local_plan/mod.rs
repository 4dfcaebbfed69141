//! Local plans.
pub mod detail;
pub mod list;

use crate::i18n::Texts;
use contract::local_plan::PlanStatus;

/// The name of a status.
pub fn status_name(texts: &Texts, status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Concept => texts.plan_concept,
        PlanStatus::Adopted => texts.plan_adopted,
        PlanStatus::Closed => texts.plan_closed,
    }
}
