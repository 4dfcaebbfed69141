//! Sessions: families of refresh tokens, of which each token works once.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    dialect::take_turn,
    entity::session::{ActiveModel, Column, Entity, Model},
    resource::no_earlier,
};
use chrono::{DateTime, Utc};
use domain::{PersonId, account::MOST_SESSIONS};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set};
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

/// Keeps a new token.
pub async fn insert<C: ConnectionTrait>(conn: &C, token: &Token, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Token { id, family_id, person_id, token_hash, expires_at, used_at, device, started_at, provider, passkey_id } = token.clone();
    let (provider, provider_session) = provider.map_or((None, None), |(provider, session)| (Some(provider), session));
    let row = ActiveModel {
        id: Set(id),
        family_id: Set(family_id),
        person_id: Set(person_id.0),
        token_hash: Set(token_hash),
        // Renewed after it began, also when the clock was set back.
        created_at: Set(now.max(started_at)),
        expires_at: Set(expires_at),
        used_at: Set(used_at),
        device: Set(device),
        started_at: Set(Some(started_at)),
        provider: Set(provider),
        provider_session: Set(provider_session),
        passkey_id: Set(passkey_id),
    };
    Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Finds a token by its hash, also when it was used or expired.
pub async fn find<C: ConnectionTrait>(conn: &C, token_hash: &str) -> Result<Option<Token>, StoreError> {
    let Some(row) = Entity::find().filter(Column::TokenHash.eq(token_hash)).one(conn).await? else { return Ok(None) };
    let Model { id, family_id, person_id, token_hash, created_at, expires_at, used_at, device, started_at, provider, provider_session, passkey_id } = row;
    Ok(Some(Token {
        id,
        family_id,
        person_id: PersonId(person_id),
        token_hash,
        expires_at,
        used_at,
        device,
        started_at: started_at.unwrap_or(created_at),
        provider: provider.map(|provider| (provider, provider_session)),
        passkey_id,
    }))
}

/// Marks a token as used; `false` when somebody else was first.
pub async fn mark_used<C: ConnectionTrait>(conn: &C, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let used_at = no_earlier(Column::CreatedAt, now);
    let used = Entity::update_many().col_expr(Column::UsedAt, used_at).filter(Column::Id.eq(id)).filter(Column::UsedAt.is_null()).exec(conn).await?;
    Ok(used.rows_affected == 1)
}

/// Ends a session: none of its tokens works any more.
pub async fn end_family<C: ConnectionTrait>(conn: &C, family: Uuid) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::FamilyId.eq(family)).exec(conn).await?;
    Ok(())
}

/// Ends all sessions of a person but the latest [`MOST_SESSIONS`], which are those that their owner sees.
pub async fn keep_latest<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    take_turn(conn, &format!("sessions of {person}")).await?;
    let latest = Entity::find()
        .select_only()
        .column(Column::FamilyId)
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::UsedAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(MOST_SESSIONS)
        .into_query();
    Entity::delete_many().filter(Column::PersonId.eq(person.0)).filter(Column::FamilyId.not_in_subquery(latest)).exec(conn).await?;
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
    let rows = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .order_by_desc(Column::CreatedAt)
        .limit(MOST_SESSIONS)
        .all(conn)
        .await?;
    let open = |Model { family_id, device, started_at, created_at, expires_at, .. }| Open {
        id: family_id,
        device,
        started_at: started_at.unwrap_or(created_at),
        renewed_at: created_at,
        expires_at,
    };
    Ok(rows.into_iter().map(open).collect())
}

/// Ends one session of a person; `false` when it is not theirs.
pub async fn end_one<C: ConnectionTrait>(conn: &C, person: PersonId, family: Uuid) -> Result<bool, StoreError> {
    let ended = Entity::delete_many().filter(Column::FamilyId.eq(family)).filter(Column::PersonId.eq(person.0)).exec(conn).await?;
    Ok(ended.rows_affected > 0)
}

/// Ends all sessions of a person.
pub async fn end_all<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(conn).await?;
    Ok(())
}

/// Ends the sessions that came from a session at an identity provider, or from all those of a person there.
pub async fn end_at_provider<C: ConnectionTrait>(conn: &C, provider: &str, session: Option<&str>, person: Option<PersonId>) -> Result<u64, StoreError> {
    let whose = match (session, person) {
        (Some(session), _) => Column::ProviderSession.eq(session),
        (None, Some(person)) => Column::PersonId.eq(person.0),
        (None, None) => return Ok(0),
    };
    Ok(Entity::delete_many().filter(Column::Provider.eq(provider)).filter(whose).exec(conn).await?.rows_affected)
}

/// Forgets tokens that expired.
pub async fn purge<C: ConnectionTrait>(conn: &C, now: DateTime<Utc>) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(now)).exec(conn).await?;
    Ok(())
}
