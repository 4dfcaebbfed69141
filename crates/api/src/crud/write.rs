//! Writing a resource: create, replace, change, delete and bring back, each one unit of work with its entry in the journal.
use super::{
    ApiResource, Check, Id, Presence,
    changes::{first_texts, json_changes, state_json, to_json},
    once::{Made, once},
    sent::{Sent, State},
};
use crate::{
    BASE,
    error::{ApiError, allow},
    extract::{Ctx, etag},
    media_type::{JSON, MERGE_PATCH},
    merge_patch,
    precondition::{Precondition, Versions},
};
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, Utc};
use contract::{Checked, FieldError, Input, StateInput};
use domain::{
    Code,
    journal::{Change, Entry, Verb},
    policy::{Action, Actor, Decision, Scope, decide},
    resource::{Kind, RESTORE_DAYS},
    visibility::Visibility,
};
use persistence::{
    Found, Resource, StoreError, Transaction, UnitOfWork,
    missed::{Missed, missed},
    new_id,
    resource::{Need, NewScope, Surroundings},
};
use serde_json::Value;
use std::future::Future;
use uuid::Uuid;

pub(super) async fn create<R: ApiResource>(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let sent = Sent::<R>::read(&ctx, ctx.json(&bytes, JSON)?)?;
    create_once::<R>(&ctx, &bytes, async |unit| create_at::<R>(&ctx, unit, new_id(), sent.checked()?).await).await
}

/// Does what makes something in one unit of work and answers what was made; a request that is sent again with the same key gets the same answer.
///
/// # Errors
/// Those of [`once`].
pub async fn create_once<R: ApiResource>(
    ctx: &Ctx,
    bytes: &web::Bytes,
    make: impl AsyncFnOnce(&mut UnitOfWork) -> Result<Found<R::Store>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    once(ctx, bytes, async |unit| {
        let found = make(unit).await?;
        let location = location(R::PATH, found.stored.id.into());
        let body = serde_json::to_string(&R::view(found, &ctx.actor, true)).map_err(ApiError::internal)?;
        Ok(Made { status: 201, location: Some(location), etag: Some(etag(1)), body })
    })
    .await
}

/// Where something new is found.
fn location(path: &str, id: Uuid) -> String {
    format!("{BASE}/{path}/{id}")
}

/// Creates something under this id, when the rules allow it, and records that; answers it as it is now.
///
/// # Errors
/// [`ApiError::Forbidden`] and its like when the caller may not, what [`ApiResource::check`] refuses, and [`ApiError::Duplicate`] when something else has a
/// value that only one can have.
pub async fn create_at<R: ApiResource>(ctx: &Ctx, unit: &mut UnitOfWork, id: Uuid, state: Checked<State<R>>) -> Result<Found<R::Store>, ApiError> {
    let mut state = state.into_inner();
    allow(decide(&ctx.actor, Action::Create, &new_scope::<R>(unit.conn(), &ctx.actor, &state).await?))?;
    R::check(&Check { conn: unit.conn(), actor: &ctx.actor, id, before: None, now: unit.now() }, &mut state).await?;
    persistence::resource::insert::<R::Store, _>(unit.conn(), Id::<R>::from(id), &state, unit.now()).await?;
    R::created(unit, ctx, id).await?;
    let found = find_for_writing::<R>(unit, ctx, id).await?;
    let texts = if R::LONG.is_empty() { vec![] } else { first_texts(R::LONG, &to_json(&R::Input::of(state))?) };
    record::<R>(unit, ctx, &found, Verb::Created, texts).await?;
    Ok(found)
}

pub(super) async fn replace<R: ApiResource>(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = ctx.path_id(R::ID)?;
    let sent = Sent::<R>::read(&ctx, ctx.json(&bytes, JSON)?)?;
    match ctx.precondition()? {
        Precondition::Match(seen) => {
            let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
            let before = Before::new(find_to_change::<R>(&unit, &ctx, id, Action::Edit, &seen).await?)?;
            change::<R>(&ctx, unit, before, sent).await
        }
        Precondition::Absent => {
            allow(decide(&ctx.actor, Action::Administer, &Scope::Catalogue))?;
            let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
            for deleted in [false, true] {
                if persistence::resource::find::<R::Store, _>(unit.conn(), &ctx.actor, Id::<R>::from(id), deleted).await?.is_some() {
                    return Err(ApiError::Exists);
                }
            }
            let found = create_at::<R>(&ctx, &mut unit, id, sent.checked()?).await?;
            unit.commit().await?;
            let mut answer = HttpResponse::Created();
            answer.insert_header(("Location", location(R::PATH, id))).insert_header(("ETag", etag(1)));
            Ok(answer.json(R::view(found, &ctx.actor, true)))
        }
    }
}

pub(super) async fn patch<R: ApiResource>(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = ctx.path_id(R::ID)?;
    let patch = ctx.json(&bytes, MERGE_PATCH)?;
    ctx.app.schemas.check(&format!("{}Patch", R::SINGULAR), &patch)?;
    let seen = ctx.versions()?;
    let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let before = Before::new(find_to_change::<R>(&unit, &ctx, id, Action::Edit, &seen).await?)?;
    let sent = before.merged(&ctx, patch)?;
    change::<R>(&ctx, unit, before, sent).await
}

/// A resource that is about to change, and its state as JSON: a patch is merged into that, and the journal tells what differs from it.
pub(super) struct Before<R: ApiResource> {
    found: Found<R::Store>,
    json: Value,
}

impl<R: ApiResource> Before<R> {
    pub(super) fn new(found: Found<R::Store>) -> Result<Self, ApiError> {
        let json = state_json::<R>(&found.stored.state)?;
        Ok(Self { found, json })
    }

    /// What is there, with a patch (JSON Merge Patch) on it.
    pub(super) fn merged(&self, ctx: &Ctx, patch: Value) -> Result<Sent<R>, ApiError> {
        let mut merged = self.json.clone();
        merge_patch::merge(&mut merged, patch);
        Sent::read(ctx, merged)
    }
}

async fn change<R: ApiResource>(ctx: &Ctx, mut unit: UnitOfWork, before: Before<R>, sent: Sent<R>) -> Result<HttpResponse, ApiError> {
    let seen = before.found.stored.version;
    let found = change_to::<R>(ctx, &mut unit, before, sent).await?;
    let version = found.stored.version;
    if version != seen {
        finish::<R>(ctx, unit).await?;
    }
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(version))).json(R::view(found, &ctx.actor, true)))
}

/// Makes a new state of an old one, when the rules allow it; when nothing differs, nothing is written.
pub(super) async fn change_to<R: ApiResource>(ctx: &Ctx, unit: &mut UnitOfWork, before: Before<R>, sent: Sent<R>) -> Result<Found<R::Store>, ApiError> {
    let mut state = sent.checked()?.into_inner();
    let id = before.found.stored.id.into();
    may_move::<R>(unit, &ctx.actor, &before.found.stored.state, &state).await?;
    R::check(&Check { conn: unit.conn(), actor: &ctx.actor, id, before: Some(&before.found), now: unit.now() }, &mut state).await?;
    store(ctx, unit, before, state).await
}

/// Stores a state that was checked, and records what differs; answers the resource as it is now.
///
/// # Errors
/// [`ApiError::Stale`] when somebody changed it meanwhile, [`ApiError::Duplicate`] when something else has a value that only one can have, and what
/// [`ApiResource::changed`] refuses.
pub async fn store_change<R: ApiResource>(ctx: &Ctx, unit: &mut UnitOfWork, before: Found<R::Store>, state: State<R>) -> Result<Found<R::Store>, ApiError> {
    store(ctx, unit, Before::<R>::new(before)?, state).await
}

async fn store<R: ApiResource>(ctx: &Ctx, unit: &mut UnitOfWork, before: Before<R>, state: State<R>) -> Result<Found<R::Store>, ApiError> {
    let Before { found: before, json } = before;
    let changes = json_changes::<R>(&json, &state_json::<R>(&state)?);
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
pub async fn new_scope<R: ApiResource>(conn: &Transaction, actor: &Actor, state: &State<R>) -> Result<Scope, ApiError> {
    known(<Lives<R> as Surroundings<R::Store>>::new_scope(conn, actor, state).await?)
}

/// Whether something may go to another place.
async fn may_move<R: ApiResource>(unit: &UnitOfWork, actor: &Actor, before: &State<R>, after: &State<R>) -> Result<(), ApiError> {
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
    let found = found.filter(|found| is_recent(found.stored.deleted_at, now)).ok_or(ApiError::NotFound)?;
    // What somebody may not restore does not exist for them: it was deleted.
    if decide(&ctx.actor, Action::Restore, &found.scope(&ctx.actor)) != Decision::Allow {
        return Err(ApiError::NotFound);
    }
    let found = stale_unless::<R>(&ctx, found, &seen)?;
    let seen = found.stored.version;
    without_bsn(&R::Input::of(found.stored.state.clone()))?;
    let place = <Lives<R> as Surroundings<R::Store>>::place(&found.stored.state);
    stands(unit.conn(), place.into_iter().chain(R::Store::needs(&found.stored.state)).collect()).await?;
    R::check_presence(unit.conn(), &found, Presence::Restored).await?;
    R::restoring(&mut unit, id).await?;
    let restored = persistence::resource::set_deleted::<R::Store, _>(unit.conn(), Id::<R>::from(id), seen, None, now).await;
    let version = restored.map_err(given_away)?;
    let found = find_for_writing::<R>(&unit, &ctx, id).await?;
    record::<R>(&mut unit, &ctx, &found, Verb::Restored, vec![]).await?;
    finish::<R>(&ctx, unit).await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(version))).json(R::view(found, &ctx.actor, true)))
}

/// Whether what was deleted then can still be brought back.
fn is_recent(deleted_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    deleted_at.is_some_and(|at| now - at <= Duration::days(RESTORE_DAYS))
}

fn given_away(error: StoreError) -> ApiError {
    match error {
        StoreError::Duplicate => ApiError::State(
            "duplicate",
            "Since this was deleted, something else got a value that only one can have, such as an e-mail address or a code. Change that one first.".into(),
        ),
        other => other.into(),
    }
}

/// Refuses to bring back a text in which a citizen service number stands: it was written before the rule that refuses it.
fn without_bsn(input: &impl Input) -> Result<(), ApiError> {
    let held: Vec<_> = input.faults().into_iter().filter(|fault| fault.code == Code::ContainsBsn.as_str()).collect();
    if held.is_empty() { Ok(()) } else { Err(ApiError::Invalid(held)) }
}

/// Refuses to bring back what belongs to something that is deleted, or refers to it; names all of that.
async fn stands(conn: &Transaction, needs: Vec<Need>) -> Result<(), ApiError> {
    let missed = missed(conn, &needs).await?;
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
///
/// # Errors
/// [`ApiError::NotFound`] when it does not exist for them, [`ApiError::Forbidden`] when they may only see it, and [`ApiError::Stale`] with the resource as it
/// is now.
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

/// Finds what was just written.
///
/// # Errors
/// [`ApiError::State`] with the code `out_of_sight`, when the caller has written themselves out of sight: then it must not be committed.
pub async fn find_for_writing<R: ApiResource>(unit: &UnitOfWork, ctx: &Ctx, id: Uuid) -> Result<Found<R::Store>, ApiError> {
    let found = persistence::resource::find::<R::Store, _>(unit.conn(), &ctx.actor, Id::<R>::from(id), false).await?;
    found.ok_or_else(|| ApiError::State("out_of_sight", "After this change you could not see it any more yourself.".into()))
}

/// Appends to the journal what happened to a resource.
///
/// # Errors
/// When the database does not take it.
pub fn record<R: ApiResource>(
    unit: &mut UnitOfWork,
    ctx: &Ctx,
    found: &Found<R::Store>,
    verb: Verb,
    changes: Vec<Change>,
) -> impl Future<Output = Result<(), ApiError>> {
    let subject =
        Subject { kind: R::Store::KIND, id: found.stored.id.into(), version: found.stored.version, within: found.within(), audience: found.audience() };
    append(unit, ctx, subject, verb, changes)
}

/// What an entry in the journal says of the resource to which something happened.
struct Subject {
    kind: Kind,
    id: Uuid,
    version: i32,
    /// The resource to whose history it belongs too.
    within: Option<Uuid>,
    audience: Visibility,
}

async fn append(unit: &mut UnitOfWork, ctx: &Ctx, subject: Subject, verb: Verb, changes: Vec<Change>) -> Result<(), ApiError> {
    let Subject { kind, id: resource_id, version, within, audience } = subject;
    let (actor, on_behalf_of, request_id) = (ctx.actor.id(), ctx.actor.organisation(), ctx.request_id());
    let entry = Entry { actor, on_behalf_of, kind, resource_id, within, verb, audience, changes, request_id };
    Ok(unit.record(&entry, Some(version)).await?)
}

/// Keeps what is wrong with a part of a request, to tell of all parts at once.
///
/// # Errors
/// What is more than a fault ends the request.
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
    let moved = |faults: Vec<FieldError>| faults.into_iter().map(|fault| fault.within(at)).collect();
    match error {
        ApiError::Invalid(faults) => ApiError::Invalid(moved(faults)),
        ApiError::UnknownReference(faults) => ApiError::UnknownReference(moved(faults)),
        other => other,
    }
}
