//! The audit trail: the journal as auditors and coordinators read it, and the seal that shows whether somebody changed it.
//!
//! The seal is a chain: each link is the hash of the link before it and of one entry with the long texts that it kept. Links are made shortly
//! after the entries, in the order in which readers see them, so that writers never wait for each other.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and with `Corrupt` when an entry cannot be read.
use crate::{
    Database, StoreError, dialect,
    entity::{
        api_client,
        journal::{self, Column},
        journal_seal, organisation, person, text_version,
    },
    row::{column, get, list as read_list},
    trail::journal::{Cursor, kept_versions, rows_after},
};
use chrono::{DateTime, Utc};
use domain::{OrganisationId, PersonId, resource::Kind, text, visibility::Visibility};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic, Iterable, QueryFilter, QueryResult, QuerySelect, QueryTrait, Set,
    sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement, ValueTuple},
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
    let mut query = Query::select().from(journal::Entity).to_owned();
    let shown = [
        Column::Seq,
        Column::Id,
        Column::At,
        Column::Action,
        Column::Kind,
        Column::ActorId,
        Column::OnBehalfOf,
        Column::ResourceId,
        Column::WithinId,
        Column::Changes,
        Column::RequestId,
    ];
    query
        .columns(shown.map(|column| column.as_column_ref()))
        .expr_as(Expr::col(person::Column::Name.as_column_ref()), "actor_name")
        .expr_as(Expr::col(api_client::Column::Name.as_column_ref()), "client_name")
        .expr_as(Expr::col(organisation::Column::Name.as_column_ref()), "organisation_name")
        .left_join(api_client::Entity, Expr::col(api_client::Column::Id.as_column_ref()).equals(Column::ActorId.as_column_ref()))
        .left_join(person::Entity, Expr::col(person::Column::Id.as_column_ref()).equals(Column::ActorId.as_column_ref()))
        .left_join(organisation::Entity, Expr::col(organisation::Column::Id.as_column_ref()).equals(Column::OnBehalfOf.as_column_ref()))
        .order_by(Column::Seq.as_column_ref(), Order::Desc)
        .limit(size + 1);
    narrow(&mut query, filter);
    if let Some(before) = before {
        query.and_where(Column::Seq.lt(before));
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
    let fixed = |value: &'static str| Expr::Constant(value.into());
    if let Some(organisation) = organisation {
        let people = Query::select().column(person::Column::Id).from(person::Entity).and_where(person::Column::OrganisationId.eq(organisation.0)).to_owned();
        let of_accounts = [Kind::Person, Kind::Session].map(|kind| fixed(kind.as_str()));
        let open = [Visibility::Public, Visibility::Network].map(|audience| fixed(audience.as_str()));
        let accounts = Cond::all()
            .add(Expr::col(Column::Kind.as_column_ref()).is_in(of_accounts))
            .add(Cond::any().add(Column::ResourceId.in_subquery(people.clone())).add(Column::ActorId.in_subquery(people)));
        let work = Cond::all().add(Column::OnBehalfOf.eq(organisation.0)).add(Expr::col(Column::Audience.as_column_ref()).is_in(open));
        query.cond_where(Cond::any().add(accounts).add(work));
    }
    if let Some(actor) = actor {
        query.and_where(Column::ActorId.eq(*actor));
    }
    if let Some(resource) = resource {
        query.cond_where(Cond::any().add(Column::ResourceId.eq(*resource)).add(Column::WithinId.eq(*resource)));
    }
    if let Some(kind) = kind {
        query.and_where(Column::Kind.eq(kind.as_str()));
    }
    if let Some(action) = action {
        query.and_where(Column::Action.eq(action.as_str()));
    }
    if let Some(since) = since {
        query.and_where(Column::At.gte(*since));
    }
    if let Some(until) = until {
        query.and_where(Column::At.lt(*until));
    }
}

fn read(row: &QueryResult) -> Result<AuditEntry, StoreError> {
    let changes: Vec<serde_json::Value> = read_list(Column::Changes.as_str(), &column::<String>(row, Column::Changes)?)?;
    let fields = changes.iter().filter_map(|change| change["field"].as_str().map(str::to_owned)).collect();
    let actor: Option<Uuid> = column(row, Column::ActorId)?;
    let on_behalf_of = column::<Option<Uuid>>(row, Column::OnBehalfOf)?.map(OrganisationId);
    Ok(AuditEntry {
        seq: column(row, Column::Seq)?,
        id: column(row, Column::Id)?,
        at: column(row, Column::At)?,
        action: column(row, Column::Action)?,
        kind: column(row, Column::Kind)?,
        actor: actor.map(PersonId).zip(get(row, "actor_name")?),
        client: actor.zip(get(row, "client_name")?),
        on_behalf_of: on_behalf_of.zip(get(row, "organisation_name")?),
        resource_id: column(row, Column::ResourceId)?,
        within_id: column(row, Column::WithinId)?,
        fields,
        request_id: column(row, Column::RequestId)?,
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
        let entries = journal::Entity::find().filter(dialect::journal_is_settled(db.backend())).into_query();
        let rows = rows_after(&transaction, &entries, after, BATCH).await?;
        if rows.is_empty() {
            return Ok(sealed);
        }
        // Counting takes a moment; whoever waits for less than one batch need not.
        if rows.len() as u64 == BATCH && all.is_none() {
            all = Some(count::<journal::Entity, _>(&transaction).await? - number);
        }
        let texts = kept_texts(&transaction, &rows).await?;
        let mut links = Vec::with_capacity(rows.len());
        for row in &rows {
            let entry = journal::Model::from_query_result(row, "")?;
            number += 1;
            hash = link(&hash, &entry, &texts)?;
            links.push(journal_seal::ActiveModel { number: Set(number), journal_id: Set(entry.id), hash: Set(hash.clone()) });
        }
        journal_seal::Entity::insert_many(links).exec_without_returning(&transaction).await?;
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
    let all = count::<journal_seal::Entity, _>(conn).await?;
    loop {
        let rows = conn.query_all(&links_after(expected, BATCH)).await?;
        let texts = kept_texts(conn, &rows).await?;
        let ids = Query::select().column(Column::Id).from(journal::Entity).to_owned();
        let in_order = rows_after(conn, &ids, after, rows.len() as u64).await?;
        for (place, row) in rows.iter().enumerate() {
            expected += 1;
            let journal_seal::Model { number, journal_id, hash: sealed } = journal_seal::Model::from_query_result(row, "")?;
            let broken = |why| Ok(Verdict::Broken { number, entry: journal_id, why });
            if number != expected {
                return broken("a link before it is gone");
            }
            if column::<Option<i64>>(row, Column::Seq)?.is_none() {
                return broken("the entry is gone");
            }
            let entry = journal::Model::from_query_result(row, "")?;
            hash = match link(&hash, &entry, &texts) {
                Err(StoreError::Corrupt(_)) => return broken(CHANGED),
                hash => hash?,
            };
            if hash != sealed {
                return broken(CHANGED);
            }
            let here = Cursor { xid: entry.xid, seq: entry.seq };
            if here <= after {
                return broken("the entry stands in another place");
            }
            // What stands between two sealed entries was put there afterwards.
            let there = in_order.get(place).map(|row| column::<Uuid>(row, Column::Id)).transpose()?;
            if let Some(there) = there.filter(|there| *there != journal_id) {
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

async fn count<E: EntityTrait, C: ConnectionTrait>(conn: &C) -> Result<i64, StoreError> {
    let number: Option<i64> = E::find().select_only().column_as(Expr::cust("COUNT(*)"), "number").into_tuple().one(conn).await?;
    Ok(number.unwrap_or_default())
}

/// The links after this number, each with its entry.
pub fn links_after(number: i64, limit: u64) -> SelectStatement {
    let mut query = links();
    query
        .columns(journal_seal::Column::iter().map(|column| column.as_column_ref()))
        .columns(Column::iter().map(|column| column.as_column_ref()))
        .and_where(journal_seal::Column::Number.gt(number))
        .order_by(journal_seal::Column::Number.as_column_ref(), Order::Asc)
        .limit(limit);
    query
}

/// A query on links and their entries, also where the entry is gone.
fn links() -> SelectStatement {
    let its_entry = Expr::col(Column::Id.as_column_ref()).equals(journal_seal::Column::JournalId.as_column_ref());
    Query::select().from(journal_seal::Entity).left_join(journal::Entity, its_entry).to_owned()
}

async fn last_link<C: ConnectionTrait>(conn: &C) -> Result<(i64, String, Cursor), StoreError> {
    let mut query = links();
    query
        .columns([journal_seal::Column::Number, journal_seal::Column::Hash].map(|column| column.as_column_ref()))
        .columns([Column::Xid, Column::Seq].map(|column| column.as_column_ref()))
        .order_by(journal_seal::Column::Number.as_column_ref(), Order::Desc)
        .limit(1);
    let Some(row) = conn.query_one(&query).await? else { return Ok((0, GENESIS.to_owned(), Cursor::default())) };
    // The last sealed entry was removed by somebody: sealing goes on after everything that is there now, and checking tells.
    let cursor = match (column(&row, Column::Xid)?, column(&row, Column::Seq)?) {
        (Some(xid), Some(seq)) => Cursor { xid, seq },
        _ => {
            let newest: Option<(Option<i64>, Option<i64>)> =
                journal::Entity::find().select_only().column_as(Column::Xid.max(), "xid").column_as(Column::Seq.max(), "seq").into_tuple().one(conn).await?;
            let (xid, seq) = newest.ok_or_else(|| StoreError::Corrupt("journal".into()))?;
            Cursor { xid: xid.unwrap_or_default(), seq: seq.unwrap_or_default() }
        }
    };
    Ok((column(&row, journal_seal::Column::Number)?, column(&row, journal_seal::Column::Hash)?, cursor))
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
        let Some(changes) = column::<Option<String>>(row, Column::Changes)? else { continue };
        let resource = column(row, Column::ResourceId)?;
        // What cannot be read is found at its link.
        let kept = kept_versions(&changes).unwrap_or_default();
        wanted.extend(kept.into_iter().map(|(field, version)| (resource, field, version)));
    }
    let mut found = HashMap::new();
    for some in wanted.chunks(TEXTS) {
        use text_version::Column::{Content, Field, ResourceId, Version};
        let asked = some.iter().map(|(resource, field, version)| ValueTuple::Three((*resource).into(), field.as_str().into(), (*version).into()));
        let same = |column: text_version::Column, asked: &'static str| Expr::col(column.as_column_ref()).equals(("asked", asked));
        let query = Query::select()
            .columns([ResourceId, Field, Version, Content].map(|column| column.as_column_ref()))
            .from_values(asked, "asked")
            .inner_join(text_version::Entity, Cond::all().add(same(ResourceId, "column1")).add(same(Field, "column2")).add(same(Version, "column3")))
            .to_owned();
        for row in &conn.query_all(&query).await? {
            found.insert((column(row, ResourceId)?, column(row, Field)?, column(row, Version)?), column(row, Content)?);
        }
    }
    Ok(found)
}

/// The link of one entry: the hash of the link before it and of everything that was kept.
fn link(before: &str, entry: &journal::Model, texts: &HashMap<TextId, String>) -> Result<String, StoreError> {
    // Exhaustive: a new column does not compile until it is decided whether it is sealed.
    let journal::Model { seq, id, xid, at, actor_id, on_behalf_of, action, kind, resource_id, within_id, audience, version, changes, request_id } = entry;
    let texts: Vec<_> = kept_versions(changes)?
        .into_iter()
        .map(|(field, version)| {
            let content = texts.get(&(*resource_id, field.clone(), version));
            (field, version, content)
        })
        .collect();
    let kept = serde_json::json!([
        before,
        seq,
        id,
        xid,
        at.timestamp_micros(),
        actor_id,
        on_behalf_of,
        action,
        kind,
        resource_id,
        within_id,
        audience,
        version,
        changes,
        request_id,
        texts,
    ]);
    Ok(text::hex(&Sha256::digest(kept.to_string().as_bytes())))
}
