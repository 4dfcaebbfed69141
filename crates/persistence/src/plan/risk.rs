//! Risks in the database.
use crate::{
    StoreError,
    entity::risk::{self, ActiveModel, Column},
    in_sub_project::{self, InSubProject, Item},
    resource::{Resource, Sort, join_person, narrow_by_name, stored},
    row::get,
    viewer::Viewer,
};
use domain::{LocalPlanId, RiskId, SubProjectId, resource::Kind, risk::Risk};
use sea_orm::{ColumnTrait, DbBackend, QueryResult, Set, sea_query::SelectStatement};

/// How risks are stored.
pub struct Risks;

/// What a list of risks filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
    pub closed: Option<bool>,
}

/// What is known of a risk beside its state.
pub struct Extra {
    pub owner_name: Option<String>,
}

impl Resource for Risks {
    type Table = risk::Entity;
    type Lives = InSubProject;
    const KIND: Kind = Kind::Risk;
    const NAME: Column = Column::Title;
    type Id = RiskId;
    type State = Risk;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        risk => domain::risk::Risk { sub_project_id: id, title, likelihood, impact, measure, owner_id: optional_id, closed }
    }

    fn derive(state: &Risk, row: &mut ActiveModel) {
        row.weight = Set(state.weight());
    }

    fn name(state: &Risk) -> &str {
        &state.title
    }

    fn sorts() -> Vec<Sort> {
        vec![Sort::by("-weight", Column::Weight)]
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        join_person(query, "owner", Column::OwnerId);
    }

    fn extra(_row: &risk::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        Ok(Extra { owner_name: get(query, "owner_name")? })
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        in_sub_project::narrow(query, Column::SubProjectId, &filter.sub_project_id, &filter.local_plan_id);
        if let Some(closed) = filter.closed {
            query.and_where(Column::Closed.eq(closed));
        }
    }
}

impl Item for Risks {
    const SUB_PROJECT_ID: Column = Column::SubProjectId;

    fn sub_project_id(state: &Risk) -> SubProjectId {
        state.sub_project_id
    }
}
