//! Which actions are shown where, each by what happened and to which kind of thing.
use crate::entity::journal::Column;
use domain::{
    journal::{Entry, Verb},
    resource::Kind,
};
use sea_orm::{
    ColumnTrait,
    sea_query::{BinOper, Expr, ExprTrait},
};
use uuid::Uuid;

pub(super) type Action = (Kind, Verb);

/// What the page of the region shows: what begins, changes its phase, is reported or moves. Nothing that not everybody sees who sees the sub-project.
pub(super) const OF_REGION: &[Action] = &[
    (Kind::SubProject, Verb::Created),
    (Kind::SubProject, Verb::PhaseChanged),
    (Kind::ProgressUpdate, Verb::Created),
    (Kind::Milestone, Verb::Created),
    (Kind::Milestone, Verb::Changed),
    (Kind::Risk, Verb::Created),
];

/// What happens within a community. Who asks to join, and who is refused, is for facilitators only.
pub(super) const OF_MEMBERS: &[Action] =
    &[(Kind::Member, Verb::Joined), (Kind::Member, Verb::Approved), (Kind::Member, Verb::Left), (Kind::Member, Verb::RoleChanged)];

/// That progress was reported belongs to the history of the sub-project, and how its milestones, tasks and risks went; what was written in a report, to that of the report.
pub(super) const REPORTED: &[Action] = &[
    (Kind::ProgressUpdate, Verb::Created),
    (Kind::Milestone, Verb::Created),
    (Kind::Milestone, Verb::Changed),
    (Kind::Task, Verb::Created),
    (Kind::Task, Verb::Changed),
    (Kind::Risk, Verb::Created),
    (Kind::Risk, Verb::Changed),
    (Kind::SubProjectIndicator, Verb::Created),
];

/// What was measured, of what everybody hears who sees the sub-project.
pub(super) const MEASURED: &[Action] = &[(Kind::Measurement, Verb::Approved)];

/// What becomes of documents, of which some are for the team only.
pub(super) const OF_DOCUMENTS: &[Action] = &[(Kind::Document, Verb::Created), (Kind::Document, Verb::Changed), (Kind::Document, Verb::Deleted)];

/// What becomes of drafts and of money.
pub(super) const RESERVED: &[Action] = &[
    (Kind::Measurement, Verb::Created),
    (Kind::Measurement, Verb::Reopened),
    (Kind::Measurement, Verb::Deleted),
    (Kind::BudgetLine, Verb::Created),
    (Kind::BudgetLine, Verb::Changed),
    (Kind::BudgetLine, Verb::Deleted),
];

/// That an entry tells of one of these actions.
pub(super) fn is_among<'a>(actions: impl IntoIterator<Item = &'a Action>) -> Expr {
    let names = actions.into_iter().map(|(kind, verb)| Expr::Constant(Entry::new(*kind, Uuid::nil(), *verb).action().into()));
    Expr::col(Column::Action.as_column_ref()).is_in(names)
}

/// Reading is for the audit trail only, not for the history of what was read.
pub(super) fn is_no_reading() -> Expr {
    Expr::col(Column::Action.as_column_ref()).binary(BinOper::NotLike, Expr::Constant(format!("%.{}", Verb::Read).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_happen() {
        for (kind, verb) in [OF_REGION, OF_MEMBERS, REPORTED, MEASURED, OF_DOCUMENTS, RESERVED].into_iter().flatten() {
            assert!(verb.happens_to(*kind), "{kind}.{verb}");
        }
    }
}
