//! The gates between the phases of a sub-project.
use crate::resources::sub_project::SubProjects;
use crate::{
    crud, demo,
    error::{ApiError, check_rules},
    extract::Ctx,
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::HttpResponse;
use chrono::NaiveDate;
use contract::sub_project as wire;
use domain::{
    Code, LocalPlanId,
    api_client::ApiScope,
    choice::Choice,
    gate::{PASSING, Requirement, asked_for, missing},
    policy::{Action, Actor},
    sub_project::Phase,
};
use persistence::{Found, gate as store, local_plan::LocalPlans, resource::find, sub_project};
use sea_orm::ConnectionTrait;

/// Reading the gates.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let gates = schemas.add::<wire::Gates>();
    vec![
    Operation::new("get", "/sub-projects/{subProjectId}/gates", "listGates", Access::SignedIn, list).for_systems(ApiScope::PlansRead)
        .text(
            "Sub-projects",
            "List the gates before a sub-project",
            "For its team and the leads of the local plan: what must be there before it goes on to a next phase, and whether it is. The leads of the plan choose what its gates ask.",
        )
        .id_parameter("subProjectId", &demo::id("sub-project", "aanzet").to_string())
        .errors(&[403])
        .answers(200, "The gates to the phases that may follow.", Some(&gates), &[]),
    ]
}

async fn list(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let conn = ctx.app.db.reader();
    let found = crud::find_allowed::<SubProjects, _>(conn, &ctx, ctx.path_id("subProjectId")?, Action::Edit).await?;
    let asked = asked_by(conn, &ctx.actor, found.stored.state.local_plan_id).await?;
    let there = store::there(conn, found.stored.id, ctx.app.clock.today()).await?;
    let gates = found.extra.phase.next().iter().map(|phase| wire::Gate {
        phase: *phase,
        asks: asked_for(*phase, &asked).into_iter().map(|requirement| wire::Asked { requirement, met: there.contains(&requirement) }).collect(),
    });
    Ok(HttpResponse::Ok().json(wire::Gates { items: gates.filter(|gate| !gate.asks.is_empty()).collect() }))
}

async fn asked_by<C: ConnectionTrait>(conn: &C, actor: &Actor, plan: LocalPlanId) -> Result<Vec<Requirement>, ApiError> {
    Ok(find::<LocalPlans, _>(conn, actor, plan, false).await?.ok_or(ApiError::NotFound)?.stored.state.gates)
}

/// Refuses to bring a sub-project into a phase while its gate asks what is not there and nobody says who decides that and why; answers what is missing, and
/// the decision when it is needed.
pub async fn decide_to_pass<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    before: &Found<sub_project::SubProjects>,
    to: Phase,
    passing: Choice,
    today: NaiveDate,
) -> Result<(Vec<Requirement>, Option<Choice>), ApiError> {
    let asked = asked_by(conn, actor, before.stored.state.local_plan_id).await?;
    // Most phases ask nothing; then nothing has to be looked up.
    let there = if asked_for(to, &asked).is_empty() { vec![] } else { store::there(conn, before.stored.id, today).await? };
    let missing = missing(to, &asked, &there);
    let names: Vec<&str> = missing.iter().map(|requirement| requirement.as_str()).collect();
    check_rules(passing.violations(PASSING, Code::GateNotPassed, &names))?;
    let needed = !missing.is_empty();
    Ok((missing, needed.then_some(passing)))
}
