//! Members of communities in the database. Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError, dialect,
    entity::{
        member::{self, ActiveModel, Column, Model},
        organisation, person,
    },
    new_id,
    resource::{Position, join, no_earlier},
    row::{code, column, get},
};
use chrono::{DateTime, Utc};
use domain::{
    CommunityId, PersonId,
    member::{Member, MemberRole, MemberStatus},
    resource::Stored,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Iterable, PaginatorTrait, QueryFilter, QueryResult, QuerySelect, Select, Set,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};
use uuid::Uuid;

/// A member with the names that people know them by.
pub struct Found {
    pub stored: Stored<Uuid, Member>,
    pub person_name: String,
    pub job_title: String,
    pub organisation_name: String,
}

/// What a list of members filters on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    pub status: Option<MemberStatus>,
    pub role: Option<MemberRole>,
}

/// Somebody's place in a community.
pub async fn find<C: ConnectionTrait>(conn: &C, community: CommunityId, person: PersonId) -> Result<Option<Found>, StoreError> {
    let query = select(community).and_where(Column::PersonId.eq(person.0)).to_owned();
    conn.query_one(&query).await?.map(|row| read(&row)).transpose()
}

/// One page of the members by name, and where the next starts. Without a status in the filter: active members only.
pub async fn list<C: ConnectionTrait>(
    conn: &C,
    community: CommunityId,
    filter: Filter,
    after: Option<&Position>,
    size: u64,
) -> Result<(Vec<Found>, Option<Position>), StoreError> {
    let (name_key, person_id) = (person::Column::NameKey.as_column_ref(), Column::PersonId.as_column_ref());
    let mut query = select(community);
    query.and_where(Column::Status.eq(filter.status.unwrap_or(MemberStatus::Active).as_str()));
    if let Some(role) = filter.role {
        query.and_where(Column::Role.eq(role.as_str()));
    }
    if let Some(Position { key, id }) = after {
        let row = Expr::tuple([Expr::col(name_key.clone()), Expr::col(person_id.clone())]);
        query.and_where(row.gt(Expr::tuple([Expr::val(key.as_str()), Expr::val(*id)])));
    }
    query.order_by(name_key, Order::Asc).order_by(person_id, Order::Asc).limit(size + 1);
    let mut rows = conn.query_all(&query).await?;
    let more = rows.len() as u64 > size;
    rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let next = match rows.last() {
        Some(last) if more => Some(Position { key: column(last, person::Column::NameKey)?, id: column(last, Column::PersonId)? }),
        _ => None,
    };
    Ok((rows.iter().map(read).collect::<Result<_, _>>()?, next))
}

/// Those who facilitate a community.
fn facilitating(community: CommunityId) -> Select<member::Entity> {
    member::Entity::find()
        .filter(Column::CommunityId.eq(community.0))
        .filter(Column::Role.eq(MemberRole::Facilitator.as_str()))
        .filter(Column::Status.eq(MemberStatus::Active.as_str()))
}

/// Who facilitates a community.
pub async fn facilitators<C: ConnectionTrait>(conn: &C, community: CommunityId) -> Result<Vec<PersonId>, StoreError> {
    let ids: Vec<Uuid> = facilitating(community).select_only().column(Column::PersonId).into_tuple().all(conn).await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// How many others facilitate a community without an end to it. Who asks has the turn to end somebody there until the transaction ends.
pub async fn other_facilitators<C: ConnectionTrait>(conn: &C, community: CommunityId, person: PersonId) -> Result<u64, StoreError> {
    dialect::take_turn(conn, &format!("the last facilitator of {community}")).await?;
    Ok(facilitating(community).filter(Column::EndDate.is_null()).filter(Column::PersonId.ne(person.0)).count(conn).await?)
}

/// Adds a member.
pub async fn insert<C: ConnectionTrait>(conn: &C, member: &Member, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Member { community_id, person_id, role, status, end_date } = member;
    let row = ActiveModel {
        id: Set(new_id()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        community_id: Set(community_id.0),
        person_id: Set(person_id.0),
        role: Set(role.as_str().to_owned()),
        status: Set(status.as_str().to_owned()),
        end_date: Set(*end_date),
        ..Default::default()
    };
    member::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Changes role, status and end when the version is the one that the caller saw; answers the new version.
///
/// # Errors
/// `Stale` when it is another version.
pub async fn update<C: ConnectionTrait>(conn: &C, id: Uuid, seen: i32, member: &Member, now: DateTime<Utc>) -> Result<i32, StoreError> {
    let Member { community_id: _, person_id: _, role, status, end_date } = member;
    let row = ActiveModel {
        version: Set(seen + 1),
        role: Set(role.as_str().to_owned()),
        status: Set(status.as_str().to_owned()),
        end_date: Set(*end_date),
        ..Default::default()
    };
    let updated = member::Entity::update_many()
        .set(row)
        .col_expr(Column::UpdatedAt, no_earlier(Column::UpdatedAt, now))
        .filter(Column::Id.eq(id))
        .filter(Column::Version.eq(seen))
        .exec(conn)
        .await?;
    match updated.rows_affected {
        1 => Ok(seen + 1),
        _ => Err(StoreError::Stale),
    }
}

/// Removes a member; the journal keeps that they were there.
///
/// # Errors
/// `Stale` when it is another version.
pub async fn delete<C: ConnectionTrait>(conn: &C, id: Uuid, seen: i32) -> Result<(), StoreError> {
    match member::Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::Version.eq(seen)).exec(conn).await?.rows_affected {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

fn select(community: CommunityId) -> SelectStatement {
    let mut query = Query::select().columns(Column::iter().map(|column| column.as_column_ref())).from(member::Entity).to_owned();
    query
        .expr_as(Expr::col(person::Column::Name.as_column_ref()), "person_name")
        .columns([person::Column::NameKey.as_column_ref(), person::Column::JobTitle.as_column_ref()])
        .expr_as(Expr::col(("home", organisation::Column::Name)), "organisation_name")
        .inner_join(person::Entity, Expr::col(person::Column::Id.as_column_ref()).equals(Column::PersonId.as_column_ref()))
        .and_where(Column::CommunityId.eq(community.0))
        .and_where(person::Column::DeletedAt.is_null());
    join(&mut query, "home", organisation::Column::Id, person::Column::OrganisationId);
    query
}

fn read(query: &QueryResult) -> Result<Found, StoreError> {
    let Model { id, version, created_at, updated_at, deleted_at, community_id, person_id, role, status, end_date } = Model::from_query_result(query, "")?;
    let state = Member {
        community_id: CommunityId(community_id),
        person_id: PersonId(person_id),
        role: code("role", &role)?,
        status: code("status", &status)?,
        end_date,
    };
    Ok(Found {
        stored: Stored { id, version, created_at, updated_at, deleted_at, state },
        person_name: get(query, "person_name")?,
        job_title: column(query, person::Column::JobTitle)?,
        organisation_name: get(query, "organisation_name")?,
    })
}
