//! Who sees what, as SQL: one function per resource, applying the rules of `domain::policy`. A property test holds the two against
//! each other on random data. Fixed values stand in the text of the query, not in parameters, so that PostgreSQL can keep one plan.
use domain::{policy::Actor, role::Role};
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait, Query, SelectStatement};
use uuid::Uuid;

/// Organisations and themes: everybody.
pub fn catalogue() -> Condition {
    Cond::all()
}

/// People: everyone who is signed in.
pub fn people(actor: &Actor) -> Condition {
    match actor {
        Actor::Anonymous => Cond::all().add(Expr::value(false)),
        Actor::Person { .. } => Cond::all(),
    }
}

/// Communities.
pub fn communities(actor: &Actor) -> Condition {
    match actor {
        Actor::Anonymous => Cond::all().add(Expr::cust("community.visibility = 'public'")),
        Actor::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all(),
        Actor::Person { id, .. } => {
            let mine = ids("member", "community_id", "person_id", id.0).and_where(Expr::cust("status IN ('active', 'invited')")).to_owned();
            Cond::any().add(Expr::cust("community.visibility <> 'hidden'")).add(Expr::col(("community", "id")).in_subquery(mine))
        }
    }
}

/// Local plans.
pub fn local_plans(actor: &Actor) -> Condition {
    match actor {
        Actor::Anonymous => Cond::all().add(Expr::cust("local_plan.visibility = 'public'")),
        Actor::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all(),
        Actor::Person { id, .. } => Cond::any()
            .add(Expr::cust("local_plan.visibility IN ('public', 'network')"))
            .add(in_team("local_plan_lead", "person_id", id.0))
            .add(in_team("sub_project", "municipality_lead_id", id.0))
            .add(in_team("sub_project", "partner_lead_id", id.0)),
    }
}

/// Whether the row of the plan has somebody in `column` of `table`. A count for this one plan, by index: for `IN (SELECT …)` PostgreSQL would
/// read all plans before the first of a page.
fn in_team(table: &'static str, column: &'static str, person: Uuid) -> Expr {
    let mut rows = Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .from_as(table, "team")
        .and_where(Expr::col(("team", "local_plan_id")).equals(("local_plan", "id")))
        .and_where(Expr::col(("team", column)).eq(person))
        .to_owned();
    if table == "sub_project" {
        rows.and_where(Expr::col(("team", "deleted_at")).is_null());
    }
    Expr::SubQuery(None, Box::new(rows.into())).gt(Expr::cust("0"))
}

/// Sub-projects: as their plan. The query joins `local_plan`.
pub fn sub_projects(actor: &Actor) -> Condition {
    Cond::all().add(Expr::col(("local_plan", "deleted_at")).is_null()).add(local_plans(actor))
}

/// The ids in `column` of the rows of `table` in which `other` is `id`.
pub(crate) fn ids(table: &'static str, column: &'static str, other: &'static str, id: Uuid) -> SelectStatement {
    Query::select().column(column).from(table).and_where(Expr::col(other).eq(id)).to_owned()
}
