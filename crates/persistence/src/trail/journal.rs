//! The journal: an append-only table of everything that happened. The unit of work writes it; history, the change feed and jobs read it.
use crate::{
    StoreError, dialect, new_id,
    row::{get, get_id},
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    PersonId,
    journal::{Content, Entry},
    policy::Actor,
};
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Cond, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement},
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
        .into_table("journal")
        .columns(["id", "xid", "at", "actor_id", "on_behalf_of", "action", "kind", "resource_id", "within_id", "audience", "version", "changes", "request_id"])
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
    let last = Query::select().column("at").from("journal").and_where(Expr::col("resource_id").eq(resource)).order_by("seq", Order::Desc).limit(1).to_owned();
    let later = Query::select().column("at").from_subquery(last, "last").and_where(Expr::col("at").gt(now)).to_owned();
    Func::coalesce([later.into(), Expr::val(now)]).into()
}

/// The versions of long texts that an entry keeps, from its changes as they are stored: field and version.
pub(crate) fn kept_versions(changes: &str) -> Result<Vec<(String, i32)>, StoreError> {
    let kept: Vec<KeptChange> = serde_json::from_str(changes).map_err(|error| StoreError::Corrupt(format!("journal: {error}")))?;
    Ok(kept.into_iter().filter_map(|change| change.versions.map(|(_, version)| (change.field, version))).collect())
}

async fn latest_text<C: ConnectionTrait>(conn: &C, resource: Uuid, field: &str) -> Result<Option<i32>, StoreError> {
    let query = Query::select()
        .expr_as(Func::max(Expr::col("version")), "latest")
        .from("text_version")
        .and_where(Expr::col("resource_id").eq(resource))
        .and_where(Expr::col("field").eq(field))
        .to_owned();
    match conn.query_one(&query).await? {
        Some(row) => get(&row, "latest"),
        None => Ok(None),
    }
}

async fn keep_text<C: ConnectionTrait>(conn: &C, resource: Uuid, field: &str, version: i32, content: &str) -> Result<(), StoreError> {
    let query = Query::insert()
        .into_table("text_version")
        .columns(["resource_id", "field", "version", "content"])
        .values_panic([Expr::val(resource), Expr::val(field), Expr::val(version), Expr::val(content)])
        .to_owned();
    conn.execute(&query).await?;
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
    let mut query = Query::select().from("journal").to_owned();
    for column in ["seq", "id", "at", "action", "actor_id", "version", "changes", "resource_id"] {
        query.column(("journal", column));
    }
    query
        .expr_as(Expr::col(("person", "name")), "actor_name")
        .expr_as(Expr::col(("api_client", "name")), "client_name")
        .join(JoinType::LeftJoin, "person", Expr::col(("person", "id")).equals(("journal", "actor_id")))
        .join(JoinType::LeftJoin, "api_client", Expr::col(("api_client", "id")).equals(("journal", "actor_id")))
        .cond_where(
            Cond::any()
                .add(Expr::col(("journal", "resource_id")).eq(resource))
                .add(reported_within().add(Expr::col(("journal", "within_id")).eq(resource)))
                .add(Cond::all().add(kept_within(actor, resource)).add(Expr::col(("journal", "within_id")).eq(resource))),
        )
        .and_where(is_no_reading())
        .order_by(("journal", "seq"), Order::Desc)
        .limit(size + 1);
    if let Some(before) = before {
        query.and_where(Expr::col(("journal", "seq")).lt(before));
    }
    let mut rows = conn.query_all(&query).await?;
    let more = rows.len() as u64 > size;
    rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let mut entries = Vec::with_capacity(rows.len());
    for row in &rows {
        let own = get::<Uuid>(row, "resource_id")? == resource;
        let kept = if own { get::<String>(row, "changes")? } else { "[]".to_owned() };
        let kept: Vec<KeptChange> = serde_json::from_str(&kept).map_err(|error| StoreError::Corrupt(format!("journal: {error}")))?;
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
    let next = entries.last().filter(|_| more).map(|entry| entry.seq);
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
    let query = Query::select()
        .columns(["field", "version", "content"])
        .from("text_version")
        .and_where(Expr::col("resource_id").eq(resource))
        .and_where(Expr::col("version").is_in(versions))
        .to_owned();
    conn.query_all(&query).await?.iter().map(|row| Ok((get(row, "field")?, get(row, "version")?, get(row, "content")?))).collect()
}

fn read_entry(row: &QueryResult) -> Result<HistoryEntry, StoreError> {
    let actor = get_id::<PersonId>(row, "actor_id")?.zip(get(row, "actor_name")?);
    let client = get_id::<Uuid>(row, "actor_id")?.zip(get(row, "client_name")?);
    Ok(HistoryEntry {
        seq: get(row, "seq")?,
        id: get(row, "id")?,
        at: get(row, "at")?,
        action: get(row, "action")?,
        actor,
        client,
        version: get(row, "version")?,
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
    rest.and_where(Expr::col("xid").eq(after.xid)).and_where(Expr::col("seq").gt(after.seq)).order_by("seq", Order::Asc);
    next.and_where(Expr::col("xid").gt(after.xid)).order_by("xid", Order::Asc).order_by("seq", Order::Asc);
    [rest, next]
}

/// The next entries of the whole journal after `after`, oldest first, for jobs. An entry that commits late is never skipped: entries are
/// read in the order of their transactions, and only those before the oldest transaction that is still running.
pub async fn read_after<C: ConnectionTrait>(conn: &C, after: Cursor, limit: u64) -> Result<Vec<(Cursor, Uuid, String)>, StoreError> {
    let query = Query::select()
        .columns(["xid", "seq", "resource_id", "action"])
        .from("journal")
        .and_where(dialect::journal_is_settled(conn.get_database_backend()))
        .to_owned();
    rows_after(conn, &query, after, limit)
        .await?
        .iter()
        .map(|row| Ok((Cursor { xid: get(row, "xid")?, seq: get(row, "seq")? }, get(row, "resource_id")?, get(row, "action")?)))
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
    query.expr_as(Expr::cust("COALESCE(journal.within_id, journal.resource_id)"), "about_id");
    // Who asks to join, and who is refused, is for facilitators only.
    let members = Cond::all()
        .add(Expr::col(("journal", "within_id")).is_in(which.communities.iter().copied()))
        .add(Expr::cust("journal.action IN ('member.joined', 'member.approved', 'member.left', 'member.role_changed')"));
    let reports = reported_within().add(Expr::col(("journal", "within_id")).is_in(which.sub_projects.iter().copied()));
    query
        .cond_where(Cond::any().add(Expr::col(("journal", "resource_id")).is_in(which.resources.iter().copied())).add(members).add(reports))
        .and_where(is_no_reading());
    let (rows, next) = page_of_events(conn, &query, size).await?;
    let entries = rows.iter().map(|row| Ok((read_entry(row)?, get(row, "about_id")?))).collect::<Result<_, StoreError>>()?;
    Ok((entries, next))
}

/// Where a region turns: what begins, changes its phase, is reported or moves. Nothing that not everybody sees who sees the sub-project.
const TURNS: &str = "journal.action IN ('sub_project.created', 'sub_project.phase_changed', 'progress_update.created', 'milestone.created', 'milestone.changed', 'risk.created')";

/// What happened to all sub-projects that `actor` may see, newest first; what they did themselves is no news to them. Answers each entry with the name of the
/// sub-project.
pub async fn turns<C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    since: DateTime<Utc>,
    before: Option<i64>,
    size: u64,
) -> Result<(Vec<(HistoryEntry, (Uuid, String))>, Option<i64>), StoreError> {
    let mut query = select_events(actor.person(), Some(since), before, size);
    query
        .expr_as(Expr::col(("sub_project", "id")), "about_id")
        .expr_as(Expr::col(("sub_project", "name")), "about_name")
        .join(
            JoinType::InnerJoin,
            "sub_project",
            Expr::cust("sub_project.id = CASE WHEN journal.kind = 'sub_project' THEN journal.resource_id ELSE journal.within_id END"),
        )
        .join(JoinType::InnerJoin, "local_plan", Expr::col(("local_plan", "id")).equals(("sub_project", "local_plan_id")))
        .and_where(Expr::cust(TURNS))
        .cond_where(visibility::within_sub_projects(actor));
    let (rows, next) = page_of_events(conn, &query, size).await?;
    let entries = rows.iter().map(|row| Ok((read_entry(row)?, (get(row, "about_id")?, get(row, "about_name")?)))).collect::<Result<_, StoreError>>()?;
    Ok((entries, next))
}

/// The entries of others before `before` and after `since`, newest first, and one more than a page.
fn select_events(except: Option<PersonId>, since: Option<DateTime<Utc>>, before: Option<i64>, size: u64) -> SelectStatement {
    let mut query = Query::select().from("journal").to_owned();
    for column in ["seq", "id", "at", "action", "actor_id", "version"] {
        query.column(("journal", column));
    }
    query
        .expr_as(Expr::col(("person", "name")), "actor_name")
        .expr_as(Expr::col(("api_client", "name")), "client_name")
        .join(JoinType::LeftJoin, "person", Expr::col(("person", "id")).equals(("journal", "actor_id")))
        .join(JoinType::LeftJoin, "api_client", Expr::col(("api_client", "id")).equals(("journal", "actor_id")))
        .order_by(("journal", "seq"), Order::Desc)
        .limit(size + 1);
    if let Some(except) = except {
        query.cond_where(Cond::any().add(Expr::col(("journal", "actor_id")).is_null()).add(Expr::col(("journal", "actor_id")).ne(except.0)));
    }
    if let Some(since) = since {
        query.and_where(Expr::col(("journal", "at")).gt(since));
    }
    if let Some(before) = before {
        query.and_where(Expr::col(("journal", "seq")).lt(before));
    }
    query
}

/// The rows of a page, and where the next begins.
async fn page_of_events<C: ConnectionTrait>(conn: &C, query: &SelectStatement, size: u64) -> Result<(Vec<QueryResult>, Option<i64>), StoreError> {
    let mut rows = conn.query_all(query).await?;
    let more = rows.len() as u64 > size;
    rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|row| get(row, "seq")).transpose()?;
    Ok((rows, next))
}

/// That progress was reported belongs to the history of the sub-project, and how its milestones, tasks and risks went; what was written in a report, to that of the report.
fn reported_within() -> Cond {
    Cond::all().add(Expr::cust("journal.action IN ('progress_update.created', 'milestone.created', 'milestone.changed', 'task.created', 'task.changed', 'risk.created', 'risk.changed', 'sub_project_indicator.created')"))
}

/// What was measured and which documents came belongs to the history of a sub-project as well; of drafts, money and documents for the team only hears who is let
/// in on those.
fn kept_within(actor: &Actor, sub_project: Uuid) -> Cond {
    let confidant = Query::select()
        .expr(Expr::cust("1"))
        .from("sub_project")
        .inner_join("local_plan", Expr::col(("local_plan", "id")).equals(("sub_project", "local_plan_id")))
        .and_where(Expr::col(("sub_project", "id")).eq(sub_project))
        .cond_where(visibility::reserved(actor, None))
        .to_owned();
    const DOCUMENTS: &str = "'document.created', 'document.changed', 'document.deleted'";
    let kept = format!(
        "journal.action IN ({DOCUMENTS}, 'measurement.created', 'measurement.reopened', 'measurement.deleted', 'budget_line.created', 'budget_line.changed', \
         'budget_line.deleted')"
    );
    Cond::any()
        .add(Expr::cust(format!("journal.action = 'measurement.approved' OR (journal.action IN ({DOCUMENTS}) AND journal.audience <> 'hidden')")))
        .add(Cond::all().add(Expr::cust(kept)).add(Expr::exists(confidant)))
}

/// Reading is for the audit trail only, not for the history of what was read.
fn is_no_reading() -> Expr {
    Expr::cust("journal.action NOT LIKE '%.read'")
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
