//! Roles in the database. Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError, dialect,
    entity::{
        organisation, person,
        role_grant::{self, ActiveModel, Column},
        second_factor, session,
    },
    row::{code, column, get},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    OrganisationId, PersonId,
    policy::Actor,
    role::{Role, Roles},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, Set,
    sea_query::{Asterisk, Expr, ExprTrait, Func, OnConflict, Query},
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
    let rows = role_grant::Entity::find().filter(Column::PersonId.eq(person.0)).order_by_asc(Column::Role).all(conn).await?;
    rows.into_iter().map(|row| Ok(Grant { role: code("role", &row.role)?, end_date: row.end_date, granted_at: row.granted_at })).collect()
}

/// Grants a role, or changes its end.
pub async fn grant<C: ConnectionTrait>(conn: &C, person: PersonId, grant: &Grant) -> Result<(), StoreError> {
    let row =
        ActiveModel { person_id: Set(person.0), role: Set(grant.role.as_str().to_owned()), end_date: Set(grant.end_date), granted_at: Set(grant.granted_at) };
    let another_end = OnConflict::columns([Column::PersonId, Column::Role]).update_column(Column::EndDate).to_owned();
    role_grant::Entity::insert(row).on_conflict(another_end).exec_without_returning(conn).await?;
    Ok(())
}

/// Takes a role back; `false` when the person did not have it.
pub async fn end<C: ConnectionTrait>(conn: &C, person: PersonId, role: Role) -> Result<bool, StoreError> {
    let ended = role_grant::Entity::delete_many().filter(Column::PersonId.eq(person.0)).filter(Column::Role.eq(role.as_str())).exec(conn).await?;
    Ok(ended.rows_affected == 1)
}

/// Takes all roles of a person back.
pub async fn end_all<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    role_grant::Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(conn).await?;
    Ok(())
}

/// How many others administer the platform without an end to it. Who asks has the turn to end somebody until the transaction ends: two who end each other
/// at the same moment would both see the other stay.
pub async fn other_administrators<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<u64, StoreError> {
    dialect::take_turn(conn, "the last administrator").await?;
    let query = Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), "others")
        .from(role_grant::Entity)
        .inner_join(person::Entity, Expr::col(person::Column::Id.as_column_ref()).equals(Column::PersonId.as_column_ref()))
        .and_where(Column::Role.eq(Role::Administrator.as_str()))
        .and_where(Column::EndDate.is_null())
        .and_where(Column::PersonId.ne(person.0))
        .and_where(person::Column::DeletedAt.is_null())
        .and_where(person::Column::DeactivatedAt.is_null())
        .to_owned();
    let others = conn.query_one(&query).await?.map(|row| get::<i64>(&row, "others")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(others).unwrap_or_default())
}

/// Reads what [`dialect::current_roles`] made.
pub(crate) fn read(row: &QueryResult) -> Result<Roles, StoreError> {
    let text: Option<String> = get(row, "roles")?;
    text.unwrap_or_default().split(',').filter(|name| !name.is_empty()).map(|name| code("role", name)).collect()
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
    use organisation::Column::SecondFactorRequired;
    use session::Column::{PasskeyId, Provider};
    let second_factors = Query::select()
        .expr(Func::count(Expr::col(Asterisk)))
        .from(second_factor::Entity)
        .and_where(Expr::col(second_factor::Column::PersonId.as_column_ref()).equals(person::Column::Id.as_column_ref()))
        .and_where(second_factor::Column::ConfirmedAt.is_not_null())
        .to_owned();
    let query = Query::select()
        .columns([person::Column::Id.as_column_ref(), person::Column::OrganisationId.as_column_ref()])
        .column(SecondFactorRequired.as_column_ref())
        .columns([Provider.as_column_ref(), PasskeyId.as_column_ref()])
        .expr_as(dialect::current_roles(conn.get_database_backend(), "person.id"), "roles")
        .expr_as(second_factors, "second_factors")
        .from(session::Entity)
        .inner_join(person::Entity, Expr::col(person::Column::Id.as_column_ref()).equals(session::Column::PersonId.as_column_ref()))
        .inner_join(organisation::Entity, Expr::col(organisation::Column::Id.as_column_ref()).equals(person::Column::OrganisationId.as_column_ref()))
        .and_where(session::Column::FamilyId.eq(session))
        .and_where(session::Column::UsedAt.is_null())
        .and_where(session::Column::ExpiresAt.gt(now))
        .and_where(person::Column::DeletedAt.is_null())
        .and_where(person::Column::DeactivatedAt.is_null())
        .to_owned();
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    let id = PersonId(column(&row, person::Column::Id)?);
    let actor = Actor::Person { id, organisation: OrganisationId(column(&row, person::Column::OrganisationId)?), roles: read(&row)? };
    let by_password = column::<Option<String>>(&row, Provider)?.is_none() && column::<Option<Uuid>>(&row, PasskeyId)?.is_none();
    let second_factor_missing = by_password && column::<bool>(&row, SecondFactorRequired)? && get::<i64>(&row, "second_factors")? == 0;
    Ok(Some(Identity { actor, second_factor_missing }))
}
