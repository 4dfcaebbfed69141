//! The journal: an append-only table of everything that happened. The unit of work writes it; history, the change feed and jobs read it.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and with `Corrupt` when an entry cannot be read.
use super::actions;
use crate::{
    StoreError, dialect,
    entity::{
        api_client,
        journal::{self, Column},
        local_plan, person, sub_project, text_version,
    },
    new_id,
    row::{column, get, list},
    viewer::Viewer,
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    PersonId,
    journal::{Content, Entry},
    policy::Actor,
    resource::Kind,
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IdenStatic, QueryFilter, QueryResult, QuerySelect, Set,
    sea_query::{Cond, Expr, ExprTrait, Func, Order, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A changed field as it is kept in the entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KeptChange {
    field: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    old: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    new: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    personal: bool,
    /// For long text: the kept versions before and after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    versions: Option<(Option<i32>, i32)>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// An entry as history shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEntry {
    pub seq: i64,
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub action: String,
    pub actor: Option<(PersonId, String)>,
    /// The system that did it.
    pub client: Option<(Uuid, String)>,
    pub version: Option<i32>,
    pub changes: Vec<HistoryChange>,
}

/// A change as history shows it: values are JSON, absent when they are personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryChange {
    pub field: String,
    pub old: Option<String>,
    pub new: Option<String>,
    pub personal: bool,
}

/// Where a reader of the whole journal is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    pub xid: i64,
    pub seq: i64,
}

pub(crate) async fn append<C: ConnectionTrait>(conn: &C, entry: &Entry, version: Option<i32>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut changes = Vec::with_capacity(entry.changes.len());
    for change in &entry.changes {
        let mut kept = KeptChange { field: change.field.clone(), old: None, new: None, personal: change.content == Content::Personal, versions: None };
        match change.content {
            Content::Personal => {}
            Content::Short => (kept.old, kept.new) = (change.old.clone(), change.new.clone()),
            Content::Long => {
                let new_version = version.unwrap_or(1);
                let old_version = latest_text(conn, entry.resource_id, &change.field).await?;
                keep_text(conn, entry.resource_id, &change.field, new_version, change.new.as_deref().unwrap_or("null")).await?;
                kept.versions = Some((old_version, new_version));
            }
        }
        changes.push(kept);
    }
    let changes = serde_json::to_string(&changes).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let query = Query::insert()
        .into_table(journal::Entity)
        .columns([
            Column::Id,
            Column::Xid,
            Column::At,
            Column::ActorId,
            Column::OnBehalfOf,
            Column::Action,
            Column::Kind,
            Column::ResourceId,
            Column::WithinId,
            Column::Audience,
            Column::Version,
            Column::Changes,
            Column::RequestId,
        ])
        .values_panic([
            Expr::val(new_id()),
            dialect::transaction_number(conn.get_database_backend()),
            no_earlier_than_last(entry.resource_id, now),
            Expr::val(entry.actor),
            Expr::val(entry.on_behalf_of.map(Uuid::from)),
            Expr::val(entry.action()),
            Expr::val(entry.kind.as_str()),
            Expr::val(entry.resource_id),
            Expr::val(entry.within),
            Expr::val(entry.audience.as_str()),
            Expr::val(version),
            Expr::val(changes),
            Expr::val(entry.request_id.clone()),
        ])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// This moment, or that of the last entry of the resource when that is later: a clock that was set back does not turn a history around.
fn no_earlier_than_last(resource: Uuid, now: DateTime<Utc>) -> Expr {
    let last = Query::select()
        .column(Column::At)
        .from(journal::Entity)
        .and_where(Column::ResourceId.eq(resource))
        .order_by(Column::Seq, Order::Desc)
        .limit(1)
        .to_owned();
    let later = Query::select().column(Column::At).from_subquery(last, "last").and_where(Expr::col(("last", Column::At)).gt(now)).to_owned();
    Func::coalesce([later.into(), Expr::val(now)]).into()
}

/// The versions of long texts that an entry keeps, from its changes as they are stored: field and version.
pub(crate) fn kept_versions(changes: &str) -> Result<Vec<(String, i32)>, StoreError> {
    let kept: Vec<KeptChange> = list(Column::Changes.as_str(), changes)?;
    Ok(kept.into_iter().filter_map(|change| change.versions.map(|(_, version)| (change.field, version))).collect())
}

async fn latest_text<C: ConnectionTrait>(conn: &C, resource: Uuid, field: &str) -> Result<Option<i32>, StoreError> {
    let latest: Option<Option<i32>> = text_version::Entity::find()
        .select_only()
        .column_as(text_version::Column::Version.max(), "latest")
        .filter(text_version::Column::ResourceId.eq(resource))
        .filter(text_version::Column::Field.eq(field))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(latest.flatten())
}

async fn keep_text<C: ConnectionTrait>(conn: &C, resource: Uuid, field: &str, version: i32, content: &str) -> Result<(), StoreError> {
    let text = text_version::ActiveModel { resource_id: Set(resource), field: Set(field.to_owned()), version: Set(version), content: Set(content.to_owned()) };
    text_version::Entity::insert(text).exec_without_returning(conn).await?;
    Ok(())
}

/// One page of what happened to a resource, newest first: entries before `before`, as far as `actor` may know of them. Two statements, whatever the size.
pub async fn history<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    resource: Uuid,
    before: Option<i64>,
    size: u64,
) -> Result<(Vec<HistoryEntry>, Option<i64>), StoreError> {
    let within = || Cond::all().add(Column::WithinId.eq(resource));
    let mut query = select_entries(before, size);
    query
        .column(Column::Changes.as_column_ref())
        .column(Column::ResourceId.as_column_ref())
        .cond_where(
            Cond::any()
                .add(Column::ResourceId.eq(resource))
                .add(within().add(actions::is_among(actions::REPORTED)))
                .add(within().add(kept_within(actor, resource))),
        )
        .and_where(actions::is_no_reading());
    let (rows, next) = page(conn, &query, size).await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in &rows {
        let own = column::<Uuid>(row, Column::ResourceId)? == resource;
        let kept: Vec<KeptChange> = if own { list(Column::Changes.as_str(), &column::<String>(row, Column::Changes)?)? } else { vec![] };
        entries.push((read_entry(row)?, kept));
    }
    let texts = kept_texts(conn, resource, &entries).await?;
    let text = |field: &str, version: Option<i32>| {
        version.and_then(|version| texts.iter().find(|(f, v, _)| f == field && *v == version).map(|(_, _, text)| text.clone()))
    };
    let entries: Vec<_> = entries
        .into_iter()
        .map(|(mut entry, kept)| {
            entry.changes = kept
                .into_iter()
                .map(|change| {
                    let (old, new) = match change.versions {
                        Some((old, new)) => (text(&change.field, old), text(&change.field, Some(new))),
                        None => (change.old, change.new),
                    };
                    HistoryChange { field: change.field, old, new, personal: change.personal }
                })
                .collect();
            entry
        })
        .collect();
    Ok((entries, next))
}

async fn kept_texts<C: ConnectionTrait>(
    conn: &C,
    resource: Uuid,
    entries: &[(HistoryEntry, Vec<KeptChange>)],
) -> Result<Vec<(String, i32, String)>, StoreError> {
    let versions: Vec<i32> =
        entries.iter().flat_map(|(_, kept)| kept).filter_map(|change| change.versions).flat_map(|(old, new)| old.into_iter().chain([new])).collect();
    if versions.is_empty() {
        return Ok(vec![]);
    }
    let texts = text_version::Entity::find()
        .select_only()
        .columns([text_version::Column::Field, text_version::Column::Version, text_version::Column::Content])
        .filter(text_version::Column::ResourceId.eq(resource))
        .filter(text_version::Column::Version.is_in(versions));
    Ok(texts.into_tuple().all(conn).await?)
}

/// Reads what [`select_entries`] asked for.
fn read_entry(row: &QueryResult) -> Result<HistoryEntry, StoreError> {
    let actor: Option<Uuid> = column(row, Column::ActorId)?;
    Ok(HistoryEntry {
        seq: column(row, Column::Seq)?,
        id: column(row, Column::Id)?,
        at: column(row, Column::At)?,
        action: column(row, Column::Action)?,
        actor: actor.map(PersonId).zip(get(row, "actor_name")?),
        client: actor.zip(get(row, "client_name")?),
        version: column(row, Column::Version)?,
        changes: vec![],
    })
}

/// Rows of a query on the journal after `after`, in the order in which readers follow it.
///
/// In two parts, as SQLite reads `(xid, seq) > (?, ?)` by `xid` alone, which is the same for all its entries: it would walk from the beginning each time.
pub(crate) async fn rows_after<C: ConnectionTrait>(conn: &C, query: &SelectStatement, after: Cursor, limit: u64) -> Result<Vec<QueryResult>, StoreError> {
    let mut rows: Vec<QueryResult> = vec![];
    for part in parts_after(query, after) {
        let missing = limit - rows.len() as u64;
        if missing > 0 {
            rows.extend(conn.query_all(part.clone().limit(missing)).await?);
        }
    }
    Ok(rows)
}

/// The rest of the transaction of `after`, and the transactions after it; each is read from its index.
pub fn parts_after(query: &SelectStatement, after: Cursor) -> [SelectStatement; 2] {
    let (mut rest, mut next) = (query.clone(), query.clone());
    let (xid, seq) = (Column::Xid.as_column_ref(), Column::Seq.as_column_ref());
    rest.and_where(Column::Xid.eq(after.xid)).and_where(Column::Seq.gt(after.seq)).order_by(seq.clone(), Order::Asc);
    next.and_where(Column::Xid.gt(after.xid)).order_by(xid, Order::Asc).order_by(seq, Order::Asc);
    [rest, next]
}

/// The next entries of the whole journal after `after`, oldest first, for jobs. An entry that commits late is never skipped: entries are
/// read in the order of their transactions, and only those before the oldest transaction that is still running.
pub async fn read_after<C: ConnectionTrait>(conn: &C, after: Cursor, limit: u64) -> Result<Vec<(Cursor, Uuid, String)>, StoreError> {
    let query = Query::select()
        .columns([Column::Xid, Column::Seq, Column::ResourceId, Column::Action])
        .from(journal::Entity)
        .and_where(dialect::journal_is_settled(conn.get_database_backend()))
        .to_owned();
    rows_after(conn, &query, after, limit)
        .await?
        .iter()
        .map(|row| {
            let cursor = Cursor { xid: column(row, Column::Xid)?, seq: column(row, Column::Seq)? };
            Ok((cursor, column(row, Column::ResourceId)?, column(row, Column::Action)?))
        })
        .collect()
}

/// What happened to these resources and within these communities, newest first: entries of other people before `before` and after `since`.
/// Answers each entry with the resource that it belongs to.
pub async fn events<C: ConnectionTrait>(
    conn: &C,
    which: &Which,
    before: Option<i64>,
    size: u64,
) -> Result<(Vec<(HistoryEntry, Uuid)>, Option<i64>), StoreError> {
    if which.resources.is_empty() {
        return Ok((vec![], None));
    }
    let mut query = select_events(Some(which.except), which.since, before, size);
    let (within, own) = (Expr::col(Column::WithinId.as_column_ref()), Expr::col(Column::ResourceId.as_column_ref()));
    query.expr_as(Func::coalesce([within, own]), "about_id");
    let members = Cond::all().add(Column::WithinId.is_in(which.communities.iter().copied())).add(actions::is_among(actions::OF_MEMBERS));
    let reports = Cond::all().add(Column::WithinId.is_in(which.sub_projects.iter().copied())).add(actions::is_among(actions::REPORTED));
    query.cond_where(Cond::any().add(Column::ResourceId.is_in(which.resources.iter().copied())).add(members).add(reports)).and_where(actions::is_no_reading());
    let (rows, next) = page(conn, &query, size).await?;
    let entries = rows.iter().map(|row| Ok((read_entry(row)?, get(row, "about_id")?))).collect::<Result<_, StoreError>>()?;
    Ok((entries, next))
}

/// What the page of the region shows of all sub-projects that `actor` may see, newest first; what they did themselves is no news to them. Answers each entry with
/// the name of the sub-project.
pub async fn region_entries<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    since: DateTime<Utc>,
    before: Option<i64>,
    size: u64,
) -> Result<(Vec<(HistoryEntry, (Uuid, String))>, Option<i64>), StoreError> {
    let col = |column: Column| Expr::col(column.as_column_ref());
    let about = Expr::case(col(Column::Kind).eq(Expr::Constant(Kind::SubProject.as_str().into())), col(Column::ResourceId)).finally(col(Column::WithinId));
    let mut query = select_events(actor.person(), Some(since), before, size);
    query
        .expr_as(Expr::col(sub_project::Column::Id.as_column_ref()), "about_id")
        .expr_as(Expr::col(sub_project::Column::Name.as_column_ref()), "about_name")
        .inner_join(sub_project::Entity, Expr::col(sub_project::Column::Id.as_column_ref()).eq(about))
        .inner_join(local_plan::Entity, is_its_plan())
        .and_where(actions::is_among(actions::OF_REGION))
        .cond_where(visibility::within_sub_projects(&Viewer::of(actor)));
    let (rows, next) = page(conn, &query, size).await?;
    let entries = rows.iter().map(|row| Ok((read_entry(row)?, (get(row, "about_id")?, get(row, "about_name")?)))).collect::<Result<_, StoreError>>()?;
    Ok((entries, next))
}

/// That a plan is the one of a sub-project.
fn is_its_plan() -> Expr {
    Expr::col(local_plan::Column::Id.as_column_ref()).equals(sub_project::Column::LocalPlanId.as_column_ref())
}

/// The entries before `before`, newest first, and one more than a page, each with the name of who did it.
fn select_entries(before: Option<i64>, size: u64) -> SelectStatement {
    let mut query = Query::select().from(journal::Entity).to_owned();
    for column in [Column::Seq, Column::Id, Column::At, Column::Action, Column::ActorId, Column::Version] {
        query.column(column.as_column_ref());
    }
    query
        .expr_as(Expr::col(person::Column::Name.as_column_ref()), "actor_name")
        .expr_as(Expr::col(api_client::Column::Name.as_column_ref()), "client_name")
        .left_join(person::Entity, Expr::col(person::Column::Id.as_column_ref()).equals(Column::ActorId.as_column_ref()))
        .left_join(api_client::Entity, Expr::col(api_client::Column::Id.as_column_ref()).equals(Column::ActorId.as_column_ref()))
        .order_by(Column::Seq.as_column_ref(), Order::Desc)
        .limit(size + 1);
    if let Some(before) = before {
        query.and_where(Column::Seq.lt(before));
    }
    query
}

/// Those of others and after `since`.
fn select_events(except: Option<PersonId>, since: Option<DateTime<Utc>>, before: Option<i64>, size: u64) -> SelectStatement {
    let mut query = select_entries(before, size);
    if let Some(except) = except {
        query.cond_where(Cond::any().add(Column::ActorId.is_null()).add(Column::ActorId.ne(except.0)));
    }
    if let Some(since) = since {
        query.and_where(Column::At.gt(since));
    }
    query
}

/// The rows of a page, and where the next begins.
async fn page<C: ConnectionTrait>(conn: &C, query: &SelectStatement, size: u64) -> Result<(Vec<QueryResult>, Option<i64>), StoreError> {
    let mut rows = conn.query_all(query).await?;
    let more = rows.len() as u64 > size;
    rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|row| column(row, Column::Seq)).transpose()?;
    Ok((rows, next))
}

/// What was measured and which documents came belongs to the history of a sub-project as well; of drafts, money and documents for the team only hears who is let
/// in on those.
fn kept_within(actor: &Actor, sub_project: Uuid) -> Cond {
    let let_in = Query::select()
        .expr(Expr::cust("1"))
        .from(sub_project::Entity)
        .inner_join(local_plan::Entity, is_its_plan())
        .and_where(sub_project::Column::Id.eq(sub_project))
        .cond_where(visibility::reserved(&Viewer::of(actor), None))
        .to_owned();
    let open = Expr::col(Column::Audience.as_column_ref()).ne(Expr::Constant(Visibility::Hidden.as_str().into()));
    Cond::any()
        .add(actions::is_among(actions::MEASURED))
        .add(Cond::all().add(actions::is_among(actions::OF_DOCUMENTS)).add(open))
        .add(Cond::all().add(actions::is_among(actions::OF_DOCUMENTS.iter().chain(actions::RESERVED))).add(Expr::exists(let_in)))
}

/// Which events are asked for.
pub struct Which {
    /// The resources that somebody follows and may see.
    pub resources: Vec<Uuid>,
    /// Of those, the communities within which members come and go.
    pub communities: Vec<Uuid>,
    /// Of those, the sub-projects on which is reported.
    pub sub_projects: Vec<Uuid>,
    /// What this person did is not news to them.
    pub except: PersonId,
    pub since: Option<DateTime<Utc>>,
}
