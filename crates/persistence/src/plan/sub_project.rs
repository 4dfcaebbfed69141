//! Sub-projects in the database.
use crate::{
    StoreError, dialect,
    entity::{
        community::community,
        local_plan as plan, local_plan_municipality, person, progress_update,
        sub_project::{self, ActiveModel, Column, Model},
        sub_project_contributor, sub_project_goal, sub_project_theme,
    },
    plan::local_plan::{self, LocalPlans},
    resource::{Found, Need, NewScope, Resource, Surroundings, find, join_person, narrow_by_any, narrow_by_link, narrow_by_name, stored},
    role_end,
    row::{code, get, get_code, get_object, list, list_text},
    strategic_goal::StrategicGoals,
    theme::Themes,
    viewer::{Bound, Viewer},
    visibility,
};
use chrono::NaiveDate;
use domain::{
    CommunityId, LocalPlanId, OrganisationId, PersonId, SubProjectId, ThemeId,
    gate::Requirement,
    policy::{Action, Actor, PlanRelation, Scope, TeamRole},
    progress_update::Light,
    resource::Kind,
    sub_project::{Phase, SubProject},
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, IdenStatic, QueryResult, Set,
    sea_query::{Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement},
};
use serde::Deserialize;

/// How sub-projects are stored.
pub struct SubProjects;

/// What a list of sub-projects filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub local_plan_id: Vec<LocalPlanId>,
    pub municipality_id: Vec<OrganisationId>,
    pub phase: Vec<Phase>,
    pub theme_id: Vec<ThemeId>,
    /// Who leads it or contributes to it.
    pub team_member_id: Option<PersonId>,
    pub community_id: Option<CommunityId>,
    /// Only those of the actor: in its team, or in one of their plans.
    pub mine: bool,
    /// Only those that go on and miss one of their pair of leads.
    pub without_lead: bool,
}

/// What is known of a sub-project beside its state.
pub struct Extra {
    pub phase: Phase,
    pub phase_reason: Option<String>,
    pub reconsider_date: Option<NaiveDate>,
    pub reconsider_when: Option<String>,
    pub exceed_decided_by: Option<String>,
    pub exceed_reason: Option<String>,
    /// What it has cost when it was stopped, in cents.
    pub cost_cents: Option<i64>,
    /// What has to be otherwise to do it after all.
    pub conditions: Option<String>,
    /// What the gate to its phase asked and was not there, and who decided to go on, and why.
    pub gate_missing: Vec<Requirement>,
    pub gate_decided_by: Option<String>,
    pub gate_reason: Option<String>,
    pub municipality_lead_name: Option<String>,
    pub partner_lead_name: Option<String>,
    /// `None` when the actor may not see the community; the state then still refers to it.
    pub community_name: Option<String>,
    /// The lights of the latest progress update: day, time, money, result.
    pub latest_report: Option<(NaiveDate, [Light; 3])>,
    /// Whether the actor is one of its contributors.
    pub contributes: bool,
}

/// The sub-projects that somebody leads or contributes to.
pub(crate) fn team_of(person: Bound) -> Condition {
    let contributed = visibility::ids(sub_project_contributor::Column::SubProjectId, sub_project_contributor::Column::PersonId, person);
    Cond::any().add(Column::MunicipalityLeadId.eq(person)).add(Column::PartnerLeadId.eq(person)).add(Column::Id.in_subquery(contributed))
}

/// Day and lights of the latest progress update as one object, read by the index on sub-project and day.
fn latest_report(backend: DbBackend) -> Expr {
    use progress_update::Column::{DeletedAt, Id, MoneyLight, ReportDate, ResultLight, SubProjectId, TimeLight};
    let parts = [("date", ReportDate), ("time", TimeLight), ("money", MoneyLight), ("result", ResultLight)];
    let latest = Query::select()
        .expr(dialect::object(backend, parts.map(|(name, column)| (name, Expr::col(column.as_column_ref())))))
        .from(progress_update::Entity)
        .and_where(Expr::col(SubProjectId.as_column_ref()).equals(Column::Id.as_column_ref()))
        .and_where(DeletedAt.is_null())
        .order_by(ReportDate.as_column_ref(), Order::Desc)
        .order_by(Id.as_column_ref(), Order::Desc)
        .to_owned();
    dialect::first_of(backend, &latest)
}

#[derive(Deserialize)]
struct LatestReport {
    date: NaiveDate,
    time: Light,
    money: Light,
    result: Light,
}

impl Resource for SubProjects {
    type Table = sub_project::Entity;
    type Lives = InPlan;
    const KIND: Kind = Kind::SubProject;
    const NAME: Column = Column::Name;
    const LONG: &'static [(Column, &'static str)] = &[(Column::Aim, "''"), (Column::TargetGroup, "''"), (Column::Method, "''"), (Column::RoleEnds, "'[]'")];
    type Id = SubProjectId;
    type State = SubProject;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        sub_project => domain::sub_project::SubProject {
            local_plan_id: id, name, aim, target_group, method, places: list, municipality_lead_id: optional_id, partner_lead_id: optional_id,
            role_ends: [role_end], community_id: optional_id,
        }
        linked {
            theme_ids: sub_project_theme(SubProjectId, ThemeId),
            contributor_ids: sub_project_contributor(SubProjectId, PersonId) in full,
            goal_ids: sub_project_goal(SubProjectId, GoalId) in full,
        }
    }

    fn derive(state: &SubProject, row: &mut ActiveModel) {
        row.next_role_end = Set(role_end::first(&state.role_ends));
    }

    fn begin(row: &mut ActiveModel) {
        row.phase = Set(Phase::Exploring.as_str().to_owned());
        row.gate_missing = Set(list_text::<Requirement>(&[]));
    }

    fn name(state: &SubProject) -> &str {
        &state.name
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, viewer: &Viewer, in_full: bool) {
        query.expr_as(latest_report(backend), "latest_report");
        // In full everybody who contributes is read.
        let contributes = viewer.person().filter(|_| !in_full).map_or_else(|| Expr::cust("(0 > 0)"), visibility::contributes);
        query.expr_as(contributes, "contributes");
        join_person(query, "municipality_lead", Column::MunicipalityLeadId);
        join_person(query, "partner_lead", Column::PartnerLeadId);
        query.expr_as(Expr::col(community::Column::Name.as_column_ref()), "community_name");
        let seen = Cond::all()
            .add(Expr::col(community::Column::Id.as_column_ref()).equals(Column::CommunityId.as_column_ref()))
            .add(community::Column::DeletedAt.is_null())
            .add(visibility::communities(viewer));
        query.join(JoinType::LeftJoin, community::Entity, seen);
    }

    fn extra(row: &Model, query: &QueryResult) -> Result<Extra, StoreError> {
        let latest = get_object::<LatestReport>(query, "latest_report")?;
        Ok(Extra {
            phase: code(Column::Phase.as_str(), &row.phase)?,
            phase_reason: row.phase_reason.clone(),
            reconsider_date: row.reconsider_date,
            reconsider_when: row.reconsider_when.clone(),
            exceed_decided_by: row.exceed_decided_by.clone(),
            exceed_reason: row.exceed_reason.clone(),
            cost_cents: row.cost_cents,
            conditions: row.conditions.clone(),
            gate_missing: list(Column::GateMissing.as_str(), &row.gate_missing)?,
            gate_decided_by: row.gate_decided_by.clone(),
            gate_reason: row.gate_reason.clone(),
            municipality_lead_name: get(query, "municipality_lead_name")?,
            partner_lead_name: get(query, "partner_lead_name")?,
            community_name: get(query, "community_name")?,
            latest_report: latest.map(|LatestReport { date, time, money, result }| (date, [time, money, result])),
            contributes: get(query, "contributes")?,
        })
    }

    fn needs(state: &SubProject) -> Vec<Need> {
        vec![Need::each::<Themes>("themeIds", &state.theme_ids), Need::each::<StrategicGoals>("goalIds", &state.goal_ids)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        narrow_by_any(query, Column::LocalPlanId, filter.local_plan_id.iter().map(|id| id.0));
        if !filter.municipality_id.is_empty() {
            let mut plans =
                Query::select().column(local_plan_municipality::Column::LocalPlanId.as_column_ref()).from(local_plan_municipality::Entity).to_owned();
            narrow_by_any(&mut plans, local_plan_municipality::Column::MunicipalityId, filter.municipality_id.iter().map(|id| id.0));
            query.and_where(Column::LocalPlanId.in_subquery(plans));
        }
        narrow_by_any(query, Column::Phase, filter.phase.iter().map(|value| value.as_str()));
        let themes = (sub_project_theme::Column::SubProjectId, sub_project_theme::Column::ThemeId);
        narrow_by_link::<Self, _>(query, themes, filter.theme_id.iter().copied());
        if let Some(person) = filter.team_member_id {
            query.cond_where(team_of(Bound::new(person.0)));
        }
        if filter.mine {
            let me = viewer.person().unwrap_or(Bound::NOBODY);
            query.cond_where(team_of(me).add(local_plan::mine(viewer, Column::LocalPlanId)));
        }
        if filter.without_lead {
            narrow_to_without_lead(query);
        }
        if let Some(community) = filter.community_id {
            // On the joined table, which holds only what the actor may see: filtering cannot reveal a hidden link.
            query.and_where(community::Column::Id.eq(community.0));
        }
    }
}

/// Keeps what goes on and misses one of its pair of leads.
fn narrow_to_without_lead(query: &mut SelectStatement) {
    // Whoever has left leads nothing any more.
    let left = || {
        let id = person::Column::Id.as_column_ref();
        Query::select().column(id).from(person::Entity).and_where(person::Column::DeactivatedAt.is_not_null()).to_owned()
    };
    let none = |column: Column| Cond::any().add(column.is_null()).add(column.in_subquery(left()));
    query.cond_where(Cond::any().add(none(Column::MunicipalityLeadId)).add(none(Column::PartnerLeadId)));
    // What has ended misses nobody any more.
    let ended = [Phase::Completed, Phase::Stopped].map(|phase| Expr::Constant(phase.as_str().into()));
    query.and_where(Expr::col(Column::Phase.as_column_ref()).is_not_in(ended));
}

/// The plan around a sub-project.
pub struct PlanContext {
    pub title: String,
    pub visibility: Visibility,
    pub relation: PlanRelation,
}

/// What lives in a plan: its sub-projects.
pub struct InPlan;

impl Surroundings<SubProjects> for InPlan {
    type Around = PlanContext;

    fn select(query: &mut SelectStatement, viewer: &Viewer) {
        query.expr_as(Expr::col(plan::Column::Title.as_column_ref()), "plan_title");
        query.expr_as(Expr::col(plan::Column::Visibility.as_column_ref()), "plan_visibility");
        let own = Expr::col(plan::Column::Id.as_column_ref()).equals(Column::LocalPlanId.as_column_ref());
        query.join(JoinType::InnerJoin, plan::Entity, own);
        local_plan::select_relation(query, viewer);
    }

    fn read(query: &QueryResult) -> Result<PlanContext, StoreError> {
        Ok(PlanContext { title: get(query, "plan_title")?, visibility: get_code(query, "plan_visibility")?, relation: local_plan::read_relation(query)? })
    }

    fn visible(viewer: &Viewer) -> Condition {
        visibility::local_plans(viewer)
    }

    fn open(viewer: &Viewer) -> Option<Condition> {
        visibility::open_sub_projects(viewer)
    }

    fn stands() -> Condition {
        visibility::plan_stands()
    }

    fn parent() -> Option<(Kind, &'static str)> {
        Some((Kind::LocalPlan, Column::LocalPlanId.as_str()))
    }

    fn place(state: &SubProject) -> Option<Need> {
        Some(Need::one::<LocalPlans>("localPlanId", state.local_plan_id))
    }

    fn scope(found: &Found<SubProjects>, actor: &Actor) -> Scope {
        let PlanContext { visibility, relation, .. } = found.around;
        let part = found.stored.state.part_of(actor.person());
        // A list does not read who contributes, only whether the actor does.
        let part = if found.extra.contributes { part.max(TeamRole::Contributor) } else { part };
        Scope::SubProject { visibility, relation, part }
    }

    fn audience(found: &Found<SubProjects>) -> Visibility {
        found.around.visibility
    }

    async fn new_scope<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &SubProject) -> Result<NewScope, StoreError> {
        let plan = find::<LocalPlans, _>(conn, actor, state.local_plan_id, false).await?;
        Ok(plan.map_or(NO_PLAN, |plan| {
            let local_plan::Extra { relation, of_own_organisation, .. } = plan.extra;
            NewScope::Known(Scope::NewSubProject { visibility: plan.stored.state.visibility, relation, own: of_own_organisation })
        }))
    }

    /// Who proposes in a plan may not bring there what is somewhere else.
    async fn moving<C: ConnectionTrait>(conn: &C, actor: &Actor, state: &SubProject) -> Result<(Action, NewScope), StoreError> {
        let plan = find::<LocalPlans, _>(conn, actor, state.local_plan_id, false).await?;
        Ok((Action::CreateSubProject, plan.map_or(NO_PLAN, |plan| NewScope::Known(plan.scope(actor)))))
    }
}

const NO_PLAN: NewScope = NewScope::NoPlace { field: "localPlanId" };
