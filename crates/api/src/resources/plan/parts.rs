//! What belongs to a sub-project, and so also to its local plan, and is answered along with it when that is asked for.
use crate::crud::{ApiResource, Expansion, PartOf};
use crate::resources::{
    budget_line::BudgetLines, document::Documents, measurement::Measurements, milestone::Milestones, progress_update::ProgressUpdates, risk::Risks,
    sub_project_indicator::SubProjectIndicators, task::Tasks,
};
use uuid::Uuid;

pub(super) struct OfPlan;
struct OfSubProject;

/// Of each list the field of its filter by which it is narrowed to one plan or sub-project.
macro_rules! part_of {
    ($owner:ident by $field:ident = $parameter:literal: $($resource:ident),+) => {$(
        impl PartOf<$resource> for $owner {
            const PARAMETER: &'static str = $parameter;
            fn filter(id: Uuid) -> <$resource as ApiResource>::Filter {
                type Filter = <$resource as ApiResource>::Filter;
                Filter { $field: id.into(), ..Default::default() }
            }
        }
    )+};
}
part_of!(OfPlan by local_plan_id = "localPlanId":
    ProgressUpdates, Milestones, Tasks, Risks, BudgetLines, Documents, SubProjectIndicators, Measurements);
part_of!(OfSubProject by sub_project_id = "subProjectId":
    ProgressUpdates, Milestones, Tasks, Risks, BudgetLines, Documents, SubProjectIndicators, Measurements);

macro_rules! parts {
    ($owner:ident) => {
        vec![
            Expansion::of::<ProgressUpdates, $owner>("progressUpdates"),
            Expansion::of::<Milestones, $owner>("milestones"),
            Expansion::of::<Tasks, $owner>("tasks"),
            Expansion::of::<Risks, $owner>("risks"),
            Expansion::of::<BudgetLines, $owner>("budgetLines"),
            Expansion::of::<Documents, $owner>("documents"),
            Expansion::of::<SubProjectIndicators, $owner>("subProjectIndicators"),
            Expansion::of::<Measurements, $owner>("measurements"),
        ]
    };
}

/// The lists of a local plan, beside its sub-projects.
pub(super) fn of_plan() -> Vec<Expansion> {
    parts!(OfPlan)
}

/// The lists of a sub-project.
pub(super) fn of_sub_project() -> Vec<Expansion> {
    parts!(OfSubProject)
}
