//! Accounts in the database: links that were sent by mail, and second factors.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    dialect::take_turn,
    entity::{account_link, person, recovery_code, second_factor},
    resource::no_earlier,
    row::code,
    session,
};
use chrono::{DateTime, Utc};
use domain::{PersonId, account::Purpose};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IdenStatic, PaginatorTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait, JoinType, OnConflict},
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
    account_link::Entity::delete_many().filter(account_link::Column::ExpiresAt.lt(now)).exec(conn).await?;
    let row = account_link::ActiveModel {
        id: Set(*id),
        person_id: Set(person_id.0),
        purpose: Set(purpose.as_str().to_owned()),
        token_hash: Set(token_hash.clone()),
        email: Set(email.clone()),
        created_at: Set(now),
        expires_at: Set(*expires_at),
    };
    account_link::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// How many links for this purpose the person has that still work. Who asks for another in this transaction has the person to itself until it ends.
pub async fn links<C: ConnectionTrait>(conn: &C, person: PersonId, purpose: Purpose, now: DateTime<Utc>) -> Result<i64, StoreError> {
    use account_link::Column;
    take_turn(conn, &format!("links of {person}")).await?;
    let links = account_link::Entity::find()
        .select_only()
        .expr(Column::Id.count())
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Purpose.eq(purpose.as_str()))
        .filter(Column::ExpiresAt.gt(now));
    Ok(links.into_tuple().one(conn).await?.unwrap_or_default())
}

/// The link with this token, when it still works and its person is let in.
pub async fn find_link<C: ConnectionTrait>(conn: &C, token_hash: &str, now: DateTime<Utc>) -> Result<Option<Link>, StoreError> {
    use account_link::{Column, Entity, Model};
    let owner = Entity::belongs_to(person::Entity).from(Column::PersonId).to(person::Column::Id);
    let link = Entity::find()
        .join(JoinType::InnerJoin, owner.into())
        .filter(Column::TokenHash.eq(token_hash))
        .filter(Column::ExpiresAt.gt(now))
        .filter(person::Column::DeletedAt.is_null())
        .filter(person::Column::DeactivatedAt.is_null());
    let Some(Model { id, person_id, purpose, token_hash, email, expires_at, .. }) = link.one(conn).await? else { return Ok(None) };
    let purpose = code(Column::Purpose.as_str(), &purpose)?;
    Ok(Some(Link { id, person_id: PersonId(person_id), purpose, token_hash, email, expires_at }))
}

/// Uses a link up; `false` when somebody else was first.
pub async fn use_link<C: ConnectionTrait>(conn: &C, id: Uuid) -> Result<bool, StoreError> {
    Ok(account_link::Entity::delete_by_id(id).exec(conn).await?.rows_affected == 1)
}

/// Ends every session and every link of a person: who was signed in is so no longer.
pub async fn shut_out<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    session::end_all(conn, person).await?;
    end_links(conn, person, None).await
}

/// Ends the links of a person, all or those for one purpose.
pub async fn end_links<C: ConnectionTrait>(conn: &C, person: PersonId, purpose: Option<Purpose>) -> Result<(), StoreError> {
    let mut links = account_link::Entity::delete_many().filter(account_link::Column::PersonId.eq(person.0));
    if let Some(purpose) = purpose {
        links = links.filter(account_link::Column::Purpose.eq(purpose.as_str()));
    }
    links.exec(conn).await?;
    Ok(())
}

/// Changes the e-mail address of a person; counts as a change.
pub async fn set_email<C: ConnectionTrait>(conn: &C, person: PersonId, email: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    use person::Column;
    person::Entity::update_many()
        .col_expr(Column::Email, Expr::val(email))
        .col_expr(Column::UpdatedAt, no_earlier(Column::UpdatedAt, now))
        .col_expr(Column::Version, Expr::col(Column::Version.as_column_ref()).add(1))
        .filter(Column::Id.eq(person.0))
        .exec(conn)
        .await?;
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
    let found = second_factor::Entity::find_by_id(person.0).one(conn).await?;
    Ok(found.map(|second_factor::Model { secret, confirmed_at, last_step, .. }| SecondFactor { secret, confirmed_at, last_step }))
}

/// Keeps a second factor.
pub async fn set_second_factor<C: ConnectionTrait>(conn: &C, person: PersonId, factor: &SecondFactor) -> Result<(), StoreError> {
    use second_factor::Column;
    let SecondFactor { secret, confirmed_at, last_step } = factor;
    let row =
        second_factor::ActiveModel { person_id: Set(person.0), secret: Set(secret.clone()), confirmed_at: Set(*confirmed_at), last_step: Set(*last_step) };
    let replaced = OnConflict::column(Column::PersonId).update_columns([Column::Secret, Column::ConfirmedAt, Column::LastStep]).to_owned();
    second_factor::Entity::insert(row).on_conflict(replaced).exec_without_returning(conn).await?;
    Ok(())
}

/// Marks a step as used; `false` when somebody else was first.
pub async fn use_step<C: ConnectionTrait>(conn: &C, person: PersonId, step: i64) -> Result<bool, StoreError> {
    use second_factor::Column;
    let used = second_factor::Entity::update_many()
        .col_expr(Column::LastStep, Expr::val(step))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::LastStep.lt(step))
        .exec(conn)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Removes the second factor and its recovery codes.
pub async fn remove_second_factor<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    second_factor::Entity::delete_by_id(person.0).exec(conn).await?;
    end_recovery_codes(conn, person).await
}

async fn end_recovery_codes<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::PersonId.eq(person.0)).exec(conn).await?;
    Ok(())
}

/// Replaces the recovery codes of a person.
pub async fn set_recovery_codes<C: ConnectionTrait>(conn: &C, person: PersonId, hashes: &[String]) -> Result<(), StoreError> {
    end_recovery_codes(conn, person).await?;
    let rows = hashes.iter().map(|hash| recovery_code::ActiveModel { person_id: Set(person.0), code_hash: Set(hash.clone()) });
    recovery_code::Entity::insert_many(rows).exec_without_returning(conn).await?;
    Ok(())
}

/// How many recovery codes have not been used.
pub async fn recovery_codes<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<u32, StoreError> {
    let codes = recovery_code::Entity::find().filter(recovery_code::Column::PersonId.eq(person.0)).count(conn).await?;
    Ok(u32::try_from(codes).unwrap_or_default())
}

/// Uses a recovery code up; `false` when there is no such code.
pub async fn use_recovery_code<C: ConnectionTrait>(conn: &C, person: PersonId, hash: &str) -> Result<bool, StoreError> {
    Ok(recovery_code::Entity::delete_by_id((person.0, hash.to_owned())).exec(conn).await?.rows_affected == 1)
}
