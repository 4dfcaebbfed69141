//! Tasks on the wire.
use crate::{
    frame::{filter, view},
    list::Reference,
    validate::input,
};
use chrono::NaiveDate;
pub use domain::task::is_overdue;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskInput {
    /// The sub-project for which it is.
    pub sub_project_id: Uuid,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    /// The last day on which it should be done.
    pub due_date: NaiveDate,
    /// The day on which it was done; not in the future.
    #[serde(default)]
    pub done_date: Option<NaiveDate>,
    /// Who does it.
    #[serde(default)]
    pub assignee_id: Option<Uuid>,
    /// What else there is to know.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub note: String,
}

input!(TaskInput <=> domain::task::Task { sub_project_id: id, title, due_date, done_date, assignee_id: optional_id, note });

view! {
    /// A task in a sub-project.
    Task {
        sub_project: Reference,
        local_plan: Reference,
        title: String,
        due_date: NaiveDate,
        done_date: Option<NaiveDate>,
        /// Who does it; only for those who are signed in.
        assignee: Option<Reference>,
        note: String,
    }
}

filter! {
    /// Which tasks.
    TaskFilter {
        /// Who does them; for who is signed in, as others do not hear who does.
        assignee_id: Uuid,
        /// Only those that were done, or that were not.
        done: bool,
    } any of {
        sub_project_id: Uuid,
        local_plan_id: Uuid,
    }
}
