//! Mails that are on their way: written in the transaction that gives cause to them, sent by a job, and not forgotten when sending fails.
use crate::{
    StoreError, new_id,
    resource::no_earlier,
    row::{get, get_enum},
};
use chrono::{DateTime, Duration, Utc};
use domain::{PersonId, person::Language};
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Cond, Expr, ExprTrait, Order, Query},
};
use uuid::Uuid;

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub id: Uuid,
    pub recipient: String,
    pub subject: String,
    /// Empty once it was sent, unless mails are kept.
    pub body: String,
    pub created_at: DateTime<Utc>,
    pub attempts: i32,
    pub sent_at: Option<DateTime<Utc>>,
    pub failure: Option<String>,
}

/// How long one attempt may take before another server tries.
const LEASE: Duration = Duration::minutes(2);
/// How often sending is tried, with a growing pause: over a day in all.
pub const ATTEMPTS: i32 = 10;

/// Hands a mail to the job that sends it.
pub async fn insert<C: ConnectionTrait>(conn: &C, recipient: &str, subject: &str, body: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let query = Query::insert()
        .into_table("mail")
        .columns(["id", "recipient", "subject", "body", "created_at", "due_at", "attempts"])
        .values_panic([Expr::val(new_id()), Expr::val(recipient), Expr::val(subject), Expr::val(body), Expr::val(now), Expr::val(now), Expr::val(0_i32)])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Somebody to whom a letter can go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    pub name: String,
    pub email: String,
    pub language: Language,
}

/// Those of these people who still take part: who was let in no longer, was deleted or was forgotten gets no mail.
pub async fn addressees<C: ConnectionTrait>(conn: &C, people: &[PersonId]) -> Result<Vec<Addressee>, StoreError> {
    if people.is_empty() {
        return Ok(vec![]);
    }
    let mut query = Query::select().columns(["name", "email", "language"]).from("person").to_owned();
    query.and_where(Expr::col("id").is_in(people.iter().map(|person| person.0)));
    for gone in ["deleted_at", "deactivated_at", "erased_at"] {
        query.and_where(Expr::col(gone).is_null());
    }
    conn.query_all(query.order_by("id", Order::Asc))
        .await?
        .iter()
        .map(|row| Ok(Addressee { name: get(row, "name")?, email: get(row, "email")?, language: get_enum(row, "language", Language::parse)? }))
        .collect()
}

/// Takes the mails that are due, so that no other server sends them for a while.
pub async fn claim<C: ConnectionTrait>(conn: &C, now: DateTime<Utc>) -> Result<Vec<Mail>, StoreError> {
    let due = Cond::all().add(Expr::col("sent_at").is_null()).add(Expr::col("due_at").lte(now)).add(Expr::col("attempts").lt(ATTEMPTS));
    let query = columns().cond_where(due).order_by("due_at", Order::Asc).limit(20).to_owned();
    let mut claimed = vec![];
    for row in &conn.query_all(&query).await? {
        let mail = read(row)?;
        let mine = Query::update()
            .table("mail")
            .value("due_at", now + LEASE)
            .value("attempts", mail.attempts + 1)
            .and_where(Expr::col("id").eq(mail.id))
            .and_where(Expr::col("attempts").eq(mail.attempts))
            .and_where(Expr::col("sent_at").is_null())
            .to_owned();
        if conn.execute(&mine).await?.rows_affected() == 1 {
            claimed.push(mail);
        }
    }
    Ok(claimed)
}

/// Notes that a mail was sent. Its text, which may hold a link, is forgotten unless `keep`.
pub async fn sent<C: ConnectionTrait>(conn: &C, id: Uuid, keep: bool, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut query = Query::update()
        .table("mail")
        .value("sent_at", no_earlier("created_at", now))
        .value("failure", None::<String>)
        .and_where(Expr::col("id").eq(id))
        .to_owned();
    if !keep {
        query.value("body", "");
    }
    conn.execute(&query).await?;
    Ok(())
}

/// Notes that sending failed; `attempts` is how often it was tried before.
pub async fn failed<C: ConnectionTrait>(conn: &C, id: Uuid, attempts: i32, failure: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let pause = Duration::seconds(30 << attempts.clamp(0, 11));
    let query = Query::update().table("mail").value("due_at", now + pause).value("failure", failure).and_where(Expr::col("id").eq(id)).to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// The latest mails.
pub async fn latest<C: ConnectionTrait>(conn: &C, limit: u64) -> Result<Vec<Mail>, StoreError> {
    conn.query_all(columns().order_by("created_at", Order::Desc).limit(limit)).await?.iter().map(read).collect()
}

/// Forgets mails from before this moment.
pub async fn purge<C: ConnectionTrait>(conn: &C, before: DateTime<Utc>) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("mail").and_where(Expr::col("created_at").lt(before))).await?;
    Ok(())
}

fn columns() -> sea_orm::sea_query::SelectStatement {
    Query::select().columns(["id", "recipient", "subject", "body", "created_at", "attempts", "sent_at", "failure"]).from("mail").to_owned()
}

fn read(row: &QueryResult) -> Result<Mail, StoreError> {
    Ok(Mail {
        id: get(row, "id")?,
        recipient: get(row, "recipient")?,
        subject: get(row, "subject")?,
        body: get(row, "body")?,
        created_at: get(row, "created_at")?,
        attempts: get(row, "attempts")?,
        sent_at: get(row, "sent_at")?,
        failure: get(row, "failure")?,
    })
}
