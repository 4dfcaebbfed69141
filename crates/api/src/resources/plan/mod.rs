//! Local plans, their sub-projects, and what is done in those.
pub mod budget_line;
pub mod capacity;
pub mod gate;
pub mod local_plan;
pub mod milestone;
pub(crate) mod parts;
pub mod phase;
pub mod progress_update;
pub mod risk;
pub mod sub_project;
pub mod task;

use super::part::{Part, kept_by_systems, resource};

/// What this area has in the API, in the order in which the document shows it.
pub(super) static PARTS: &[Part] = &[
    kept_by_systems::<local_plan::LocalPlans>(),
    kept_by_systems::<sub_project::SubProjects>(),
    Part::Others(phase::operations),
    Part::Others(gate::operations),
    resource::<progress_update::ProgressUpdates>(),
    kept_by_systems::<milestone::Milestones>(),
    kept_by_systems::<task::Tasks>(),
    kept_by_systems::<risk::Risks>(),
    kept_by_systems::<budget_line::BudgetLines>(),
    Part::Others(budget_line::operations),
    Part::Others(capacity::operations),
];
