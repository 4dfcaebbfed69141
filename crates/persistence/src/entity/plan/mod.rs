//! Local plans, their sub-projects, and what is done in those.
pub mod budget_line;
pub mod local_plan;
pub mod local_plan_goal;
pub mod local_plan_lead;
pub mod local_plan_municipality;
pub mod milestone;
pub mod progress_update;
pub mod risk;
pub mod sub_project;
pub mod sub_project_contributor;
pub mod sub_project_goal;
pub mod sub_project_theme;
pub mod task;
