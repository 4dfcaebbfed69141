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
pub mod within;
