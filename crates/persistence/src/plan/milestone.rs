//! Milestones in the database.
use crate::{
    StoreError,
    entity::milestone::{self, Column},
    in_sub_project::{self, InSubProject, Item},
    resource::{Resource, Sort, join_person, narrow_by_filled, narrow_by_name, stored},
    row::get,
    viewer::Viewer,
};
use domain::{LocalPlanId, MilestoneId, PersonId, SubProjectId, milestone::Milestone, resource::Kind};
use sea_orm::{DbBackend, QueryResult, sea_query::SelectStatement};

/// How milestones are stored.
pub struct Milestones;

/// What a list of milestones filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
    pub owner_id: Option<PersonId>,
    /// Only those that were reached, or that were not.
    pub reached: Option<bool>,
}

/// What is known of a milestone beside its state.
pub struct Extra {
    pub owner_name: Option<String>,
}

impl Resource for Milestones {
    type Table = milestone::Entity;
    type Lives = InSubProject;
    const KIND: Kind = Kind::Milestone;
    const NAME: Column = Column::Title;
    type Id = MilestoneId;
    type State = Milestone;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        milestone => domain::milestone::Milestone { sub_project_id: id, title, planned_date, forecast_date, actual_date, owner_id: optional_id, note }
    }

    fn name(state: &Milestone) -> &str {
        &state.title
    }

    fn sorts() -> Vec<Sort> {
        vec![Sort::by("plannedDate", Column::PlannedDate), Sort::by("-plannedDate", Column::PlannedDate)]
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        join_person(query, "owner", Column::OwnerId);
    }

    fn extra(_row: &milestone::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        Ok(Extra { owner_name: get(query, "owner_name")? })
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        in_sub_project::narrow(query, Column::SubProjectId, &filter.sub_project_id, &filter.local_plan_id);
        in_sub_project::narrow_by_person(query, viewer, Column::OwnerId, filter.owner_id);
        narrow_by_filled(query, Column::ActualDate, filter.reached);
    }
}

impl Item for Milestones {
    const SUB_PROJECT_ID: Column = Column::SubProjectId;

    fn sub_project_id(state: &Milestone) -> SubProjectId {
        state.sub_project_id
    }
}
