//! What the parts of a sub-project have in common, such as its reports and milestones: of which sub-project and plan they are, and who may do what with them.
use crate::{
    StoreError, local_plan,
    resource::{get, get_enum, get_id},
    visibility,
};
use domain::{
    LocalPlanId, PersonId,
    policy::{Actor, Part, PlanRelation, Scope},
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
}

impl Around {
    /// What the rules need to know.
    pub fn scope(&self, actor: &Actor) -> Scope {
        let me = actor.person();
        let part = match (me.is_some() && self.lead_ids.contains(&me), self.contributes) {
            (true, _) => Part::Lead,
            (false, true) => Part::Contributor,
            (false, false) => Part::None,
        };
        Scope::WithinSubProject { visibility: self.plan_visibility, relation: self.relation, part }
    }
}

/// Joins the sub-project and the plan of the rows of `table`.
pub(crate) fn select(query: &mut SelectStatement, actor: &Actor, table: &'static str) {
    query.expr_as(Expr::col(("sub_project", "name")), "sub_project_name");
    query.column(("sub_project", "municipality_lead_id")).column(("sub_project", "partner_lead_id"));
    query.expr_as(actor.person().map_or_else(|| Expr::cust("(0 > 0)"), visibility::contributes), "contributes");
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
    })
}
