//! Files that were sent: what is known of them. Their content stands in the store of files, under the id. A file that nothing refers to is nobody's data
//! yet and has no history; that a thing takes it stands in the history of the thing.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    Database, StoreError,
    dialect::take_turn,
    entity::upload::{ActiveModel, Column, Entity, Model},
    row::code,
};
use chrono::{DateTime, Utc};
use domain::{UploadId, document::FileKind};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, SelectExt, Set,
    sea_query::{Cond, Expr, ExprTrait, Func, SelectStatement},
};
use uuid::Uuid;

/// A file that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    pub id: UploadId,
    /// The person or the system that sent it.
    pub uploaded_by: Uuid,
    pub file_name: String,
    pub kind: FileKind,
    /// In bytes.
    pub size: i64,
    /// Of its content, in hexadecimal.
    pub sha256: String,
}

/// What a caller has sent that nothing refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub files: i64,
    /// Of all of them together.
    pub bytes: i64,
}

/// Notes that a file was sent, when `fits` allows it beside what this caller has waiting; `false` when not. Counting and noting are one: of files that
/// are sent at the same moment no more are noted than fit.
pub async fn insert(db: &Database, upload: &Upload, now: DateTime<Utc>, fits: impl FnOnce(Waiting) -> bool) -> Result<bool, StoreError> {
    let Upload { id, uploaded_by, file_name, kind, size, sha256 } = upload;
    let transaction = db.transaction().await?;
    take_turn(&transaction, &format!("uploads of {uploaded_by}")).await?;
    if !fits(waiting(&transaction, *uploaded_by).await?) {
        return Ok(false);
    }
    let row = ActiveModel {
        id: Set(id.0),
        created_at: Set(now),
        uploaded_by: Set(*uploaded_by),
        file_name: Set(file_name.clone()),
        kind: Set(kind.as_str().to_owned()),
        size: Set(*size),
        sha256: Set(sha256.clone()),
        thing_id: Set(None),
        removed_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(&transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

/// What this caller has sent that nothing refers to.
pub async fn waiting<C: ConnectionTrait>(conn: &C, caller: Uuid) -> Result<Waiting, StoreError> {
    // PostgreSQL adds sizes up to a number of another type.
    let bytes = Expr::from(Func::coalesce([Column::Size.sum(), Expr::Constant(0.into())])).cast_as("BIGINT");
    let counted: Option<(i64, i64)> = Entity::find()
        .select_only()
        .expr(Column::Id.count())
        .expr(bytes)
        .filter(Column::UploadedBy.eq(caller))
        .filter(Column::ThingId.is_null())
        .into_tuple()
        .one(conn)
        .await?;
    let (files, bytes) = counted.ok_or_else(|| StoreError::Corrupt("a count without a row".into()))?;
    Ok(Waiting { files, bytes })
}

/// Forgets a file of which the content could not be kept.
pub async fn withdraw<C: ConnectionTrait>(conn: &C, id: UploadId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::ThingId.is_null()).exec(conn).await?;
    Ok(())
}

/// Takes a file for a thing, when this caller sent it and nothing else took it; answers whether the thing has it.
pub async fn take<C: ConnectionTrait>(conn: &C, id: UploadId, caller: Uuid, thing: Uuid) -> Result<bool, StoreError> {
    let free = Cond::all().add(Column::ThingId.is_null()).add(Column::UploadedBy.eq(caller));
    let taken = Entity::update_many()
        .col_expr(Column::ThingId, Expr::val(thing))
        .filter(Column::Id.eq(id.0))
        .filter(Cond::any().add(free).add(Column::ThingId.eq(thing)))
        .exec(conn)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// What is known of a file.
pub async fn find<C: ConnectionTrait>(conn: &C, id: UploadId) -> Result<Option<Upload>, StoreError> {
    let Some(row) = Entity::find_by_id(id.0).one(conn).await? else { return Ok(None) };
    let Model { id, uploaded_by, file_name, kind, size, sha256, .. } = row;
    Ok(Some(Upload { id: UploadId(id), uploaded_by, file_name, kind: code("kind", &kind)?, size, sha256 }))
}

/// Whether the content of a file is there still.
pub async fn is_kept<C: ConnectionTrait>(conn: &C, id: UploadId) -> Result<bool, StoreError> {
    Ok(Entity::find_by_id(id.0).filter(Column::RemovedAt.is_null()).exists(conn).await?)
}

/// The files of which the content may go: those that nothing has taken since `waiting_before`, and those of what `deleted` finds.
pub async fn forgotten<C: ConnectionTrait>(conn: &C, waiting_before: DateTime<Utc>, deleted: Vec<SelectStatement>) -> Result<Vec<UploadId>, StoreError> {
    let untaken = Cond::all().add(Column::ThingId.is_null()).add(Column::CreatedAt.lt(waiting_before));
    let held = deleted.into_iter().fold(Cond::any().add(untaken), |any, things| any.add(Column::ThingId.in_subquery(things)));
    let ids: Vec<Uuid> =
        Entity::find().select_only().column(Column::Id).filter(Column::RemovedAt.is_null()).filter(held).limit(1000).into_tuple().all(conn).await?;
    Ok(ids.into_iter().map(UploadId).collect())
}

/// Notes that the content of a file is gone; of a file that nothing took nothing stays.
pub async fn removed<C: ConnectionTrait>(conn: &C, id: UploadId, now: DateTime<Utc>) -> Result<(), StoreError> {
    withdraw(conn, id).await?;
    Entity::update_many().col_expr(Column::RemovedAt, Expr::val(now)).filter(Column::Id.eq(id.0)).exec(conn).await?;
    Ok(())
}
