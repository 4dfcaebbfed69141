//! Who sees what, as SQL: one function per resource, applying the rules of `domain::policy`. A property test holds the two against
//! each other on random data.
use domain::policy::Actor;
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait};

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
        Actor::Anonymous => Cond::all().add(Expr::col(("community", "visibility")).eq("public")),
        Actor::Person { administrator: true, .. } => Cond::all(),
        Actor::Person { id, .. } => Cond::any()
            .add(Expr::col(("community", "visibility")).ne("hidden"))
            .add(Expr::cust_with_values("community.id IN (SELECT community_id FROM member WHERE person_id = ? AND status IN ('active', 'invited'))", [id.0])),
    }
}

/// Local plans.
pub fn local_plans(actor: &Actor) -> Condition {
    match actor {
        Actor::Anonymous => Cond::all().add(Expr::col(("local_plan", "visibility")).eq("public")),
        Actor::Person { administrator: true, .. } => Cond::all(),
        Actor::Person { id, .. } => Cond::any()
            .add(Expr::col(("local_plan", "visibility")).is_in(["public", "network"]))
            .add(Expr::cust_with_values("local_plan.id IN (SELECT local_plan_id FROM local_plan_lead WHERE person_id = ?)", [id.0]))
            .add(Expr::cust_with_values(
                "local_plan.id IN (SELECT local_plan_id FROM sub_project WHERE municipality_lead_id = ? AND deleted_at IS NULL)",
                [id.0],
            ))
            .add(Expr::cust_with_values("local_plan.id IN (SELECT local_plan_id FROM sub_project WHERE partner_lead_id = ? AND deleted_at IS NULL)", [id.0])),
    }
}

/// Sub-projects: as their plan. The query joins `local_plan`.
pub fn sub_projects(actor: &Actor) -> Condition {
    Cond::all().add(Expr::col(("local_plan", "deleted_at")).is_null()).add(local_plans(actor))
}
