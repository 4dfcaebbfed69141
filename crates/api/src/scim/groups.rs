//! Groups: the roles of the organisation, `coordinator` and `executive`. They are there already; who is in them changes.
use super::{
    Answer, Asked, Failure, answered, asked, body, list_response, organisation,
    patch::{self, Operation},
    schema::{GROUP, field},
    users::walk,
};
use crate::{
    crud,
    error::{ApiError, allow},
    extract::Ctx,
    media_type,
    resources::person::People,
};
use actix_web::{HttpResponse, web};
use domain::{
    PersonId,
    journal::{Change, Content, Verb},
    policy::{Action, decide, may_grant},
    role::Role,
};
use persistence::{
    Found, UnitOfWork,
    person::{self as store, Filter},
    resource::find,
    role,
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| role.is_of_organisation())
}

async fn members<C: ConnectionTrait>(ctx: &Ctx, conn: &C, role: Role) -> Result<Vec<Found<store::People>>, Failure> {
    walk(ctx, conn, &Filter { organisation_id: vec![organisation(ctx)?], role: Some(role), ..Filter::default() }).await
}

async fn view<C: ConnectionTrait>(ctx: &Ctx, conn: &C, role: Role) -> Result<Value, Failure> {
    let link = |found: &Found<store::People>| ctx.app.link(&format!("/scim/v2/Users/{}", found.stored.id));
    let member = |found: &Found<store::People>| json!({"value": found.stored.id.0, "$ref": link(found), "display": found.stored.state.name, "type": "User"});
    let members: Vec<Value> = members(ctx, conn, role).await?.iter().map(member).collect();
    Ok(json!({
        "schemas": [GROUP], "id": role, "displayName": role, "members": members,
        "meta": {"resourceType": "Group", "location": ctx.app.link(&format!("/scim/v2/Groups/{role}"))},
    }))
}

fn role_of(ctx: &Ctx) -> Result<Role, Failure> {
    Role::parse(ctx.request().match_info().query("id")).filter(|role| role.is_of_organisation()).ok_or_else(Failure::not_found)
}

pub async fn list(ctx: Ctx) -> HttpResponse {
    answered(async {
        organisation(&ctx)?;
        let Asked { filter, start, count, wanted } = asked(ctx.request(), GROUP)?;
        let conn = ctx.app.db.reader();
        let mut found = vec![];
        for role in roles() {
            let group = view(&ctx, conn, role).await?;
            if filter.as_ref().is_none_or(|filter| filter.fits(&group)) {
                found.push(group);
            }
        }
        let total = found.len();
        let items: Vec<Value> = found.into_iter().skip(start - 1).take(count).map(|group| wanted.of(group)).collect();
        Ok(list_response(&items, total, start))
    })
    .await
}

pub async fn read(ctx: Ctx) -> HttpResponse {
    answered(async {
        let role = role_of(&ctx)?;
        one(&ctx, role).await
    })
    .await
}

async fn one(ctx: &Ctx, role: Role) -> Answer {
    let Asked { wanted, .. } = asked(ctx.request(), GROUP)?;
    let group = wanted.of(view(ctx, ctx.app.db.reader(), role).await?);
    Ok(HttpResponse::Ok().content_type(media_type::SCIM).body(group.to_string()))
}

/// The people that a list of members names.
fn named(value: &Value) -> Result<Vec<PersonId>, Failure> {
    let one = |value: &Value| {
        let id = field(value, "value").as_str().or(value.as_str()).and_then(|id| id.parse::<Uuid>().ok());
        id.map(PersonId).ok_or_else(|| Failure::invalid("A member has a value with its id."))
    };
    match value {
        Value::Array(values) => values.iter().map(one).collect(),
        value => Ok(vec![one(value)?]),
    }
}

pub async fn replace(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let wanted = named(field(&body(&ctx, &bytes)?, "members"))?;
        set(&ctx, |_, _| Ok(wanted.clone())).await
    })
    .await
}

pub async fn patch(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let changes = patch::changes(GROUP, &body(&ctx, &bytes)?)?;
        set(&ctx, |role, now| {
            let mut wanted = now.to_vec();
            for change in &changes {
                let path = change.path();
                match (path.as_str(), change.removes(), &change.which, &change.value) {
                    // `members[value eq "..."]` names some of them in the path.
                    ("members", true, Some(which), _) => wanted.retain(|id| !which.fits(&json!({"members": [{"value": id.0}]}))),
                    ("members", true, None, Value::Null) => wanted.clear(),
                    ("members", _, None, value) => {
                        let named = named(value)?;
                        match change.operation {
                            Operation::Remove => wanted.retain(|id| !named.contains(id)),
                            Operation::Add => wanted.extend(named),
                            Operation::Replace => wanted = named,
                        }
                    }
                    // A system that says again how a group is called changes nothing.
                    ("displayName", false, _, Value::String(name)) if name.eq_ignore_ascii_case(role.as_str()) => {}
                    ("externalId", ..) => {}
                    _ => return Err(change.refused()),
                }
            }
            Ok(wanted)
        })
        .await
    })
    .await
}

/// Makes these the people with the role of the path.
async fn set(ctx: &Ctx, wanted: impl Fn(Role, &[PersonId]) -> Result<Vec<PersonId>, Failure>) -> Answer {
    let (own, role) = (organisation(ctx)?, role_of(ctx)?);
    if !may_grant(&ctx.actor, role, own) {
        return Err(ApiError::Forbidden.into());
    }
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let now: Vec<PersonId> = members(ctx, unit.conn(), role).await?.iter().map(|found| found.stored.id).collect();
    let mut wanted = wanted(role, &now)?;
    wanted.sort_unstable();
    wanted.dedup();
    let mut changed = false;
    for id in wanted.iter().filter(|id| !now.contains(id)) {
        let found = find::<store::People, _>(unit.conn(), &ctx.actor, *id, false).await?;
        let found = found.filter(|found| found.stored.state.organisation_id == own).ok_or_else(|| Failure::invalid("A member is not of your organisation."))?;
        allow(decide(&ctx.actor, Action::ManageRoles, &found.scope(&ctx.actor)))?;
        role::grant(unit.conn(), *id, &role::Grant { role, end_date: None, granted_at: unit.now() }).await?;
        note(ctx, &mut unit, &found, Verb::RoleGranted, role).await?;
        changed = true;
    }
    for id in now.iter().filter(|id| !wanted.contains(id)) {
        let found = find::<store::People, _>(unit.conn(), &ctx.actor, *id, false).await?.ok_or_else(Failure::not_found)?;
        allow(decide(&ctx.actor, Action::ManageRoles, &found.scope(&ctx.actor)))?;
        role::end(unit.conn(), *id, role).await?;
        note(ctx, &mut unit, &found, Verb::RoleEnded, role).await?;
        changed = true;
    }
    if changed {
        unit.commit().await?;
        ctx.rights_changed();
    } else {
        drop(unit);
    }
    one(ctx, role).await
}

async fn note(ctx: &Ctx, unit: &mut UnitOfWork, found: &Found<store::People>, verb: Verb, role: Role) -> Result<(), Failure> {
    let change = Change { field: "role".into(), old: None, new: Some(json!(role).to_string()), content: Content::Short };
    Ok(crud::record::<People>(unit, ctx, found, verb, vec![change]).await?)
}
