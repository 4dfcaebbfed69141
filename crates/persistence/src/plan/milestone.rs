//! Milestones in the database.
use crate::{
    StoreError,
    resource::{Need, Resource, Sort, SortContent, join, narrow_by_filled, narrow_by_name},
    row::{get, get_id},
    visibility,
    within_sub_project::{self, Around},
};
use domain::{LocalPlanId, MilestoneId, PersonId, SubProjectId, milestone::Milestone, policy::Actor, resource::Kind};
use sea_orm::{
    Condition, DbBackend, QueryResult, Value,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

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
    pub around: Around,
    pub owner_name: Option<String>,
}

impl Resource for Milestones {
    const TABLE: &'static str = "milestone";
    const KIND: Kind = Kind::Milestone;
    const SORTS: &'static [Sort] = &[
        Sort { name: "plannedDate", column: "planned_date", content: SortContent::Day },
        Sort { name: "-plannedDate", column: "planned_date", content: SortContent::Day },
    ];
    type Id = MilestoneId;
    type State = Milestone;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &Milestone) -> Vec<(&'static str, Value)> {
        let Milestone { sub_project_id, title, planned_date, forecast_date, actual_date, owner_id, note } = state;
        vec![
            ("sub_project_id", sub_project_id.0.into()),
            ("title", title.as_str().into()),
            ("planned_date", (*planned_date).into()),
            ("forecast_date", (*forecast_date).into()),
            ("actual_date", (*actual_date).into()),
            ("owner_id", owner_id.map(Uuid::from).into()),
            ("note", note.as_str().into()),
        ]
    }

    fn name(state: &Milestone) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, actor: &Actor, _in_full: bool) {
        for column in ["sub_project_id", "title", "planned_date", "forecast_date", "actual_date", "owner_id", "note"] {
            query.column(("milestone", column));
        }
        within_sub_project::select(query, actor, "milestone");
        query.expr_as(Expr::col(("owner", "name")), "owner_name");
        join(query, "person", "owner", ("milestone", "owner_id"));
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::local_plans(actor)
    }

    fn held() -> Condition {
        visibility::sub_project_stands()
    }

    fn needs(state: &Milestone) -> Vec<Need> {
        vec![Need::one::<crate::sub_project::SubProjects>("subProjectId", state.sub_project_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, actor: &Actor) {
        narrow_by_name(query, "milestone", filter.q.as_deref());
        within_sub_project::narrow(query, "milestone", &filter.sub_project_id, &filter.local_plan_id);
        within_sub_project::narrow_by_person(query, actor, ("milestone", "owner_id"), filter.owner_id);
        narrow_by_filled(query, ("milestone", "actual_date"), filter.reached);
    }

    fn read(row: &QueryResult) -> Result<(Milestone, Extra), StoreError> {
        let state = Milestone {
            sub_project_id: SubProjectId(get(row, "sub_project_id")?),
            title: get(row, "title")?,
            planned_date: get(row, "planned_date")?,
            forecast_date: get(row, "forecast_date")?,
            actual_date: get(row, "actual_date")?,
            owner_id: get_id(row, "owner_id")?,
            note: get(row, "note")?,
        };
        Ok((state, Extra { around: within_sub_project::read(row)?, owner_name: get(row, "owner_name")? }))
    }
}
