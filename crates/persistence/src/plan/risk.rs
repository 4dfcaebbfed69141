//! Risks in the database.
use crate::{
    StoreError,
    resource::{Need, Resource, Sort, SortContent, join, narrow_by_name},
    row::{get, get_id},
    visibility,
    within_sub_project::{self, Around},
};
use domain::{LocalPlanId, RiskId, SubProjectId, policy::Actor, resource::Kind, risk::Risk};
use sea_orm::{
    Condition, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

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
    pub around: Around,
    pub owner_name: Option<String>,
}

impl Resource for Risks {
    const TABLE: &'static str = "risk";
    const KIND: Kind = Kind::Risk;
    const SORTS: &'static [Sort] = &[Sort { name: "-weight", column: "weight", content: SortContent::Number }];
    type Id = RiskId;
    type State = Risk;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &Risk) -> Vec<(&'static str, Value)> {
        let Risk { sub_project_id, title, likelihood, impact, measure, owner_id, closed } = state;
        vec![
            ("sub_project_id", sub_project_id.0.into()),
            ("title", title.as_str().into()),
            ("likelihood", (*likelihood).into()),
            ("impact", (*impact).into()),
            ("weight", state.weight().into()),
            ("measure", measure.as_str().into()),
            ("owner_id", owner_id.map(Uuid::from).into()),
            ("closed", (*closed).into()),
        ]
    }

    fn name(state: &Risk) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, actor: &Actor, _in_full: bool) {
        for column in ["sub_project_id", "title", "likelihood", "impact", "weight", "measure", "owner_id", "closed"] {
            query.column(("risk", column));
        }
        within_sub_project::select(query, actor, "risk");
        query.expr_as(Expr::col(("owner", "name")), "owner_name");
        join(query, "person", "owner", ("risk", "owner_id"));
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::local_plans(actor)
    }

    fn held() -> Condition {
        visibility::sub_project_stands()
    }

    fn needs(state: &Risk) -> Vec<Need> {
        vec![Need::one::<crate::sub_project::SubProjects>("subProjectId", state.sub_project_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "risk", filter.q.as_deref());
        within_sub_project::narrow(query, "risk", &filter.sub_project_id, &filter.local_plan_id);
        if let Some(closed) = filter.closed {
            query.and_where(Expr::col(("risk", "closed")).eq(closed));
        }
    }

    fn read(row: &QueryResult) -> Result<(Risk, Extra), StoreError> {
        let state = Risk {
            sub_project_id: SubProjectId(get(row, "sub_project_id")?),
            title: get(row, "title")?,
            likelihood: get(row, "likelihood")?,
            impact: get(row, "impact")?,
            measure: get(row, "measure")?,
            owner_id: get_id(row, "owner_id")?,
            closed: get(row, "closed")?,
        };
        Ok((state, Extra { around: within_sub_project::read(row)?, owner_name: get(row, "owner_name")? }))
    }
}
