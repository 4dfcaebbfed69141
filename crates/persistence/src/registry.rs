//! Every resource that the database keeps.
use crate::{
    account::api_client,
    community::community,
    directory::{organisation, person, theme},
    plan::{budget_line, local_plan, milestone, progress_update, risk, sub_project, task},
    resource::{Entry, entry},
    steering::{indicator, measurement, strategic_course, strategic_goal, sub_project_indicator},
    thing::document,
};
use domain::resource::Kind;

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

/// What is known of a kind; `None` for those in [`NO_RESOURCES`].
pub fn of(kind: Kind) -> Option<&'static Entry> {
    RESOURCES.iter().find(|entry| entry.kind == kind)
}

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
