//! Local plans, their sub-projects, and what is done in those.
pub mod budget_line;
pub mod capacity;
pub mod gate;
pub mod in_sub_project;
pub mod local_plan;
pub mod milestone;
pub mod progress_update;
pub mod risk;
pub mod role_end;
pub mod sub_project;
pub mod task;
