//! What the parts of a sub-project have in common, such as its reports and milestones: of which sub-project and plan they are, and who may do what with them.
use crate::{
    StoreError, local_plan,
    resource::narrow_by_any,
    row::{get, get_enum, get_id},
    visibility,
};
use domain::{
    LocalPlanId, PersonId, SubProjectId,
    policy::{Actor, PlanRelation, Scope, TeamRole},
    role::Role,
    visibility::Visibility,
};
use sea_orm::{
    QueryResult,
    sea_query::{Expr, ExprTrait, JoinType, SelectStatement},
};

/// The sub-project around a part of it.
pub struct Around {
    pub sub_project_name: String,
    pub plan: (LocalPlanId, String),
    pub plan_visibility: Visibility,
    relation: PlanRelation,
    /// The pair of leads of the sub-project.
    lead_ids: [Option<PersonId>; 2],
    /// Whether the actor is one of its contributors.
    contributes: bool,
    /// Whether the actor is an executive whose organisation is, or works for, a municipality of the plan.
    own: bool,
}

impl Around {
    /// What the rules need to know.
    pub fn scope(&self, actor: &Actor) -> Scope {
        Scope::WithinSubProject { visibility: self.plan_visibility, relation: self.relation, part: self.part(actor) }
    }

    /// The same of what is for the team and its executives, unless it is `open`.
    pub fn reserved_scope(&self, actor: &Actor, open: bool) -> Scope {
        Scope::Reserved { visibility: self.plan_visibility, relation: self.relation, part: self.part(actor), own: self.own, open }
    }

    fn part(&self, actor: &Actor) -> TeamRole {
        let me = actor.person();
        match (me.is_some() && self.lead_ids.contains(&me), self.contributes) {
            (true, _) => TeamRole::Lead,
            (false, true) => TeamRole::Contributor,
            (false, false) => TeamRole::None,
        }
    }
}

/// Joins the sub-project and the plan of the rows of `table`.
pub(crate) fn select(query: &mut SelectStatement, actor: &Actor, table: &'static str) {
    query.expr_as(Expr::col(("sub_project", "name")), "sub_project_name");
    query.column(("sub_project", "municipality_lead_id")).column(("sub_project", "partner_lead_id"));
    query.expr_as(actor.person().map_or_else(|| Expr::cust("(0 > 0)"), visibility::contributes), "contributes");
    // Only of executives does it matter whose plan it is.
    let own = actor.organisation().filter(|_| actor.has(Role::Executive));
    query.expr_as(own.map_or_else(|| Expr::cust("(0 > 0)"), |organisation| visibility::of_organisation(organisation.0)), "own_plan");
    query.join(JoinType::InnerJoin, "sub_project", Expr::col(("sub_project", "id")).equals((table, "sub_project_id")));
    query.expr_as(Expr::col(("local_plan", "id")), "plan_id").expr_as(Expr::col(("local_plan", "title")), "plan_title");
    query.expr_as(Expr::col(("local_plan", "visibility")), "plan_visibility");
    query.join(JoinType::InnerJoin, "local_plan", Expr::col(("local_plan", "id")).equals(("sub_project", "local_plan_id")));
    local_plan::select_relation(query, actor);
}

/// Reads what [`select`] asked for.
pub(crate) fn read(row: &QueryResult) -> Result<Around, StoreError> {
    Ok(Around {
        sub_project_name: get(row, "sub_project_name")?,
        plan: (LocalPlanId(get(row, "plan_id")?), get(row, "plan_title")?),
        plan_visibility: get_enum(row, "plan_visibility", Visibility::parse)?,
        relation: local_plan::read_relation(row)?,
        lead_ids: [get_id(row, "municipality_lead_id")?, get_id(row, "partner_lead_id")?],
        contributes: get(row, "contributes")?,
        own: get(row, "own_plan")?,
    })
}

/// Keeps the rows of `table` that are of this sub-project, and of this plan.
pub(crate) fn narrow(query: &mut SelectStatement, table: &'static str, sub_projects: &[SubProjectId], plans: &[LocalPlanId]) {
    narrow_by_any(query, (table, "sub_project_id"), sub_projects.iter().map(|id| id.0));
    narrow_by_any(query, ("sub_project", "local_plan_id"), plans.iter().map(|id| id.0));
}

/// Keeps the rows that have this person in `column`. Who does what is not for visitors, nor by asking for each person in turn.
pub(crate) fn narrow_by_person(query: &mut SelectStatement, actor: &Actor, column: (&'static str, &'static str), person: Option<PersonId>) {
    if let Some(person) = person {
        query.and_where(Expr::col(column).eq(person.0));
        if *actor == Actor::Anonymous {
            query.and_where(Expr::cust("0 > 0"));
        }
    }
}
