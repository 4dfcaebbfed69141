//! Strategic courses on the wire, and how far they are.
use crate::{
    frame::{filter, view},
    list::Reference,
    strategic_goal::StrategicGoal,
    validate::input,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StrategicCourseInput {
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    /// What it is about, in Markdown.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::long))]
    pub description: String,
    pub start_date: NaiveDate,
    /// The last day.
    pub end_date: NaiveDate,
}

input!(StrategicCourseInput <=> domain::strategic_course::StrategicCourse { title, description, start_date, end_date });

view! {
    /// A strategic course.
    StrategicCourse {
        title: String,
        /// In Markdown, as written; absent in lists.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// As safe HTML; absent in lists.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description_html: Option<String>,
        start_date: NaiveDate,
        end_date: NaiveDate,
    }
}

filter! {
    /// Which courses.
    StrategicCourseFilter {}
}

/// Of which year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CourseProgressFilter {
    /// The calendar year; this year when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, minimum = 2000, maximum = 2100))]
    pub year: Option<i32>,
}

/// Sums over sub-projects. A sum is `null` when nothing was said, which is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Total {
    /// What the sub-projects themselves aim at.
    pub target: Option<i64>,
    /// What was measured and approved, of what is counted in the same way as the definition says.
    pub measured: Option<i64>,
    /// The same of what is counted nearly so; not part of `measured`.
    pub similar: Option<i64>,
    /// What `measured` was in the year before.
    pub previous: Option<i64>,
    pub sub_projects: i64,
    /// How many of those that started have measured nothing that counts here.
    pub not_reported: i64,
    /// How many measured fewer than ten residents: that is kept from who is not in their team, and not in the sums.
    pub kept_back: i64,
}

impl From<domain::roll_up::Total> for Total {
    fn from(total: domain::roll_up::Total) -> Self {
        let domain::roll_up::Total { target, measured, similar, previous, sub_projects, not_reported, kept_back } = total;
        Self { target, measured, similar, previous, sub_projects, not_reported, kept_back }
    }
}

/// What the sub-projects of one plan contribute to a goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanContribution {
    pub local_plan: Reference,
    /// The municipalities whose plan it is, by name.
    pub municipalities: Vec<Reference>,
    pub total: Total,
}

/// How far a goal is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct GoalProgress {
    pub goal: StrategicGoal,
    /// What was measured until now in the year, over all plans that you may see.
    pub total: Total,
    /// By plan, in the order of their titles.
    pub plans: Vec<PlanContribution>,
}

/// How far a course is in a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CourseProgress {
    pub year: i32,
    /// The goals by title; at most 100.
    pub goals: Vec<GoalProgress>,
}
