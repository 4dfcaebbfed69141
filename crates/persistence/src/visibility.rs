//! Who sees what, as SQL: one function per resource, applying the rules of `domain::policy`. A property test holds the two against
//! each other on random data. Fixed values stand in the text of the query, not in parameters, so that PostgreSQL can keep one plan.
use domain::{api_client::ApiScope, policy::Actor, role::Role};
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
        // Who was forgotten is a name under what they made, nobody to find.
        Actor::Person { .. } | Actor::Client { .. } => Cond::all().add(Expr::cust("person.erased_at IS NULL")),
    }
}

/// Communities that everybody who is signed in may find; `None` where [`communities`] is as simple.
pub fn open_communities(actor: &Actor) -> Option<Condition> {
    sees_own(actor).then(|| Cond::all().add(Expr::cust("community.visibility <> 'hidden'")))
}

/// Communities.
pub fn communities(actor: &Actor) -> Condition {
    match actor {
        Actor::Anonymous => Cond::all().add(Expr::cust("community.visibility = 'public'")),
        Actor::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all(),
        Actor::Client { .. } => Cond::all().add(Expr::cust("community.visibility <> 'hidden'")),
        Actor::Person { id, .. } => {
            let mine = ids("member", "community_id", "person_id", id.0).and_where(Expr::cust("status IN ('active', 'invited')")).to_owned();
            Cond::any().add(Expr::cust("community.visibility <> 'hidden'")).add(Expr::col(("community", "id")).in_subquery(mine))
        }
    }
}

/// Local plans that everybody who is signed in may see; `None` where [`local_plans`] is as simple.
pub fn open_local_plans(actor: &Actor) -> Option<Condition> {
    sees_own(actor).then(|| Cond::all().add(Expr::cust("local_plan.visibility IN ('public', 'network')")))
}

/// Whether what somebody sees depends on who they are; not of visitors and administrators.
fn sees_own(actor: &Actor) -> bool {
    !matches!(actor, Actor::Anonymous) && !actor.is_administrator()
}

/// Local plans.
pub fn local_plans(actor: &Actor) -> Condition {
    match actor {
        Actor::Anonymous => Cond::all().add(Expr::cust("local_plan.visibility = 'public'")),
        Actor::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all(),
        Actor::Client { organisation, .. } => {
            Cond::any().add(Expr::cust("local_plan.visibility IN ('public', 'network')")).add(of_organisation(organisation.0))
        }
        Actor::Person { id, .. } => Cond::any()
            .add(Expr::cust("local_plan.visibility IN ('public', 'network')"))
            .add(in_team("local_plan_lead", "person_id", id.0))
            .add(in_team("sub_project", "municipality_lead_id", id.0))
            .add(in_team("sub_project", "partner_lead_id", id.0))
            .add(contributes_to_plan(id.0)),
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

/// Whether somebody contributes to a sub-project of the plan of the row; counted as in [`in_team`].
fn contributes_to_plan(person: Uuid) -> Expr {
    let contributed = ids("sub_project_contributor", "sub_project_id", "person_id", person);
    let rows = Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .from_as("sub_project", "team")
        .and_where(Expr::col(("team", "local_plan_id")).equals(("local_plan", "id")))
        .and_where(Expr::col(("team", "id")).in_subquery(contributed))
        .and_where(Expr::col(("team", "deleted_at")).is_null())
        .to_owned();
    Expr::SubQuery(None, Box::new(rows.into())).gt(Expr::cust("0"))
}

/// Whether somebody contributes to the sub-project of the row.
pub(crate) fn contributes(person: domain::PersonId) -> Expr {
    let rows = Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .from("sub_project_contributor")
        .and_where(Expr::col(("sub_project_contributor", "sub_project_id")).equals(("sub_project", "id")))
        .and_where(Expr::col(("sub_project_contributor", "person_id")).eq(person.0))
        .to_owned();
    Expr::SubQuery(None, Box::new(rows.into())).gt(Expr::cust("0"))
}

/// Whether the plan of the row is one of a municipality that the organisation is or works for; counted for this one plan, as in [`in_team`].
pub(crate) fn of_organisation(organisation: Uuid) -> Expr {
    let served = ids("organisation_serves", "municipality_id", "organisation_id", organisation);
    let municipality = || Expr::col(("own", "municipality_id"));
    let rows = Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .from_as("local_plan_municipality", "own")
        .and_where(Expr::col(("own", "local_plan_id")).equals(("local_plan", "id")))
        .cond_where(Cond::any().add(municipality().eq(organisation)).add(municipality().in_subquery(served)))
        .to_owned();
    Expr::SubQuery(None, Box::new(rows.into())).gt(Expr::cust("0"))
}

/// API clients: administrators, and the coordinators of the organisation.
pub fn api_clients(actor: &Actor) -> Condition {
    match actor {
        Actor::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all(),
        Actor::Person { roles, organisation, .. } if roles.has(Role::Coordinator) => {
            Cond::all().add(Expr::col(("api_client", "organisation_id")).eq(organisation.0))
        }
        Actor::Anonymous | Actor::Person { .. } | Actor::Client { .. } => Cond::all().add(Expr::value(false)),
    }
}

/// That the plan of a sub-project is not deleted. The query joins `local_plan`.
pub fn plan_stands() -> Condition {
    Cond::all().add(Expr::col(("local_plan", "deleted_at")).is_null())
}

/// That the sub-project of a part is not deleted, nor its plan. The query joins `sub_project` and `local_plan`.
pub fn sub_project_stands() -> Condition {
    plan_stands().add(Expr::col(("sub_project", "deleted_at")).is_null())
}

/// Sub-projects: as their plan. The query joins `local_plan`.
pub fn sub_projects(actor: &Actor) -> Condition {
    plan_stands().add(local_plans(actor))
}

/// The same among [`open_local_plans`].
pub fn open_sub_projects(actor: &Actor) -> Option<Condition> {
    Some(open_local_plans(actor)?.add(plan_stands()))
}

/// Progress updates and milestones: as their sub-project. The query joins `sub_project` and `local_plan`.
pub fn within_sub_projects(actor: &Actor) -> Condition {
    sub_project_stands().add(local_plans(actor))
}

/// What the team of a sub-project shares with the executives of its municipalities only, unless it is `open`; also under what was deleted. The query joins
/// `sub_project` and `local_plan`.
pub fn reserved(actor: &Actor, open: Option<Expr>) -> Condition {
    let seen = Cond::all().add(local_plans(actor));
    let mut let_in = Cond::any().add_option(open);
    match actor {
        Actor::Client { organisation, .. } => let_in = let_in.add(of_organisation(organisation.0)),
        Actor::Person { roles, .. } if roles.has(Role::Administrator) => return seen,
        Actor::Person { organisation, roles, .. } if roles.has(Role::Executive) => let_in = let_in.add(of_organisation(organisation.0)).add(team(actor)),
        Actor::Anonymous | Actor::Person { .. } => let_in = let_in.add(team(actor)),
    }
    seen.add(let_in)
}

/// Who sees the small numbers of a sub-project: its team, the leads of the plan, systems that keep it, and administrators. The query joins `sub_project` and
/// `local_plan`.
pub fn team(actor: &Actor) -> Condition {
    match actor {
        Actor::Client { organisation, scopes, .. } if scopes.has(ApiScope::PlansWrite) => Cond::all().add(of_organisation(organisation.0)),
        Actor::Anonymous | Actor::Client { .. } => Cond::all().add(Expr::cust("0 > 0")),
        Actor::Person { roles, .. } if roles.has(Role::Administrator) => Cond::all().add(Expr::cust("0 = 0")),
        Actor::Person { id, .. } => {
            let leads = |column: &'static str| Expr::col(("sub_project", column)).eq(id.0);
            Cond::any().add(leads("municipality_lead_id")).add(leads("partner_lead_id")).add(contributes(*id)).add(in_team(
                "local_plan_lead",
                "person_id",
                id.0,
            ))
        }
    }
}

/// The ids in `column` of the rows of `table` in which `other` is `id`.
pub(crate) fn ids(table: &'static str, column: &'static str, other: &'static str, id: Uuid) -> SelectStatement {
    Query::select().column(column).from(table).and_where(Expr::col(other).eq(id)).to_owned()
}
