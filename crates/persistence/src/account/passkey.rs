//! Passkeys in the database: the public keys of people's devices.
use crate::{StoreError, resource::no_earlier, row::get};
use chrono::{DateTime, Utc};
use domain::PersonId;
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};
use uuid::Uuid;

/// A passkey as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    pub id: Uuid,
    pub person_id: PersonId,
    /// What its owner calls it.
    pub name: String,
    /// The id that the device gave it, in base64url; one passkey belongs to one person.
    pub credential_id: String,
    /// The public key and what came with it, as JSON of the library that checks it.
    pub credential: String,
    pub created_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

/// Keeps a new passkey; `Duplicate` when the device's key is there already.
pub async fn insert<C: ConnectionTrait>(conn: &C, passkey: &Passkey) -> Result<(), StoreError> {
    let Passkey { id, person_id, name, credential_id, credential, created_at, used_at } = passkey;
    let query = Query::insert()
        .into_table("passkey")
        .columns(["id", "person_id", "name", "credential_id", "credential", "created_at", "used_at"])
        .values_panic([
            Expr::val(*id),
            Expr::val(person_id.0),
            Expr::val(name.as_str()),
            Expr::val(credential_id.as_str()),
            Expr::val(credential.as_str()),
            Expr::val(*created_at),
            Expr::val(*used_at),
        ])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// The passkeys of a person, the oldest first.
pub async fn of_person<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Vec<Passkey>, StoreError> {
    let query = select()
        .and_where(Expr::col(("passkey", "person_id")).eq(person.0))
        .order_by(("passkey", "created_at"), Order::Asc)
        .order_by(("passkey", "id"), Order::Asc)
        .to_owned();
    conn.query_all(&query).await?.iter().map(read).collect()
}

/// The passkey with this id of its device, when it belongs to somebody who is let in.
pub async fn by_credential<C: ConnectionTrait>(conn: &C, credential_id: &str) -> Result<Option<Passkey>, StoreError> {
    let query = select()
        .inner_join("person", Expr::col(("person", "id")).equals(("passkey", "person_id")))
        .and_where(Expr::col(("passkey", "credential_id")).eq(credential_id))
        .and_where(Expr::col(("person", "deleted_at")).is_null())
        .and_where(Expr::col(("person", "deactivated_at")).is_null())
        .to_owned();
    conn.query_one(&query).await?.map(|row| read(&row)).transpose()
}

/// Notes that a passkey was used, with what its device says since.
pub async fn used<C: ConnectionTrait>(conn: &C, id: Uuid, credential: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let query = Query::update()
        .table("passkey")
        .value("credential", credential)
        .value("used_at", no_earlier("created_at", now))
        .and_where(Expr::col("id").eq(id))
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Removes a passkey of a person, and ends the sessions that began with it; `false` when it is not theirs.
pub async fn remove<C: ConnectionTrait>(conn: &C, person: PersonId, id: Uuid) -> Result<bool, StoreError> {
    let query = Query::delete().from_table("passkey").and_where(Expr::col("id").eq(id)).and_where(Expr::col("person_id").eq(person.0)).to_owned();
    if conn.execute(&query).await?.rows_affected() == 0 {
        return Ok(false);
    }
    conn.execute(Query::delete().from_table("session").and_where(Expr::col("passkey_id").eq(id))).await?;
    Ok(true)
}

fn select() -> SelectStatement {
    let mut query = Query::select().from("passkey").to_owned();
    for column in ["id", "person_id", "name", "credential_id", "credential", "created_at", "used_at"] {
        query.column(("passkey", column));
    }
    query
}

fn read(row: &QueryResult) -> Result<Passkey, StoreError> {
    Ok(Passkey {
        id: get(row, "id")?,
        person_id: PersonId(get(row, "person_id")?),
        name: get(row, "name")?,
        credential_id: get(row, "credential_id")?,
        credential: get(row, "credential")?,
        created_at: get(row, "created_at")?,
        used_at: get(row, "used_at")?,
    })
}
