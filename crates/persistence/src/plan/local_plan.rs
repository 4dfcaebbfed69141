//! Local plans in the database.
use crate::{
    StoreError, dialect,
    resource::{Links, Need, Resource, Sort, SortContent, narrow_by_any, narrow_by_link, narrow_by_name},
    role_end,
    row::{get, get_enum, get_ids, get_list, list_text},
    visibility,
};
use domain::{
    LocalPlanId, OrganisationId,
    local_plan::{LocalPlan, PlanStatus},
    policy::{Actor, PlanRelation, Scope},
    resource::Kind,
    sub_project::Phase,
    visibility::Visibility,
};
use sea_orm::{
    Condition, DbBackend, QueryResult, Value,
    sea_query::{Cond, Expr, ExprTrait, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

/// How local plans are stored.
pub struct LocalPlans;

/// What a list of local plans filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub municipality_id: Vec<OrganisationId>,
    pub status: Vec<PlanStatus>,
    /// Only those of the actor; see [`mine`].
    pub mine: bool,
}

/// What is known of a plan beside its state.
pub struct Extra {
    /// How many sub-projects are in each phase, in the order of [`Phase::ALL`].
    pub phase_counts: [i64; Phase::ALL.len()],
    /// How the actor relates to the plan.
    pub relation: PlanRelation,
    /// Whether the actor works at an organisation that is, or works for, one of its municipalities.
    pub own: bool,
}

impl Extra {
    /// What the rules need to know.
    pub fn scope(&self, visibility: Visibility) -> Scope {
        Scope::LocalPlan { visibility, relation: self.relation, own: self.own }
    }
}

/// Adds `leads_plan` to a query in which `local_plan` occurs: whether the actor leads the plan, or is a system of an organisation whose plan it is.
pub(crate) fn select_relation(query: &mut SelectStatement, actor: &Actor) {
    if let Actor::Client { organisation, .. } = actor {
        query.expr_as(visibility::of_organisation(organisation.0), "leads_plan");
        return;
    }
    let me = actor.person().map_or(Uuid::nil(), Uuid::from);
    // A count, not EXISTS: PostgreSQL would answer EXISTS by hashing the whole table of leads, whatever the size of the page.
    let leads = Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .from("local_plan_lead")
        .and_where(Expr::col(("local_plan_lead", "local_plan_id")).equals(("local_plan", "id")))
        .and_where(Expr::col(("local_plan_lead", "person_id")).eq(me))
        .to_owned();
    query.expr_as(Expr::SubQuery(None, Box::new(leads.into())).gt(Expr::cust("0")), "leads_plan");
}

/// How the actor relates to the plan of a row. Somebody for whom the row is visible is at least in its team as far as a closed plan goes.
pub(crate) fn read_relation(row: &QueryResult) -> Result<PlanRelation, StoreError> {
    Ok(if get::<bool>(row, "leads_plan")? { PlanRelation::Lead } else { PlanRelation::Team })
}

/// The plans that the actor leads, and those of the municipalities that their organisation is or works for.
/// `column` holds the plan, on the table of the list itself, so that its index is used.
pub(crate) fn mine(actor: &Actor, column: (&'static str, &'static str)) -> Expr {
    let (me, organisation) = (actor.person().map_or(Uuid::nil(), Uuid::from), actor.organisation().map_or(Uuid::nil(), Uuid::from));
    let served = visibility::ids("organisation_serves", "municipality_id", "organisation_id", organisation);
    // One list of ids, not two conditions with OR between them, which would be tried on every plan.
    let plans = Query::select()
        .column("local_plan_id")
        .from("local_plan_municipality")
        .cond_where(Cond::any().add(Expr::col("municipality_id").eq(organisation)).add(Expr::col("municipality_id").in_subquery(served)))
        .union(UnionType::Distinct, visibility::ids("local_plan_lead", "local_plan_id", "person_id", me))
        .to_owned();
    Expr::col(column).in_subquery(plans)
}

impl Resource for LocalPlans {
    const TABLE: &'static str = "local_plan";
    const KIND: Kind = Kind::LocalPlan;
    const SORTS: &'static [Sort] = &[
        Sort { name: "-startDate", column: "start_date", content: SortContent::Day },
        Sort { name: "startDate", column: "start_date", content: SortContent::Day },
    ];
    type Id = LocalPlanId;
    type State = LocalPlan;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &LocalPlan) -> Vec<(&'static str, Value)> {
        let LocalPlan {
            title,
            municipality_ids: _,
            lead_ids: _,
            role_ends,
            start_date,
            end_date,
            ambition,
            status,
            adoption_date,
            adopted_by,
            closing_date,
            visibility,
            goal_ids: _,
            gates,
        } = state;
        let mut columns = vec![
            ("title", title.as_str().into()),
            ("start_date", (*start_date).into()),
            ("end_date", (*end_date).into()),
            ("ambition", ambition.as_str().into()),
            ("status", status.as_str().into()),
            ("adoption_date", (*adoption_date).into()),
            ("adopted_by", adopted_by.clone().into()),
            ("closing_date", (*closing_date).into()),
            ("visibility", visibility.as_str().into()),
            ("gates", list_text(gates)),
        ];
        columns.extend(role_end::columns(role_ends));
        columns
    }

    fn name(state: &LocalPlan) -> &str {
        &state.title
    }

    fn links(state: &LocalPlan) -> Vec<Links> {
        vec![
            Links::new("local_plan_municipality", "local_plan_id", "municipality_id", &state.municipality_ids),
            Links::new("local_plan_lead", "local_plan_id", "person_id", &state.lead_ids),
            Links::new("local_plan_goal", "local_plan_id", "goal_id", &state.goal_ids),
        ]
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, actor: &Actor, in_full: bool) {
        for column in ["title", "start_date", "end_date", "status", "adoption_date", "adopted_by", "closing_date", "visibility", "gates"] {
            query.column(("local_plan", column));
        }
        let ambition = if in_full { Expr::col(("local_plan", "ambition")) } else { Expr::cust("''") };
        query.expr_as(ambition, "ambition");
        query.expr_as(if in_full { Expr::col(("local_plan", "role_ends")) } else { Expr::cust("'[]'") }, "role_ends");
        query.expr_as(dialect::linked_ids(backend, "local_plan_municipality", "local_plan_id", "municipality_id", "local_plan.id"), "municipality_ids");
        query.expr_as(dialect::linked_ids(backend, "local_plan_lead", "local_plan_id", "person_id", "local_plan.id"), "lead_ids");
        let goals = || dialect::linked_ids(backend, "local_plan_goal", "local_plan_id", "goal_id", "local_plan.id");
        query.expr_as(if in_full { goals() } else { Expr::cust("NULL") }, "goal_ids");
        for phase in Phase::ALL {
            query.expr_as(
                Expr::cust(format!("(SELECT COUNT(*) FROM sub_project WHERE local_plan_id = local_plan.id AND phase = '{phase}' AND deleted_at IS NULL)")),
                phase.as_str(),
            );
        }
        select_relation(query, actor);
        let home = actor.person().and(actor.organisation());
        query.expr_as(home.map_or_else(|| Expr::cust("(0 > 0)"), |home| visibility::of_organisation(home.0)), "own_plan");
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::local_plans(actor)
    }

    fn open(actor: &Actor) -> Option<Condition> {
        visibility::open_local_plans(actor)
    }

    fn needs(state: &LocalPlan) -> Vec<Need> {
        vec![
            Need::each::<crate::organisation::Organisations>("municipalityIds", &state.municipality_ids),
            Need::each::<crate::strategic_goal::StrategicGoals>("goalIds", &state.goal_ids),
        ]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, actor: &Actor) {
        narrow_by_name(query, "local_plan", filter.q.as_deref());
        narrow_by_link(query, "local_plan", "local_plan_municipality", "local_plan_id", "municipality_id", filter.municipality_id.iter().map(|id| id.0));
        narrow_by_any(query, ("local_plan", "status"), filter.status.iter().map(|value| value.as_str()));
        if filter.mine {
            query.and_where(mine(actor, ("local_plan", "id")));
        }
    }

    fn read(row: &QueryResult) -> Result<(LocalPlan, Extra), StoreError> {
        let state = LocalPlan {
            title: get(row, "title")?,
            municipality_ids: get_ids(row, "municipality_ids")?,
            lead_ids: get_ids(row, "lead_ids")?,
            role_ends: role_end::read(row)?,
            start_date: get(row, "start_date")?,
            end_date: get(row, "end_date")?,
            ambition: get(row, "ambition")?,
            status: get_enum(row, "status", PlanStatus::parse)?,
            adoption_date: get(row, "adoption_date")?,
            adopted_by: get(row, "adopted_by")?,
            closing_date: get(row, "closing_date")?,
            visibility: get_enum(row, "visibility", Visibility::parse)?,
            goal_ids: get_ids(row, "goal_ids")?,
            gates: get_list(row, "gates")?,
        };
        let mut phase_counts = [0; Phase::ALL.len()];
        for (count, phase) in phase_counts.iter_mut().zip(Phase::ALL) {
            *count = get(row, phase.as_str())?;
        }
        Ok((state, Extra { phase_counts, relation: read_relation(row)?, own: get(row, "own_plan")? }))
    }
}
