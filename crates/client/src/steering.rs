//! What sub-projects are steered by: tasks, risks, money, indicators, and the strategic course.
use crate::{
    Client, Error, Versioned,
    http::Method,
    resource::versioned,
    transport::{Extras, pairs},
};
use contract::{
    budget_line::{BudgetTotal, BudgetTotalFilter, BudgetTotals},
    measurement::Measurement,
    strategic_course::CourseProgress,
    strategic_goal::{EvaluationInput, StrategicGoal},
};
use uuid::Uuid;

impl Client {
    /// Budget lines added up.
    pub async fn budget_totals(&self, filter: &BudgetTotalFilter) -> Result<Vec<BudgetTotal>, Error> {
        Ok(self.get::<BudgetTotals>(&format!("/budget-totals?{}", pairs(filter).join("&"))).await?.items)
    }

    /// Approves a measurement, or makes it a draft again, when it is still the version of `etag`.
    pub async fn set_approved(&self, id: Uuid, etag: &str, approved: bool) -> Result<Versioned<Measurement>, Error> {
        let verb = if approved { "_approve" } else { "_reopen" };
        versioned(self.send(Method::Post, &format!("/measurements/{id}/{verb}"), Extras { if_match: Some(etag), ..Extras::default() }).await?)
    }

    /// How far a course is in a year; in this one when none is given.
    pub async fn course_progress(&self, id: Uuid, year: Option<i32>) -> Result<CourseProgress, Error> {
        let query = year.map(|year| format!("?year={year}")).unwrap_or_default();
        self.get(&format!("/strategic-courses/{id}/progress{query}")).await
    }

    /// Records what the board thinks of a year of a goal, when the goal is still the version of `etag`.
    pub async fn evaluate_goal(&self, id: Uuid, etag: &str, evaluation: &EvaluationInput) -> Result<Versioned<StrategicGoal>, Error> {
        let extras = Extras { if_match: Some(etag), ..Extras::json(evaluation)? };
        versioned(self.send(Method::Post, &format!("/strategic-goals/{id}/evaluations"), extras).await?)
    }
}
