//! What all resources share: their names and the facts that are kept of each.
use crate::text_enum;
use chrono::{DateTime, Utc};

text_enum! {
    /// The kinds of resources. The text is used in the journal and in events.
    Kind {
        Organisation = "organisation",
        Theme = "theme",
        Person = "person",
        Community = "community",
        Member = "member",
        LocalPlan = "local_plan",
        SubProject = "sub_project",
        Milestone = "milestone",
        ProgressUpdate = "progress_update",
        Task = "task",
        Risk = "risk",
        BudgetLine = "budget_line",
        Document = "document",
        Indicator = "indicator",
        SubProjectIndicator = "sub_project_indicator",
        Measurement = "measurement",
        StrategicCourse = "strategic_course",
        StrategicGoal = "strategic_goal",
        Session = "session",
        ApiClient = "api_client",
        /// The audit trail itself, when somebody takes a copy.
        Audit = "audit",
    }
}

/// How long a deleted resource can be restored, in days.
pub const RESTORE_DAYS: i64 = 30;

/// A state that is kept, with the facts that are kept of every resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored<Id, State> {
    pub id: Id,
    /// Counts the changes, from 1; the ETag of the resource is `"v<version>"`.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Set while the resource waits to be purged; see [`RESTORE_DAYS`].
    pub deleted_at: Option<DateTime<Utc>>,
    pub state: State,
}
