//! Whether anything can be written now.
use crate::{
    Database, StoreError, dialect,
    entity::readiness::{Column, Entity},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, OnConflict, Query},
};

/// Writes the one row that is there for this. After a write was refused for want of room, or because the disk fails, it writes more than an ordinary change
/// needs: a small one may still fit in room that the database has over.
///
/// # Errors
/// Why nothing can be written: [`StoreError::DiskFull`], [`StoreError::Storage`] or [`StoreError::Unavailable`].
pub async fn write(db: &Database, now: DateTime<Utc>) -> Result<(), StoreError> {
    let ballast = if db.refused() { dialect::ballast(db.backend()) } else { Expr::val("") };
    let row = Query::insert()
        .into_table(Entity)
        .columns([Column::Id, Column::WrittenAt, Column::Ballast])
        .values_panic([Expr::val(1), Expr::val(now), ballast])
        .on_conflict(OnConflict::column(Column::Id).update_columns([Column::WrittenAt, Column::Ballast]).to_owned())
        .to_owned();
    let written = db.bookkeeping().execute(&row).await.map(|_| ()).map_err(StoreError::from);
    db.set_refused(matches!(written, Err(StoreError::DiskFull(_) | StoreError::Storage(_))));
    written
}
