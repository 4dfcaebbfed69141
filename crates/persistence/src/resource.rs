//! What every resource does with its table, written once: insert, update by version, delete, restore, find, and list by keyset.
use crate::{StoreError, external_reference, folding::FOLDED, row::get, template, visibility};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    policy::Actor,
    resource::{Kind, Stored},
    text,
};
use sea_orm::{
    ConnectionTrait, DbBackend, ExprTrait, QueryResult, Value,
    sea_query::{Asterisk, Cond, Expr, Func, JoinType, Order, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

/// How one resource is stored.
pub trait Resource: Sized + 'static {
    /// The table.
    const TABLE: &'static str;
    const KIND: Kind;
    /// The sorts that a list offers beside [`COMMON_SORTS`].
    const SORTS: &'static [Sort] = &[];
    type Id: Copy + Into<Uuid> + From<Uuid>;
    /// What is stored.
    type State: Clone;
    /// What a query answers beside the state, for example counts and the names of others.
    type Extra;
    /// What a list filters on.
    type Filter;

    /// The columns that hold the state.
    fn columns(state: &Self::State) -> Vec<(&'static str, Value)>;
    /// Columns outside the state that a new row starts with.
    fn initial() -> Vec<(&'static str, Value)> {
        vec![]
    }
    /// The name on which the resource is sorted and found.
    fn name(state: &Self::State) -> &str;
    /// The link tables that hold the state.
    fn links(_state: &Self::State) -> Vec<Links> {
        vec![]
    }
    /// Adds everything that [`Resource::read`] needs to a query on the table; long texts only `in_full`.
    fn select(query: &mut SelectStatement, backend: DbBackend, actor: &Actor, in_full: bool);
    /// What `actor` may see.
    fn visible(actor: &Actor) -> sea_orm::Condition;
    /// That what it is a part of stands: under what was deleted nothing is shown.
    fn held() -> sea_orm::Condition {
        Cond::all()
    }
    /// What a state cannot stand without: these are not deleted as long as it stands, and it is restored after them.
    fn needs(state: &Self::State) -> Vec<Need>;
    /// The part of [`Resource::visible`] that is the same for everybody who is signed in, when that is most of the table and cheap to ask.
    fn open(_actor: &Actor) -> Option<sea_orm::Condition> {
        None
    }
    /// What is still there and can no longer be chosen: who has left, what was archived. Nothing by default.
    fn out_of_use() -> Option<sea_orm::Condition> {
        None
    }
    /// Narrows a list.
    fn narrow(query: &mut SelectStatement, filter: &Self::Filter, actor: &Actor);
    /// The name by which people know what was found.
    fn title(found: &Found<Self>) -> String {
        Self::name(&found.stored.state).to_owned()
    }
    /// Reads one row.
    fn read(row: &QueryResult) -> Result<(Self::State, Self::Extra), StoreError>;
}

/// A resource as found.
pub struct Found<R: Resource> {
    pub stored: Stored<R::Id, R::State>,
    pub extra: R::Extra,
}

/// The links of one kind that belong to a state.
pub struct Links {
    pub table: &'static str,
    pub owner: &'static str,
    pub other: &'static str,
    pub ids: Vec<Uuid>,
}

impl Links {
    pub fn new<T: Copy + Into<Uuid>>(table: &'static str, owner: &'static str, other: &'static str, ids: &[T]) -> Self {
        Self { table, owner, other, ids: ids.iter().map(|id| (*id).into()).collect() }
    }
}

/// What a state refers to and cannot stand without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The field as the API names it.
    pub field: &'static str,
    /// Whether the field is a list.
    pub listed: bool,
    pub table: &'static str,
    pub ids: Vec<Uuid>,
}

impl Need {
    /// One thing, when there is one.
    pub fn one<R: Resource>(field: &'static str, id: impl Into<Option<R::Id>>) -> Self {
        Self { field, listed: false, table: R::TABLE, ids: id.into().map(Into::into).into_iter().collect() }
    }

    /// Each of a list.
    pub fn each<R: Resource>(field: &'static str, ids: &[R::Id]) -> Self {
        Self { field, listed: true, table: R::TABLE, ids: ids.iter().map(|id| (*id).into()).collect() }
    }
}

/// Something that has to be restored first: where it is referred to, in which table it stands, and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    pub field: &'static str,
    /// The place in the field when it is a list.
    pub place: Option<usize>,
    pub table: &'static str,
    pub name: String,
}

/// What is deleted of what a state needs, and of what that is a part of.
pub async fn missed<C: ConnectionTrait>(conn: &C, needs: &[Need]) -> Result<Vec<Missed>, StoreError> {
    let mut missed = vec![];
    for Need { field, listed, table, ids } in needs {
        for (place, id) in ids.iter().enumerate() {
            let (mut at, mut holder) = (Some((*table, *id)), None);
            while let Some((table, id)) = at {
                let parent = parent_of(table);
                let mut query = Query::select().column("deleted_at").expr_as(Expr::col(name_of(table)), "named").from(table).to_owned();
                query.and_where(Expr::col("id").eq(id));
                if let Some((_, column)) = parent {
                    query.expr_as(Expr::col(column), "parent_id");
                }
                let Some(row) = conn.query_one(&query).await? else { break };
                if get::<Option<DateTime<Utc>>>(&row, "deleted_at")?.is_some() {
                    holder = Some((table, get(&row, "named")?));
                }
                let above = parent.map(|(table, _)| Ok::<_, StoreError>((table, get::<Option<Uuid>>(&row, "parent_id")?))).transpose()?;
                at = above.and_then(|(table, id)| Some((table, id?)));
            }
            missed.extend(holder.map(|(table, name)| Missed { field, place: listed.then_some(place), table, name }));
        }
    }
    Ok(missed)
}

/// What the rows of a table are parts of.
fn parent_of(table: &str) -> Option<(&'static str, &'static str)> {
    match table {
        "sub_project_indicator" => Some(("sub_project", "sub_project_id")),
        "sub_project" => Some(("local_plan", "local_plan_id")),
        "strategic_goal" => Some(("strategic_course", "strategic_course_id")),
        _ => None,
    }
}

/// The column that holds the name of a row: that of which the folded form is kept.
fn name_of(table: &str) -> &'static str {
    FOLDED.iter().find(|folded| folded.table == table && folded.column == "name_key").map_or("name", |folded| folded.of)
}

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
    pub fn descending(&self) -> bool {
        self.name.starts_with('-')
    }
}

/// The sorts that every list offers; the first is the default.
pub const COMMON_SORTS: &[Sort] = &[
    Sort { name: "name", column: "name_key", content: SortContent::Text },
    Sort { name: "-name", column: "name_key", content: SortContent::Text },
    Sort { name: "-updatedAt", column: "updated_at", content: SortContent::Moment },
    Sort { name: "updatedAt", column: "updated_at", content: SortContent::Moment },
    Sort { name: "-createdAt", column: "created_at", content: SortContent::Moment },
    Sort { name: "createdAt", column: "created_at", content: SortContent::Moment },
];

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

/// Inserts a new resource at version 1.
pub async fn insert<R: Resource, C: ConnectionTrait>(conn: &C, id: R::Id, state: &R::State, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut columns: Vec<(&str, Value)> = vec![
        ("id", id.into().into()),
        ("version", 1_i32.into()),
        ("created_at", now.into()),
        ("updated_at", now.into()),
        ("name_key", text::fold(R::name(state)).into()),
    ];
    columns.extend(R::columns(state));
    columns.extend(R::initial());
    let query = Query::insert()
        .into_table(R::TABLE)
        .columns(columns.iter().map(|(column, _)| *column))
        .values_panic(columns.into_iter().map(|(_, value)| Expr::val(value)))
        .to_owned();
    conn.execute(&query).await?;
    write_links(conn, id.into(), &R::links(state), false).await
}

/// Replaces the state when its version is the one that the caller saw; answers the new version.
pub async fn update<R: Resource, C: ConnectionTrait>(conn: &C, id: R::Id, seen: i32, state: &R::State, now: DateTime<Utc>) -> Result<i32, StoreError> {
    let mut columns = R::columns(state);
    columns.push(("name_key", text::fold(R::name(state)).into()));
    touch::<R, C>(conn, id, seen, columns, now).await?;
    write_links(conn, id.into(), &R::links(state), true).await?;
    Ok(seen + 1)
}

/// Changes some columns when the version is the one that the caller saw.
pub async fn touch<R: Resource, C: ConnectionTrait>(
    conn: &C,
    id: R::Id,
    seen: i32,
    columns: Vec<(&'static str, Value)>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    set::<R, C>(conn, id, seen, columns.into_iter().map(|(column, value)| (column, Expr::val(value))).collect(), now).await
}

async fn set<R: Resource, C: ConnectionTrait>(
    conn: &C,
    id: R::Id,
    seen: i32,
    columns: Vec<(&'static str, Expr)>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut query = Query::update().table(R::TABLE).to_owned();
    for (column, value) in columns {
        query.value(column, value);
    }
    query
        .value("version", seen + 1)
        .value("updated_at", no_earlier("updated_at", now))
        .and_where(Expr::col("id").eq(id.into()))
        .and_where(Expr::col("version").eq(seen));
    match conn.execute(&query).await?.rows_affected() {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

/// This moment, or the one in the column when that is later: a clock that was set back makes nothing happen before what came before it.
pub fn no_earlier(column: &'static str, now: DateTime<Utc>) -> Expr {
    Expr::case(Expr::col(column).gt(now), Expr::col(column)).finally(now).into()
}

/// Deletes in a way that can be undone, or undoes it.
pub async fn set_deleted<R: Resource, C: ConnectionTrait>(
    conn: &C,
    id: R::Id,
    seen: i32,
    deleted_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<i32, StoreError> {
    let deleted_at = deleted_at.map_or_else(|| Expr::val(None::<DateTime<Utc>>), |at| no_earlier("updated_at", at));
    set::<R, C>(conn, id, seen, vec![("deleted_at", deleted_at)], now).await?;
    Ok(seen + 1)
}

async fn write_links<C: ConnectionTrait>(conn: &C, owner: Uuid, links: &[Links], replace: bool) -> Result<(), StoreError> {
    for link in links {
        if replace {
            conn.execute(Query::delete().from_table(link.table).and_where(Expr::col(link.owner).eq(owner))).await?;
        }
        if !link.ids.is_empty() {
            let mut query = Query::insert().into_table(link.table).columns([link.owner, link.other]).to_owned();
            for id in &link.ids {
                query.values_panic([Expr::val(owner), Expr::val(*id)]);
            }
            conn.execute(&query).await?;
        }
    }
    Ok(())
}

/// Finds a resource that `actor` may see; `deleted` looks among the deleted ones instead, also under what was deleted itself.
pub async fn find<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, id: R::Id, deleted: bool) -> Result<Option<Found<R>>, StoreError> {
    let backend = conn.get_database_backend();
    // First among what is open to all: PostgreSQL prepares each subquery of a condition before it looks at a row, also those that it never asks.
    for open in [true, false] {
        let visible = |actor: &Actor| if open { R::open(actor) } else { Some(R::visible(actor)) };
        if visible(actor).is_none() {
            continue;
        }
        let build = |actor: &Actor, id: Uuid| {
            let mut query = selection::<R>(backend, actor, true, deleted);
            query.cond_where(visible(actor).unwrap_or_else(|| R::visible(actor))).and_where(Expr::col((R::TABLE, "id")).eq(id));
            if !deleted {
                query.cond_where(R::held());
            }
            query
        };
        let statement = template::statement::<R>(backend, actor, id.into(), (deleted, open), build);
        if let Some(row) = conn.query_one_raw(statement).await? {
            return read::<R>(&row).map(Some);
        }
    }
    Ok(None)
}

/// One page of the resources that `actor` may see, and where the next page starts.
pub async fn list<R: Resource, C: ConnectionTrait>(
    conn: &C,
    actor: &Actor,
    filter: &R::Filter,
    paging: &Paging,
) -> Result<(Vec<Found<R>>, Option<Position>), StoreError> {
    let Sort { column, content, .. } = paging.sort;
    let backend = conn.get_database_backend();
    let mut statement = backend.build(&list_query::<R>(backend, actor, filter, paging)?);
    // As text, not as a parameter: PostgreSQL would plan anew at each execution.
    statement.sql += &format!(" LIMIT {}", paging.size + 1);
    let mut rows = conn.query_all_raw(statement).await?;
    let more = rows.len() as u64 > paging.size;
    rows.truncate(usize::try_from(paging.size).unwrap_or(usize::MAX));
    let next = match rows.last() {
        Some(last) if more => Some(Position { key: sort_key(last, column, content)?, id: get(last, "id")? }),
        _ => None,
    };
    Ok((rows.iter().map(read::<R>).collect::<Result<_, _>>()?, next))
}

/// The query behind a page, without its limit.
pub fn list_query<R: Resource>(backend: DbBackend, actor: &Actor, filter: &R::Filter, paging: &Paging) -> Result<SelectStatement, StoreError> {
    let mut query = base::<R>(backend, actor, false, paging.deleted);
    R::narrow(&mut query, filter, actor);
    narrow_by_paging::<R>(&mut query, paging);
    let Sort { column, content, .. } = paging.sort;
    let order = if paging.sort.descending() { Order::Desc } else { Order::Asc };
    if let Some(Position { key, id }) = &paging.after {
        query.and_where(keyset::<R>(column, content, key, *id, paging.sort.descending())?);
    }
    query.order_by((R::TABLE, column), order.clone()).order_by((R::TABLE, "id"), order);
    Ok(query)
}

/// How many resources match, out of those that `actor` may see.
pub async fn count<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, filter: &R::Filter, paging: &Paging) -> Result<u64, StoreError> {
    let mut query = base::<R>(conn.get_database_backend(), actor, false, paging.deleted);
    R::narrow(&mut query, filter, actor);
    narrow_by_paging::<R>(&mut query, paging);
    query.clear_selects().expr_as(Func::count(Expr::col(Asterisk)), "total");
    let row = conn.query_one(&query).await?.ok_or_else(|| StoreError::Corrupt("count".into()))?;
    Ok(u64::try_from(get::<i64>(&row, "total")?).unwrap_or(0))
}

/// What every list can be narrowed by.
fn narrow_by_paging<R: Resource>(query: &mut SelectStatement, paging: &Paging) {
    if let Some(since) = paging.updated_since {
        query.and_where(Expr::col((R::TABLE, "updated_at")).gte(since));
    }
    if let Some((system, reference)) = &paging.known_as {
        query.and_where(Expr::col((R::TABLE, "id")).in_subquery(external_reference::known_as(R::KIND, system, reference)));
    }
}

/// Those of `ids` that are there and can no longer be chosen.
pub async fn out_of_use<R: Resource, C: ConnectionTrait>(conn: &C, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let Some(condition) = R::out_of_use().filter(|_| !ids.is_empty()) else { return Ok(vec![]) };
    let mut query = Query::select().column((R::TABLE, "id")).from(R::TABLE).cond_where(condition).to_owned();
    query.and_where(Expr::col((R::TABLE, "id")).is_in(ids.iter().copied()));
    conn.query_all(&query).await?.iter().map(|row| get::<Uuid>(row, "id")).collect()
}

/// How many resources that `actor` may see are so; what is hidden from somebody is not told by a number either.
pub async fn count_where<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, so: impl sea_orm::sea_query::IntoCondition) -> Result<u64, StoreError> {
    let mut query = base::<R>(conn.get_database_backend(), actor, false, false);
    query.cond_where(so).clear_selects().expr_as(Func::count(Expr::col(Asterisk)), "total");
    let row = conn.query_one(&query).await?.ok_or_else(|| StoreError::Corrupt("count".into()))?;
    Ok(u64::try_from(get::<i64>(&row, "total")?).unwrap_or(0))
}

/// That a link table links a row of `R` to `id`.
pub fn linked<R: Resource>(link: &'static str, owner: &'static str, other: &'static str, id: Uuid) -> Expr {
    Expr::col((R::TABLE, "id")).in_subquery(visibility::ids(link, owner, other, id))
}

/// Which of these ids `actor` may not refer to: they do not exist, are deleted, or are hidden from them.
pub async fn missing<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut query = base::<R>(conn.get_database_backend(), actor, false, false);
    query.clear_selects().column((R::TABLE, "id")).and_where(Expr::col((R::TABLE, "id")).is_in(ids.iter().copied()));
    let rows = conn.query_all(&query).await?;
    let found = rows.iter().map(|row| get::<Uuid>(row, "id")).collect::<Result<Vec<_>, _>>()?;
    Ok(ids.iter().copied().filter(|id| !found.contains(id)).collect())
}

/// The names of those of these that `actor` may see.
pub async fn names<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, StoreError> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let query = base::<R>(conn.get_database_backend(), actor, false, false).and_where(Expr::col((R::TABLE, "id")).is_in(ids.iter().copied())).to_owned();
    let found = conn.query_all(&query).await?.iter().map(read::<R>).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().map(|found| (found.stored.id.into(), R::title(&found))).collect())
}

fn base<R: Resource>(backend: DbBackend, actor: &Actor, in_full: bool, deleted: bool) -> SelectStatement {
    selection::<R>(backend, actor, in_full, deleted).cond_where(R::visible(actor)).cond_where(R::held()).to_owned()
}

/// Everything there is; who asks must still be asked for.
fn selection<R: Resource>(backend: DbBackend, actor: &Actor, in_full: bool, deleted: bool) -> SelectStatement {
    let mut query = Query::select().from(R::TABLE).to_owned();
    for column in ["id", "version", "created_at", "updated_at", "deleted_at", "name_key"] {
        query.column((R::TABLE, column));
    }
    R::select(&mut query, backend, actor, in_full);
    let deleted_at = Expr::col((R::TABLE, "deleted_at"));
    query.and_where(if deleted { deleted_at.is_not_null() } else { deleted_at.is_null() });
    query
}

fn read<R: Resource>(row: &QueryResult) -> Result<Found<R>, StoreError> {
    let (state, extra) = R::read(row)?;
    let id: Uuid = get(row, "id")?;
    let stored = Stored {
        id: id.into(),
        version: get(row, "version")?,
        created_at: get(row, "created_at")?,
        updated_at: get(row, "updated_at")?,
        deleted_at: get(row, "deleted_at")?,
        state,
    };
    Ok(Found { stored, extra })
}

/// `(column, id)` after `(key, id)`, as a row comparison, which both databases answer from the index.
fn keyset<R: Resource>(column: &str, content: SortContent, key: &str, id: Uuid, descending: bool) -> Result<SimpleExpr, StoreError> {
    let corrupt = |_| StoreError::Corrupt("cursor".into());
    let key: Value = match content {
        SortContent::Text => key.to_owned().into(),
        SortContent::Moment => key.parse::<DateTime<Utc>>().map_err(corrupt)?.into(),
        SortContent::Day => key.parse::<NaiveDate>().map_err(corrupt)?.into(),
        SortContent::Number => key.parse::<i32>().map_err(|_| StoreError::Corrupt("cursor".into()))?.into(),
    };
    let row = Expr::tuple([Expr::col((R::TABLE, column.to_owned())), Expr::col((R::TABLE, "id"))]);
    let position = Expr::tuple([Expr::val(key), Expr::val(id)]);
    Ok(if descending { row.lt(position) } else { row.gt(position) })
}

fn sort_key(row: &QueryResult, column: &str, content: SortContent) -> Result<String, StoreError> {
    Ok(match content {
        SortContent::Text => get(row, column)?,
        SortContent::Moment => get::<DateTime<Utc>>(row, column)?.to_rfc3339(),
        SortContent::Day => get::<NaiveDate>(row, column)?.to_string(),
        SortContent::Number => get::<i32>(row, column)?.to_string(),
    })
}

/// Adds `q`: part of the name, whatever case or accents.
pub fn narrow_by_name(query: &mut SelectStatement, table: &'static str, q: Option<&str>) {
    narrow_by_part(query, (table, "name_key"), q);
}

/// Keeps rows in which a column is filled, or is not.
pub fn narrow_by_filled(query: &mut SelectStatement, column: (&'static str, &'static str), filled: Option<bool>) {
    match filled {
        None => query,
        Some(true) => query.and_where(Expr::col(column).is_not_null()),
        Some(false) => query.and_where(Expr::col(column).is_null()),
    };
}

/// Keeps rows with `q` somewhere in a folded column.
pub fn narrow_by_part(query: &mut SelectStatement, column: (&'static str, &'static str), q: Option<&str>) {
    let folded = q.map(|q| text::fold(&text::normalise(q))).unwrap_or_default();
    if !folded.is_empty() {
        let escaped = folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query.and_where(Expr::col(column).like(sea_orm::sea_query::LikeExpr::new(format!("%{escaped}%")).escape('\\')));
    }
}

/// Keeps rows in which a column has one of these values; without values, all.
pub fn narrow_by_any<V: Into<Value>>(query: &mut SelectStatement, column: (&'static str, &'static str), values: impl IntoIterator<Item = V>) {
    let values: Vec<Value> = values.into_iter().map(Into::into).collect();
    match values.as_slice() {
        [] => query,
        // The same text for each value, so that its plan is kept.
        [value] => query.and_where(Expr::col(column).eq(value.clone())),
        _ => query.and_where(Expr::col(column).is_in(values)),
    };
}

/// Keeps rows that a link table links to one of these; without ids, all.
pub fn narrow_by_link(
    query: &mut SelectStatement,
    table: &'static str,
    link: &'static str,
    owner: &'static str,
    other: &'static str,
    ids: impl IntoIterator<Item = Uuid>,
) {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    if !ids.is_empty() {
        let mut owners = Query::select().column(owner).from(link).to_owned();
        narrow_by_any(&mut owners, (link, other), ids);
        query.and_where(Expr::col((table, "id")).in_subquery(owners));
    }
}

/// Joins another table under an alias on a column of ours.
pub fn join(query: &mut SelectStatement, other: &'static str, alias: &'static str, ours: (&'static str, &'static str)) {
    query.join_as(JoinType::LeftJoin, other, alias, Cond::all().add(Expr::col((alias, "id")).equals(ours)));
}

/// A query on the live rows that refer to `id`: in `table.column` itself, or by way of a link table to `table`.
pub struct Referring {
    pub table: &'static str,
    /// The link table with its columns for the owner and for the other side.
    pub link: Option<(&'static str, &'static str)>,
    pub column: &'static str,
}

/// Whether anything that is not deleted refers to `id`.
pub async fn is_referred_to<C: ConnectionTrait>(conn: &C, referring: &[Referring], id: Uuid) -> Result<bool, StoreError> {
    let mut condition = Cond::any();
    for Referring { table, link, column } in referring {
        let mut rows = Query::select().expr(Expr::value(1)).from(*table).and_where(Expr::col((*table, "deleted_at")).is_null()).to_owned();
        match link {
            None => rows.and_where(Expr::col((*table, *column)).eq(id)),
            Some((link, owner)) => rows.and_where(Expr::col((*table, "id")).in_subquery(visibility::ids(link, owner, column, id))),
        };
        condition = condition.add(Expr::exists(rows));
    }
    let query = Query::select().expr_as(Expr::value(1), "found").cond_where(condition).to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}
