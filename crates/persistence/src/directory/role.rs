//! Roles in the database.
use crate::{
    StoreError, dialect,
    row::{get, get_enum},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    OrganisationId, PersonId,
    policy::Actor,
    role::{Role, Roles},
};
use sea_orm::{
    ConnectionTrait, QueryResult,
    sea_query::{Expr, ExprTrait, Func, OnConflict, Order, Query},
};
use uuid::Uuid;

/// A role as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    /// The last day on which it counts.
    pub end_date: Option<NaiveDate>,
    pub granted_at: DateTime<Utc>,
}

/// The roles that a person has, also those that have ended.
pub async fn of_person<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Vec<Grant>, StoreError> {
    let query = Query::select()
        .columns(["role", "end_date", "granted_at"])
        .from("role_grant")
        .and_where(Expr::col("person_id").eq(person.0))
        .order_by("role", Order::Asc)
        .to_owned();
    let rows = conn.query_all(&query).await?;
    rows.iter()
        .map(|row| Ok(Grant { role: get_enum(row, "role", Role::parse)?, end_date: get(row, "end_date")?, granted_at: get(row, "granted_at")? }))
        .collect()
}

/// Grants a role, or changes its end.
pub async fn grant<C: ConnectionTrait>(conn: &C, person: PersonId, grant: &Grant) -> Result<(), StoreError> {
    let query = Query::insert()
        .into_table("role_grant")
        .columns(["person_id", "role", "end_date", "granted_at"])
        .values_panic([Expr::val(person.0), Expr::val(grant.role.as_str()), Expr::val(grant.end_date), Expr::val(grant.granted_at)])
        .on_conflict(OnConflict::columns(["person_id", "role"]).update_column("end_date").to_owned())
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Takes a role back; `false` when the person did not have it.
pub async fn end<C: ConnectionTrait>(conn: &C, person: PersonId, role: Role) -> Result<bool, StoreError> {
    let query =
        Query::delete().from_table("role_grant").and_where(Expr::col("person_id").eq(person.0)).and_where(Expr::col("role").eq(role.as_str())).to_owned();
    Ok(conn.execute(&query).await?.rows_affected() == 1)
}

/// Takes all roles of a person back.
pub async fn end_all<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("role_grant").and_where(Expr::col("person_id").eq(person.0))).await?;
    Ok(())
}

/// How many others administer the platform without an end to it. Who asks has the turn to end somebody until the transaction ends: two who end each other
/// at the same moment would both see the other stay.
pub async fn other_administrators<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<u64, StoreError> {
    dialect::take_turn(conn, "the last administrator").await?;
    let query = Query::select()
        .expr_as(Func::count(Expr::col(("role_grant", "person_id"))), "others")
        .from("role_grant")
        .inner_join("person", Expr::col(("person", "id")).equals(("role_grant", "person_id")))
        .and_where(Expr::col(("role_grant", "role")).eq(Role::Administrator.as_str()))
        .and_where(Expr::col(("role_grant", "end_date")).is_null())
        .and_where(Expr::col(("role_grant", "person_id")).ne(person.0))
        .and_where(Expr::col(("person", "deleted_at")).is_null())
        .and_where(Expr::col(("person", "deactivated_at")).is_null())
        .to_owned();
    let others = conn.query_one(&query).await?.map(|row| get::<i64>(&row, "others")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(others).unwrap_or_default())
}

/// Reads what [`dialect::current_roles`] made.
pub(crate) fn read(row: &QueryResult) -> Result<Roles, StoreError> {
    let text: Option<String> = get(row, "roles")?;
    let names = text.unwrap_or_default();
    names.split(',').filter(|name| !name.is_empty()).map(|name| Role::parse(name).ok_or_else(|| StoreError::Corrupt(format!("role {name}")))).collect()
}

/// Who a session stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    pub actor: Actor,
    /// Whether the organisation requires a second factor that the person does not have yet. A passkey is one, and an identity provider asks for its own.
    pub second_factor_missing: bool,
}

/// Who a session stands for now, with the roles of today; `None` when it has ended or its person is no longer let in.
pub async fn of_session<C: ConnectionTrait>(conn: &C, session: Uuid, now: DateTime<Utc>) -> Result<Option<Identity>, StoreError> {
    let query = Query::select()
        .column(("person", "id"))
        .column(("person", "organisation_id"))
        .column(("organisation", "second_factor_required"))
        .expr_as(dialect::current_roles(conn.get_database_backend(), "person.id"), "roles")
        .expr_as(
            Expr::cust("(SELECT COUNT(*) FROM second_factor WHERE second_factor.person_id = person.id AND second_factor.confirmed_at IS NOT NULL)"),
            "second_factors",
        )
        .column(("session", "provider"))
        .column(("session", "passkey_id"))
        .from("session")
        .inner_join("person", Expr::col(("person", "id")).equals(("session", "person_id")))
        .inner_join("organisation", Expr::col(("organisation", "id")).equals(("person", "organisation_id")))
        .and_where(Expr::col(("session", "family_id")).eq(session))
        .and_where(Expr::col(("session", "used_at")).is_null())
        .and_where(Expr::col(("session", "expires_at")).gt(now))
        .and_where(Expr::col(("person", "deleted_at")).is_null())
        .and_where(Expr::col(("person", "deactivated_at")).is_null())
        .to_owned();
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    let actor = Actor::Person { id: PersonId(get(&row, "id")?), organisation: OrganisationId(get(&row, "organisation_id")?), roles: read(&row)? };
    let by_password = get::<Option<String>>(&row, "provider")?.is_none() && get::<Option<Uuid>>(&row, "passkey_id")?.is_none();
    let second_factor_missing = by_password && get::<bool>(&row, "second_factor_required")? && get::<i64>(&row, "second_factors")? == 0;
    Ok(Some(Identity { actor, second_factor_missing }))
}
