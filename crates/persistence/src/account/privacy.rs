//! What is kept about one person, and forgetting it.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::{
        idempotency, journal, mail, organisation,
        person::{self, ActiveModel, Column, Entity},
    },
    person::People,
    personal_data::{self, Forgotten, NAMED, PARTS},
    resource::touch,
    row::{get, list},
};
use chrono::{DateTime, Utc};
use domain::{PersonId, text, visit::Visit};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
    sea_query::{Cond, Expr, ExprTrait, JoinType, Query},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// The name of somebody who was forgotten, wherever what they made is shown.
pub const FORMER_MEMBER: &str = "Oud-lid";
/// So many entries of the journal go into what somebody downloads.
const MOST: u64 = 100_000;

/// Where an account stands as far as privacy goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The version of the privacy statement that was accepted; 0 for none.
    pub privacy_version: i32,
    /// When the person asked to be forgotten.
    pub erasure_asked_at: Option<DateTime<Utc>>,
}

/// Where an account stands.
pub async fn standing<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Option<Standing>, StoreError> {
    let found = Entity::find_by_id(person.0).select_only().columns([Column::PrivacyVersion, Column::ErasureAskedAt]).into_tuple().one(conn).await?;
    Ok(found.map(|(privacy_version, erasure_asked_at)| Standing { privacy_version, erasure_asked_at }))
}

/// Writes what is no change that anybody sees.
async fn set<C: ConnectionTrait>(conn: &C, person: PersonId, row: ActiveModel) -> Result<(), StoreError> {
    Entity::update_many().set(row).filter(Column::Id.eq(person.0)).exec(conn).await?;
    Ok(())
}

/// Notes that this version of the privacy statement was accepted.
pub async fn accept<C: ConnectionTrait>(conn: &C, person: PersonId, version: i32) -> Result<(), StoreError> {
    set(conn, person, ActiveModel { privacy_version: Set(version), ..Default::default() }).await
}

/// Notes that somebody asked to be forgotten, or no longer does.
pub async fn ask_erasure<C: ConnectionTrait>(conn: &C, person: PersonId, at: Option<DateTime<Utc>>) -> Result<(), StoreError> {
    set(conn, person, ActiveModel { erasure_asked_at: Set(at), ..Default::default() }).await
}

/// Who asked to be forgotten, the longest ago first.
pub async fn erasure_requests<C: ConnectionTrait>(conn: &C) -> Result<Vec<(PersonId, String, DateTime<Utc>)>, StoreError> {
    let requests: Vec<(Uuid, String, DateTime<Utc>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name, Column::ErasureAskedAt])
        .filter(Column::ErasureAskedAt.is_not_null())
        .filter(Column::ErasedAt.is_null())
        .order_by_asc(Column::ErasureAskedAt)
        .limit(100)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(requests.into_iter().map(|(id, name, at)| (PersonId(id), name, at)).collect())
}

/// Notes that somebody is here; answers when they were here before this visit.
pub async fn seen<C: ConnectionTrait>(conn: &C, person: PersonId, now: DateTime<Utc>) -> Result<DateTime<Utc>, StoreError> {
    type Moment = Option<DateTime<Utc>>;
    let found = Entity::find_by_id(person.0).select_only().columns([Column::SeenAt, Column::VisitSince]).into_tuple::<(Moment, Moment)>().one(conn).await?;
    let (seen_at, since) = found.ok_or_else(|| StoreError::Corrupt(format!("person {person}")))?;
    let before = seen_at.map(|seen_at| Visit { seen_at, since: since.unwrap_or(seen_at) });
    let visit = Visit::after(before, now);
    let row = ActiveModel { seen_at: Set(Some(visit.seen_at)), visit_since: Set(Some(visit.since)), warned_at: Set(None), ..Default::default() };
    set(conn, person, row).await?;
    Ok(visit.since)
}

/// The accounts that nobody used since this moment and that were not warned, or were warned before `warned_before`.
pub async fn inactive<C: ConnectionTrait>(conn: &C, since: DateTime<Utc>, warned_before: Option<DateTime<Utc>>) -> Result<Vec<PersonId>, StoreError> {
    let never_seen = Cond::all().add(Column::SeenAt.is_null()).add(Column::CreatedAt.lt(since));
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Cond::any().add(Column::SeenAt.lt(since)).add(never_seen))
        .filter(Column::DeletedAt.is_null())
        .filter(Column::DeactivatedAt.is_null())
        .filter(warned_before.map_or_else(|| Column::WarnedAt.is_null(), |before| Column::WarnedAt.lt(before)))
        .limit(100)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// Notes that somebody was told that the account will end.
pub async fn warned<C: ConnectionTrait>(conn: &C, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    set(conn, person, ActiveModel { warned_at: Set(Some(now)), ..Default::default() }).await
}

/// Forgets who somebody was. What they made stays, and so do the entries of the journal, which name them by a number only.
pub async fn erase<C: ConnectionTrait>(conn: &C, person: PersonId, seen: i32, email: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    for held in NAMED.iter().filter(|held| held.forgotten == Forgotten::Goes) {
        let column = held.column.reference();
        conn.execute(Query::delete().from_table(column.0.clone()).and_where(Expr::col(column).eq(person.0))).await?;
    }
    idempotency::Entity::delete_many().filter(idempotency::Column::Location.like(format!("%/people/{person}"))).exec(conn).await?;
    mail::Entity::delete_many().filter(mail::Column::Recipient.eq(email)).exec(conn).await?;
    let row = ActiveModel {
        name: Set(FORMER_MEMBER.to_owned()),
        name_key: Set(text::fold(FORMER_MEMBER)),
        given_name: Set(None),
        family_name: Set(None),
        email: Set(format!("oud-lid-{person}@vergeten.invalid")),
        job_title: Set(String::new()),
        expertise: Set("[]".to_owned()),
        expertise_key: Set(String::new()),
        email_visible: Set(false),
        visit_since: Set(None),
        deactivated_at: Set(Some(now)),
        erased_at: Set(Some(now)),
        ..Default::default()
    };
    touch::<People, C>(conn, person, seen, row, now).await
}

/// Everything that is kept about one person, by subject.
pub async fn everything<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Value, StoreError> {
    let account = account(conn, person).await?;
    let mails = mails(conn, account["email"].as_str().unwrap_or_default()).await?;
    let mut everything = json!({"account": account, "mails": mails, "journal": journal(conn, person).await?});
    for part in PARTS {
        everything[part.name] = personal_data::read(conn, part, person).await?.into();
    }
    Ok(everything)
}

async fn account<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Value, StoreError> {
    let home = Expr::col(organisation::Column::Id.as_column_ref()).equals(Column::OrganisationId.as_column_ref());
    let mut query = Entity::find_by_id(person.0).into_query();
    query.expr_as(Expr::col(organisation::Column::Name.as_column_ref()), "organisation").join(JoinType::InnerJoin, organisation::Entity, home);
    let found = conn.query_one(&query).await?.ok_or_else(|| StoreError::Corrupt(format!("person {person}")))?;
    let row = person::Model::from_query_result(&found, "")?;
    Ok(json!({
        "id": row.id, "name": row.name, "givenName": row.given_name, "familyName": row.family_name,
        "email": row.email, "jobTitle": row.job_title, "organisation": get::<String>(&found, "organisation")?,
        "expertise": list::<String>(Column::Expertise.as_str(), &row.expertise)?, "language": row.language,
        "emailVisible": row.email_visible, "createdAt": row.created_at, "updatedAt": row.updated_at,
        "seenAt": row.seen_at, "visitSince": row.visit_since, "deactivatedAt": row.deactivated_at, "erasureAskedAt": row.erasure_asked_at,
        "privacyVersion": row.privacy_version,
    }))
}

async fn mails<C: ConnectionTrait>(conn: &C, recipient: &str) -> Result<Vec<Value>, StoreError> {
    use mail::{Column, Entity};
    let mails: Vec<(String, DateTime<Utc>, Option<DateTime<Utc>>)> = Entity::find()
        .select_only()
        .columns([Column::Subject, Column::CreatedAt, Column::SentAt])
        .filter(Column::Recipient.eq(recipient))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(mails.into_iter().map(|(subject, created_at, sent_at)| json!({"subject": subject, "createdAt": created_at, "sentAt": sent_at})).collect())
}

/// What somebody did, and what happened to their account.
async fn journal<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Vec<Value>, StoreError> {
    use journal::{Column, Entity};
    type Entry = (DateTime<Utc>, String, Uuid, Option<Uuid>, Option<String>);
    let entries = Entity::find()
        .select_only()
        .columns([Column::At, Column::Action, Column::ResourceId, Column::ActorId, Column::RequestId])
        .filter(Cond::any().add(Column::ActorId.eq(person.0)).add(Column::ResourceId.eq(person.0)))
        .order_by_desc(Column::Seq)
        .limit(MOST)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(entries
        .into_iter()
        .map(|(at, action, resource_id, actor_id, request_id): Entry| {
            let by_me = actor_id == Some(person.0);
            json!({"at": at, "action": action, "resourceId": resource_id, "byMe": by_me, "requestId": request_id})
        })
        .collect())
}
