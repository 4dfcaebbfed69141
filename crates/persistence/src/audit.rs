//! The audit trail: the journal as auditors and coordinators read it, and the seal that shows whether somebody changed it.
//!
//! The seal is a chain: each link is the hash of the link before it and of one entry with the long texts that it kept. Links are made shortly
//! after the entries, in the order in which readers see them, so that writers never wait for each other.
use crate::{
    Database, StoreError, dialect,
    journal::{Cursor, kept_versions},
    resource::{get, get_id},
};
use chrono::{DateTime, Utc};
use domain::{OrganisationId, PersonId, text};
use sea_orm::{
    ConnectionTrait, QueryResult, TransactionTrait,
    sea_query::{Cond, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement},
};
use sha2::{Digest, Sha256};
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

/// How many entries one transaction seals.
const BATCH: u64 = 500;
/// What stands before the first link.
const GENESIS: &str = "kompaan journal 1";

/// Seals the entries that are settled and have no seal yet; answers how many. Another server that seals at the same time makes this one do nothing.
pub async fn seal(db: &Database) -> Result<u64, StoreError> {
    let mut sealed = 0;
    loop {
        let transaction = db.bookkeeping().begin_with_options(crate::unit_of_work::writing()).await?;
        if !dialect::try_lock(&transaction, 20_261_123).await? {
            return Ok(sealed);
        }
        let (mut number, mut hash, after) = last_link(&transaction).await?;
        let rows = transaction.query_all(&entries_after(after, BATCH).and_where(dialect::journal_is_settled(db.backend())).to_owned()).await?;
        if rows.is_empty() {
            return Ok(sealed);
        }
        let mut query = Query::insert().into_table("journal_seal").columns(["number", "journal_id", "hash"]).to_owned();
        for row in &rows {
            number += 1;
            hash = link(&transaction, &hash, row).await?;
            query.values_panic([Expr::val(number), Expr::val(get::<Uuid>(row, "id")?), Expr::val(hash.as_str())]);
        }
        transaction.execute(&query).await?;
        transaction.commit().await?;
        sealed += rows.len() as u64;
        if (rows.len() as u64) < BATCH {
            return Ok(sealed);
        }
    }
}

/// What checking the seal found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// So many entries are as they were sealed; the hash of the last link. Whoever keeps that elsewhere can show later that nothing before it changed.
    Intact { entries: i64, hash: String },
    /// The first link that does not hold: its number, the entry, and what is wrong with it.
    Broken { number: i64, entry: Uuid, why: &'static str },
}

/// Checks the whole chain.
pub async fn verify<C: ConnectionTrait>(conn: &C) -> Result<Verdict, StoreError> {
    let (mut expected, mut hash, mut after) = (0_i64, GENESIS.to_owned(), Cursor::default());
    loop {
        let rows = conn.query_all(&links_after(expected, BATCH)).await?;
        for row in &rows {
            expected += 1;
            let (number, entry): (i64, Uuid) = (get(row, "number")?, get(row, "journal_id")?);
            let broken = |why| Ok(Verdict::Broken { number, entry, why });
            if number != expected {
                return broken("a link before it is gone");
            }
            if get::<Option<i64>>(row, "seq")?.is_none() {
                return broken("the entry is gone");
            }
            hash = link(conn, &hash, row).await?;
            if hash != get::<String>(row, "hash")? {
                return broken("the entry, its text or its link was changed");
            }
            let here = Cursor { xid: get(row, "xid")?, seq: get(row, "seq")? };
            if here <= after {
                return broken("the entry stands in another place");
            }
            // What stands between two sealed entries was put there afterwards.
            if let Some(row) = conn.query_one(&entries_after(after, 1)).await?
                && get::<Uuid>(&row, "id")? != entry
            {
                return Ok(Verdict::Broken { number, entry: get(&row, "id")?, why: "the entry was added afterwards" });
            }
            after = here;
        }
        if (rows.len() as u64) < BATCH {
            return Ok(Verdict::Intact { entries: expected, hash });
        }
    }
}

const SEALED: [&str; 14] =
    ["seq", "id", "xid", "at", "actor_id", "on_behalf_of", "action", "kind", "resource_id", "within_id", "audience", "version", "changes", "request_id"];

fn entries_after(after: Cursor, limit: u64) -> SelectStatement {
    Query::select()
        .columns(SEALED)
        .from("journal")
        .and_where(Expr::tuple([Expr::col("xid"), Expr::col("seq")]).gt(Expr::tuple([Expr::val(after.xid), Expr::val(after.seq)])))
        .order_by("xid", Order::Asc)
        .order_by("seq", Order::Asc)
        .limit(limit)
        .to_owned()
}

fn links_after(number: i64, limit: u64) -> SelectStatement {
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

/// The link of one entry: the hash of the link before it and of everything that was kept.
async fn link<C: ConnectionTrait>(conn: &C, before: &str, row: &QueryResult) -> Result<String, StoreError> {
    let at: DateTime<Utc> = get(row, "at")?;
    let resource: Uuid = get(row, "resource_id")?;
    let changes: String = get(row, "changes")?;
    let mut texts = vec![];
    for (field, version) in kept_versions(&changes)? {
        let query = Query::select()
            .column("content")
            .from("text_version")
            .and_where(Expr::col("resource_id").eq(resource))
            .and_where(Expr::col("field").eq(field.as_str()))
            .and_where(Expr::col("version").eq(version))
            .to_owned();
        let content: Option<String> = conn.query_one(&query).await?.map(|row| get(&row, "content")).transpose()?;
        texts.push((field, version, content));
    }
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
