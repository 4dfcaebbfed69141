//! Finding one thing, and asking after several.
use super::{AroundOf, Found, Link, Resource, Surroundings, columns};
use crate::{
    StoreError, dialect,
    row::column,
    table::{Facts, Table},
    template,
    viewer::{Bound, Viewer},
    visibility,
};
use domain::{policy::Actor, resource::Stored};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, FromQueryResult, IdenStatic, Iterable, QueryResult,
    sea_query::{Cond, Expr, Query, SelectStatement},
};
use uuid::Uuid;

/// Finds a resource that `actor` may see; `deleted` looks among the deleted ones instead, also under what was deleted itself.
///
/// # Errors
/// `Corrupt` when what is stored breaks a rule of the domain.
pub async fn find<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, id: R::Id, deleted: bool) -> Result<Option<Found<R>>, StoreError> {
    let backend = conn.get_database_backend();
    // First among what is open to all: PostgreSQL prepares each subquery of a condition before it looks at a row, also those that it never asks.
    if R::Lives::open(&Viewer::of(actor)).is_some()
        && let Some(found) = find_among::<R, C>(conn, backend, actor, id, (deleted, true)).await?
    {
        return Ok(Some(found));
    }
    find_among::<R, C>(conn, backend, actor, id, (deleted, false)).await
}

async fn find_among<R: Resource, C: ConnectionTrait>(
    conn: &C,
    backend: DbBackend,
    actor: &Actor,
    id: R::Id,
    (deleted, open): (bool, bool),
) -> Result<Option<Found<R>>, StoreError> {
    let build = |viewer: &Viewer, id: Bound| {
        let mut query = selection::<R>(backend, viewer, true, deleted);
        let among = R::Lives::open(viewer).filter(|_| open);
        query.cond_where(among.unwrap_or_else(|| R::Lives::visible(viewer))).and_where(columns::<R>().id.eq(id));
        if !deleted {
            query.cond_where(R::Lives::stands());
        }
        query
    };
    let row = conn.query_one_raw(template::statement::<R>(backend, actor, id.into(), (deleted, open), build)).await?;
    row.map(|row| read::<R>(&row)).transpose()
}

/// Those of `ids` that are there and can no longer be chosen.
///
/// # Errors
/// When the database does not answer.
pub async fn out_of_use<R: Resource, C: ConnectionTrait>(conn: &C, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let Some(condition) = R::out_of_use().filter(|_| !ids.is_empty()) else { return Ok(vec![]) };
    let id = columns::<R>().id;
    let mut query = Query::select().column(id.as_column_ref()).from(R::Table::table()).cond_where(condition).to_owned();
    query.and_where(id.is_in(ids.iter().copied()));
    conn.query_all(&query).await?.iter().map(|row| column(row, id)).collect()
}

/// That a link table links a row of `R` to `id`.
pub fn linked<R: Resource, C: ColumnTrait>(owner: C, other: C, id: Uuid) -> Expr {
    columns::<R>().id.in_subquery(visibility::ids(owner, other, id))
}

/// Which of these ids `actor` may not refer to: they do not exist, are deleted, or are hidden from them.
///
/// # Errors
/// When the database does not answer.
pub async fn missing<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let id = columns::<R>().id;
    let mut query = base::<R>(conn.get_database_backend(), &Viewer::of(actor), false, false);
    query.clear_selects().column(id.as_column_ref()).and_where(id.is_in(ids.iter().copied()));
    let rows = conn.query_all(&query).await?;
    let found = rows.iter().map(|row| column::<Uuid>(row, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().copied().filter(|id| !found.contains(id)).collect())
}

/// The names of those of these that `actor` may see.
///
/// # Errors
/// `Corrupt` when what is stored breaks a rule of the domain.
pub async fn names<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, StoreError> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let query = base::<R>(conn.get_database_backend(), &Viewer::of(actor), false, false).and_where(columns::<R>().id.is_in(ids.iter().copied())).to_owned();
    let found = conn.query_all(&query).await?.iter().map(read::<R>).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().map(|found| (found.stored.id.into(), R::title(&found))).collect())
}

/// What the viewer may see, of what stands.
pub(super) fn base<R: Resource>(backend: DbBackend, viewer: &Viewer, in_full: bool, deleted: bool) -> SelectStatement {
    selection::<R>(backend, viewer, in_full, deleted).cond_where(R::Lives::visible(viewer)).cond_where(R::Lives::stands()).to_owned()
}

/// Everything there is; who asks must still be asked for.
fn selection<R: Resource>(backend: DbBackend, viewer: &Viewer, in_full: bool, deleted: bool) -> SelectStatement {
    let mut query = Query::select().from(R::Table::table()).to_owned();
    for column in super::ColumnOf::<R>::iter() {
        match R::LONG.iter().find(|(long, _)| !in_full && long.as_str() == column.as_str()) {
            Some((_, instead)) => query.expr_as(Expr::cust(*instead), column.as_str()),
            None => query.column(column.as_column_ref()),
        };
    }
    for link in R::links() {
        let Link { name, table, owner, other, in_lists } = link;
        let own = format!("{}.id", R::Table::table());
        let ids = || dialect::linked_ids(backend, table, owner, other, &own);
        query.expr_as(if in_full || in_lists { ids() } else { Expr::cust("NULL") }, name);
    }
    R::select(&mut query, backend, viewer, in_full);
    R::Lives::select(&mut query, viewer);
    let deleted_at = columns::<R>().deleted_at;
    query.and_where(if deleted { deleted_at.is_not_null() } else { deleted_at.is_null() });
    query
}

/// Reads one row.
pub(super) fn read<R: Resource>(query: &QueryResult) -> Result<Found<R>, StoreError> {
    let row = super::ModelOf::<R>::from_query_result(query, "")?;
    let Facts { id, version, created_at, updated_at, deleted_at } = R::Table::facts(&row);
    let around: AroundOf<R> = R::Lives::read(query)?;
    let extra = R::extra(&row, query)?;
    let stored = Stored { id: id.into(), version, created_at, updated_at, deleted_at, state: R::state(row, query)? };
    Ok(Found { stored, around, extra })
}

/// The live rows of `R` that refer to `id` in a column of their own.
pub fn referring<R: Resource>(column: super::ColumnOf<R>, id: Uuid) -> SelectStatement {
    live::<R>().and_where(column.eq(id)).to_owned()
}

/// The live rows of `R` that a link table, named by its two columns, links to `id`.
pub fn referring_by_link<R: Resource, C: ColumnTrait>(owner: C, other: C, id: Uuid) -> SelectStatement {
    live::<R>().and_where(linked::<R, C>(owner, other, id)).to_owned()
}

fn live<R: Resource>() -> SelectStatement {
    Query::select().expr(Expr::value(1)).from(R::Table::table()).and_where(columns::<R>().deleted_at.is_null()).to_owned()
}

/// Whether any of these queries finds something, in one statement.
///
/// # Errors
/// When the database does not answer.
pub async fn any<C: ConnectionTrait>(conn: &C, queries: impl IntoIterator<Item = SelectStatement>) -> Result<bool, StoreError> {
    let condition = queries.into_iter().fold(Cond::any(), |condition, rows| condition.add(Expr::exists(rows)));
    let query = Query::select().expr_as(Expr::value(1), "found").cond_where(condition).to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}
