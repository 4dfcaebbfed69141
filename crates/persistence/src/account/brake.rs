//! What the brake on guessing counts: attempts that failed, or that have not ended yet.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::sign_in_failure::{ActiveModel, Column, Entity},
};
use chrono::{DateTime, Duration, Utc};
use domain::account::Brake;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};

/// A counter with the rule that it follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// The hash of what it counts for.
    pub key: String,
    pub rule: Brake,
}

/// An attempt that was counted as if it had failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    key: String,
    at: DateTime<Utc>,
    /// When the one before it was.
    before: Option<DateTime<Utc>>,
}

/// How often this failed since the last success, and when last.
async fn failures<C: ConnectionTrait>(conn: &C, key: &str) -> Result<Option<(i32, DateTime<Utc>)>, StoreError> {
    Ok(Entity::find_by_id(key).select_only().columns([Column::Failures, Column::LastAt]).into_tuple().one(conn).await?)
}

fn left(counter: &Counter, found: Option<(i32, DateTime<Utc>)>, now: DateTime<Utc>) -> i64 {
    found.map_or(0, |(failures, last_at)| (last_at + Duration::seconds(counter.rule.wait(failures)) - now).num_seconds())
}

/// For so many seconds these counters make wait.
pub async fn waiting<C: ConnectionTrait>(conn: &C, counters: &[Counter], now: DateTime<Utc>) -> Result<i64, StoreError> {
    let mut longest = 0;
    for counter in counters {
        longest = std::cmp::Ord::max(longest, left(counter, failures(conn, &counter.key).await?, now));
    }
    Ok(longest)
}

/// Counts an attempt as failed before it is looked at, so that attempts at the same time, also on other replicas, do not all pass as the first one.
/// Answers for how many seconds there is still to wait when it may not be looked at.
pub async fn count<C: ConnectionTrait>(conn: &C, counters: &[Counter], now: DateTime<Utc>) -> Result<Result<Vec<Counted>, i64>, StoreError> {
    let mut counted = vec![];
    for counter in counters {
        match count_one(conn, counter, now).await? {
            Ok(one) => counted.push(one),
            Err(wait) => {
                take_back(conn, &counted).await?;
                return Ok(Err(wait));
            }
        }
    }
    Ok(Ok(counted))
}

async fn count_one<C: ConnectionTrait>(conn: &C, counter: &Counter, now: DateTime<Utc>) -> Result<Result<Counted, i64>, StoreError> {
    loop {
        let found = failures(conn, &counter.key).await?;
        let wait = left(counter, found, now);
        if wait > 0 {
            return Ok(Err(wait));
        }
        // Only when nobody else counted since we looked; otherwise look again.
        let counted = match found {
            None => {
                let row = ActiveModel { email_hash: Set(counter.key.clone()), failures: Set(1), last_at: Set(now) };
                let unless_there = OnConflict::column(Column::EmailHash).do_nothing().to_owned();
                Entity::insert(row).on_conflict(unless_there).exec_without_returning(conn).await?
            }
            Some((failures, _)) => {
                Entity::update_many()
                    .col_expr(Column::Failures, Expr::val(failures.saturating_add(1)))
                    .col_expr(Column::LastAt, Expr::val(now))
                    .filter(Column::EmailHash.eq(counter.key.as_str()))
                    .filter(Column::Failures.eq(failures))
                    .exec(conn)
                    .await?
                    .rows_affected
            }
        };
        if counted == 1 {
            return Ok(Ok(Counted { key: counter.key.clone(), at: now, before: found.map(|(_, last_at)| last_at) }));
        }
    }
}

/// Takes attempts back that did not fail; what others counted meanwhile stays.
pub async fn take_back<C: ConnectionTrait>(conn: &C, counted: &[Counted]) -> Result<(), StoreError> {
    for Counted { key, at, before } in counted {
        let gone = Entity::delete_many().filter(Column::EmailHash.eq(key.as_str())).filter(Column::Failures.lte(1)).exec(conn).await?;
        if gone.rows_affected == 1 {
            continue;
        }
        let fewer = Expr::col(Column::Failures.as_column_ref()).sub(1);
        let mut update = Entity::update_many().col_expr(Column::Failures, fewer).filter(Column::EmailHash.eq(key.as_str()));
        if let Some(before) = before {
            let last = Expr::case(Column::LastAt.eq(*at), Expr::val(*before)).finally(Expr::col(Column::LastAt.as_column_ref()));
            update = update.col_expr(Column::LastAt, last.into());
        }
        update.exec(conn).await?;
    }
    Ok(())
}

/// Forgets what a counter counted.
pub async fn clear<C: ConnectionTrait>(conn: &C, counted: &Counted) -> Result<(), StoreError> {
    Entity::delete_by_id(counted.key.as_str()).exec(conn).await?;
    Ok(())
}
