//! Roles of people: granted, ended, listed.
use crate::{
    crud, demo,
    error::{ApiError, allow, check_rules},
    extract::Ctx,
    operation::{Access, Operation},
    resources::person::{People, keep_one, still_here},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::role as wire;
use domain::{
    PersonId,
    api_client::ApiScope,
    journal::{Change, Content, Verb},
    policy::{Action, decide, may_grant},
    role::{self as rules, Role},
};
use persistence::{Found, person, resource::find, role as store};
use sea_orm::ConnectionTrait;
use serde_json::json;
use utoipa::ToSchema;

const TAG: &str = "People";

/// The operations on roles.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (input, roles) = (schemas.add::<wire::RoleInput>(), schemas.add::<wire::PersonRoles>());
    let person = demo::id("person", "teammanager-dommelvallei").to_string();
    let names: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
    let one = "/people/{personId}/roles/{role}";
    vec![
        Operation::new("get", "/people/{personId}/roles", "listPersonRoles", Access::SignedIn, list).for_systems(ApiScope::PeopleRead)
            .text(TAG, "List the roles of a person", "For everyone who is signed in. Roles in communities and plans stand with those.")
            .id_parameter("personId", &person)
            .answers(200, "The roles, also those that have ended.", Some(&roles), &[]),
        Operation::new("put", one, "grantRole", Access::SignedIn, grant)
            .text(
                TAG,
                "Grant a role, or change its end",
                "For administrators; `coordinator` and `executive` also for the coordinators of the organisation, to people without a role of the whole platform. It counts at once.",
            )
            .id_parameter("personId", &person)
            .choice_parameter("role", &names, "coordinator")
            .errors(&[403, 409])
            .body(&input, &json!({"endDate": "2099-12-31"})),
        Operation::new("delete", one, "endRole", Access::SignedIn, end)
            .text(TAG, "Take a role back", "For who may grant it. The last administrator stays.")
            .id_parameter("personId", &person)
            .choice_parameter("role", &names, "coordinator")
            .errors(&[403, 409]),
    ]
}

async fn person_of<C: ConnectionTrait>(ctx: &Ctx, conn: &C) -> Result<Found<person::People>, ApiError> {
    ctx.caller()?;
    let id = PersonId(ctx.path_id("personId")?);
    find::<person::People, _>(conn, &ctx.actor, id, false).await?.ok_or(ApiError::NotFound)
}

/// The role of the path, when the actor may grant it to this person.
fn role_of(ctx: &Ctx, found: &Found<person::People>) -> Result<Role, ApiError> {
    let role = ctx.path_choice("role", Role::parse)?;
    allow(decide(&ctx.actor, Action::ManageRoles, &found.scope(&ctx.actor)))?;
    if may_grant(&ctx.actor, role, found.stored.state.organisation_id) { Ok(role) } else { Err(ApiError::Forbidden) }
}

async fn list(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let conn = ctx.app.db.reader();
    let found = person_of(&ctx, conn).await?;
    let grants = store::of_person(conn, found.stored.id).await?;
    let items = grants.into_iter().map(|store::Grant { role, end_date, granted_at }| wire::GrantedRole { role, end_date, granted_at }).collect();
    let grantable = Role::ALL.iter().copied().filter(|role| may_grant(&ctx.actor, *role, found.stored.state.organisation_id)).collect();
    Ok(HttpResponse::Ok().json(wire::PersonRoles { items, grantable }))
}

async fn grant(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let wire::RoleInput { end_date } = ctx.body(&bytes, &wire::RoleInput::name())?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let found = person_of(&ctx, unit.conn()).await?;
    let role = role_of(&ctx, &found)?;
    still_here(&found)?;
    check_rules(rules::violations(end_date, unit.today()))?;
    if end_date.is_some() {
        keep_one(unit.conn(), &found, role).await?;
    }
    let grant = store::Grant { role, end_date, granted_at: unit.now() };
    store::grant(unit.conn(), found.stored.id, &grant).await?;
    let changes =
        vec![change(None, Some(role)), Change { field: "endDate".into(), old: None, new: Some(json!(end_date).to_string()), content: Content::Short }];
    crud::record::<People>(&mut unit, &ctx, &found, Verb::RoleGranted, changes).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(HttpResponse::NoContent().finish())
}

async fn end(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let found = person_of(&ctx, unit.conn()).await?;
    let role = role_of(&ctx, &found)?;
    if !store::of_person(unit.conn(), found.stored.id).await?.iter().any(|grant| grant.role == role) {
        return Err(ApiError::NotFound);
    }
    keep_one(unit.conn(), &found, role).await?;
    store::end(unit.conn(), found.stored.id, role).await?;
    crud::record::<People>(&mut unit, &ctx, &found, Verb::RoleEnded, vec![change(Some(role), None)]).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(HttpResponse::NoContent().finish())
}

fn change(old: Option<Role>, new: Option<Role>) -> Change {
    let json = |role: Option<Role>| role.map(|role| json!(role).to_string());
    Change { field: "role".into(), old: json(old), new: json(new), content: Content::Short }
}
