//! Steering by figures: the course, goals, indicators and measurements.
pub mod indicator;
pub mod measurement;
pub mod report;
pub mod strategic_course;
pub mod strategic_goal;
pub mod sub_project_indicator;

use super::part::{Part, kept_by_systems, resource};

/// What this area has in the API, in the order in which the document shows it.
pub(super) static PARTS: &[Part] = &[
    kept_by_systems::<sub_project_indicator::SubProjectIndicators>(),
    kept_by_systems::<measurement::Measurements>(),
    Part::Others(measurement::operations),
    Part::Others(report::operations),
    resource::<indicator::Indicators>(),
    resource::<strategic_course::StrategicCourses>(),
    Part::Others(strategic_course::operations),
    resource::<strategic_goal::StrategicGoals>(),
    Part::Others(strategic_goal::operations),
];
