//! Answers to requests that carried an `Idempotency-Key`, kept for a day in the transaction of the request itself.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError, dialect,
    entity::idempotency::{ActiveModel, Column, Entity, Model},
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
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

/// Takes this key until the transaction ends; `false` when a request with the same key is being answered at this moment. SQLite has one writer, who comes after
/// that answer anyway.
pub async fn take<C: ConnectionTrait>(conn: &C, caller: Uuid, key: &str) -> Result<bool, StoreError> {
    dialect::try_lock(conn, dialect::lock_key(&format!("idempotency {caller} {key}"))).await
}

/// The answer that was given to this key within [`KEEP_HOURS`].
pub async fn find<C: ConnectionTrait>(conn: &C, caller: Uuid, key: &str, now: DateTime<Utc>) -> Result<Option<Answer>, StoreError> {
    Entity::delete_many().filter(Column::CreatedAt.lt(now - Duration::hours(KEEP_HOURS))).exec(conn).await?;
    let Some(row) = Entity::find_by_id((caller, key.to_owned())).one(conn).await? else { return Ok(None) };
    let Model { fingerprint, status, location, etag, body, .. } = row;
    let status = u16::try_from(status).map_err(|_| StoreError::Corrupt("idempotency: status".into()))?;
    Ok(Some(Answer { fingerprint, status, location, etag, body }))
}

/// Keeps the answer, for a transaction that took the key.
pub async fn insert<C: ConnectionTrait>(conn: &C, caller: Uuid, key: &str, answer: &Answer, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Answer { fingerprint, status, location, etag, body } = answer.clone();
    let row = ActiveModel {
        person_id: Set(caller),
        idempotency_key: Set(key.to_owned()),
        fingerprint: Set(fingerprint),
        status: Set(status.into()),
        location: Set(location),
        etag: Set(etag),
        body: Set(body),
        created_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}
