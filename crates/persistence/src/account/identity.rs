//! Accounts at the identity providers of organisations.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::{
        identity::{ActiveModel, Column, Entity},
        organisation, person,
    },
};
use chrono::{DateTime, Utc};
use domain::{OrganisationId, PersonId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, SelectExt, Set,
    sea_query::{ExprTrait, JoinType, SelectStatement},
};
use uuid::Uuid;

/// The person of an account at a provider, and whether the person is let in.
pub async fn find<C: ConnectionTrait>(conn: &C, provider: &str, subject: &str) -> Result<Option<(PersonId, bool)>, StoreError> {
    let owner = Entity::belongs_to(person::Entity).from(Column::PersonId).to(person::Column::Id);
    let found: Option<(Uuid, bool)> = Entity::find()
        .select_only()
        .column(Column::PersonId)
        .expr(person::Column::DeletedAt.is_null().and(person::Column::DeactivatedAt.is_null()))
        .join(JoinType::InnerJoin, owner.into())
        .filter(Column::Provider.eq(provider))
        .filter(Column::Subject.eq(subject))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(found.map(|(person, let_in)| (PersonId(person), let_in)))
}

/// Whether an account at a provider is linked to somebody who was deleted.
pub async fn is_of_deleted<C: ConnectionTrait>(conn: &C, provider: &str, subject: &str) -> Result<bool, StoreError> {
    let linked = Entity::find().filter(Column::Provider.eq(provider)).filter(Column::Subject.eq(subject)).filter(Column::PersonId.in_subquery(deleted()));
    Ok(linked.exists(conn).await?)
}

fn deleted() -> SelectStatement {
    person::Entity::find().select_only().column(person::Column::Id).filter(person::Column::DeletedAt.is_not_null()).into_query()
}

/// Links an account at a provider to a person. A number of somebody who was deleted is free.
pub async fn insert<C: ConnectionTrait>(conn: &C, provider: &str, subject: &str, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::Provider.eq(provider))
        .filter(Column::Subject.eq(subject))
        .filter(Column::PersonId.in_subquery(deleted()))
        .exec(conn)
        .await?;
    let row = ActiveModel { provider: Set(provider.to_owned()), subject: Set(subject.to_owned()), person_id: Set(person.0), created_at: Set(now) };
    Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Unlinks all accounts of a person.
pub async fn end_all<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(conn).await?;
    Ok(())
}

/// The municipality with this CBS code.
pub async fn organisation_by_code<C: ConnectionTrait>(conn: &C, code: &str) -> Result<Option<OrganisationId>, StoreError> {
    use organisation::{Column, Entity};
    let municipality = Entity::find().select_only().column(Column::Id).filter(Column::CbsCode.eq(code)).filter(Column::DeletedAt.is_null());
    Ok(municipality.into_tuple().one(conn).await?.map(OrganisationId))
}

/// The numbers that these people have at a provider.
pub async fn subjects<C: ConnectionTrait>(conn: &C, provider: &str, people: &[PersonId]) -> Result<Vec<(PersonId, String)>, StoreError> {
    if people.is_empty() {
        return Ok(vec![]);
    }
    let subjects: Vec<(Uuid, String)> = Entity::find()
        .select_only()
        .columns([Column::PersonId, Column::Subject])
        .filter(Column::Provider.eq(provider))
        .filter(Column::PersonId.is_in(people.iter().map(|person| person.0)))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(subjects.into_iter().map(|(person, subject)| (PersonId(person), subject)).collect())
}

/// Gives a person another number at a provider, or none.
pub async fn set_subject<C: ConnectionTrait>(conn: &C, provider: &str, person: PersonId, subject: Option<&str>, now: DateTime<Utc>) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Provider.eq(provider)).filter(Column::PersonId.eq(person.0)).exec(conn).await?;
    match subject {
        Some(subject) => insert(conn, provider, subject, person, now).await,
        None => Ok(()),
    }
}
