//! What needs a successor, on the desk of a coordinator.
use crate::resources::{
    local_plan::LocalPlans,
    member::{self, not_led},
    person::People,
    sub_project::SubProjects,
};
use crate::{
    crud::{self, ApiResource},
    demo,
    error::{ApiError, allow, check_rules},
    extract::Ctx,
    names::names_of,
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{FieldError, list::Reference, problem::explain, succession as wire};
use domain::{
    PersonId,
    policy::{Action, decide},
    resource::Kind,
    role::Role,
    succession::{self as rules, Standing},
};
use persistence::{
    Found, UnitOfWork,
    resource::find,
    succession::{self as store, Orphan},
};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

/// The operations on successions.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (successions, input) = (schemas.add::<wire::Successions>(), schemas.add::<wire::SuccessionInput>());
    vec![
        Operation::new("get", "/me/successions", "listMySuccessions", Access::SignedIn, list)
            .text(
                "Accounts",
                "List what needs a successor",
                "For coordinators: plans, sub-projects and communities that are led by people of the own organisation who are no longer let in, as far as you may see them. For administrators of all organisations; for others none.",
            )
            .answers(200, "What needs a successor.", Some(&successions), &[]),
        Operation::new("post", "/me/successions", "appointSuccessor", Access::SignedIn, appoint)
            .text(
                "Accounts",
                "Appoint a successor",
                "For coordinators, of people of their own organisation who are no longer let in, by a colleague who is. For administrators of and by anybody. Who takes over leads the plan, the sub-project or the community from then on; of a closed community only one of its members can.",
            )
            .errors(&[403, 409])
            .body(
                &input,
                &json!({
                    "kind": "sub_project", "resourceId": demo::id("sub-project", "plusdiensten-boxtel"), "personId": demo::id("person", "oud-consulent-mgd"),
                    "successorId": demo::id("person", "consulent-mgd"),
                }),
            )
            .answers(204, "Somebody leads it again.", None, &[]),
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
    let things: Vec<_> = orphans.iter().map(|orphan| (orphan.kind, orphan.resource)).collect();
    let known = names_of(conn, &ctx.actor, &things).await?;
    let view = |Orphan { kind, resource, person: (person, name) }: Orphan| {
        let resource = Reference { id: resource, name: known.get(&resource)?.clone() };
        Some(wire::Succession { kind, resource, person: Reference { id: person.0, name } })
    };
    Ok(HttpResponse::Ok().json(wire::Successions { items: orphans.into_iter().filter_map(view).collect() }))
}

async fn appoint(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let input: wire::SuccessionInput = ctx.body(&bytes, &wire::SuccessionInput::name())?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let somebody = |id| find::<persistence::person::People, _>(unit.conn(), &ctx.actor, PersonId(id), false);
    // Who was deleted has left too.
    let left = match somebody(input.person_id).await? {
        Some(left) => Some(left),
        None => find::<persistence::person::People, _>(unit.conn(), &ctx.actor, PersonId(input.person_id), true).await?,
    };
    let left = left.ok_or_else(|| ApiError::unknown("/personId"))?;
    allow(decide(&ctx.actor, Action::ManageRoles, &left.scope(&ctx.actor)))?;
    let successor = somebody(input.successor_id).await?.ok_or_else(|| ApiError::unknown("/successorId"))?;
    let standing = |of: &Found<<People as ApiResource>::Store>| Standing { organisation: of.stored.state.organisation_id, status: of.extra.status };
    check_rules(rules::violations(standing(&left), standing(&successor), ctx.actor.is_administrator()))?;
    let (from, to, resource) = (left.stored.id, successor.stored.id, input.resource_id);
    match input.kind {
        Kind::LocalPlan => take_over_plan(&ctx, &mut unit, resource, from, to).await?,
        Kind::SubProject => take_over_sub_project(&ctx, &mut unit, resource, from, to).await?,
        Kind::Community => member::take_over(&ctx, &mut unit, resource, from, to).await?,
        _ => return Err(ApiError::Invalid(vec![FieldError::body("/kind", "unknown_value", explain("unknown_value", None))])),
    }
    unit.commit().await?;
    ctx.rights_changed();
    Ok(HttpResponse::NoContent().finish())
}

async fn take_over_plan(ctx: &Ctx, unit: &mut UnitOfWork, id: Uuid, from: PersonId, to: PersonId) -> Result<(), ApiError> {
    let before =
        find::<<LocalPlans as ApiResource>::Store, _>(unit.conn(), &ctx.actor, id.into(), false).await?.ok_or_else(|| ApiError::unknown("/resourceId"))?;
    let mut state = before.stored.state.clone();
    let place = state.lead_ids.iter().position(|lead| *lead == from).ok_or_else(not_led)?;
    if state.lead_ids.contains(&to) {
        state.lead_ids.remove(place);
    } else {
        state.lead_ids[place] = to;
    }
    crud::store_change::<LocalPlans>(ctx, unit, before, state.normalised()).await.map(drop)
}

async fn take_over_sub_project(ctx: &Ctx, unit: &mut UnitOfWork, id: Uuid, from: PersonId, to: PersonId) -> Result<(), ApiError> {
    let before =
        find::<<SubProjects as ApiResource>::Store, _>(unit.conn(), &ctx.actor, id.into(), false).await?.ok_or_else(|| ApiError::unknown("/resourceId"))?;
    let mut state = before.stored.state.clone();
    let leads = [&mut state.municipality_lead_id, &mut state.partner_lead_id];
    *leads.into_iter().find(|lead| **lead == Some(from)).ok_or_else(not_led)? = Some(to);
    let state = state.normalised();
    if state.municipality_lead_id == state.partner_lead_id {
        return Err(ApiError::Invalid(vec![FieldError::body("/successorId", "same_as_other", explain("same_as_other", None))]));
    }
    crud::store_change::<SubProjects>(ctx, unit, before, state).await.map(drop)
}
