//! The audit trail: the journal as auditors and coordinators read it, and the seal that shows whether somebody changed it.
//!
//! The seal is a chain: each link is the hash of the link before it and of one entry with the long texts that it kept. Links are made shortly
//! after the entries, in the order in which readers see them, so that writers never wait for each other.
use crate::{
    Database, StoreError, dialect,
    journal::{Cursor, kept_versions, rows_after},
    row::{get, get_id},
};
use chrono::{DateTime, Utc};
use domain::{OrganisationId, PersonId, text};
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Cond, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement, ValueTuple},
};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

/// An entry as the audit trail shows it: what happened, never the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub seq: i64,
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub action: String,
    pub kind: String,
    pub actor: Option<(PersonId, String)>,
    /// The system that did it.
    pub client: Option<(Uuid, String)>,
    pub on_behalf_of: Option<(OrganisationId, String)>,
    pub resource_id: Uuid,
    pub within_id: Option<Uuid>,
    pub fields: Vec<String>,
    pub request_id: Option<String>,
}

/// Which entries.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this organisation only: what its people did, and what happened to their accounts; nothing of what is not open to everyone who is signed in.
    pub organisation: Option<OrganisationId>,
    /// A person or a system.
    pub actor: Option<Uuid>,
    pub resource: Option<Uuid>,
    pub kind: Option<String>,
    pub action: Option<String>,
    pub since: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

/// One page, newest first: entries before `before`. Answers where the next page starts.
pub async fn list<C: ConnectionTrait>(conn: &C, filter: &Filter, before: Option<i64>, size: u64) -> Result<(Vec<AuditEntry>, Option<i64>), StoreError> {
    let mut query = Query::select().from("journal").to_owned();
    for column in ["seq", "id", "at", "action", "kind", "actor_id", "on_behalf_of", "resource_id", "within_id", "changes", "request_id"] {
        query.column(("journal", column));
    }
    query
        .expr_as(Expr::col(("person", "name")), "actor_name")
        .expr_as(Expr::col(("api_client", "name")), "client_name")
        .join(JoinType::LeftJoin, "api_client", Expr::col(("api_client", "id")).equals(("journal", "actor_id")))
        .expr_as(Expr::col(("organisation", "name")), "organisation_name")
        .join(JoinType::LeftJoin, "person", Expr::col(("person", "id")).equals(("journal", "actor_id")))
        .join(JoinType::LeftJoin, "organisation", Expr::col(("organisation", "id")).equals(("journal", "on_behalf_of")))
        .order_by(("journal", "seq"), Order::Desc)
        .limit(size + 1);
    narrow(&mut query, filter);
    if let Some(before) = before {
        query.and_where(Expr::col(("journal", "seq")).lt(before));
    }
    let mut rows = conn.query_all(&query).await?;
    let more = rows.len() as u64 > size;
    rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let entries = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let next = entries.last().filter(|_| more).map(|entry| entry.seq);
    Ok((entries, next))
}

fn narrow(query: &mut SelectStatement, filter: &Filter) {
    let Filter { organisation, actor, resource, kind, action, since, until } = filter;
    if let Some(organisation) = organisation {
        let people = Query::select().column("id").from("person").and_where(Expr::col("organisation_id").eq(organisation.0)).to_owned();
        let accounts = Cond::all().add(Expr::cust("journal.kind IN ('person', 'session')")).add(
            Cond::any().add(Expr::col(("journal", "resource_id")).in_subquery(people.clone())).add(Expr::col(("journal", "actor_id")).in_subquery(people)),
        );
        let work = Cond::all().add(Expr::col(("journal", "on_behalf_of")).eq(organisation.0)).add(Expr::cust("journal.audience IN ('public', 'network')"));
        query.cond_where(Cond::any().add(accounts).add(work));
    }
    if let Some(actor) = actor {
        query.and_where(Expr::col(("journal", "actor_id")).eq(*actor));
    }
    if let Some(resource) = resource {
        query.cond_where(Cond::any().add(Expr::col(("journal", "resource_id")).eq(*resource)).add(Expr::col(("journal", "within_id")).eq(*resource)));
    }
    if let Some(kind) = kind {
        query.and_where(Expr::col(("journal", "kind")).eq(kind.as_str()));
    }
    if let Some(action) = action {
        query.and_where(Expr::col(("journal", "action")).eq(action.as_str()));
    }
    if let Some(since) = since {
        query.and_where(Expr::col(("journal", "at")).gte(*since));
    }
    if let Some(until) = until {
        query.and_where(Expr::col(("journal", "at")).lt(*until));
    }
}

fn read(row: &QueryResult) -> Result<AuditEntry, StoreError> {
    let changes: Vec<serde_json::Value> =
        serde_json::from_str(&get::<String>(row, "changes")?).map_err(|error| StoreError::Corrupt(format!("journal: {error}")))?;
    let fields = changes.iter().filter_map(|change| change["field"].as_str().map(str::to_owned)).collect();
    Ok(AuditEntry {
        seq: get(row, "seq")?,
        id: get(row, "id")?,
        at: get(row, "at")?,
        action: get(row, "action")?,
        kind: get(row, "kind")?,
        actor: get_id::<PersonId>(row, "actor_id")?.zip(get(row, "actor_name")?),
        client: get_id::<Uuid>(row, "actor_id")?.zip(get(row, "client_name")?),
        on_behalf_of: get_id::<OrganisationId>(row, "on_behalf_of")?.zip(get(row, "organisation_name")?),
        resource_id: get(row, "resource_id")?,
        within_id: get(row, "within_id")?,
        fields,
        request_id: get(row, "request_id")?,
    })
}

/// How many entries one transaction seals, and how many are checked at a time.
const BATCH: u64 = 500;
/// What stands before the first link.
const GENESIS: &str = "kompaan journal 1";

/// Hears how far sealing or checking is: so many entries done, of so many.
pub type Progress<'a> = dyn FnMut(i64, i64) + Send + 'a;

/// Seals the entries that are settled and have no seal yet; answers how many. Another server that seals at the same time makes this one do nothing.
pub async fn seal(db: &Database) -> Result<u64, StoreError> {
    seal_with(db, &mut |_, _| {}).await
}

/// The same, and tells how far it is.
pub async fn seal_with(db: &Database, progress: &mut Progress<'_>) -> Result<u64, StoreError> {
    let (mut sealed, mut all) = (0_u64, None);
    loop {
        let transaction = db.transaction().await?;
        if !dialect::try_lock(&transaction, 20_261_123).await? {
            return Ok(sealed);
        }
        let (mut number, mut hash, after) = last_link(&transaction).await?;
        let entries = Query::select().columns(SEALED).from("journal").and_where(dialect::journal_is_settled(db.backend())).to_owned();
        let rows = rows_after(&transaction, &entries, after, BATCH).await?;
        if rows.is_empty() {
            return Ok(sealed);
        }
        // Counting takes a moment; whoever waits for less than one batch need not.
        if rows.len() as u64 == BATCH && all.is_none() {
            all = Some(count(&transaction, "journal").await? - number);
        }
        let texts = kept_texts(&transaction, &rows).await?;
        let mut query = Query::insert().into_table("journal_seal").columns(["number", "journal_id", "hash"]).to_owned();
        for row in &rows {
            number += 1;
            hash = link(&hash, row, &texts)?;
            query.values_panic([Expr::val(number), Expr::val(get::<Uuid>(row, "id")?), Expr::val(hash.as_str())]);
        }
        transaction.execute(&query).await?;
        transaction.commit().await?;
        sealed += rows.len() as u64;
        let done = i64::try_from(sealed).unwrap_or(i64::MAX);
        progress(done, Ord::max(all.unwrap_or_default(), done));
        if (rows.len() as u64) < BATCH {
            return Ok(sealed);
        }
    }
}

const CHANGED: &str = "the entry, its text or its link was changed";

/// What checking the seal found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// So many entries are as they were sealed; the hash of the last link. Whoever keeps that elsewhere can show later that nothing before it changed.
    Intact { entries: i64, hash: String },
    /// The first link that does not hold: its number, the entry, and what is wrong with it.
    Broken { number: i64, entry: Uuid, why: &'static str },
}

/// Checks the whole chain, in a number of statements and rows that grows with its length only.
pub async fn verify<C: ConnectionTrait>(conn: &C) -> Result<Verdict, StoreError> {
    verify_with(conn, &mut |_, _| {}).await
}

/// The same, and tells how far it is.
pub async fn verify_with<C: ConnectionTrait>(conn: &C, progress: &mut Progress<'_>) -> Result<Verdict, StoreError> {
    let (mut expected, mut hash, mut after) = (0_i64, GENESIS.to_owned(), Cursor::default());
    let all = count(conn, "journal_seal").await?;
    loop {
        let rows = conn.query_all(&links_after(expected, BATCH)).await?;
        let texts = kept_texts(conn, &rows).await?;
        let ids = Query::select().column("id").from("journal").to_owned();
        let in_order = rows_after(conn, &ids, after, rows.len() as u64).await?;
        for (place, row) in rows.iter().enumerate() {
            expected += 1;
            let (number, entry): (i64, Uuid) = (get(row, "number")?, get(row, "journal_id")?);
            let broken = |why| Ok(Verdict::Broken { number, entry, why });
            if number != expected {
                return broken("a link before it is gone");
            }
            if get::<Option<i64>>(row, "seq")?.is_none() {
                return broken("the entry is gone");
            }
            hash = match link(&hash, row, &texts) {
                Err(StoreError::Corrupt(_)) => return broken(CHANGED),
                hash => hash?,
            };
            if hash != get::<String>(row, "hash")? {
                return broken(CHANGED);
            }
            let here = Cursor { xid: get(row, "xid")?, seq: get(row, "seq")? };
            if here <= after {
                return broken("the entry stands in another place");
            }
            // What stands between two sealed entries was put there afterwards.
            let there = in_order.get(place).map(|row| get::<Uuid>(row, "id")).transpose()?;
            if let Some(there) = there.filter(|there| *there != entry) {
                return Ok(Verdict::Broken { number, entry: there, why: "the entry was added afterwards" });
            }
            after = here;
        }
        progress(expected, Ord::max(all, expected));
        if (rows.len() as u64) < BATCH {
            return Ok(Verdict::Intact { entries: expected, hash });
        }
    }
}

async fn count<C: ConnectionTrait>(conn: &C, table: &'static str) -> Result<i64, StoreError> {
    let query = Query::select().expr_as(Expr::cust("COUNT(*)"), "number").from(table).to_owned();
    conn.query_one(&query).await?.map_or(Ok(0), |row| get(&row, "number"))
}

const SEALED: [&str; 14] =
    ["seq", "id", "xid", "at", "actor_id", "on_behalf_of", "action", "kind", "resource_id", "within_id", "audience", "version", "changes", "request_id"];

/// The links after this number, each with its entry.
pub fn links_after(number: i64, limit: u64) -> SelectStatement {
    let mut query = Query::select().from("journal_seal").to_owned();
    for column in ["number", "journal_id", "hash"] {
        query.column(("journal_seal", column));
    }
    for column in SEALED {
        query.column(("journal", column));
    }
    query
        .join(JoinType::LeftJoin, "journal", Expr::col(("journal", "id")).equals(("journal_seal", "journal_id")))
        .and_where(Expr::col(("journal_seal", "number")).gt(number))
        .order_by(("journal_seal", "number"), Order::Asc)
        .limit(limit);
    query
}

async fn last_link<C: ConnectionTrait>(conn: &C) -> Result<(i64, String, Cursor), StoreError> {
    let mut query = Query::select().from("journal_seal").to_owned();
    query
        .column(("journal_seal", "number"))
        .column(("journal_seal", "hash"))
        .column(("journal", "xid"))
        .column(("journal", "seq"))
        .join(JoinType::LeftJoin, "journal", Expr::col(("journal", "id")).equals(("journal_seal", "journal_id")))
        .order_by(("journal_seal", "number"), Order::Desc)
        .limit(1);
    let Some(row) = conn.query_one(&query).await? else { return Ok((0, GENESIS.to_owned(), Cursor::default())) };
    // The last sealed entry was removed by somebody: sealing goes on after everything that is there now, and checking tells.
    let cursor = match (get::<Option<i64>>(&row, "xid")?, get::<Option<i64>>(&row, "seq")?) {
        (Some(xid), Some(seq)) => Cursor { xid, seq },
        _ => {
            let newest = Query::select().expr_as(Func::max(Expr::col("xid")), "xid").expr_as(Func::max(Expr::col("seq")), "seq").from("journal").to_owned();
            let row = conn.query_one(&newest).await?.ok_or_else(|| StoreError::Corrupt("journal".into()))?;
            Cursor { xid: get::<Option<i64>>(&row, "xid")?.unwrap_or_default(), seq: get::<Option<i64>>(&row, "seq")?.unwrap_or_default() }
        }
    };
    Ok((get(&row, "number")?, get(&row, "hash")?, cursor))
}

/// Which version of which long text.
type TextId = (Uuid, String, i32);

/// So many texts are asked for at a time: each takes three parameters, and SQLite allows some thirty thousand.
const TEXTS: usize = 5_000;

/// The long texts that these entries kept.
async fn kept_texts<C: ConnectionTrait>(conn: &C, rows: &[QueryResult]) -> Result<HashMap<TextId, String>, StoreError> {
    let mut wanted: Vec<TextId> = vec![];
    for row in rows {
        // An entry that is gone has no columns.
        let Some(changes) = get::<Option<String>>(row, "changes")? else { continue };
        let resource = get(row, "resource_id")?;
        // What cannot be read is found at its link.
        let kept = kept_versions(&changes).unwrap_or_default();
        wanted.extend(kept.into_iter().map(|(field, version)| (resource, field, version)));
    }
    let mut found = HashMap::new();
    for some in wanted.chunks(TEXTS) {
        let asked = some.iter().map(|(resource, field, version)| ValueTuple::Three((*resource).into(), field.as_str().into(), (*version).into()));
        let same = |column: &'static str, asked: &'static str| Expr::col(("text_version", column)).equals(("asked", asked));
        let query = Query::select()
            .columns([("text_version", "resource_id"), ("text_version", "field"), ("text_version", "version"), ("text_version", "content")])
            .from_values(asked, "asked")
            .inner_join("text_version", Cond::all().add(same("resource_id", "column1")).add(same("field", "column2")).add(same("version", "column3")))
            .to_owned();
        for row in &conn.query_all(&query).await? {
            found.insert((get(row, "resource_id")?, get(row, "field")?, get(row, "version")?), get(row, "content")?);
        }
    }
    Ok(found)
}

/// The link of one entry: the hash of the link before it and of everything that was kept.
fn link(before: &str, row: &QueryResult, texts: &HashMap<TextId, String>) -> Result<String, StoreError> {
    let at: DateTime<Utc> = get(row, "at")?;
    let resource: Uuid = get(row, "resource_id")?;
    let changes: String = get(row, "changes")?;
    let texts: Vec<_> = kept_versions(&changes)?
        .into_iter()
        .map(|(field, version)| {
            let content = texts.get(&(resource, field.clone(), version));
            (field, version, content)
        })
        .collect();
    let kept = serde_json::json!([
        before,
        get::<i64>(row, "seq")?,
        get::<Uuid>(row, "id")?,
        get::<i64>(row, "xid")?,
        at.timestamp_micros(),
        get::<Option<Uuid>>(row, "actor_id")?,
        get::<Option<Uuid>>(row, "on_behalf_of")?,
        get::<String>(row, "action")?,
        get::<String>(row, "kind")?,
        resource,
        get::<Option<Uuid>>(row, "within_id")?,
        get::<String>(row, "audience")?,
        get::<Option<i32>>(row, "version")?,
        changes,
        get::<Option<String>>(row, "request_id")?,
        texts,
    ]);
    Ok(text::hex(&Sha256::digest(kept.to_string().as_bytes())))
}
