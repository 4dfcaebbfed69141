//! Mails that are on their way: written in the transaction that gives cause to them, sent by a job, and not forgotten when sending fails.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::{
        mail::{ActiveModel, Column, Entity, Model},
        person,
    },
    new_id,
    resource::no_earlier,
    row::code,
};
use chrono::{DateTime, Duration, Utc};
use domain::{PersonId, person::Language};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IdenStatic, QueryFilter, QueryOrder, QuerySelect, Set, sea_query::Expr};
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

impl From<Model> for Mail {
    fn from(row: Model) -> Self {
        let Model { id, recipient, subject, body, created_at, due_at: _, attempts, sent_at, failure } = row;
        Self { id, recipient, subject, body, created_at, attempts, sent_at, failure }
    }
}

/// How long one attempt may take before another server tries.
const LEASE: Duration = Duration::minutes(2);
/// How often sending is tried, with a growing pause: over a day in all.
pub const ATTEMPTS: i32 = 10;

/// Hands a mail to the job that sends it.
pub async fn insert<C: ConnectionTrait>(conn: &C, recipient: &str, subject: &str, body: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(new_id()),
        recipient: Set(recipient.to_owned()),
        subject: Set(subject.to_owned()),
        body: Set(body.to_owned()),
        created_at: Set(now),
        due_at: Set(now),
        attempts: Set(0),
        sent_at: Set(None),
        failure: Set(None),
    };
    Entity::insert(row).exec_without_returning(conn).await?;
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
    use person::{Column, Entity};
    let found: Vec<(String, String, String)> = Entity::find()
        .select_only()
        .columns([Column::Name, Column::Email, Column::Language])
        .filter(Column::Id.is_in(people.iter().map(|person| person.0)))
        .filter(Column::DeletedAt.is_null())
        .filter(Column::DeactivatedAt.is_null())
        .filter(Column::ErasedAt.is_null())
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    found.into_iter().map(|(name, email, language)| Ok(Addressee { name, email, language: code(Column::Language.as_str(), &language)? })).collect()
}

/// Takes the mails that are due, so that no other server sends them for a while.
pub async fn claim<C: ConnectionTrait>(conn: &C, now: DateTime<Utc>) -> Result<Vec<Mail>, StoreError> {
    let due = Entity::find()
        .filter(Column::SentAt.is_null())
        .filter(Column::DueAt.lte(now))
        .filter(Column::Attempts.lt(ATTEMPTS))
        .order_by_asc(Column::DueAt)
        .limit(20)
        .all(conn)
        .await?;
    let mut claimed = vec![];
    for mail in due.into_iter().map(Mail::from) {
        let mine = Entity::update_many()
            .col_expr(Column::DueAt, Expr::val(now + LEASE))
            .col_expr(Column::Attempts, Expr::val(mail.attempts + 1))
            .filter(Column::Id.eq(mail.id))
            .filter(Column::Attempts.eq(mail.attempts))
            .filter(Column::SentAt.is_null())
            .exec(conn)
            .await?;
        if mine.rows_affected == 1 {
            claimed.push(mail);
        }
    }
    Ok(claimed)
}

/// Notes that a mail was sent. Its text, which may hold a link, is forgotten unless `keep`.
pub async fn sent<C: ConnectionTrait>(conn: &C, id: Uuid, keep: bool, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut sent = Entity::update_many()
        .col_expr(Column::SentAt, no_earlier(Column::CreatedAt, now))
        .col_expr(Column::Failure, Expr::val(None::<String>))
        .filter(Column::Id.eq(id));
    if !keep {
        sent = sent.col_expr(Column::Body, Expr::val(""));
    }
    sent.exec(conn).await?;
    Ok(())
}

/// Notes that sending failed; `attempts` is how often it was tried before.
pub async fn failed<C: ConnectionTrait>(conn: &C, id: Uuid, attempts: i32, failure: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let pause = Duration::seconds(30 << attempts.clamp(0, 11));
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::val(now + pause))
        .col_expr(Column::Failure, Expr::val(failure))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// The latest mails.
pub async fn latest<C: ConnectionTrait>(conn: &C, limit: u64) -> Result<Vec<Mail>, StoreError> {
    Ok(Entity::find().order_by_desc(Column::CreatedAt).limit(limit).all(conn).await?.into_iter().map(Mail::from).collect())
}

/// Forgets mails from before this moment.
pub async fn purge<C: ConnectionTrait>(conn: &C, before: DateTime<Utc>) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::CreatedAt.lt(before)).exec(conn).await?;
    Ok(())
}
