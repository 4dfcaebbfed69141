//! Every resource that the database keeps, with what is asked of a kind that is only known while the program runs.
use crate::{
    Resource, StoreError,
    account::api_client,
    community,
    directory::{organisation, person, theme},
    plan::{budget_line, local_plan, milestone, progress_update, risk, sub_project, task},
    resource::names,
    steering::{indicator, measurement, strategic_course, strategic_goal, sub_project_indicator},
    thing::document,
};
use domain::{policy::Actor, resource::Kind};
use sea_orm::DatabaseConnection;
use std::pin::Pin;
use uuid::Uuid;

/// The ids and names that were found, once they are.
type Names<'a> = Pin<Box<dyn Future<Output = Result<Vec<(Uuid, String)>, StoreError>> + 'a>>;

/// What is known of a resource.
pub struct Entry {
    pub kind: Kind,
    /// The names of those of these that somebody may see: at most one statement.
    pub names: for<'a> fn(&'a DatabaseConnection, &'a Actor, &'a [Uuid]) -> Names<'a>,
}

const fn entry<R: Resource>() -> Entry {
    fn of<'a, R: Resource>(conn: &'a DatabaseConnection, actor: &'a Actor, ids: &'a [Uuid]) -> Names<'a> {
        Box::pin(names::<R, _>(conn, actor, ids))
    }
    Entry { kind: R::KIND, names: of::<R> }
}

/// Every resource.
pub static RESOURCES: &[Entry] = &[
    entry::<community::Communities>(),
    entry::<local_plan::LocalPlans>(),
    entry::<sub_project::SubProjects>(),
    entry::<progress_update::ProgressUpdates>(),
    entry::<milestone::Milestones>(),
    entry::<task::Tasks>(),
    entry::<risk::Risks>(),
    entry::<budget_line::BudgetLines>(),
    entry::<document::Documents>(),
    entry::<sub_project_indicator::SubProjectIndicators>(),
    entry::<measurement::Measurements>(),
    entry::<indicator::Indicators>(),
    entry::<strategic_course::StrategicCourses>(),
    entry::<strategic_goal::StrategicGoals>(),
    entry::<person::People>(),
    entry::<organisation::Organisations>(),
    entry::<theme::Themes>(),
    entry::<api_client::ApiClients>(),
];

/// Kinds that are no resource of their own, with the reason.
pub const NO_RESOURCES: &[(Kind, &str)] = &[
    (Kind::Member, "a part of a community, by the person"),
    (Kind::Session, "of one person, who sees it in the own account"),
    (Kind::Audit, "looking at the audit trail"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_a_resource_or_has_a_reason_why_not() {
        let mut known: Vec<Kind> = RESOURCES.iter().map(|entry| entry.kind).chain(NO_RESOURCES.iter().map(|(kind, _)| *kind)).collect();
        known.sort_unstable();
        let mut all = Kind::ALL.to_vec();
        all.sort_unstable();
        assert_eq!(known, all);
    }
}
