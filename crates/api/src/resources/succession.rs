//! What needs a successor, on the desk of a coordinator.
use crate::{
    error::ApiError,
    extract::Ctx,
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::{list::Reference, succession as wire};
use domain::{resource::Kind, role::Role};
use persistence::{
    community, local_plan,
    resource::names,
    sub_project,
    succession::{self as store, Orphan},
};
use std::collections::HashMap;
use uuid::Uuid;

/// The operation on successions.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let successions = schemas.add::<wire::Successions>();
    vec![
        Operation::new("get", "/me/successions", "listMySuccessions", Access::SignedIn, list)
            .text(
                "Accounts",
                "List what needs a successor",
                "For coordinators: plans, sub-projects and communities that are led by people of the own organisation who are no longer let in, as far as you may see them. For administrators of all organisations; for others none.",
            )
            .answers(200, "What needs a successor.", Some(&successions), &[]),
    ]
}

async fn list(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let organisation = match (ctx.actor.is_administrator(), ctx.actor.has(Role::Coordinator)) {
        (true, _) => None,
        (false, true) => ctx.actor.organisation(),
        (false, false) => return Ok(HttpResponse::Ok().json(wire::Successions::default())),
    };
    let conn = ctx.app.db.reader();
    let orphans = store::orphans(conn, organisation).await?;
    let of = |kind: Kind| -> Vec<Uuid> { orphans.iter().filter(|orphan| orphan.kind == kind).map(|orphan| orphan.resource).collect() };
    let mut known: HashMap<Uuid, String> = HashMap::new();
    known.extend(names::<local_plan::LocalPlans, _>(conn, &ctx.actor, &of(Kind::LocalPlan)).await?);
    known.extend(names::<sub_project::SubProjects, _>(conn, &ctx.actor, &of(Kind::SubProject)).await?);
    known.extend(names::<community::Communities, _>(conn, &ctx.actor, &of(Kind::Community)).await?);
    let view = |Orphan { kind, resource, person: (person, name) }: Orphan| {
        let resource = Reference { id: resource, name: known.get(&resource)?.clone() };
        Some(wire::Succession { kind, resource, person: Reference { id: person.0, name } })
    };
    Ok(HttpResponse::Ok().json(wire::Successions { items: orphans.into_iter().filter_map(view).collect() }))
}
