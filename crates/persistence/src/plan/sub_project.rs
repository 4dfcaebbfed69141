//! Sub-projects in the database.
use crate::{
    StoreError, dialect, local_plan,
    resource::{Links, Need, Resource, join, narrow_by_any, narrow_by_link, narrow_by_name},
    role_end,
    row::{get, get_enum, get_id, get_ids, get_items, get_list, items},
    visibility,
};
use chrono::NaiveDate;
use domain::{
    CommunityId, LocalPlanId, OrganisationId, PersonId, SubProjectId, ThemeId,
    gate::Requirement,
    policy::{Actor, PlanRelation, Scope, TeamRole},
    progress_update::Light,
    resource::Kind,
    sub_project::{Phase, SubProject},
    visibility::Visibility,
};
use sea_orm::{
    Condition, DbBackend, QueryResult, Value,
    sea_query::{Cond, Expr, ExprTrait, JoinType, Query, SelectStatement},
};
use uuid::Uuid;

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
    pub plan_title: String,
    pub plan_visibility: Visibility,
    pub municipality_lead_name: Option<String>,
    pub partner_lead_name: Option<String>,
    /// `None` when the actor may not see the community; the state then still refers to it.
    pub community_name: Option<String>,
    pub relation: PlanRelation,
    /// The lights of the latest progress update: day, time, money, result.
    pub latest_report: Option<(NaiveDate, [Light; 3])>,
    /// Whether the actor is one of its contributors.
    pub contributes: bool,
}

impl Extra {
    /// What the rules need to know.
    pub fn scope(&self, actor: &Actor, state: &SubProject) -> Scope {
        // A list does not read who contributes, only whether the actor does.
        let part = if self.contributes { state.part_of(actor.person()).max(TeamRole::Contributor) } else { state.part_of(actor.person()) };
        Scope::SubProject { visibility: self.plan_visibility, relation: self.relation, part }
    }
}

/// The sub-projects that somebody leads or contributes to.
pub(crate) fn team_of(person: Uuid) -> Condition {
    let leads = |column: &'static str| Expr::col(("sub_project", column)).eq(person);
    let contributed = visibility::ids("sub_project_contributor", "sub_project_id", "person_id", person);
    Cond::any().add(leads("municipality_lead_id")).add(leads("partner_lead_id")).add(Expr::col(("sub_project", "id")).in_subquery(contributed))
}

/// Day and lights of the latest progress update in one text, read by the index on sub-project and day.
const LATEST_REPORT: &str = "(SELECT CAST(report_date AS TEXT) || ' ' || time_light || ' ' || money_light || ' ' || result_light FROM progress_update \
     WHERE progress_update.sub_project_id = sub_project.id AND progress_update.deleted_at IS NULL \
     ORDER BY progress_update.report_date DESC, progress_update.id DESC LIMIT 1)";

fn read_report(text: &str) -> Result<(NaiveDate, [Light; 3]), StoreError> {
    let corrupt = || StoreError::Corrupt(format!("latest_report = {text}"));
    let parts: Vec<&str> = text.split(' ').collect();
    let [day, time, money, result] = parts[..] else { return Err(corrupt()) };
    let light = |text| Light::parse(text).ok_or_else(corrupt);
    Ok((day.parse().map_err(|_| corrupt())?, [light(time)?, light(money)?, light(result)?]))
}

impl Resource for SubProjects {
    const TABLE: &'static str = "sub_project";
    const KIND: Kind = Kind::SubProject;
    type Id = SubProjectId;
    type State = SubProject;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &SubProject) -> Vec<(&'static str, Value)> {
        let SubProject {
            local_plan_id,
            name,
            aim,
            target_group,
            method,
            places,
            municipality_lead_id,
            partner_lead_id,
            contributor_ids: _,
            role_ends,
            community_id,
            theme_ids: _,
            goal_ids: _,
        } = state;
        let mut columns = vec![
            ("local_plan_id", local_plan_id.0.into()),
            ("name", name.as_str().into()),
            ("aim", aim.as_str().into()),
            ("target_group", target_group.as_str().into()),
            ("method", method.as_str().into()),
            ("places", items(places)),
            ("municipality_lead_id", municipality_lead_id.map(Uuid::from).into()),
            ("partner_lead_id", partner_lead_id.map(Uuid::from).into()),
            ("community_id", community_id.map(Uuid::from).into()),
        ];
        columns.extend(role_end::columns(role_ends));
        columns
    }

    fn initial() -> Vec<(&'static str, Value)> {
        vec![("phase", Phase::Exploring.as_str().into()), ("gate_missing", items(&[]))]
    }

    fn name(state: &SubProject) -> &str {
        &state.name
    }

    fn links(state: &SubProject) -> Vec<Links> {
        vec![
            Links::new("sub_project_theme", "sub_project_id", "theme_id", &state.theme_ids),
            Links::new("sub_project_contributor", "sub_project_id", "person_id", &state.contributor_ids),
            Links::new("sub_project_goal", "sub_project_id", "goal_id", &state.goal_ids),
        ]
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, actor: &Actor, in_full: bool) {
        for column in [
            "local_plan_id",
            "name",
            "places",
            "phase",
            "phase_reason",
            "reconsider_date",
            "reconsider_when",
            "exceed_decided_by",
            "exceed_reason",
            "cost_cents",
            "conditions",
            "gate_missing",
            "gate_decided_by",
            "gate_reason",
            "municipality_lead_id",
            "partner_lead_id",
            "community_id",
        ] {
            query.column(("sub_project", column));
        }
        for column in ["aim", "target_group", "method"] {
            query.expr_as(if in_full { Expr::col(("sub_project", column)) } else { Expr::cust("''") }, column);
        }
        query.expr_as(dialect::linked_ids(backend, "sub_project_theme", "sub_project_id", "theme_id", "sub_project.id"), "theme_ids");
        let contributors = || dialect::linked_ids(backend, "sub_project_contributor", "sub_project_id", "person_id", "sub_project.id");
        query.expr_as(if in_full { contributors() } else { Expr::cust("NULL") }, "contributor_ids");
        let goals = || dialect::linked_ids(backend, "sub_project_goal", "sub_project_id", "goal_id", "sub_project.id");
        query.expr_as(if in_full { goals() } else { Expr::cust("NULL") }, "goal_ids");
        query.expr_as(if in_full { Expr::col(("sub_project", "role_ends")) } else { Expr::cust("'[]'") }, "role_ends");
        query.expr_as(Expr::cust(LATEST_REPORT), "latest_report");
        // In full everybody who contributes is read.
        let contributes = actor.person().filter(|_| !in_full).map_or_else(|| Expr::cust("(0 > 0)"), visibility::contributes);
        query.expr_as(contributes, "contributes");
        query.expr_as(Expr::col(("local_plan", "title")), "plan_title").expr_as(Expr::col(("local_plan", "visibility")), "plan_visibility");
        query.join(JoinType::InnerJoin, "local_plan", Expr::col(("local_plan", "id")).equals(("sub_project", "local_plan_id")));
        query.expr_as(Expr::col(("municipality_lead", "name")), "municipality_lead_name").expr_as(Expr::col(("partner_lead", "name")), "partner_lead_name");
        join(query, "person", "municipality_lead", ("sub_project", "municipality_lead_id"));
        join(query, "person", "partner_lead", ("sub_project", "partner_lead_id"));
        query.expr_as(Expr::col(("community", "name")), "community_name");
        let seen = Cond::all()
            .add(Expr::col(("community", "id")).equals(("sub_project", "community_id")))
            .add(Expr::col(("community", "deleted_at")).is_null())
            .add(visibility::communities(actor));
        query.join(JoinType::LeftJoin, "community", seen);
        local_plan::select_relation(query, actor);
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::local_plans(actor)
    }

    fn held() -> Condition {
        visibility::plan_stands()
    }

    fn open(actor: &Actor) -> Option<Condition> {
        visibility::open_sub_projects(actor)
    }

    fn needs(state: &SubProject) -> Vec<Need> {
        vec![
            Need::one::<local_plan::LocalPlans>("localPlanId", state.local_plan_id),
            Need::each::<crate::theme::Themes>("themeIds", &state.theme_ids),
            Need::each::<crate::strategic_goal::StrategicGoals>("goalIds", &state.goal_ids),
        ]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, actor: &Actor) {
        narrow_by_name(query, "sub_project", filter.q.as_deref());
        narrow_by_any(query, ("sub_project", "local_plan_id"), filter.local_plan_id.iter().map(|id| id.0));
        if !filter.municipality_id.is_empty() {
            let mut plans = Query::select().column("local_plan_id").from("local_plan_municipality").to_owned();
            narrow_by_any(&mut plans, ("local_plan_municipality", "municipality_id"), filter.municipality_id.iter().map(|id| id.0));
            query.and_where(Expr::col(("sub_project", "local_plan_id")).in_subquery(plans));
        }
        narrow_by_any(query, ("sub_project", "phase"), filter.phase.iter().map(|value| value.as_str()));
        narrow_by_link(query, "sub_project", "sub_project_theme", "sub_project_id", "theme_id", filter.theme_id.iter().map(|id| id.0));
        if let Some(person) = filter.team_member_id {
            query.cond_where(team_of(person.0));
        }
        if filter.mine {
            let me = actor.person().map_or(Uuid::nil(), Uuid::from);
            query.cond_where(team_of(me).add(local_plan::mine(actor, ("sub_project", "local_plan_id"))));
        }
        if filter.without_lead {
            // Whoever has left leads nothing any more.
            let left = || Query::select().column("id").from("person").and_where(Expr::col("deactivated_at").is_not_null()).to_owned();
            let none = |column: &'static str| {
                let column = || Expr::col(("sub_project", column));
                Cond::any().add(column().is_null()).add(column().in_subquery(left()))
            };
            query.cond_where(Cond::any().add(none("municipality_lead_id")).add(none("partner_lead_id")));
            // What has ended misses nobody any more.
            query.and_where(Expr::cust("sub_project.phase NOT IN ('completed', 'stopped')"));
        }
        if let Some(community) = filter.community_id {
            // On the joined table, which holds only what the actor may see: filtering cannot reveal a hidden link.
            query.and_where(Expr::col(("community", "id")).eq(community.0));
        }
    }

    fn read(row: &QueryResult) -> Result<(SubProject, Extra), StoreError> {
        let state = SubProject {
            local_plan_id: LocalPlanId(get(row, "local_plan_id")?),
            name: get(row, "name")?,
            aim: get(row, "aim")?,
            target_group: get(row, "target_group")?,
            method: get(row, "method")?,
            places: get_items(row, "places")?,
            municipality_lead_id: get_id(row, "municipality_lead_id")?,
            partner_lead_id: get_id(row, "partner_lead_id")?,
            contributor_ids: get_ids(row, "contributor_ids")?,
            role_ends: role_end::read(row)?,
            community_id: get_id(row, "community_id")?,
            theme_ids: get_ids(row, "theme_ids")?,
            goal_ids: get_ids(row, "goal_ids")?,
        };
        let extra = Extra {
            phase: get_enum(row, "phase", Phase::parse)?,
            phase_reason: get(row, "phase_reason")?,
            reconsider_date: get(row, "reconsider_date")?,
            reconsider_when: get(row, "reconsider_when")?,
            exceed_decided_by: get(row, "exceed_decided_by")?,
            exceed_reason: get(row, "exceed_reason")?,
            cost_cents: get(row, "cost_cents")?,
            conditions: get(row, "conditions")?,
            gate_missing: get_list(row, "gate_missing")?,
            gate_decided_by: get(row, "gate_decided_by")?,
            gate_reason: get(row, "gate_reason")?,
            plan_title: get(row, "plan_title")?,
            plan_visibility: get_enum(row, "plan_visibility", Visibility::parse)?,
            municipality_lead_name: get(row, "municipality_lead_name")?,
            partner_lead_name: get(row, "partner_lead_name")?,
            community_name: get(row, "community_name")?,
            relation: local_plan::read_relation(row)?,
            latest_report: get::<Option<String>>(row, "latest_report")?.map(|text| read_report(&text)).transpose()?,
            contributes: get(row, "contributes")?,
        };
        Ok((state, extra))
    }
}
