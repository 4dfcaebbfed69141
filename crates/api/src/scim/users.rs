//! Users: the people of the organisation of the system that asks.
use super::{
    Answer, Asked, Failure, MAX_PAGE, answered, asked, body, list_response, organisation, patch, provider,
    schema::USER,
    user::{Wish, etag, view},
};
use crate::{
    crud::{self, ApiResource, Check, create_at, find_for_writing, store_change},
    error::{ApiError, allow, check_rules},
    extract::Ctx,
    media_type, precondition,
    resources::person::{People, leave},
};
use actix_web::{HttpResponse, http::StatusCode, web};
use contract::{StateInput, person::PersonInput};
use domain::{
    PersonId,
    journal::{Change, Content, Verb},
    policy::{Action, decide},
};
use persistence::{
    Found, UnitOfWork, identity, new_id,
    person::{self as store, Filter},
    resource::{Paging, find, renew, set_deleted, sort_by_name},
};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use uuid::Uuid;

fn one(ctx: &Ctx, status: StatusCode, found: &Found<store::People>, external: Option<&str>) -> Answer {
    let Asked { wanted, .. } = asked(ctx.request(), USER)?;
    let mut answer = HttpResponse::build(status);
    let location = ctx.app.link(&format!("/scim/v2/Users/{}", found.stored.id));
    answer.insert_header(("ETag", etag(found.stored.version))).insert_header(("Location", location));
    Ok(answer.content_type(media_type::SCIM).body(wanted.of(view(ctx, found, external)).to_string()))
}

async fn external_of<C: ConnectionTrait>(ctx: &Ctx, conn: &C, person: PersonId) -> Result<Option<String>, Failure> {
    Ok(identity::subjects(conn, &provider(ctx), &[person]).await?.pop().map(|(_, subject)| subject))
}

/// The user of the path, when it is one of the organisation.
async fn user<C: ConnectionTrait>(ctx: &Ctx, conn: &C) -> Result<Found<store::People>, Failure> {
    let own = organisation(ctx)?;
    let id = ctx.request().match_info().query("id").parse::<Uuid>().map_err(|_| Failure::not_found())?;
    let found = find::<store::People, _>(conn, &ctx.actor, PersonId(id), false).await?;
    found.filter(|found| found.stored.state.organisation_id == own).ok_or_else(Failure::not_found)
}

/// Whether a header, if there is one, names this version.
fn names(ctx: &Ctx, header: &str, version: i32) -> Option<bool> {
    let tags = ctx.request().headers().get(header)?.to_str().unwrap_or_default();
    Some(precondition::names(tags, &etag(version)))
}

/// The user of the path, when the system may do this to it, and it is still the version of `If-Match`, if there is one.
async fn to_change<C: ConnectionTrait>(ctx: &Ctx, conn: &C, action: Action) -> Result<Found<store::People>, Failure> {
    let found = user(ctx, conn).await?;
    allow(decide(&ctx.actor, action, &found.scope(&ctx.actor)))?;
    match names(ctx, "if-match", found.stored.version) {
        None | Some(true) => Ok(found),
        Some(false) => Err(Failure::status(StatusCode::PRECONDITION_FAILED, None, "Somebody changed this since you read it.")),
    }
}

/// The people whom a filter of the database leaves; those of one organisation are few enough to walk.
pub async fn walk<C: ConnectionTrait>(ctx: &Ctx, conn: &C, filter: &Filter) -> Result<Vec<Found<store::People>>, Failure> {
    let (mut after, mut found) = (None, vec![]);
    loop {
        let paging = Paging { after, ..Paging::first(sort_by_name::<store::People>(), MAX_PAGE) };
        let (page, next) = persistence::resource::list::<store::People, _>(conn, &ctx.actor, filter, &paging).await?;
        found.extend(page);
        match next {
            Some(position) => after = Some(position),
            None => return Ok(found),
        }
    }
}

pub async fn list(ctx: Ctx) -> HttpResponse {
    answered(async {
        let own = organisation(&ctx)?;
        let Asked { filter, start, count, wanted } = asked(ctx.request(), USER)?;
        let fixed = |name: &str| filter.as_ref().and_then(|filter| filter.fixed(name)).map(str::to_owned);
        let provider = provider(&ctx);
        let narrow = Filter {
            organisation_id: vec![own],
            email: fixed("userName"),
            external: fixed("externalId").map(|external| (provider.clone(), external)),
            ..Filter::default()
        };
        let conn = ctx.app.db.reader();
        let people = match fixed("id") {
            Some(id) => match id.parse().map(PersonId) {
                Ok(id) => {
                    find::<store::People, _>(conn, &ctx.actor, id, false).await?.filter(|found| found.stored.state.organisation_id == own).into_iter().collect()
                }
                Err(_) => vec![],
            },
            None => walk(&ctx, conn, &narrow).await?,
        };
        let mut externals = vec![];
        for page in people.chunks(500) {
            let ids: Vec<PersonId> = page.iter().map(|one| one.stored.id).collect();
            externals.extend(identity::subjects(conn, &provider, &ids).await?);
        }
        let externals: std::collections::HashMap<PersonId, String> = externals.into_iter().collect();
        let users = people.iter().map(|one| view(&ctx, one, externals.get(&one.stored.id).map(String::as_str)));
        let found: Vec<Value> = users.filter(|user| filter.as_ref().is_none_or(|filter| filter.fits(user))).collect();
        let total = found.len();
        let items: Vec<Value> = found.into_iter().skip(start - 1).take(count).map(|user| wanted.of(user)).collect();
        Ok(list_response(&items, total, start))
    })
    .await
}

pub async fn read(ctx: Ctx) -> HttpResponse {
    answered(async {
        let conn = ctx.app.db.reader();
        let found = user(&ctx, conn).await?;
        if names(&ctx, "if-none-match", found.stored.version) == Some(true) {
            return Ok(HttpResponse::NotModified().insert_header(("ETag", etag(found.stored.version))).finish());
        }
        let external = external_of(&ctx, conn, found.stored.id).await?;
        one(&ctx, StatusCode::OK, &found, external.as_deref())
    })
    .await
}

pub async fn create(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let own = organisation(&ctx)?;
        let wish = Wish::read(&body(&ctx, &bytes)?, None)?;
        let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        let person = PersonInput::check(wish.person(None, own)).map_err(ApiError::Invalid)?;
        let found = create_at::<People>(&ctx, &mut unit, new_id(), person).await?;
        let id = found.stored.id;
        identity::set_subject(unit.conn(), &provider(&ctx), id, wish.external.as_deref(), unit.now()).await?;
        store::set_name_parts(unit.conn(), id, wish.name.parts.as_ref()).await?;
        let mut found = find_for_writing::<People>(&unit, &ctx, id.0).await?;
        if !wish.active {
            found = set_active(&ctx, &mut unit, found, false).await?;
        }
        unit.commit().await?;
        ctx.rights_changed();
        one(&ctx, StatusCode::CREATED, &found, wish.external.as_deref())
    })
    .await
}

pub async fn replace(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let body = body(&ctx, &bytes)?;
        let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        let found = to_change(&ctx, unit.conn(), Action::Edit).await?;
        let before = Wish::of(&found, external_of(&ctx, unit.conn(), found.stored.id).await?);
        let wish = Wish::read(&body, Some(&before))?;
        apply(&ctx, unit, found, &before, wish).await
    })
    .await
}

pub async fn patch(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let changes = patch::changes(USER, &body(&ctx, &bytes)?)?;
        let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        let found = to_change(&ctx, unit.conn(), Action::Edit).await?;
        let before = Wish::of(&found, external_of(&ctx, unit.conn(), found.stored.id).await?);
        let wish = before.after(changes)?;
        apply(&ctx, unit, found, &before, wish).await
    })
    .await
}

/// Makes of a user what is wished, by the same steps as the API does.
async fn apply(ctx: &Ctx, mut unit: UnitOfWork, found: Found<store::People>, before: &Wish, wish: Wish) -> Answer {
    let (id, seen) = (found.stored.id, found.stored.version);
    let mut state = wish.person(Some(&found.stored.state), found.stored.state.organisation_id);
    check_rules(state.violations())?;
    People::check(&Check { conn: unit.conn(), actor: &ctx.actor, id: id.0, before: Some(&found), now: unit.now() }, &mut state).await?;
    let mut found = store_change::<People>(ctx, &mut unit, found, state).await?;
    let mut changed = vec![];
    if wish.external != before.external {
        identity::set_subject(unit.conn(), &provider(ctx), id, wish.external.as_deref(), unit.now()).await?;
        changed.push("externalId");
    }
    if wish.name != before.name {
        store::set_name_parts(unit.conn(), id, wish.name.parts.as_ref()).await?;
        if wish.name.shown == before.name.shown {
            changed.push("name");
        }
    }
    if !changed.is_empty() && found.stored.version == seen {
        renew::<store::People, _>(unit.conn(), id, seen, unit.now()).await?;
    }
    found = find_for_writing::<People>(&unit, ctx, id.0).await?;
    if !changed.is_empty() {
        let personal = |field: &str| Change { field: field.into(), old: None, new: None, content: Content::Personal };
        crud::record::<People>(&mut unit, ctx, &found, Verb::Changed, changed.into_iter().map(personal).collect()).await?;
    }
    if wish.active != before.active {
        found = set_active(ctx, &mut unit, found, wish.active).await?;
    }
    if found.stored.version == seen {
        drop(unit);
    } else {
        unit.commit().await?;
        ctx.rights_changed();
    }
    one(ctx, StatusCode::OK, &found, wish.external.as_deref())
}

async fn set_active(ctx: &Ctx, unit: &mut UnitOfWork, found: Found<store::People>, active: bool) -> Result<Found<store::People>, Failure> {
    allow(decide(&ctx.actor, Action::ManageAccount, &found.scope(&ctx.actor)))?;
    let (id, now) = (found.stored.id, unit.now());
    if !active {
        leave(unit, &found).await?;
    }
    store::set_deactivated(unit.conn(), id, found.stored.version, (!active).then_some(now), now).await?;
    let found = find_for_writing::<People>(unit, ctx, id.0).await?;
    crud::record::<People>(unit, ctx, &found, if active { Verb::Reactivated } else { Verb::Deactivated }, vec![]).await?;
    Ok(found)
}

/// Gone for the system; who may delete can bring the person back for a while, and what they made stays. The address and the number are free at once.
pub async fn delete(ctx: Ctx) -> HttpResponse {
    answered(async {
        let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        let found = to_change(&ctx, unit.conn(), Action::Delete).await?;
        let id = found.stored.id;
        People::deleting(&mut unit, &found).await?;
        set_deleted::<store::People, _>(unit.conn(), id, found.stored.version, Some(unit.now()), unit.now()).await?;
        crud::record::<People>(&mut unit, &ctx, &found, Verb::Deleted, vec![]).await?;
        unit.commit().await?;
        ctx.rights_changed();
        Ok(HttpResponse::NoContent().finish())
    })
    .await
}
