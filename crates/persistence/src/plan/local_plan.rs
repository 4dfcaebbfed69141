//! Local plans in the database.
use crate::{
    StoreError,
    directory::organisation,
    entity::{
        local_plan::{self, Column},
        local_plan_goal, local_plan_lead, local_plan_municipality, organisation_serves, sub_project,
    },
    organisation::Organisations,
    resource::{Alone, Found, Need, Resource, Sort, StandsAlone, narrow_by_any, narrow_by_link, narrow_by_name, stored},
    role_end,
    row::get,
    strategic_goal::StrategicGoals,
    viewer::{Bound, Viewer},
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
    ColumnTrait, Condition, ConnectionTrait, DbBackend, QueryResult, Set,
    sea_query::{Cond, Expr, ExprTrait, Query, SelectStatement, UnionType},
};

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
    pub of_own_organisation: bool,
}

/// Adds `leads_plan` to a query in which `local_plan` occurs: whether the viewer leads the plan, or is a system of an organisation whose plan it is.
pub(crate) fn select_relation(query: &mut SelectStatement, viewer: &Viewer) {
    if let Viewer::Client { organisation, .. } = viewer {
        query.expr_as(visibility::of_organisation(*organisation), "leads_plan");
        return;
    }
    query.expr_as(visibility::leads_plan(viewer.person().unwrap_or(Bound::NOBODY)), "leads_plan");
}

/// How the actor relates to the plan of a row. Somebody for whom the row is visible is at least in its team as far as a closed plan goes.
pub(crate) fn read_relation(row: &QueryResult) -> Result<PlanRelation, StoreError> {
    Ok(if get::<bool>(row, "leads_plan")? { PlanRelation::Lead } else { PlanRelation::Team })
}

/// The plans that the viewer leads, and those of the municipalities that their organisation is or works for.
/// `column` holds the plan, on the table of the list itself, so that its index is used.
pub(crate) fn mine(viewer: &Viewer, column: impl ColumnTrait) -> Expr {
    use local_plan_municipality::Column::{LocalPlanId, MunicipalityId};
    let (me, home) = (viewer.person().unwrap_or(Bound::NOBODY), viewer.organisation().unwrap_or(Bound::NOBODY));
    let served = visibility::ids(organisation_serves::Column::MunicipalityId, organisation_serves::Column::OrganisationId, home);
    let led = visibility::ids(local_plan_lead::Column::LocalPlanId, local_plan_lead::Column::PersonId, me);
    // One list of ids, not two conditions with OR between them, which would be tried on every plan.
    let plans = Query::select()
        .column(LocalPlanId.as_column_ref())
        .from(local_plan_municipality::Entity)
        .cond_where(Cond::any().add(MunicipalityId.eq(home)).add(MunicipalityId.in_subquery(served)))
        .union(UnionType::Distinct, led)
        .to_owned();
    column.in_subquery(plans)
}

impl Resource for LocalPlans {
    type Table = local_plan::Entity;
    type Lives = Alone;
    const KIND: Kind = Kind::LocalPlan;
    const NAME: Column = Column::Title;
    const LONG: &'static [(Column, &'static str)] = &[(Column::Ambition, "''"), (Column::RoleEnds, "'[]'")];
    type Id = LocalPlanId;
    type State = LocalPlan;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        local_plan => domain::local_plan::LocalPlan {
            title, role_ends: [role_end], start_date, end_date, ambition, status: code, adoption_date, adopted_by, closing_date, visibility: code, gates: list,
        }
        linked {
            municipality_ids: local_plan_municipality(LocalPlanId, MunicipalityId),
            lead_ids: local_plan_lead(LocalPlanId, PersonId),
            goal_ids: local_plan_goal(LocalPlanId, GoalId) in full,
        }
    }

    fn derive(state: &LocalPlan, row: &mut local_plan::ActiveModel) {
        row.next_role_end = Set(role_end::first(&state.role_ends));
    }

    fn name(state: &LocalPlan) -> &str {
        &state.title
    }

    fn sorts() -> Vec<Sort> {
        vec![Sort::by("-startDate", Column::StartDate), Sort::by("startDate", Column::StartDate)]
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, viewer: &Viewer, _in_full: bool) {
        for phase in Phase::ALL {
            let counted = Query::select()
                .expr(Expr::cust("COUNT(*)"))
                .from(sub_project::Entity)
                .and_where(Expr::col(sub_project::Column::LocalPlanId.as_column_ref()).equals(Column::Id.as_column_ref()))
                .and_where(Expr::col(sub_project::Column::Phase.as_column_ref()).eq(Expr::Constant(phase.as_str().into())))
                .and_where(sub_project::Column::DeletedAt.is_null())
                .to_owned();
            query.expr_as(counted, phase.as_str());
        }
        select_relation(query, viewer);
        let home = viewer.person().and(viewer.organisation());
        query.expr_as(home.map_or_else(|| Expr::cust("(0 > 0)"), visibility::of_organisation), "of_own_organisation");
    }

    fn extra(_row: &local_plan::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        let mut phase_counts = [0; Phase::ALL.len()];
        for (count, phase) in phase_counts.iter_mut().zip(Phase::ALL) {
            *count = get(query, phase.as_str())?;
        }
        Ok(Extra { phase_counts, relation: read_relation(query)?, of_own_organisation: get(query, "of_own_organisation")? })
    }

    fn needs(state: &LocalPlan) -> Vec<Need> {
        vec![Need::each::<Organisations>("municipalityIds", &state.municipality_ids), Need::each::<StrategicGoals>("goalIds", &state.goal_ids)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, viewer: &Viewer) {
        use local_plan_municipality::Column::{LocalPlanId, MunicipalityId};
        narrow_by_name::<Self>(query, filter.q.as_deref());
        narrow_by_link::<Self, _>(query, (LocalPlanId, MunicipalityId), filter.municipality_id.iter().copied());
        narrow_by_any(query, Column::Status, filter.status.iter().map(|value| value.as_str()));
        if filter.mine {
            query.and_where(mine(viewer, Column::Id));
        }
    }
}

impl StandsAlone for LocalPlans {
    fn visible(viewer: &Viewer) -> Condition {
        visibility::local_plans(viewer)
    }

    fn open(viewer: &Viewer) -> Option<Condition> {
        visibility::open_local_plans(viewer)
    }

    fn scope(found: &Found<Self>, _: &Actor) -> Scope {
        let Extra { relation, of_own_organisation, .. } = found.extra;
        Scope::LocalPlan { visibility: found.stored.state.visibility, relation, own: of_own_organisation }
    }

    fn audience(found: &Found<Self>) -> Visibility {
        found.stored.state.visibility
    }

    async fn new_scope<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &LocalPlan) -> Result<Option<Scope>, StoreError> {
        let own = match actor.organisation() {
            Some(home) => organisation::belongs_to(conn, home, &state.municipality_ids).await?,
            None => false,
        };
        Ok(Some(Scope::NewLocalPlan { own }))
    }
}
