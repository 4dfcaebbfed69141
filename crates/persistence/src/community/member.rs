//! Members of communities in the database.
use crate::{
    StoreError, dialect, new_id,
    resource::{Position, join, no_earlier},
    row::{get, get_enum},
};
use chrono::{DateTime, Utc};
use domain::{
    CommunityId, PersonId,
    member::{Member, MemberRole, MemberStatus},
    resource::Stored,
};
use sea_orm::{
    ConnectionTrait, QueryResult,
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
    let query = select(community).and_where(Expr::col(("member", "person_id")).eq(person.0)).to_owned();
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
    let mut query = select(community);
    query.and_where(Expr::col(("member", "status")).eq(filter.status.unwrap_or(MemberStatus::Active).as_str()));
    if let Some(role) = filter.role {
        query.and_where(Expr::col(("member", "role")).eq(role.as_str()));
    }
    if let Some(Position { key, id }) = after {
        let row = Expr::tuple([Expr::col(("person", "name_key")), Expr::col(("member", "person_id"))]);
        query.and_where(row.gt(Expr::tuple([Expr::val(key.as_str()), Expr::val(*id)])));
    }
    query.order_by(("person", "name_key"), Order::Asc).order_by(("member", "person_id"), Order::Asc).limit(size + 1);
    let mut rows = conn.query_all(&query).await?;
    let more = rows.len() as u64 > size;
    rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    let next = match rows.last() {
        Some(last) if more => Some(Position { key: get(last, "name_key")?, id: get(last, "person_id")? }),
        _ => None,
    };
    Ok((rows.iter().map(read).collect::<Result<_, _>>()?, next))
}

/// Who facilitates a community.
pub async fn facilitators<C: ConnectionTrait>(conn: &C, community: CommunityId) -> Result<Vec<PersonId>, StoreError> {
    let query = Query::select()
        .column("person_id")
        .from("member")
        .and_where(Expr::col("community_id").eq(community.0))
        .and_where(Expr::col("role").eq(MemberRole::Facilitator.as_str()))
        .and_where(Expr::col("status").eq(MemberStatus::Active.as_str()))
        .to_owned();
    conn.query_all(&query).await?.iter().map(|row| Ok(PersonId(get(row, "person_id")?))).collect()
}

/// How many others facilitate a community without an end to it. Who asks has the turn to end somebody there until the transaction ends.
pub async fn other_facilitators<C: ConnectionTrait>(conn: &C, community: CommunityId, person: PersonId) -> Result<u64, StoreError> {
    dialect::take_turn(conn, &format!("the last facilitator of {community}")).await?;
    let query = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), "total")
        .from("member")
        .and_where(Expr::col("community_id").eq(community.0))
        .and_where(Expr::col("role").eq(MemberRole::Facilitator.as_str()))
        .and_where(Expr::col("status").eq(MemberStatus::Active.as_str()))
        .and_where(Expr::col("end_date").is_null())
        .and_where(Expr::col("person_id").ne(person.0))
        .to_owned();
    let row = conn.query_one(&query).await?.ok_or_else(|| StoreError::Corrupt("count".into()))?;
    Ok(u64::try_from(get::<i64>(&row, "total")?).unwrap_or(0))
}

/// Adds a member.
pub async fn insert<C: ConnectionTrait>(conn: &C, member: &Member, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Member { community_id, person_id, role, status, end_date } = member;
    let query = Query::insert()
        .into_table("member")
        .columns(["id", "version", "created_at", "updated_at", "community_id", "person_id", "role", "status", "end_date"])
        .values_panic([
            Expr::val(new_id()),
            Expr::val(1),
            Expr::val(now),
            Expr::val(now),
            Expr::val(community_id.0),
            Expr::val(person_id.0),
            Expr::val(role.as_str()),
            Expr::val(status.as_str()),
            Expr::val(*end_date),
        ])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Changes role, status and end when the version is the one that the caller saw; answers the new version.
pub async fn update<C: ConnectionTrait>(conn: &C, id: Uuid, seen: i32, member: &Member, now: DateTime<Utc>) -> Result<i32, StoreError> {
    let Member { community_id: _, person_id: _, role, status, end_date } = member;
    let query = Query::update()
        .table("member")
        .values([
            ("role", Expr::val(role.as_str())),
            ("status", Expr::val(status.as_str())),
            ("end_date", Expr::val(*end_date)),
            ("version", Expr::val(seen + 1)),
            ("updated_at", no_earlier("updated_at", now)),
        ])
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("version").eq(seen))
        .to_owned();
    match conn.execute(&query).await?.rows_affected() {
        1 => Ok(seen + 1),
        _ => Err(StoreError::Stale),
    }
}

/// Removes a member; the journal keeps that they were there.
pub async fn delete<C: ConnectionTrait>(conn: &C, id: Uuid, seen: i32) -> Result<(), StoreError> {
    let query = Query::delete().from_table("member").and_where(Expr::col("id").eq(id)).and_where(Expr::col("version").eq(seen)).to_owned();
    match conn.execute(&query).await?.rows_affected() {
        1 => Ok(()),
        _ => Err(StoreError::Stale),
    }
}

fn select(community: CommunityId) -> SelectStatement {
    let mut query = Query::select().from("member").to_owned();
    for column in ["id", "version", "created_at", "updated_at", "community_id", "person_id", "role", "status", "end_date"] {
        query.column(("member", column));
    }
    query
        .expr_as(Expr::col(("person", "name")), "person_name")
        .column(("person", "name_key"))
        .column(("person", "job_title"))
        .expr_as(Expr::col(("home", "name")), "organisation_name")
        .inner_join("person", Expr::col(("person", "id")).equals(("member", "person_id")))
        .and_where(Expr::col(("member", "community_id")).eq(community.0))
        .and_where(Expr::col(("person", "deleted_at")).is_null());
    join(&mut query, "organisation", "home", ("person", "organisation_id"));
    query
}

fn read(row: &QueryResult) -> Result<Found, StoreError> {
    let state = Member {
        community_id: CommunityId(get(row, "community_id")?),
        person_id: PersonId(get(row, "person_id")?),
        role: get_enum(row, "role", MemberRole::parse)?,
        status: get_enum(row, "status", MemberStatus::parse)?,
        end_date: get(row, "end_date")?,
    };
    let stored = Stored {
        id: get(row, "id")?,
        version: get(row, "version")?,
        created_at: get(row, "created_at")?,
        updated_at: get(row, "updated_at")?,
        deleted_at: None,
        state,
    };
    Ok(Found { stored, person_name: get(row, "person_name")?, job_title: get(row, "job_title")?, organisation_name: get(row, "organisation_name")? })
}
