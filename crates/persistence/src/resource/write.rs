//! Writing one thing.
use super::{ActiveModelOf, Resource, columns};
use crate::{StoreError, table::Table};
use chrono::{DateTime, Utc};
use domain::text;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};
use uuid::Uuid;

/// Inserts a new resource at version 1.
///
/// # Errors
/// `Duplicate` when a value is taken that only one can have.
pub async fn insert<R: Resource, C: ConnectionTrait>(conn: &C, id: R::Id, state: &R::State, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut row = R::row(state);
    R::begin(&mut row);
    R::Table::begin(&mut row, id.into(), now);
    R::Table::set_name_key(&mut row, text::fold(R::name(state)));
    R::Table::insert(row).exec_without_returning(conn).await?;
    write_links::<R, C>(conn, id.into(), None, state).await
}

/// Replaces the state when its version is the one that the caller saw; answers the new version.
///
/// # Errors
/// `Stale` when it is another version; `Duplicate` when a value is taken that only one can have.
pub async fn update<R: Resource, C: ConnectionTrait>(
    conn: &C,
    id: R::Id,
    seen: i32,
    (before, state): (&R::State, &R::State),
    now: DateTime<Utc>,
) -> Result<i32, StoreError> {
    let mut row = R::row(state);
    R::Table::set_name_key(&mut row, text::fold(R::name(state)));
    touch::<R, C>(conn, id, seen, row, now).await?;
    write_links::<R, C>(conn, id.into(), Some(before), state).await?;
    Ok(seen + 1)
}

/// Changes the columns that are set when the version is the one that the caller saw.
///
/// # Errors
/// `Stale` when it is another version.
pub async fn touch<R: Resource, C: ConnectionTrait>(conn: &C, id: R::Id, seen: i32, row: ActiveModelOf<R>, now: DateTime<Utc>) -> Result<(), StoreError> {
    set::<R, C>(conn, id, seen, row, None, now).await
}

/// Makes a new version when something changed that stands outside the table.
///
/// # Errors
/// `Stale` when it is another version.
pub async fn renew<R: Resource, C: ConnectionTrait>(conn: &C, id: R::Id, seen: i32, now: DateTime<Utc>) -> Result<(), StoreError> {
    set::<R, C>(conn, id, seen, ActiveModelTrait::default(), None, now).await
}

/// Deletes in a way that can be undone, or undoes it; answers the new version.
///
/// # Errors
/// `Stale` when it is another version; `Duplicate` when something else has a value by now that only one can have.
pub async fn set_deleted<R: Resource, C: ConnectionTrait>(
    conn: &C,
    id: R::Id,
    seen: i32,
    deleted_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<i32, StoreError> {
    let deleted_at = deleted_at.map_or_else(|| Expr::val(None::<DateTime<Utc>>), |at| no_earlier(columns::<R>().updated_at, at));
    set::<R, C>(conn, id, seen, <ActiveModelOf<R> as ActiveModelTrait>::default(), Some(deleted_at), now).await?;
    Ok(seen + 1)
}

async fn set<R: Resource, C: ConnectionTrait>(
    conn: &C,
    id: R::Id,
    seen: i32,
    row: ActiveModelOf<R>,
    deleted_at: Option<SimpleExpr>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let columns = columns::<R>();
    let mut update = R::Table::update_many()
        .set(row)
        .col_expr(columns.version, Expr::val(seen + 1))
        .col_expr(columns.updated_at, no_earlier(columns.updated_at, now))
        .filter(columns.id.eq(id.into()))
        .filter(columns.version.eq(seen));
    if let Some(deleted_at) = deleted_at {
        update = update.col_expr(columns.deleted_at, deleted_at);
    }
    match update.exec(conn).await?.rows_affected {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

/// This moment, or the one in the column when that is later: a clock that was set back makes nothing happen before what came before it.
pub fn no_earlier(column: impl ColumnTrait, now: DateTime<Utc>) -> Expr {
    Expr::case(column.gt(now), Expr::col(column.as_column_ref())).finally(now).into()
}

/// Writes the links that differ from before.
async fn write_links<R: Resource, C: ConnectionTrait>(conn: &C, owner: Uuid, before: Option<&R::State>, state: &R::State) -> Result<(), StoreError> {
    let had = before.map(R::linked);
    for (place, (link, ids)) in R::links().into_iter().zip(R::linked(state)).enumerate() {
        if let Some(had) = had.as_ref().and_then(|had| had.get(place)) {
            if *had == ids {
                continue;
            }
            conn.execute(Query::delete().from_table(link.table).and_where(Expr::col(link.owner).eq(owner))).await?;
        }
        if !ids.is_empty() {
            let mut query = Query::insert().into_table(link.table).columns([link.owner, link.other]).to_owned();
            for id in ids {
                query.values_panic([Expr::val(owner), Expr::val(id)]);
            }
            conn.execute(&query).await?;
        }
    }
    Ok(())
}
