//! What the brake on guessing counts: attempts that failed, or that have not ended yet.
use crate::{StoreError, row::get};
use chrono::{DateTime, Duration, Utc};
use domain::account::Brake;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
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
    let query = Query::select().columns(["failures", "last_at"]).from("sign_in_failure").and_where(Expr::col("email_hash").eq(key)).to_owned();
    match conn.query_one(&query).await? {
        Some(row) => Ok(Some((get(&row, "failures")?, get(&row, "last_at")?))),
        None => Ok(None),
    }
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
        let done = match found {
            None => {
                let query = Query::insert()
                    .into_table("sign_in_failure")
                    .columns(["email_hash", "failures", "last_at"])
                    .values_panic([Expr::val(counter.key.as_str()), Expr::val(1), Expr::val(now)])
                    .on_conflict(OnConflict::column("email_hash").do_nothing().to_owned())
                    .to_owned();
                conn.execute(&query).await?
            }
            Some((failures, _)) => {
                let query = Query::update()
                    .table("sign_in_failure")
                    .value("failures", failures.saturating_add(1))
                    .value("last_at", now)
                    .and_where(Expr::col("email_hash").eq(counter.key.as_str()))
                    .and_where(Expr::col("failures").eq(failures))
                    .to_owned();
                conn.execute(&query).await?
            }
        };
        if done.rows_affected() == 1 {
            return Ok(Ok(Counted { key: counter.key.clone(), at: now, before: found.map(|(_, last_at)| last_at) }));
        }
    }
}

/// Takes attempts back that did not fail; what others counted meanwhile stays.
pub async fn take_back<C: ConnectionTrait>(conn: &C, counted: &[Counted]) -> Result<(), StoreError> {
    for Counted { key, at, before } in counted {
        let gone = Query::delete()
            .from_table("sign_in_failure")
            .and_where(Expr::col("email_hash").eq(key.as_str()))
            .and_where(Expr::col("failures").lte(1))
            .to_owned();
        if conn.execute(&gone).await?.rows_affected() == 1 {
            continue;
        }
        let mut query = Query::update()
            .table("sign_in_failure")
            .value("failures", Expr::col("failures").sub(1))
            .and_where(Expr::col("email_hash").eq(key.as_str()))
            .to_owned();
        if let Some(before) = before {
            let last = Expr::case(Expr::col("last_at").eq(*at), Expr::val(*before)).finally(Expr::col("last_at"));
            query.value("last_at", last);
        }
        conn.execute(&query).await?;
    }
    Ok(())
}

/// Forgets what a counter counted.
pub async fn clear<C: ConnectionTrait>(conn: &C, counted: &Counted) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("sign_in_failure").and_where(Expr::col("email_hash").eq(counted.key.as_str()))).await?;
    Ok(())
}
