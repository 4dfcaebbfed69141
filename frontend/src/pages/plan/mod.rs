//! The pages of local plans, their sub-projects and what is done in those.
pub mod budget_line;
pub mod local_plan;
pub mod milestone;
pub mod progress_update;
pub mod risk;
pub mod sheet;
pub mod sub_project;
pub mod task;
