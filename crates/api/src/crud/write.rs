//! Writing a resource: create, replace, change, delete and bring back, each one unit of work with its entry in the journal.
use super::{ApiResource, Check, Id, Presence};
use crate::{
    BASE, auth,
    error::{ApiError, allow},
    extract::{Ctx, etag},
    markdown,
    media_type::{JSON, MERGE_PATCH},
    merge_patch,
    precondition::{Precondition, Versions},
};
use actix_web::{HttpResponse, web};
use contract::{FieldError, Input, field_errors, problem::explain};
use domain::{
    Code,
    journal::{Change, Content, Entry, Verb},
    policy::{Action, Actor, Scope, decide},
    resource::RESTORE_DAYS,
};
use persistence::{
    Found, Resource, StoreError, Transaction, UnitOfWork, idempotency,
    missed::{Missed, missed},
    resource::{NewScope, Surroundings},
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

pub(super) async fn create<R: ApiResource>(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let input: R::Input = ctx.body(&bytes, &R::Input::name())?;
    create_once::<R>(&ctx, &bytes, async |unit| create_at::<R>(&ctx, unit, Uuid::now_v7(), input).await).await
}

/// Does what makes something in one unit of work and answers what was made; a request that is sent again with the same key gets the same answer.
pub async fn create_once<R: ApiResource>(
    ctx: &Ctx,
    bytes: &web::Bytes,
    make: impl AsyncFnOnce(&mut UnitOfWork) -> Result<Found<R::Store>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    once(ctx, bytes, async |unit| {
        let found = make(unit).await?;
        let location = format!("{BASE}/{}/{}", R::PATH, found.stored.id.into());
        let body = serde_json::to_string(&R::view(found, &ctx.actor, true)).map_err(ApiError::internal)?;
        Ok(Made { status: 201, location: Some(location), etag: Some(etag(1)), body })
    })
    .await
}

/// What a request made, as it is answered, also when it is sent again.
pub struct Made {
    pub status: u16,
    pub location: Option<String>,
    pub etag: Option<String>,
    pub body: String,
}

/// Does something in one unit of work and answers what it made; a request that is sent again with the same key gets the same answer.
pub async fn once(ctx: &Ctx, bytes: &web::Bytes, make: impl AsyncFnOnce(&mut UnitOfWork) -> Result<Made, ApiError>) -> Result<HttpResponse, ApiError> {
    let caller = ctx.caller()?;
    let key = ctx.idempotency_key()?.map(str::to_owned);
    let fingerprint = auth::hash(&format!("{} {}", ctx.request().path(), String::from_utf8_lossy(bytes)));
    let mut unit = begin_once(ctx, caller, key.as_deref()).await?;
    if let Some(key) = &key
        && let Some(answer) = idempotency::find(unit.conn(), caller, key, unit.now()).await?
    {
        return if answer.fingerprint == fingerprint { Ok(replay(answer)) } else { Err(ApiError::IdempotencyKeyReused) };
    }
    let Made { status, location, etag, body } = make(&mut unit).await?;
    let answer = idempotency::Answer { fingerprint, status, location, etag, body };
    if let Some(key) = &key {
        idempotency::insert(unit.conn(), caller, key, &answer, unit.now()).await?;
    }
    unit.commit().await?;
    Ok(replay(answer))
}

/// How often, and after how long, a request asks again whether the one with its key is answered: about two seconds in all.
const ASKED: u32 = 20;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);

/// Begins when no other request with this key is being answered. It keeps no connection while it waits, so that many of them do not keep others waiting.
async fn begin_once(ctx: &Ctx, caller: Uuid, key: Option<&str>) -> Result<UnitOfWork, ApiError> {
    for asked in 1.. {
        let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        match key {
            Some(key) if !idempotency::take(unit.conn(), caller, key).await? => drop(unit),
            _ => return Ok(unit),
        }
        if asked == ASKED {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(ApiError::IdempotencyInProgress)
}

fn replay(answer: idempotency::Answer) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(answer.status).unwrap_or(actix_web::http::StatusCode::OK);
    let mut response = HttpResponse::build(status);
    if let Some(location) = answer.location {
        response.insert_header(("Location", location));
    }
    if let Some(etag) = answer.etag {
        response.insert_header(("ETag", etag));
    }
    response.content_type(JSON).body(answer.body)
}

/// Creates something under this id, when the rules allow it, and records that; answers it as it is now.
pub async fn create_at<R: ApiResource>(ctx: &Ctx, unit: &mut UnitOfWork, id: Uuid, input: R::Input) -> Result<Found<R::Store>, ApiError> {
    check_input::<R>(&input)?;
    let mut state = input.state();
    allow(decide(&ctx.actor, Action::Create, &new_scope::<R>(unit.conn(), &ctx.actor, &state).await?))?;
    R::check(&Check { conn: unit.conn(), actor: &ctx.actor, id, before: None, now: unit.now() }, &mut state).await?;
    persistence::resource::insert::<R::Store, _>(unit.conn(), Id::<R>::from(id), &state, unit.now()).await?;
    R::created(unit, ctx, id).await?;
    let found = find_for_writing::<R>(unit, ctx, id).await?;
    let changes = json_changes::<R>(&json!({}), &to_json(&R::Input::of(state))?)
        .into_iter()
        .filter(|change| change.content == Content::Long && change.new.as_deref() != Some("\"\""))
        .collect();
    record::<R>(unit, ctx, &found, Verb::Created, changes).await?;
    Ok(found)
}

pub(super) async fn replace<R: ApiResource>(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = ctx.path_id(R::ID)?;
    let input: R::Input = ctx.body(&bytes, &R::Input::name())?;
    match ctx.precondition()? {
        Precondition::Match(seen) => {
            let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
            let before = find_to_change::<R>(&unit, &ctx, id, Action::Edit, &seen).await?;
            change::<R>(&ctx, unit, before, input).await
        }
        Precondition::Absent => {
            allow(decide(&ctx.actor, Action::Administer, &Scope::Catalogue))?;
            let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
            for deleted in [false, true] {
                if persistence::resource::find::<R::Store, _>(unit.conn(), &ctx.actor, Id::<R>::from(id), deleted).await?.is_some() {
                    return Err(ApiError::Exists);
                }
            }
            let found = create_at::<R>(&ctx, &mut unit, id, input).await?;
            unit.commit().await?;
            let location = format!("{BASE}/{}/{id}", R::PATH);
            Ok(HttpResponse::Created().insert_header(("Location", location)).insert_header(("ETag", etag(1))).json(R::view(found, &ctx.actor, true)))
        }
    }
}

pub(super) async fn patch<R: ApiResource>(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = ctx.path_id(R::ID)?;
    let patch = ctx.json(&bytes, MERGE_PATCH)?;
    let faults = ctx.app.schemas.faults(&format!("{}Patch", R::SINGULAR), &patch)?;
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    let seen = ctx.versions()?;
    let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let before = find_to_change::<R>(&unit, &ctx, id, Action::Edit, &seen).await?;
    let input = merged::<R>(&ctx, &before, patch)?;
    change::<R>(&ctx, unit, before, input).await
}

/// What is there, with a patch (JSON Merge Patch) on it.
pub(super) fn merged<R: ApiResource>(ctx: &Ctx, before: &Found<R::Store>, patch: Value) -> Result<R::Input, ApiError> {
    let mut merged = to_json(&R::Input::of(before.stored.state.clone()))?;
    merge_patch::merge(&mut merged, patch);
    ctx.app.schemas.read(&R::Input::name(), merged)
}

async fn change<R: ApiResource>(ctx: &Ctx, mut unit: UnitOfWork, before: Found<R::Store>, input: R::Input) -> Result<HttpResponse, ApiError> {
    let seen = before.stored.version;
    let found = change_to::<R>(ctx, &mut unit, before, input).await?;
    let version = found.stored.version;
    if version != seen {
        finish::<R>(ctx, unit).await?;
    }
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(version))).json(R::view(found, &ctx.actor, true)))
}

/// Makes a new state of an old one, when the rules allow it; when nothing differs, nothing is written.
pub(super) async fn change_to<R: ApiResource>(ctx: &Ctx, unit: &mut UnitOfWork, before: Found<R::Store>, input: R::Input) -> Result<Found<R::Store>, ApiError> {
    check_input::<R>(&input)?;
    let mut state = input.state();
    let id = before.stored.id.into();
    may_move::<R>(unit, &ctx.actor, &before.stored.state, &state).await?;
    R::check(&Check { conn: unit.conn(), actor: &ctx.actor, id, before: Some(&before), now: unit.now() }, &mut state).await?;
    store_change::<R>(ctx, unit, before, state).await
}

/// Stores a state that was checked, and records what differs; answers the resource as it is now.
pub async fn store_change<R: ApiResource>(
    ctx: &Ctx,
    unit: &mut UnitOfWork,
    before: Found<R::Store>,
    state: <R::Store as Resource>::State,
) -> Result<Found<R::Store>, ApiError> {
    let changes = changes::<R>(&before.stored.state, &state)?;
    if changes.is_empty() {
        return Ok(before);
    }
    let id = before.stored.id;
    persistence::resource::update::<R::Store, _>(unit.conn(), id, before.stored.version, (&before.stored.state, &state), unit.now()).await?;
    let found = find_for_writing::<R>(unit, ctx, id.into()).await?;
    R::changed(unit, ctx, &before, &found).await?;
    record::<R>(unit, ctx, &found, Verb::Changed, changes).await?;
    Ok(found)
}

/// What the rules need to know of something that does not exist yet.
///
/// # Errors
/// An unknown reference when its place does not exist, or not for this actor; `Forbidden` when there is no place for what this actor makes.
pub async fn new_scope<R: ApiResource>(conn: &Transaction, actor: &Actor, state: &<R::Store as Resource>::State) -> Result<Scope, ApiError> {
    known(<Lives<R> as Surroundings<R::Store>>::new_scope(conn, actor, state).await?)
}

/// Whether something may go to another place.
async fn may_move<R: ApiResource>(
    unit: &UnitOfWork,
    actor: &Actor,
    before: &<R::Store as Resource>::State,
    after: &<R::Store as Resource>::State,
) -> Result<(), ApiError> {
    if <Lives<R> as Surroundings<R::Store>>::place(before) == <Lives<R> as Surroundings<R::Store>>::place(after) {
        return Ok(());
    }
    let (action, scope) = <Lives<R> as Surroundings<R::Store>>::moving(unit.conn(), actor, after).await?;
    allow(decide(actor, action, &known(scope)?))
}

type Lives<R> = <<R as ApiResource>::Store as Resource>::Lives;

fn known(scope: NewScope) -> Result<Scope, ApiError> {
    match scope {
        NewScope::Known(scope) => Ok(scope),
        NewScope::NoPlace { field } => Err(ApiError::unknown(&format!("/{field}"))),
        NewScope::Refused => Err(ApiError::Forbidden),
    }
}

pub(super) async fn delete<R: ApiResource>(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = ctx.path_id(R::ID)?;
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let before = find_to_change::<R>(&unit, &ctx, id, Action::Delete, &seen).await?;
    let seen = before.stored.version;
    R::check_presence(unit.conn(), &before, Presence::Deleted).await?;
    if R::in_use(unit.conn(), &ctx.actor, id).await? {
        return Err(ApiError::InUse);
    }
    R::deleting(&mut unit, &before).await?;
    persistence::resource::set_deleted::<R::Store, _>(unit.conn(), before.stored.id, seen, Some(unit.now()), unit.now()).await?;
    let after = Found { stored: domain::resource::Stored { version: seen + 1, ..before.stored }, ..before };
    record::<R>(&mut unit, &ctx, &after, Verb::Deleted, vec![]).await?;
    finish::<R>(&ctx, unit).await?;
    Ok(HttpResponse::NoContent().insert_header(("ETag", etag(seen + 1))).finish())
}

pub(super) async fn restore<R: ApiResource>(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = ctx.path_id(R::ID)?;
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let now = unit.now();
    let found = persistence::resource::find::<R::Store, _>(unit.conn(), &ctx.actor, Id::<R>::from(id), true).await?;
    let recent = |found: &Found<R::Store>| found.stored.deleted_at.is_some_and(|at| now - at <= chrono::Duration::days(RESTORE_DAYS));
    let found = found.filter(recent).ok_or(ApiError::NotFound)?;
    // What somebody may not restore does not exist for them: it was deleted.
    if decide(&ctx.actor, Action::Restore, &found.scope(&ctx.actor)) != domain::policy::Decision::Allow {
        return Err(ApiError::NotFound);
    }
    let found = stale_unless::<R>(&ctx, found, &seen)?;
    let seen = found.stored.version;
    without_bsn::<R>(&found)?;
    stands::<R>(&unit, &found.stored.state).await?;
    R::check_presence(unit.conn(), &found, Presence::Restored).await?;
    R::restoring(&mut unit, id).await?;
    let restored = persistence::resource::set_deleted::<R::Store, _>(unit.conn(), Id::<R>::from(id), seen, None, now).await;
    let version = restored.map_err(|error| match error {
        StoreError::Duplicate => ApiError::State(
            "duplicate",
            "Since this was deleted, something else got a value that only one can have, such as an e-mail address or a code. Change that one first.".into(),
        ),
        other => other.into(),
    })?;
    let found = find_for_writing::<R>(&unit, &ctx, id).await?;
    record::<R>(&mut unit, &ctx, &found, Verb::Restored, vec![]).await?;
    finish::<R>(&ctx, unit).await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(version))).json(R::view(found, &ctx.actor, true)))
}

/// Refuses what breaks a rule of the domain, and Markdown that nests without end, with every fault at once.
fn check_input<R: ApiResource>(input: &R::Input) -> Result<(), ApiError> {
    let mut faults = input.validate().err().map(|errors| field_errors(&errors)).unwrap_or_default();
    if !R::LONG.is_empty() {
        let fields = to_json(input)?;
        let deep = R::LONG.iter().filter(|field| fields[**field].as_str().is_some_and(|text| markdown::check(text).is_err()));
        faults.extend(deep.map(|field| FieldError::body(format!("/{field}"), "nested_too_deep", explain("nested_too_deep", None))));
    }
    if faults.is_empty() { Ok(()) } else { Err(ApiError::Invalid(faults)) }
}

/// Refuses to bring back a text in which a citizen service number stands: it was written before the rule that refuses it.
fn without_bsn<R: ApiResource>(found: &Found<R::Store>) -> Result<(), ApiError> {
    let faults = R::Input::of(found.stored.state.clone()).validate().err().map(|errors| field_errors(&errors)).unwrap_or_default();
    let held: Vec<_> = faults.into_iter().filter(|fault| fault.code == Code::ContainsBsn.as_str()).collect();
    if held.is_empty() { Ok(()) } else { Err(ApiError::Invalid(held)) }
}

/// Refuses to bring back what belongs to something that is deleted, or refers to it; names all of that.
async fn stands<R: ApiResource>(unit: &UnitOfWork, state: &<R::Store as Resource>::State) -> Result<(), ApiError> {
    let needs: Vec<_> = <Lives<R> as Surroundings<R::Store>>::place(state).into_iter().chain(R::Store::needs(state)).collect();
    let missed = missed(unit.conn(), &needs).await?;
    let errors: Vec<FieldError> = missed
        .into_iter()
        .map(|Missed { field, place, kind, name }| {
            let pointer = place.map_or_else(|| format!("/{field}"), |place| format!("/{field}/{place}"));
            FieldError::body(pointer, "deleted_reference", format!("The {} \"{name}\" was deleted. Restore it first.", kind.as_str().replace('_', " ")))
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(ApiError::RestoreFirst(errors)) }
}

async fn finish<R: ApiResource>(ctx: &Ctx, unit: UnitOfWork) -> Result<(), ApiError> {
    unit.commit().await?;
    if R::RIGHTS {
        ctx.rights_changed();
    }
    Ok(())
}

/// Finds what `actor` wants to change, when they may and it is still a version that they saw.
pub async fn find_to_change<R: ApiResource>(unit: &UnitOfWork, ctx: &Ctx, id: Uuid, action: Action, seen: &Versions) -> Result<Found<R::Store>, ApiError> {
    let found = persistence::resource::find::<R::Store, _>(unit.conn(), &ctx.actor, Id::<R>::from(id), false).await?.ok_or(ApiError::NotFound)?;
    allow(decide(&ctx.actor, action, &found.scope(&ctx.actor)))?;
    stale_unless::<R>(ctx, found, seen)
}

fn stale_unless<R: ApiResource>(ctx: &Ctx, found: Found<R::Store>, seen: &Versions) -> Result<Found<R::Store>, ApiError> {
    if seen.has(found.stored.version) {
        return Ok(found);
    }
    Err(ApiError::Stale(Some(Box::new(to_json(&R::view(found, &ctx.actor, true))?))))
}

/// Finds what was just written. Somebody may write themselves out of sight; then the rules' own view of it is needed.
pub async fn find_for_writing<R: ApiResource>(unit: &UnitOfWork, ctx: &Ctx, id: Uuid) -> Result<Found<R::Store>, ApiError> {
    let found = persistence::resource::find::<R::Store, _>(unit.conn(), &ctx.actor, Id::<R>::from(id), false).await?;
    found.ok_or_else(|| ApiError::State("out_of_sight", "After this change you could not see it any more yourself.".into()))
}

/// Appends to the journal what happened to a resource.
pub async fn record<R: ApiResource>(unit: &mut UnitOfWork, ctx: &Ctx, found: &Found<R::Store>, verb: Verb, changes: Vec<Change>) -> Result<(), ApiError> {
    let entry = Entry {
        actor: ctx.actor.id(),
        on_behalf_of: ctx.actor.organisation(),
        kind: R::Store::KIND,
        resource_id: found.stored.id.into(),
        within: found.within(),
        verb,
        audience: found.audience(),
        changes,
        request_id: ctx.request_id(),
    };
    Ok(unit.record(&entry, Some(found.stored.version)).await?)
}

/// The fields that differ between two states, for the journal.
pub fn changes<R: ApiResource>(before: &<R::Store as Resource>::State, after: &<R::Store as Resource>::State) -> Result<Vec<Change>, ApiError> {
    Ok(json_changes::<R>(&to_json(&R::Input::of(before.clone()))?, &to_json(&R::Input::of(after.clone()))?))
}

/// The fields that differ between two states as JSON.
pub fn json_changes<R: ApiResource>(old: &Value, new: &Value) -> Vec<Change> {
    let fields = new.as_object().into_iter().flatten();
    fields
        .filter(|(field, value)| old.get(field.as_str()) != Some(*value))
        .map(|(field, value)| Change {
            field: field.clone(),
            old: old.get(field).map(Value::to_string),
            new: Some(value.to_string()),
            content: match field.as_str() {
                field if R::LONG.contains(&field) => Content::Long,
                field if R::PRIVATE.contains(&field) => Content::Personal,
                _ => Content::Short,
            },
        })
        .collect()
}

pub fn to_json<T: Serialize>(value: &T) -> Result<Value, ApiError> {
    serde_json::to_value(value).map_err(ApiError::internal)
}

/// Keeps what is wrong with a part of a request, to tell of all parts at once; what is more than a fault ends it.
pub fn within<T>(faults: &mut Vec<FieldError>, at: &str, done: Result<T, ApiError>) -> Result<Option<T>, ApiError> {
    match done.map_err(|error| placed(error, at)) {
        Ok(done) => Ok(Some(done)),
        Err(ApiError::Invalid(found)) => {
            faults.extend(found);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The same error, of what stands at this place in the body.
pub fn placed(error: ApiError, at: &str) -> ApiError {
    let moved = |faults: Vec<FieldError>| {
        let pointer = |fault: FieldError| FieldError { pointer: fault.pointer.map(|pointer| format!("{at}{pointer}")), ..fault };
        faults.into_iter().map(pointer).collect()
    };
    match error {
        ApiError::Invalid(faults) => ApiError::Invalid(moved(faults)),
        ApiError::UnknownReference(faults) => ApiError::UnknownReference(moved(faults)),
        other => other,
    }
}
