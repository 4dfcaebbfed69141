//! Groups: the roles of the organisation, `coordinator` and `executive`. They are there already; who is in them changes.
use super::{Answer, Failure, MEDIA_TYPE, answered, body, list_response, organisation, patch};
use crate::{crud, error::ApiError, extract::Ctx, resources::person::People};
use actix_web::{HttpResponse, web};
use domain::{
    PersonId,
    journal::{Change, Content, Verb},
    role::{Role, may_grant},
};
use persistence::{
    Found, UnitOfWork,
    person::{self as store, Filter},
    resource::{COMMON_SORTS, Paging, find},
    role,
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

fn roles() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| role.is_of_organisation())
}

async fn members<C: ConnectionTrait>(ctx: &Ctx, conn: &C, role: Role) -> Result<Vec<Found<store::People>>, Failure> {
    let filter = Filter { organisation_id: Some(organisation(ctx)?), role: Some(role), ..Filter::default() };
    let sort = *COMMON_SORTS.first().ok_or_else(Failure::not_found)?;
    let paging = Paging { sort, after: None, size: 1000, deleted: false };
    Ok(persistence::resource::list::<store::People, _>(conn, &ctx.actor, &filter, &paging).await?.0)
}

async fn view<C: ConnectionTrait>(ctx: &Ctx, conn: &C, role: Role) -> Result<Value, Failure> {
    let members: Vec<Value> = members(ctx, conn, role)
        .await?
        .iter()
        .map(|found| json!({"value": found.stored.id.0, "display": found.stored.state.name, "$ref": ctx.app.link(&format!("/scim/v2/Users/{}", found.stored.id))}))
        .collect();
    Ok(json!({
        "schemas": [SCHEMA], "id": role, "displayName": role, "members": members,
        "meta": {"resourceType": "Group", "location": ctx.app.link(&format!("/scim/v2/Groups/{role}"))},
    }))
}

fn role_of(ctx: &Ctx) -> Result<Role, Failure> {
    Role::parse(ctx.request().match_info().query("id")).filter(|role| role.is_of_organisation()).ok_or_else(Failure::not_found)
}

pub async fn list(ctx: Ctx, query: web::Query<Vec<(String, String)>>) -> HttpResponse {
    answered(async {
        organisation(&ctx)?;
        let conn = ctx.app.db.reader();
        let named = query.iter().find(|(key, _)| key.eq_ignore_ascii_case("filter")).map(|(_, filter)| filter.to_ascii_lowercase());
        let mut items = vec![];
        for role in roles() {
            let wanted = named.as_ref().is_none_or(|filter| *filter == format!("displayname eq \"{role}\""));
            if wanted {
                items.push(view(&ctx, conn, role).await?);
            }
        }
        Ok(list_response(&items, items.len(), 1))
    })
    .await
}

pub async fn read(ctx: Ctx) -> HttpResponse {
    answered(async {
        let role = role_of(&ctx)?;
        Ok(HttpResponse::Ok().content_type(MEDIA_TYPE).body(view(&ctx, ctx.app.db.reader(), role).await?.to_string()))
    })
    .await
}

/// The people that a list of members names.
fn named(value: &Value) -> Result<Vec<PersonId>, Failure> {
    let one = |value: &Value| {
        let id = value["value"].as_str().or(value.as_str()).and_then(|id| id.parse::<Uuid>().ok());
        id.map(PersonId).ok_or_else(|| Failure::invalid("A member has a value with its id."))
    };
    match value {
        Value::Array(values) => values.iter().map(one).collect(),
        value => Ok(vec![one(value)?]),
    }
}

pub async fn replace(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let wanted = named(&body(&bytes)?["members"])?;
        set(&ctx, |_| Ok(wanted.clone())).await
    })
    .await
}

pub async fn patch(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let changes = patch::changes(&body(&bytes)?)?;
        set(&ctx, |now| {
            let mut wanted = now.to_vec();
            for change in changes.iter().filter(|change| change.attribute == "members") {
                // `members[value eq "…"]` names one of them in the path.
                let which = change.which.as_ref().and_then(|which| which.split('"').nth(1)).and_then(|id| id.parse().ok()).map(PersonId);
                match (change.removes, which, &change.value) {
                    (true, Some(which), _) => wanted.retain(|id| *id != which),
                    (true, None, Value::Null) => wanted.clear(),
                    (true, None, value) => {
                        let gone = named(value)?;
                        wanted.retain(|id| !gone.contains(id));
                    }
                    (false, _, value) => {
                        if !change.adds {
                            wanted.clear();
                        }
                        wanted.extend(named(value)?);
                    }
                }
            }
            Ok(wanted)
        })
        .await
    })
    .await
}

/// Makes these the people with the role of the path.
async fn set(ctx: &Ctx, wanted: impl Fn(&[PersonId]) -> Result<Vec<PersonId>, Failure>) -> Answer {
    let (own, role) = (organisation(ctx)?, role_of(ctx)?);
    if !may_grant(&ctx.actor, role, own) {
        return Err(ApiError::Forbidden.into());
    }
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let now: Vec<PersonId> = members(ctx, unit.conn(), role).await?.iter().map(|found| found.stored.id).collect();
    let mut wanted = wanted(&now)?;
    wanted.sort_unstable();
    wanted.dedup();
    let mut changed = false;
    for id in wanted.iter().filter(|id| !now.contains(id)) {
        let found = find::<store::People, _>(unit.conn(), &ctx.actor, *id, false).await?;
        let found = found.filter(|found| found.stored.state.organisation_id == own).ok_or_else(|| Failure::invalid("A member is not of your organisation."))?;
        role::grant(unit.conn(), *id, &role::Grant { role, end_date: None, granted_at: unit.now() }).await?;
        note(ctx, &mut unit, &found, Verb::RoleGranted, role).await?;
        changed = true;
    }
    for id in now.iter().filter(|id| !wanted.contains(id)) {
        let found = find::<store::People, _>(unit.conn(), &ctx.actor, *id, false).await?.ok_or_else(Failure::not_found)?;
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
    Ok(HttpResponse::Ok().content_type(MEDIA_TYPE).body(view(ctx, ctx.app.db.reader(), role).await?.to_string()))
}

async fn note(ctx: &Ctx, unit: &mut UnitOfWork, found: &Found<store::People>, verb: Verb, role: Role) -> Result<(), Failure> {
    let change = Change { field: "role".into(), old: None, new: Some(json!(role).to_string()), content: Content::Short };
    Ok(crud::record::<People>(unit, ctx, found, verb, vec![change]).await?)
}
