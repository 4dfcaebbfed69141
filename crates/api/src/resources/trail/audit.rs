//! The audit trail: who did what, and who read what is not for everyone.
use crate::{
    csv,
    error::{ApiError, allow},
    extract::{Caller, Ctx},
    names::names_of,
    operation::{Access, Operation},
    page::{CursorQuery, answer_page, asked_page, page_schema},
    schemas::Schemas,
    state::App,
    table::{Cell, not_all},
};
use actix_web::HttpResponse;
use chrono::Days;
use contract::{audit as wire, export::CsvQuery, list::Reference};
use domain::{
    api_client::ApiScope,
    journal::{Change, Content, Entry, Verb},
    person::Language,
    policy::{Action, Actor, Scope, decide},
    resource::Kind,
    role::Role,
};
use persistence::{
    audit::{self as store, AuditEntry},
    day,
    resource::Position,
};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

const TAG: &str = "Audit";

/// Records that somebody asked what they may not do (403), once an hour for each operation: who tries everything does not fill the trail. What is hidden
/// answers 404 as what is not there, and stands with who asked in the log only.
pub async fn refused(app: &App, caller: Caller, operation: String, request_id: &str) -> Result<(), ApiError> {
    if !app.readings.is_new(Some(caller.id()), Uuid::new_v5(&Uuid::NAMESPACE_URL, operation.as_bytes())) {
        return Ok(());
    }
    let (kind, thing) = match caller {
        Caller::Person(_, session) => (Kind::Session, session),
        Caller::Client(id) => (Kind::ApiClient, id.0),
    };
    let change = Change { field: operation, old: None, new: None, content: Content::Short };
    let entry = Entry { actor: Some(caller.id()), changes: vec![change], request_id: Some(request_id.to_owned()), ..Entry::new(kind, thing, Verb::Denied) };
    let mut unit = app.db.begin(app.clock.now()).await?;
    unit.record(&entry, None).await?;
    Ok(unit.commit().await?)
}

/// The operations on the audit trail.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (entry, filter, cursor) = (schemas.add::<wire::AuditEntry>(), schemas.add::<wire::AuditFilter>(), schemas.add::<CursorQuery>());
    let csv_query = schemas.add::<CsvQuery>();
    schemas.add_document("AuditEntryPage", page_schema(&entry));
    let who = "For auditors and administrators; for coordinators what the people of their own organisation did and what happened to their accounts.";
    vec![
        Operation::new("get", "/audit-entries", "listAuditEntries", Access::SignedIn, list).for_systems(ApiScope::AuditRead)
            .text(TAG, "List who did what", format!("{who} Also who read what is not for everyone. Newest first."))
            .query(&filter)
            .query(&cursor)
            .errors(&[403])
            .answers(200, "A page.", Some("AuditEntryPage"), &["Link"]),
        Operation::new("get", "/audit-entries/_export", "exportAuditEntries", Access::SignedIn, export).for_systems(ApiScope::AuditRead)
            .text(TAG, "Take a copy of who did what", format!("{who} The newest as CSV, as many as the installation allows (10,000, unless it was set otherwise); choose days to get others. Taking a copy is in the trail too."))
            .query(&filter)
            .query(&csv_query)
            .errors(&[403])
            .answers_file(&[csv::MEDIA_TYPE], "The entries, newest first.")
            .may_be_truncated(),
    ]
}

/// The filter as the database takes it, with what the actor may see.
fn narrowed(actor: &Actor, filter: wire::AuditFilter) -> Result<store::Filter, ApiError> {
    allow(decide(actor, Action::Audit, &Scope::Catalogue))?;
    let all = actor.is_administrator() || actor.has(Role::Auditor);
    let wire::AuditFilter { actor_id, resource_id, kind, action, from_date, until_date } = filter;
    Ok(store::Filter {
        organisation: if all { None } else { actor.organisation() },
        actor: actor_id,
        resource: resource_id,
        kind: kind.map(|kind| kind.as_str().to_owned()),
        action,
        since: from_date.map(day::start),
        until: until_date.and_then(|day| day.checked_add_days(Days::new(1))).map(day::start),
    })
}

async fn list(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let (filter, page): (wire::AuditFilter, CursorQuery) = ctx.filter_and_page()?;
    let filter = narrowed(&ctx.actor, filter)?;
    let asked = asked_page(&ctx, page.cursor.as_deref(), page.page_size)?;
    let conn = ctx.app.db.reader();
    let (entries, next) = store::list(conn, &filter, asked.before(), asked.size).await?;
    let items = views(conn, &ctx.actor, entries).await?;
    let next = next.map(|seq| Position { key: seq.to_string(), id: Uuid::nil() });
    Ok(answer_page(&ctx, &asked, items, next.as_ref(), None))
}

/// The entries with the names that the actor may see: one statement for each kind on the page.
async fn views(conn: &DatabaseConnection, actor: &Actor, entries: Vec<AuditEntry>) -> Result<Vec<wire::AuditEntry>, ApiError> {
    let things: Vec<_> = entries.iter().filter_map(|entry| Some((Kind::parse(&entry.kind)?, entry.resource_id))).collect();
    let known = names_of(conn, actor, &things).await?;
    let view = |entry: AuditEntry| -> Result<wire::AuditEntry, ApiError> {
        Ok(wire::AuditEntry {
            id: entry.id,
            at: entry.at,
            action: entry.action,
            actor: entry.actor.map(|(id, name)| Reference { id: id.0, name }),
            client: entry.client.map(|(id, name)| Reference { id, name }),
            organisation: entry.on_behalf_of.map(|(id, name)| Reference { id: id.0, name }),
            kind: Kind::parse(&entry.kind).ok_or_else(|| ApiError::internal(format!("kind {}", entry.kind)))?,
            resource_id: entry.resource_id,
            resource_name: known.get(&entry.resource_id).cloned(),
            fields: entry.fields,
            request_id: entry.request_id,
        })
    };
    entries.into_iter().map(view).collect()
}

async fn export(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let me = ctx.caller()?;
    let (filter, asked): (wire::AuditFilter, CsvQuery) = ctx.filter_and_page()?;
    let filter = narrowed(&ctx.actor, filter)?;
    let most = ctx.app.config.limits.table_rows.max(1);
    let conn = ctx.app.db.reader();
    let (entries, more) = store::list(conn, &filter, None, most).await?;
    let items = views(conn, &ctx.actor, entries).await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let entry = Entry { actor: Some(me), on_behalf_of: ctx.actor.organisation(), request_id: ctx.request_id(), ..Entry::new(Kind::Audit, me, Verb::Exported) };
    unit.record(&entry, None).await?;
    unit.commit().await?;
    let name = |reference: Option<Reference>| reference.map(|reference| reference.name).unwrap_or_default();
    let rows = items.into_iter().map(|item| {
        let texts = [
            item.action,
            name(item.actor.or(item.client)),
            name(item.organisation),
            item.resource_id.to_string(),
            item.resource_name.unwrap_or_default(),
            item.fields.join(" "),
            item.request_id.unwrap_or_default(),
        ];
        std::iter::once(Cell::Moment(item.at)).chain(texts.map(Cell::Text)).collect()
    });
    let head = ["at", "action", "actor", "organisation", "resourceId", "resourceName", "fields", "requestId"].map(str::to_owned);
    csv::answer("logboek.csv", asked.dialect.unwrap_or_default(), &head, rows, more.map(|_| not_all(Language::Dutch, most)))
}
