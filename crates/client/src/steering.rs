//! What sub-projects are steered by: tasks, risks, money, indicators, and the strategic course.
use crate::{
    Client, Error, Resource, Versioned,
    http::Method,
    resource::versioned,
    transport::{Extras, pairs},
};
use contract::{
    budget_line::{BudgetLine, BudgetLineFilter, BudgetLineInput, BudgetTotal, BudgetTotalFilter, BudgetTotals},
    indicator::{Indicator, IndicatorFilter, IndicatorInput},
    measurement::{Measurement, MeasurementFilter, MeasurementInput},
    risk::{Risk, RiskFilter, RiskInput},
    strategic_course::{CourseProgress, StrategicCourse, StrategicCourseFilter, StrategicCourseInput},
    strategic_goal::{EvaluationInput, StrategicGoal, StrategicGoalFilter, StrategicGoalInput},
    sub_project_indicator::{SubProjectIndicator, SubProjectIndicatorFilter, SubProjectIndicatorInput},
    task::{Task, TaskFilter, TaskInput},
};
use uuid::Uuid;

impl Client {
    /// Tasks in sub-projects.
    pub fn tasks(&self) -> Resource<'_, Task, TaskInput, TaskFilter> {
        Resource::new(self, "tasks")
    }

    /// Risks of sub-projects.
    pub fn risks(&self) -> Resource<'_, Risk, RiskInput, RiskFilter> {
        Resource::new(self, "risks")
    }

    /// Budget lines of sub-projects.
    pub fn budget_lines(&self) -> Resource<'_, BudgetLine, BudgetLineInput, BudgetLineFilter> {
        Resource::new(self, "budget-lines")
    }

    /// Budget lines added up.
    pub async fn budget_totals(&self, filter: &BudgetTotalFilter) -> Result<Vec<BudgetTotal>, Error> {
        Ok(self.get::<BudgetTotals>(&format!("/budget-totals?{}", pairs(filter).join("&"))).await?.items)
    }

    /// Shared definitions of indicators.
    pub fn indicators(&self) -> Resource<'_, Indicator, IndicatorInput, IndicatorFilter> {
        Resource::new(self, "indicators")
    }

    /// Indicators as sub-projects measure them.
    pub fn sub_project_indicators(&self) -> Resource<'_, SubProjectIndicator, SubProjectIndicatorInput, SubProjectIndicatorFilter> {
        Resource::new(self, "sub-project-indicators")
    }

    /// Measurements.
    pub fn measurements(&self) -> Resource<'_, Measurement, MeasurementInput, MeasurementFilter> {
        Resource::new(self, "measurements")
    }

    /// Approves a measurement, or makes it a draft again, when it is still the version of `etag`.
    pub async fn set_approved(&self, id: Uuid, etag: &str, approved: bool) -> Result<Versioned<Measurement>, Error> {
        let verb = if approved { "_approve" } else { "_reopen" };
        versioned(self.send(Method::Post, &format!("/measurements/{id}/{verb}"), Extras { if_match: Some(etag), ..Extras::default() }).await?)
    }

    /// Strategic courses.
    pub fn strategic_courses(&self) -> Resource<'_, StrategicCourse, StrategicCourseInput, StrategicCourseFilter> {
        Resource::new(self, "strategic-courses")
    }

    /// How far a course is in a year; in this one when none is given.
    pub async fn course_progress(&self, id: Uuid, year: Option<i32>) -> Result<CourseProgress, Error> {
        let query = year.map(|year| format!("?year={year}")).unwrap_or_default();
        self.get(&format!("/strategic-courses/{id}/progress{query}")).await
    }

    /// Goals of strategic courses.
    pub fn strategic_goals(&self) -> Resource<'_, StrategicGoal, StrategicGoalInput, StrategicGoalFilter> {
        Resource::new(self, "strategic-goals")
    }

    /// Records what the board thinks of a year of a goal, when the goal is still the version of `etag`.
    pub async fn evaluate_goal(&self, id: Uuid, etag: &str, evaluation: &EvaluationInput) -> Result<Versioned<StrategicGoal>, Error> {
        let extras = Extras { if_match: Some(etag), ..Extras::json(evaluation)? };
        versioned(self.send(Method::Post, &format!("/strategic-goals/{id}/evaluations"), extras).await?)
    }
}
