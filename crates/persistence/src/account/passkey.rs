//! Passkeys in the database: the public keys of people's devices.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::{
        passkey::{ActiveModel, Column, Entity, Model},
        person, session,
    },
    resource::no_earlier,
};
use chrono::{DateTime, Utc};
use domain::PersonId;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Expr, JoinType},
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

impl From<Model> for Passkey {
    fn from(row: Model) -> Self {
        let Model { id, person_id, name, credential_id, credential, created_at, used_at } = row;
        Self { id, person_id: PersonId(person_id), name, credential_id, credential, created_at, used_at }
    }
}

/// Keeps a new passkey; `Duplicate` when the device's key is there already.
pub async fn insert<C: ConnectionTrait>(conn: &C, passkey: &Passkey) -> Result<(), StoreError> {
    let Passkey { id, person_id, name, credential_id, credential, created_at, used_at } = passkey.clone();
    let row = ActiveModel {
        id: Set(id),
        person_id: Set(person_id.0),
        name: Set(name),
        credential_id: Set(credential_id),
        credential: Set(credential),
        created_at: Set(created_at),
        used_at: Set(used_at),
    };
    Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// The passkeys of a person, the oldest first.
pub async fn of_person<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Vec<Passkey>, StoreError> {
    let rows = Entity::find().filter(Column::PersonId.eq(person.0)).order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(conn).await?;
    Ok(rows.into_iter().map(Passkey::from).collect())
}

/// The passkey with this id of its device, when it belongs to somebody who is let in.
pub async fn by_credential<C: ConnectionTrait>(conn: &C, credential_id: &str) -> Result<Option<Passkey>, StoreError> {
    let owner = Entity::belongs_to(person::Entity).from(Column::PersonId).to(person::Column::Id);
    let row = Entity::find()
        .join(JoinType::InnerJoin, owner.into())
        .filter(Column::CredentialId.eq(credential_id))
        .filter(person::Column::DeletedAt.is_null())
        .filter(person::Column::DeactivatedAt.is_null())
        .one(conn)
        .await?;
    Ok(row.map(Passkey::from))
}

/// Notes that a passkey was used, with what its device says since.
pub async fn used<C: ConnectionTrait>(conn: &C, id: Uuid, credential: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Credential, Expr::val(credential))
        .col_expr(Column::UsedAt, no_earlier(Column::CreatedAt, now))
        .filter(Column::Id.eq(id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Removes a passkey of a person, and ends the sessions that began with it; `false` when it is not theirs.
pub async fn remove<C: ConnectionTrait>(conn: &C, person: PersonId, id: Uuid) -> Result<bool, StoreError> {
    let removed = Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::PersonId.eq(person.0)).exec(conn).await?;
    if removed.rows_affected == 0 {
        return Ok(false);
    }
    session::Entity::delete_many().filter(session::Column::PasskeyId.eq(id)).exec(conn).await?;
    Ok(true)
}
