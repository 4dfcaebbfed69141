//! What needs a successor: what is led by somebody who is no longer let in.
use crate::{StoreError, row::get};
use domain::{OrganisationId, PersonId, resource::Kind};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement},
};
use uuid::Uuid;

/// Something that somebody led who is no longer let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    pub kind: Kind,
    pub resource: Uuid,
    pub person: (PersonId, String),
}

/// So many of each kind are shown.
const MOST: u64 = 100;

/// What was led by people of this organisation, or of all, who are no longer let in. What is finished needs nobody any more.
pub async fn orphans<C: ConnectionTrait>(conn: &C, organisation: Option<OrganisationId>) -> Result<Vec<Orphan>, StoreError> {
    let from = |table: &'static str, resource: (&'static str, &'static str), holders: Cond| -> SelectStatement {
        let mut query = Query::select().from(table).to_owned();
        query
            .expr_as(Expr::col(resource), "resource_id")
            .column(("person", "id"))
            .column(("person", "name"))
            .join(JoinType::InnerJoin, "person", holders)
            .and_where(Expr::col(("person", "deactivated_at")).is_not_null())
            .order_by(("person", "name_key"), Order::Asc)
            .limit(MOST);
        if let Some(organisation) = organisation {
            query.and_where(Expr::col(("person", "organisation_id")).eq(organisation.0));
        }
        query
    };
    let is = |table: &'static str, column: &'static str| Expr::col((table, column)).equals(("person", "id"));
    let mut sub_projects =
        from("sub_project", ("sub_project", "id"), Cond::any().add(is("sub_project", "municipality_lead_id")).add(is("sub_project", "partner_lead_id")));
    sub_projects.and_where(Expr::cust("sub_project.deleted_at IS NULL AND sub_project.phase IN ('exploring', 'pilot', 'running', 'parked')"));
    let mut plans = from("local_plan_lead", ("local_plan_lead", "local_plan_id"), Cond::all().add(is("local_plan_lead", "person_id")));
    plans
        .join(JoinType::InnerJoin, "local_plan", Expr::col(("local_plan", "id")).equals(("local_plan_lead", "local_plan_id")))
        .and_where(Expr::cust("local_plan.deleted_at IS NULL AND local_plan.status <> 'closed'"));
    let mut communities = from("member", ("member", "community_id"), Cond::all().add(is("member", "person_id")));
    communities
        .join(JoinType::InnerJoin, "community", Expr::col(("community", "id")).equals(("member", "community_id")))
        .and_where(Expr::cust("member.role = 'facilitator' AND member.status = 'active' AND community.deleted_at IS NULL AND community.archived = false"));
    let mut found = vec![];
    for (kind, query) in [(Kind::LocalPlan, plans), (Kind::SubProject, sub_projects), (Kind::Community, communities)] {
        for row in &conn.query_all(&query).await? {
            found.push(Orphan { kind, resource: get(row, "resource_id")?, person: (PersonId(get(row, "id")?), get(row, "name")?) });
        }
    }
    Ok(found)
}
