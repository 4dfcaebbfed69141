//! Steering by figures: the course, goals, indicators and measurements.
pub mod indicator;
pub mod measurement;
pub(crate) mod series;
pub mod strategic_course;
pub mod strategic_goal;
pub mod sub_project_indicator;
pub(crate) mod target;
