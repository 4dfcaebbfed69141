//! The pages of figures: the course, goals, indicators, measurements and the region.
pub mod indicator;
pub mod measurement;
pub mod region;
pub mod strategic_course;
pub mod strategic_goal;
pub mod sub_project_indicator;
