//! Lists, a page at a time, and how many there are.
use super::{
    Found, Resource, columns,
    read::{base, read},
};
use crate::{
    StoreError, external_reference,
    row::{column, get},
    table::Table,
    viewer::Viewer,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::policy::Actor;
use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Asterisk, Expr, ExprTrait, Func, IntoCondition, Order, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

/// An order in which a list can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// As the API names it; a minus in front means descending.
    pub name: &'static str,
    pub column: &'static str,
    pub content: SortContent,
}

/// What the column of a sort holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortContent {
    Text,
    Moment,
    Day,
    Number,
}

impl Sort {
    /// By a column; what that holds follows from its type.
    pub fn by(name: &'static str, column: impl ColumnTrait) -> Self {
        let content = match column.def().get_column_type() {
            ColumnType::TimestampWithTimeZone => SortContent::Moment,
            ColumnType::Date => SortContent::Day,
            ColumnType::Integer => SortContent::Number,
            _ => SortContent::Text,
        };
        Self { name, column: column.as_str(), content }
    }

    pub fn descending(&self) -> bool {
        self.name.starts_with('-')
    }
}

/// The sorts that a list offers; the first is the default.
pub fn sorts<R: Resource>() -> Vec<Sort> {
    let columns = columns::<R>();
    let mut sorts = vec![
        Sort::by("name", columns.name_key),
        Sort::by("-name", columns.name_key),
        Sort::by("-updatedAt", columns.updated_at),
        Sort::by("updatedAt", columns.updated_at),
        Sort::by("-createdAt", columns.created_at),
        Sort::by("createdAt", columns.created_at),
    ];
    sorts.extend(R::sorts());
    sorts
}

/// By name, as every list can be sorted.
pub fn sort_by_name<R: Resource>() -> Sort {
    Sort::by("name", columns::<R>().name_key)
}

/// What changed last first, as every list can be sorted.
pub fn sort_by_latest_change<R: Resource>() -> Sort {
    Sort::by("-updatedAt", columns::<R>().updated_at)
}

/// Where a page starts: after this row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The value of the sort column, as text.
    pub key: String,
    pub id: Uuid,
}

/// Which page, in which order.
pub struct Paging {
    pub sort: Sort,
    pub after: Option<Position>,
    pub size: u64,
    /// Whether to list what is deleted instead.
    pub deleted: bool,
    /// Only what was made or changed at this moment or later.
    pub updated_since: Option<DateTime<Utc>>,
    /// Only what another system knows by a number: the system and the number.
    pub known_as: Option<(String, String)>,
}

impl Paging {
    /// The first page of everything that is there.
    pub const fn first(sort: Sort, size: u64) -> Self {
        Self { sort, after: None, size, deleted: false, updated_since: None, known_as: None }
    }
}

/// One page of the resources that `actor` may see, and where the next page starts.
///
/// # Errors
/// `Corrupt` when the position is none of this sort, or what is stored breaks a rule of the domain.
pub async fn list<R: Resource, C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    filter: &R::Filter,
    paging: &Paging,
) -> Result<(Vec<Found<R>>, Option<Position>), StoreError> {
    let backend = conn.get_database_backend();
    let mut statement = backend.build(&list_query::<R>(backend, actor, filter, paging)?);
    // As text, not as a parameter: PostgreSQL would plan anew at each execution.
    statement.sql += &format!(" LIMIT {}", paging.size + 1);
    let mut rows = conn.query_all_raw(statement).await?;
    let more = rows.len() as u64 > paging.size;
    rows.truncate(usize::try_from(paging.size).unwrap_or(usize::MAX));
    let next = match rows.last() {
        Some(last) if more => Some(Position { key: sort_key(last, paging.sort)?, id: column(last, columns::<R>().id)? }),
        _ => None,
    };
    Ok((rows.iter().map(read::<R>).collect::<Result<_, _>>()?, next))
}

/// The query behind a page, without its limit.
///
/// # Errors
/// `Corrupt` when the position is none of this sort.
pub fn list_query<R: Resource>(backend: DbBackend, actor: &Actor, filter: &R::Filter, paging: &Paging) -> Result<SelectStatement, StoreError> {
    let mut query = narrowed::<R>(backend, actor, filter, paging);
    let order = if paging.sort.descending() { Order::Desc } else { Order::Asc };
    if let Some(Position { key, id }) = &paging.after {
        query.and_where(keyset::<R>(paging.sort, key, *id)?);
    }
    query.order_by((R::Table::table(), paging.sort.column), order.clone()).order_by(columns::<R>().id.as_column_ref(), order);
    Ok(query)
}

/// How many resources match, out of those that `actor` may see.
///
/// # Errors
/// When the database does not answer.
pub async fn count<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, filter: &R::Filter, paging: &Paging) -> Result<u64, StoreError> {
    total(conn, narrowed::<R>(conn.get_database_backend(), actor, filter, paging)).await
}

/// How many resources that `actor` may see are so; what is hidden from somebody is not told by a number either.
///
/// # Errors
/// When the database does not answer.
pub async fn count_where<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, so: impl IntoCondition) -> Result<u64, StoreError> {
    total(conn, base::<R>(conn.get_database_backend(), &Viewer::of(actor), false, false).cond_where(so).to_owned()).await
}

async fn total<C: ConnectionTrait>(conn: &C, mut query: SelectStatement) -> Result<u64, StoreError> {
    query.clear_selects().expr_as(Func::count(Expr::col(Asterisk)), "total");
    let row = conn.query_one(&query).await?.ok_or_else(|| StoreError::Corrupt("count".into()))?;
    Ok(u64::try_from(get::<i64>(&row, "total")?).unwrap_or(0))
}

/// What a list holds, on all its pages.
fn narrowed<R: Resource>(backend: DbBackend, actor: &Actor, filter: &R::Filter, paging: &Paging) -> SelectStatement {
    let viewer = Viewer::of(actor);
    let mut query = base::<R>(backend, &viewer, false, paging.deleted);
    R::narrow(&mut query, filter, &viewer);
    let columns = columns::<R>();
    if let Some(since) = paging.updated_since {
        query.and_where(columns.updated_at.gte(since));
    }
    if let Some((system, reference)) = &paging.known_as {
        query.and_where(columns.id.in_subquery(external_reference::known_as(R::KIND, system, reference)));
    }
    query
}

/// `(column, id)` after `(key, id)`, as a row comparison, which both databases answer from the index.
fn keyset<R: Resource>(sort: Sort, key: &str, id: Uuid) -> Result<SimpleExpr, StoreError> {
    let corrupt = || StoreError::Corrupt("cursor".into());
    let key: Value = match sort.content {
        SortContent::Text => key.to_owned().into(),
        SortContent::Moment => key.parse::<DateTime<Utc>>().map_err(|_| corrupt())?.into(),
        SortContent::Day => key.parse::<NaiveDate>().map_err(|_| corrupt())?.into(),
        SortContent::Number => key.parse::<i32>().map_err(|_| corrupt())?.into(),
    };
    let row = Expr::tuple([Expr::col((R::Table::table(), sort.column)), Expr::col(columns::<R>().id.as_column_ref())]);
    let position = Expr::tuple([Expr::val(key), Expr::val(id)]);
    Ok(if sort.descending() { row.lt(position) } else { row.gt(position) })
}

fn sort_key(row: &QueryResult, sort: Sort) -> Result<String, StoreError> {
    Ok(match sort.content {
        SortContent::Text => get(row, sort.column)?,
        SortContent::Moment => get::<DateTime<Utc>>(row, sort.column)?.to_rfc3339(),
        SortContent::Day => get::<NaiveDate>(row, sort.column)?.to_string(),
        SortContent::Number => get::<i32>(row, sort.column)?.to_string(),
    })
}
