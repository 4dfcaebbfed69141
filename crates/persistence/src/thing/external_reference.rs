//! By which numbers other systems know what is here.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::external_reference::{ActiveModel, Column, Entity, Model},
};
use domain::{external_reference::ExternalReference, resource::Kind};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set, sea_query::SelectStatement};
use uuid::Uuid;

/// The references of a thing, by system.
pub async fn of<C: ConnectionTrait>(conn: &C, kind: Kind, id: Uuid) -> Result<Vec<ExternalReference>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::ResourceId.eq(id))
        .order_by_asc(Column::System)
        .order_by_asc(Column::Reference)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|Model { system, reference, url, .. }| ExternalReference { system, reference, url }).collect())
}

/// Puts these in the place of those that a thing has.
pub async fn replace<C: ConnectionTrait>(conn: &C, kind: Kind, id: Uuid, references: &[ExternalReference]) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Kind.eq(kind.as_str())).filter(Column::ResourceId.eq(id)).exec(conn).await?;
    let rows = references.iter().map(|ExternalReference { system, reference, url }| ActiveModel {
        kind: Set(kind.as_str().to_owned()),
        resource_id: Set(id),
        system: Set(system.clone()),
        reference: Set(reference.clone()),
        url: Set(url.clone()),
    });
    Entity::insert_many(rows).exec_without_returning(conn).await?;
    Ok(())
}

/// The ids of the things of this kind with this number in this system.
pub(crate) fn known_as(kind: Kind, system: &str, reference: &str) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::ResourceId)
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::System.eq(system))
        .filter(Column::Reference.eq(reference))
        .into_query()
}
