//! What is kept about one person, and forgetting it.
use crate::{
    StoreError,
    person::People,
    personal_data::{self, Forgotten, NAMED, PARTS},
    resource::touch,
    row::{get, get_items},
};
use chrono::{DateTime, Utc};
use domain::{PersonId, visit::Visit};
use sea_orm::{
    ConnectionTrait, QueryResult, Value as DbValue,
    sea_query::{Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement},
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
    let query = Query::select().columns(["privacy_version", "erasure_asked_at"]).from("person").and_where(Expr::col("id").eq(person.0)).to_owned();
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    Ok(Some(Standing { privacy_version: get(&row, "privacy_version")?, erasure_asked_at: get(&row, "erasure_asked_at")? }))
}

async fn set<C: ConnectionTrait>(conn: &C, person: PersonId, column: &'static str, value: impl Into<DbValue>) -> Result<(), StoreError> {
    let query = Query::update().table("person").value(column, value.into()).and_where(Expr::col("id").eq(person.0)).to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Notes that this version of the privacy statement was accepted.
pub async fn accept<C: ConnectionTrait>(conn: &C, person: PersonId, version: i32) -> Result<(), StoreError> {
    set(conn, person, "privacy_version", version).await
}

/// Notes that somebody asked to be forgotten, or no longer does.
pub async fn ask_erasure<C: ConnectionTrait>(conn: &C, person: PersonId, at: Option<DateTime<Utc>>) -> Result<(), StoreError> {
    set(conn, person, "erasure_asked_at", at).await
}

/// Who asked to be forgotten, the longest ago first.
pub async fn erasure_requests<C: ConnectionTrait>(conn: &C) -> Result<Vec<(PersonId, String, DateTime<Utc>)>, StoreError> {
    let query = Query::select()
        .columns(["id", "name", "erasure_asked_at"])
        .from("person")
        .and_where(Expr::col("erasure_asked_at").is_not_null())
        .and_where(Expr::col("erased_at").is_null())
        .order_by("erasure_asked_at", Order::Asc)
        .limit(100)
        .to_owned();
    conn.query_all(&query).await?.iter().map(|row| Ok((PersonId(get(row, "id")?), get(row, "name")?, get(row, "erasure_asked_at")?))).collect()
}

/// Notes that somebody is here; answers when they were here before this visit.
pub async fn seen<C: ConnectionTrait>(conn: &C, person: PersonId, now: DateTime<Utc>) -> Result<DateTime<Utc>, StoreError> {
    let query = Query::select().columns(["seen_at", "visit_since"]).from("person").and_where(Expr::col("id").eq(person.0)).to_owned();
    let row = conn.query_one(&query).await?.ok_or_else(|| StoreError::Corrupt(format!("person {person}")))?;
    let before = match get::<Option<DateTime<Utc>>>(&row, "seen_at")? {
        Some(seen_at) => Some(Visit { seen_at, since: get::<Option<_>>(&row, "visit_since")?.unwrap_or(seen_at) }),
        None => None,
    };
    let visit = Visit::after(before, now);
    let query = Query::update()
        .table("person")
        .value("seen_at", visit.seen_at)
        .value("visit_since", visit.since)
        .value("warned_at", None::<DateTime<Utc>>)
        .and_where(Expr::col("id").eq(person.0))
        .to_owned();
    conn.execute(&query).await?;
    Ok(visit.since)
}

/// The accounts that nobody used since this moment and that were not warned, or were warned before `warned_before`.
pub async fn inactive<C: ConnectionTrait>(conn: &C, since: DateTime<Utc>, warned_before: Option<DateTime<Utc>>) -> Result<Vec<PersonId>, StoreError> {
    let mut query = Query::select()
        .column("id")
        .from("person")
        .cond_where(Cond::any().add(Expr::col("seen_at").lt(since)).add(Cond::all().add(Expr::col("seen_at").is_null()).add(Expr::col("created_at").lt(since))))
        .and_where(Expr::col("deleted_at").is_null())
        .and_where(Expr::col("deactivated_at").is_null())
        .limit(100)
        .to_owned();
    match warned_before {
        None => query.and_where(Expr::col("warned_at").is_null()),
        Some(before) => query.and_where(Expr::col("warned_at").lt(before)),
    };
    conn.query_all(&query).await?.iter().map(|row| Ok(PersonId(get(row, "id")?))).collect()
}

/// Notes that somebody was told that the account will end.
pub async fn warned<C: ConnectionTrait>(conn: &C, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    set(conn, person, "warned_at", now).await
}

/// Forgets who somebody was. What they made stays, and so do the entries of the journal, which name them by a number only.
pub async fn erase<C: ConnectionTrait>(conn: &C, person: PersonId, seen: i32, email: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    for held in NAMED.iter().filter(|held| held.forgotten == Forgotten::Goes) {
        conn.execute(Query::delete().from_table(held.table).and_where(Expr::col(held.column).eq(person.0))).await?;
    }
    conn.execute(Query::delete().from_table("idempotency").and_where(Expr::col("location").like(format!("%/people/{person}")))).await?;
    conn.execute(Query::delete().from_table("mail").and_where(Expr::col("recipient").eq(email))).await?;
    let nobody = format!("oud-lid-{person}@vergeten.invalid");
    let columns: Vec<(&'static str, DbValue)> = vec![
        ("name", FORMER_MEMBER.into()),
        ("name_key", domain::text::fold(FORMER_MEMBER).into()),
        ("given_name", None::<String>.into()),
        ("family_name", None::<String>.into()),
        ("email", nobody.into()),
        ("job_title", "".into()),
        ("expertise", "[]".into()),
        ("expertise_key", "".into()),
        ("email_visible", false.into()),
        ("visit_since", None::<DateTime<Utc>>.into()),
        ("deactivated_at", now.into()),
        ("erased_at", now.into()),
    ];
    touch::<People, C>(conn, person, seen, columns, now).await
}

/// Everything that is kept about one person, by subject.
pub async fn everything<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Value, StoreError> {
    let of = |table: &'static str, columns: &[&'static str]| -> SelectStatement {
        let mut query = Query::select().from(table).to_owned();
        for column in columns {
            query.column((table, *column));
        }
        query
    };
    let moment = |row: &QueryResult, column: &str| get::<Option<DateTime<Utc>>>(row, column);
    let account = conn
        .query_one(
            of(
                "person",
                &[
                    "name",
                    "given_name",
                    "family_name",
                    "email",
                    "job_title",
                    "expertise",
                    "language",
                    "email_visible",
                    "created_at",
                    "updated_at",
                    "seen_at",
                    "visit_since",
                    "deactivated_at",
                    "erasure_asked_at",
                    "privacy_version",
                ],
            )
            .expr_as(Expr::col(("organisation", "name")), "organisation")
            .join(JoinType::InnerJoin, "organisation", Expr::col(("organisation", "id")).equals(("person", "organisation_id")))
            .and_where(Expr::col(("person", "id")).eq(person.0)),
        )
        .await?
        .ok_or_else(|| StoreError::Corrupt(format!("person {person}")))?;
    let text = |column: &str| get::<String>(&account, column);
    let account = json!({
        "id": person.0, "name": text("name")?, "givenName": get::<Option<String>>(&account, "given_name")?, "familyName": get::<Option<String>>(&account, "family_name")?,
        "email": text("email")?, "jobTitle": text("job_title")?, "organisation": text("organisation")?,
        "expertise": get_items(&account, "expertise")?, "language": text("language")?,
        "emailVisible": get::<bool>(&account, "email_visible")?, "createdAt": moment(&account, "created_at")?, "updatedAt": moment(&account, "updated_at")?,
        "seenAt": moment(&account, "seen_at")?, "visitSince": moment(&account, "visit_since")?, "deactivatedAt": moment(&account, "deactivated_at")?, "erasureAskedAt": moment(&account, "erasure_asked_at")?,
        "privacyVersion": get::<i32>(&account, "privacy_version")?,
    });
    let mails = rows(
        conn,
        of("mail", &["subject", "created_at", "sent_at"]).and_where(Expr::col("recipient").eq(account["email"].as_str().unwrap_or_default())),
        |row| Ok(json!({"subject": get::<String>(row, "subject")?, "createdAt": moment(row, "created_at")?, "sentAt": moment(row, "sent_at")?})),
    )
    .await?;
    let about = Cond::any().add(Expr::col("actor_id").eq(person.0)).add(Expr::col("resource_id").eq(person.0));
    let journal = rows(
        conn,
        of("journal", &["at", "action", "resource_id", "actor_id", "request_id"]).cond_where(about).order_by("seq", Order::Desc).limit(MOST),
        |row| {
            Ok(json!({
                "at": moment(row, "at")?, "action": get::<String>(row, "action")?, "resourceId": get::<Uuid>(row, "resource_id")?,
                "byMe": get::<Option<Uuid>>(row, "actor_id")? == Some(person.0), "requestId": get::<Option<String>>(row, "request_id")?,
            }))
        },
    )
    .await?;
    let mut everything = json!({"account": account, "mails": mails, "journal": journal});
    for part in PARTS {
        everything[part.name] = personal_data::read(conn, part, person).await?.into();
    }
    Ok(everything)
}

async fn rows<C: ConnectionTrait>(
    conn: &C,
    query: &SelectStatement,
    read: impl Fn(&QueryResult) -> Result<Value, StoreError>,
) -> Result<Vec<Value>, StoreError> {
    conn.query_all(query).await?.iter().map(read).collect()
}
