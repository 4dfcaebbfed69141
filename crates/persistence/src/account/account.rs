//! Accounts in the database: links that were sent by mail, and second factors.
use crate::{
    StoreError,
    dialect::take_turn,
    resource::no_earlier,
    row::{get, get_enum},
    session,
};
use chrono::{DateTime, Utc};
use domain::{PersonId, account::Purpose};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Func, OnConflict, Query},
};
use uuid::Uuid;

/// A link as it is kept: only the hash of its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub id: Uuid,
    pub person_id: PersonId,
    pub purpose: Purpose,
    pub token_hash: String,
    /// The address that it confirms.
    pub email: Option<String>,
    pub expires_at: DateTime<Utc>,
}

/// Keeps a new link; older ones of the person for the same purpose stop working, unless anybody may ask for them.
pub async fn insert_link<C: ConnectionTrait>(conn: &C, link: &Link, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Link { id, person_id, purpose, token_hash, email, expires_at } = link;
    if purpose.replaces() {
        end_links(conn, *person_id, Some(*purpose)).await?;
    }
    conn.execute(Query::delete().from_table("account_link").and_where(Expr::col("expires_at").lt(now))).await?;
    let query = Query::insert()
        .into_table("account_link")
        .columns(["id", "person_id", "purpose", "token_hash", "email", "created_at", "expires_at"])
        .values_panic([
            Expr::val(*id),
            Expr::val(person_id.0),
            Expr::val(purpose.as_str()),
            Expr::val(token_hash.as_str()),
            Expr::val(email.clone()),
            Expr::val(now),
            Expr::val(*expires_at),
        ])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// How many links for this purpose the person has that still work. Who asks for another in this transaction has the person to itself until it ends.
pub async fn links<C: ConnectionTrait>(conn: &C, person: PersonId, purpose: Purpose, now: DateTime<Utc>) -> Result<i64, StoreError> {
    take_turn(conn, &format!("links of {person}")).await?;
    let query = Query::select()
        .expr_as(Func::count(Expr::col("id")), "links")
        .from("account_link")
        .and_where(Expr::col("person_id").eq(person.0))
        .and_where(Expr::col("purpose").eq(purpose.as_str()))
        .and_where(Expr::col("expires_at").gt(now))
        .to_owned();
    Ok(conn.query_one(&query).await?.map(|row| get::<i64>(&row, "links")).transpose()?.unwrap_or_default())
}

/// The link with this token, when it still works and its person is let in.
pub async fn find_link<C: ConnectionTrait>(conn: &C, token_hash: &str, now: DateTime<Utc>) -> Result<Option<Link>, StoreError> {
    let mut query = Query::select().from("account_link").to_owned();
    for column in ["id", "person_id", "purpose", "email", "expires_at"] {
        query.column(("account_link", column));
    }
    query
        .inner_join("person", Expr::col(("person", "id")).equals(("account_link", "person_id")))
        .and_where(Expr::col(("account_link", "token_hash")).eq(token_hash))
        .and_where(Expr::col(("account_link", "expires_at")).gt(now))
        .and_where(Expr::col(("person", "deleted_at")).is_null())
        .and_where(Expr::col(("person", "deactivated_at")).is_null());
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    Ok(Some(Link {
        id: get(&row, "id")?,
        person_id: PersonId(get(&row, "person_id")?),
        purpose: get_enum(&row, "purpose", Purpose::parse)?,
        token_hash: token_hash.to_owned(),
        email: get(&row, "email")?,
        expires_at: get(&row, "expires_at")?,
    }))
}

/// Uses a link up; `false` when somebody else was first.
pub async fn use_link<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<bool, StoreError> {
    Ok(conn.execute(Query::delete().from_table("account_link").and_where(Expr::col("id").eq(id))).await?.rows_affected() == 1)
}

/// Ends every session and every link of a person: who was signed in is so no longer.
pub async fn shut_out<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    session::end_all(conn, person).await?;
    end_links(conn, person, None).await
}

/// Ends the links of a person, all or those for one purpose.
pub async fn end_links<C: ConnectionTrait>(conn: &C, person: PersonId, purpose: Option<Purpose>) -> Result<(), StoreError> {
    let mut query = Query::delete().from_table("account_link").and_where(Expr::col("person_id").eq(person.0)).to_owned();
    if let Some(purpose) = purpose {
        query.and_where(Expr::col("purpose").eq(purpose.as_str()));
    }
    conn.execute(&query).await?;
    Ok(())
}

/// Changes the e-mail address of a person; counts as a change.
pub async fn set_email<C: ConnectionTrait>(conn: &C, person: PersonId, email: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let query = Query::update()
        .table("person")
        .value("email", email)
        .value("updated_at", no_earlier("updated_at", now))
        .value("version", Expr::col("version").add(1))
        .and_where(Expr::col("id").eq(person.0))
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// A second factor as it is kept; the secret is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    pub secret: String,
    /// When a code confirmed it; until then it does not count.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The last step of which a code was used.
    pub last_step: i64,
}

/// The second factor of a person.
pub async fn second_factor<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Option<SecondFactor>, StoreError> {
    let query =
        Query::select().columns(["secret", "confirmed_at", "last_step"]).from("second_factor").and_where(Expr::col("person_id").eq(person.0)).to_owned();
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    Ok(Some(SecondFactor { secret: get(&row, "secret")?, confirmed_at: get(&row, "confirmed_at")?, last_step: get(&row, "last_step")? }))
}

/// Keeps a second factor.
pub async fn set_second_factor<C: ConnectionTrait>(conn: &C, person: PersonId, factor: &SecondFactor) -> Result<(), StoreError> {
    let query = Query::insert()
        .into_table("second_factor")
        .columns(["person_id", "secret", "confirmed_at", "last_step"])
        .values_panic([Expr::val(person.0), Expr::val(factor.secret.as_str()), Expr::val(factor.confirmed_at), Expr::val(factor.last_step)])
        .on_conflict(OnConflict::column("person_id").update_columns(["secret", "confirmed_at", "last_step"]).to_owned())
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Marks a step as used; `false` when somebody else was first.
pub async fn use_step<C: ConnectionTrait>(conn: &C, person: PersonId, step: i64) -> Result<bool, StoreError> {
    let query = Query::update()
        .table("second_factor")
        .value("last_step", step)
        .and_where(Expr::col("person_id").eq(person.0))
        .and_where(Expr::col("last_step").lt(step))
        .to_owned();
    Ok(conn.execute(&query).await?.rows_affected() == 1)
}

/// Removes the second factor and its recovery codes.
pub async fn remove_second_factor<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    for table in ["second_factor", "recovery_code"] {
        conn.execute(Query::delete().from_table(table).and_where(Expr::col("person_id").eq(person.0))).await?;
    }
    Ok(())
}

/// Replaces the recovery codes of a person.
pub async fn set_recovery_codes<C: ConnectionTrait>(conn: &C, person: PersonId, hashes: &[String]) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("recovery_code").and_where(Expr::col("person_id").eq(person.0))).await?;
    let mut query = Query::insert().into_table("recovery_code").columns(["person_id", "code_hash"]).to_owned();
    for hash in hashes {
        query.values_panic([Expr::val(person.0), Expr::val(hash.as_str())]);
    }
    conn.execute(&query).await?;
    Ok(())
}

/// How many recovery codes have not been used.
pub async fn recovery_codes<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<u32, StoreError> {
    let query =
        Query::select().expr_as(Func::count(Expr::col("code_hash")), "codes").from("recovery_code").and_where(Expr::col("person_id").eq(person.0)).to_owned();
    let codes = conn.query_one(&query).await?.map(|row| get::<i64>(&row, "codes")).transpose()?.unwrap_or_default();
    Ok(u32::try_from(codes).unwrap_or_default())
}

/// Uses a recovery code up; `false` when there is no such code.
pub async fn use_recovery_code<C: ConnectionTrait>(conn: &C, person: PersonId, hash: &str) -> Result<bool, StoreError> {
    let query =
        Query::delete().from_table("recovery_code").and_where(Expr::col("person_id").eq(person.0)).and_where(Expr::col("code_hash").eq(hash)).to_owned();
    Ok(conn.execute(&query).await?.rows_affected() == 1)
}
