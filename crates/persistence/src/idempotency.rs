//! Answers to requests that carried an `Idempotency-Key`, kept for a day in the transaction of the request itself.
use crate::{StoreError, dialect, row::get};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

/// How long an answer is kept, in hours.
pub const KEEP_HOURS: i64 = 24;

/// An answer that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Tells whether a request is the same as the first with this key.
    pub fingerprint: String,
    pub status: u16,
    pub location: Option<String>,
    pub etag: Option<String>,
    pub body: String,
}

/// Takes this key until the transaction ends; `false` when a request with the same key is being answered at this moment. SQLite has one writer, who comes after that
/// answer anyway.
pub async fn take<C: ConnectionTrait>(conn: &C, caller: Uuid, key: &str) -> Result<bool, StoreError> {
    dialect::try_lock(conn, dialect::lock_key(&format!("idempotency {caller} {key}"))).await
}

/// The answer that was given to this key within [`KEEP_HOURS`].
pub async fn find<C: ConnectionTrait>(conn: &C, caller: Uuid, key: &str, now: DateTime<Utc>) -> Result<Option<Answer>, StoreError> {
    conn.execute(Query::delete().from_table("idempotency").and_where(Expr::col("created_at").lt(now - Duration::hours(KEEP_HOURS)))).await?;
    let query = Query::select()
        .columns(["fingerprint", "status", "location", "etag", "body"])
        .from("idempotency")
        .and_where(Expr::col("person_id").eq(caller))
        .and_where(Expr::col("idempotency_key").eq(key))
        .to_owned();
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    Ok(Some(Answer {
        fingerprint: get(&row, "fingerprint")?,
        status: u16::try_from(get::<i32>(&row, "status")?).map_err(|_| StoreError::Corrupt("idempotency: status".into()))?,
        location: get(&row, "location")?,
        etag: get(&row, "etag")?,
        body: get(&row, "body")?,
    }))
}

/// Keeps the answer, for a transaction that took the key.
pub async fn insert<C: ConnectionTrait>(conn: &C, caller: Uuid, key: &str, answer: &Answer, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Answer { fingerprint, status, location, etag, body } = answer;
    let query = Query::insert()
        .into_table("idempotency")
        .columns(["person_id", "idempotency_key", "fingerprint", "status", "location", "etag", "body", "created_at"])
        .values_panic([
            Expr::val(caller),
            Expr::val(key),
            Expr::val(fingerprint.as_str()),
            Expr::val(i32::from(*status)),
            Expr::val(location.clone()),
            Expr::val(etag.clone()),
            Expr::val(body.as_str()),
            Expr::val(now),
        ])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}
