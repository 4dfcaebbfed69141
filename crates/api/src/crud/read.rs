//! Reading a resource: a list, one, and its history.
use super::{ApiResource, Id, changes::to_json, expand, write::record};
use crate::{
    error::{ApiError, allow},
    extract::{Ctx, etag},
    page::{AskedPage, CursorQuery, answer_page, asked_page},
    state::App,
};
use actix_web::HttpResponse;
use contract::{
    FieldError, PageQuery,
    history::{FieldChange, HistoryEntry},
    list::Reference,
    problem::explain,
};
use domain::{
    external_reference::ExternalReference,
    journal::Verb,
    policy::{Action, Actor, Decision, Scope, decide},
    visibility::Visibility,
};
use persistence::{
    Found, journal,
    resource::{Paging, Position, Sort, sorts},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// What somebody hears of something that was not found for them.
pub fn not_found(actor: &Actor) -> ApiError {
    match actor {
        Actor::Anonymous => ApiError::Unauthenticated,
        Actor::Person { .. } | Actor::Client { .. } => ApiError::NotFound,
    }
}

/// Finds what `actor` wants to do something with that changes nothing, when they may.
///
/// # Errors
/// That of [`not_found`] when it does not exist for them, [`ApiError::Forbidden`] when they may not.
pub async fn find_allowed<R: ApiResource, C: ConnectionTrait>(conn: &C, ctx: &Ctx, id: Uuid, action: Action) -> Result<Found<R::Store>, ApiError> {
    let found = persistence::resource::find::<R::Store, _>(conn, &ctx.actor, Id::<R>::from(id), false).await?;
    let found = found.ok_or_else(|| not_found(&ctx.actor))?;
    allow(decide(&ctx.actor, action, &found.scope(&ctx.actor)))?;
    Ok(found)
}

/// The order of this name; by name when none is asked for.
pub(super) fn sort_named<R: ApiResource>(name: Option<&str>) -> Result<Sort, ApiError> {
    named_among(sorts::<R::Store>(), name)
}

fn named_among(sorts: Vec<Sort>, name: Option<&str>) -> Result<Sort, ApiError> {
    let sort = sorts.into_iter().find(|sort| name.is_none_or(|name| name == sort.name));
    sort.ok_or_else(|| ApiError::Invalid(vec![FieldError::parameter("query", "sort", "unknown_value", explain("unknown_value", None))]))
}

pub(super) async fn list<R: ApiResource>(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let (filter, page): (R::Filter, PageQuery) = ctx.filter_and_page()?;
    let sort = sort_named::<R>(page.sort.as_deref())?;
    let (filter, deleted) = R::filter(filter);
    if deleted {
        allow(decide(&ctx.actor, Action::Administer, &Scope::Catalogue))?;
    }
    let asked = asked_page(&ctx, page.cursor.as_deref(), page.page_size)?;
    let conn = ctx.app.db.reader();
    let paging = paging(&page, &asked, sort, deleted);
    let (found, next) = persistence::resource::list::<R::Store, _>(conn, &ctx.actor, &filter, &paging).await?;
    let total = match page.count {
        Some(true) => Some(persistence::resource::count::<R::Store, _>(conn, &ctx.actor, &filter, &paging).await?),
        _ => None,
    };
    let items: Vec<_> = found.into_iter().map(|found| R::view(found, &ctx.actor, false)).collect();
    Ok(answer_page(&ctx, &asked, items, next.as_ref(), total))
}

fn paging(page: &PageQuery, asked: &AskedPage, sort: Sort, deleted: bool) -> Paging {
    let known_as = page.external_reference.as_deref().and_then(ExternalReference::parse).map(|(system, reference)| (system.to_owned(), reference.to_owned()));
    Paging { sort, after: asked.after.clone(), size: asked.size, deleted, updated_since: page.updated_since, known_as }
}

pub(super) async fn read<R: ApiResource>(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let id = ctx.path_id(R::ID)?;
    let found = find_allowed::<R, _>(ctx.app.db.reader(), &ctx, id, Action::Read).await?;
    record_reading::<R>(&ctx, &found).await?;
    let version = found.stored.version;
    let view = R::view(found, &ctx.actor, true);
    let mut response = HttpResponse::Ok();
    response.insert_header(("ETag", etag(version)));
    Ok(match expand::lists::<R>(&ctx, id).await? {
        None => response.json(view),
        Some(lists) => {
            let mut answer = to_json(&view)?;
            answer["expanded"] = lists;
            response.json(answer)
        }
    })
}

/// What everybody may see, as they see it; `None` when there is no such thing or it is not for everybody.
///
/// # Errors
/// When the database does not answer.
pub async fn open_to_all<R: ApiResource>(app: &App, id: Uuid) -> Result<Option<R::View>, ApiError> {
    let found = persistence::resource::find::<R::Store, _>(app.db.reader(), &Actor::Anonymous, Id::<R>::from(id), false).await?;
    let open = found.filter(|found| decide(&Actor::Anonymous, Action::Read, &found.scope(&Actor::Anonymous)) == Decision::Allow);
    Ok(open.map(|found| R::view(found, &Actor::Anonymous, true)))
}

/// Reading what is not for everyone leaves a trace: once an hour for each reader and thing.
///
/// # Errors
/// When the journal does not take it: then it must not be shown.
pub async fn record_reading<R: ApiResource>(ctx: &Ctx, found: &Found<R::Store>) -> Result<(), ApiError> {
    if matches!(found.audience(), Visibility::Members | Visibility::Hidden) && ctx.app.readings.is_new(ctx.actor.id(), found.stored.id.into()) {
        let recorded = async {
            let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
            record::<R>(&mut unit, ctx, found, Verb::Read, vec![]).await?;
            Ok::<_, ApiError>(unit.commit().await?)
        };
        // Who tries again is recorded then.
        recorded.await.inspect_err(|_| ctx.app.readings.forget(ctx.actor.id(), found.stored.id.into()))?;
    }
    Ok(())
}

pub(super) async fn history<R: ApiResource>(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let id = ctx.path_id(R::ID)?;
    let page: CursorQuery = ctx.filter()?;
    let conn = ctx.app.db.reader();
    let found = find_allowed::<R, _>(conn, &ctx, id, Action::ReadContent).await?;
    let in_detail = decide(&ctx.actor, Action::ReadDetail, &found.scope(&ctx.actor)) == Decision::Allow;
    let kept = if in_detail { &[] } else { R::detail(&found) };
    history_page(&ctx, id, &page, kept).await
}

/// A page of what happened to something that the caller may read; of the fields in `kept` it tells only that they changed.
async fn history_page(ctx: &Ctx, id: Uuid, page: &CursorQuery, kept: &[&str]) -> Result<HttpResponse, ApiError> {
    let asked = asked_page(ctx, page.cursor.as_deref(), page.page_size)?;
    let (entries, next) = journal::history(ctx.app.db.reader(), &ctx.actor, id, asked.before(), asked.size).await?;
    let signed_in = ctx.actor != Actor::Anonymous;
    let items = entries.into_iter().map(|entry| history_entry(entry, signed_in, kept)).collect::<Result<Vec<_>, _>>()?;
    let next = next.map(|seq| Position { key: seq.to_string(), id });
    Ok(answer_page(ctx, &asked, items, next.as_ref(), None))
}

fn history_entry(entry: journal::HistoryEntry, signed_in: bool, kept: &[&str]) -> Result<HistoryEntry, ApiError> {
    let json = |text: Option<String>| text.map(|text| serde_json::from_str(&text)).transpose().map_err(ApiError::internal);
    let change = |change: journal::HistoryChange| {
        Ok::<_, ApiError>(match kept.contains(&change.field.as_str()) {
            true => FieldChange { field: change.field, old: None, new: None, personal: true },
            false => FieldChange { field: change.field, old: json(change.old)?, new: json(change.new)?, personal: change.personal },
        })
    };
    Ok(HistoryEntry {
        id: entry.id,
        at: entry.at,
        action: entry.action,
        actor: entry.actor.filter(|_| signed_in).map(|(id, name)| Reference { id: id.0, name }),
        client: entry.client.filter(|_| signed_in).map(|(id, name)| Reference { id, name }),
        version: entry.version,
        changes: entry.changes.into_iter().map(change).collect::<Result<_, _>>()?,
    })
}
