//! Sessions: families of refresh tokens, of which each token works once.
use crate::{StoreError, dialect::take_turn, resource::no_earlier, row::get};
use chrono::{DateTime, Utc};
use domain::{PersonId, account::MOST_SESSIONS};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Order, Query},
};
use uuid::Uuid;

/// A refresh token as it is kept: only its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: Uuid,
    /// The session: all tokens that follow from one sign-in.
    pub family_id: Uuid,
    pub person_id: PersonId,
    pub token_hash: String,
    pub expires_at: DateTime<Utc>,
    /// When it was exchanged for its successor.
    pub used_at: Option<DateTime<Utc>>,
    /// The program that signed in, as it names itself.
    pub device: String,
    /// When the session began.
    pub started_at: DateTime<Utc>,
    /// The identity provider and its own session, for who signed in there.
    pub provider: Option<(String, Option<String>)>,
    /// The passkey with which it began.
    pub passkey_id: Option<Uuid>,
}

const COLUMNS: [&str; 12] =
    ["id", "family_id", "person_id", "token_hash", "created_at", "expires_at", "used_at", "device", "started_at", "provider", "provider_session", "passkey_id"];

/// Keeps a new token.
pub async fn insert<C: ConnectionTrait>(conn: &C, token: &Token, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Token { id, family_id, person_id, token_hash, expires_at, used_at, device, started_at, provider, passkey_id } = token;
    let (provider, provider_session) = provider.clone().map_or((None, None), |(provider, session)| (Some(provider), session));
    let query = Query::insert()
        .into_table("session")
        .columns(COLUMNS)
        .values_panic([
            Expr::val(*id),
            Expr::val(*family_id),
            Expr::val(person_id.0),
            Expr::val(token_hash.as_str()),
            // Renewed after it began, also when the clock was set back.
            Expr::val(Ord::max(now, *started_at)),
            Expr::val(*expires_at),
            Expr::val(*used_at),
            Expr::val(device.as_str()),
            Expr::val(*started_at),
            Expr::val(provider),
            Expr::val(provider_session),
            Expr::val(*passkey_id),
        ])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Finds a token by its hash, also when it was used or expired.
pub async fn find<C: ConnectionTrait>(conn: &C, token_hash: &str) -> Result<Option<Token>, StoreError> {
    let query = Query::select().columns(COLUMNS).from("session").and_where(Expr::col("token_hash").eq(token_hash)).to_owned();
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    Ok(Some(Token {
        id: get(&row, "id")?,
        family_id: get(&row, "family_id")?,
        person_id: PersonId(get(&row, "person_id")?),
        token_hash: get(&row, "token_hash")?,
        expires_at: get(&row, "expires_at")?,
        used_at: get(&row, "used_at")?,
        device: get(&row, "device")?,
        started_at: get::<Option<_>>(&row, "started_at")?.map_or_else(|| get(&row, "created_at"), Ok)?,
        provider: get::<Option<String>>(&row, "provider")?.map(|provider| Ok::<_, StoreError>((provider, get(&row, "provider_session")?))).transpose()?,
        passkey_id: get(&row, "passkey_id")?,
    }))
}

/// Marks a token as used; `false` when somebody else was first.
pub async fn mark_used<C: ConnectionTrait>(conn: &C, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let query = Query::update()
        .table("session")
        .value("used_at", no_earlier("created_at", now))
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("used_at").is_null())
        .to_owned();
    Ok(conn.execute(&query).await?.rows_affected() == 1)
}

/// Ends a session: none of its tokens works any more.
pub async fn end_family<C: ConnectionTrait>(conn: &C, family: Uuid) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("session").and_where(Expr::col("family_id").eq(family))).await?;
    Ok(())
}

/// Ends all sessions of a person but the latest [`MOST_SESSIONS`], which are those that their owner sees.
pub async fn keep_latest<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    take_turn(conn, &format!("sessions of {person}")).await?;
    let of_person = Expr::col("person_id").eq(person.0);
    let latest = Query::select()
        .column("family_id")
        .from("session")
        .and_where(of_person.clone())
        .and_where(Expr::col("used_at").is_null())
        .order_by("created_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(MOST_SESSIONS)
        .to_owned();
    conn.execute(Query::delete().from_table("session").and_where(of_person).and_where(Expr::col("family_id").in_subquery(latest).not())).await?;
    Ok(())
}

/// A session that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub id: Uuid,
    pub device: String,
    pub started_at: DateTime<Utc>,
    /// When it was last renewed.
    pub renewed_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// The sessions of a person that have not ended, the latest first.
pub async fn open_of<C: ConnectionTrait>(conn: &C, person: PersonId, now: DateTime<Utc>) -> Result<Vec<Open>, StoreError> {
    let query = Query::select()
        .columns(["family_id", "device", "started_at", "created_at", "expires_at"])
        .from("session")
        .and_where(Expr::col("person_id").eq(person.0))
        .and_where(Expr::col("used_at").is_null())
        .and_where(Expr::col("expires_at").gt(now))
        .order_by("created_at", Order::Desc)
        .limit(MOST_SESSIONS)
        .to_owned();
    let rows = conn.query_all(&query).await?;
    rows.iter()
        .map(|row| {
            let renewed_at: DateTime<Utc> = get(row, "created_at")?;
            Ok(Open {
                id: get(row, "family_id")?,
                device: get(row, "device")?,
                started_at: get::<Option<_>>(row, "started_at")?.unwrap_or(renewed_at),
                renewed_at,
                expires_at: get(row, "expires_at")?,
            })
        })
        .collect()
}

/// Ends one session of a person; `false` when it is not theirs.
pub async fn end_one<C: ConnectionTrait>(conn: &C, person: PersonId, family: Uuid) -> Result<bool, StoreError> {
    let query = Query::delete().from_table("session").and_where(Expr::col("family_id").eq(family)).and_where(Expr::col("person_id").eq(person.0)).to_owned();
    Ok(conn.execute(&query).await?.rows_affected() > 0)
}

/// Ends all sessions of a person.
pub async fn end_all<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("session").and_where(Expr::col("person_id").eq(person.0))).await?;
    Ok(())
}

/// Ends the sessions that came from a session at an identity provider, or from all those of a person there.
pub async fn end_at_provider<C: ConnectionTrait>(conn: &C, provider: &str, session: Option<&str>, person: Option<PersonId>) -> Result<u64, StoreError> {
    let mut query = Query::delete().from_table("session").and_where(Expr::col("provider").eq(provider)).to_owned();
    match (session, person) {
        (Some(session), _) => query.and_where(Expr::col("provider_session").eq(session)),
        (None, Some(person)) => query.and_where(Expr::col("person_id").eq(person.0)),
        (None, None) => return Ok(0),
    };
    Ok(conn.execute(&query).await?.rows_affected())
}

/// Forgets tokens that expired.
pub async fn purge<C: ConnectionTrait>(conn: &C, now: DateTime<Utc>) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("session").and_where(Expr::col("expires_at").lt(now))).await?;
    Ok(())
}
