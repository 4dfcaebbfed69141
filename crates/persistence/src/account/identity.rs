//! Accounts at the identity providers of organisations.
use crate::{StoreError, row::get};
use chrono::{DateTime, Utc};
use domain::{OrganisationId, PersonId};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

/// The person of an account at a provider, and whether the person is let in.
pub async fn find<C: ConnectionTrait>(conn: &C, provider: &str, subject: &str) -> Result<Option<(PersonId, bool)>, StoreError> {
    let query = Query::select()
        .column(("identity", "person_id"))
        .expr_as(Expr::cust("CASE WHEN person.deleted_at IS NULL AND person.deactivated_at IS NULL THEN 1 ELSE 0 END"), "let_in")
        .from("identity")
        .inner_join("person", Expr::col(("person", "id")).equals(("identity", "person_id")))
        .and_where(Expr::col(("identity", "provider")).eq(provider))
        .and_where(Expr::col(("identity", "subject")).eq(subject))
        .to_owned();
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    Ok(Some((PersonId(get(&row, "person_id")?), get::<i32>(&row, "let_in")? == 1)))
}

/// Whether an account at a provider is linked to somebody who was deleted.
pub async fn is_of_deleted<C: ConnectionTrait>(conn: &C, provider: &str, subject: &str) -> Result<bool, StoreError> {
    let query = Query::select()
        .column("person_id")
        .from("identity")
        .and_where(Expr::col("provider").eq(provider))
        .and_where(Expr::col("subject").eq(subject))
        .and_where(Expr::col("person_id").in_subquery(deleted()))
        .to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}

fn deleted() -> SelectStatement {
    Query::select().column("id").from("person").and_where(Expr::col("deleted_at").is_not_null()).to_owned()
}

/// Links an account at a provider to a person. A number of somebody who was deleted is free.
pub async fn insert<C: ConnectionTrait>(conn: &C, provider: &str, subject: &str, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let freed = Query::delete()
        .from_table("identity")
        .and_where(Expr::col("provider").eq(provider))
        .and_where(Expr::col("subject").eq(subject))
        .and_where(Expr::col("person_id").in_subquery(deleted()))
        .to_owned();
    conn.execute(&freed).await?;
    let query = Query::insert()
        .into_table("identity")
        .columns(["provider", "subject", "person_id", "created_at"])
        .values_panic([Expr::val(provider), Expr::val(subject), Expr::val(person.0), Expr::val(now)])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Unlinks all accounts of a person.
pub async fn end_all<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("identity").and_where(Expr::col("person_id").eq(person.0))).await?;
    Ok(())
}

/// The municipality with this CBS code.
pub async fn organisation_by_code<C: ConnectionTrait>(conn: &C, code: &str) -> Result<Option<OrganisationId>, StoreError> {
    let query =
        Query::select().column("id").from("organisation").and_where(Expr::col("cbs_code").eq(code)).and_where(Expr::col("deleted_at").is_null()).to_owned();
    conn.query_one(&query).await?.map(|row| Ok(OrganisationId(get(&row, "id")?))).transpose()
}

/// The numbers that these people have at a provider.
pub async fn subjects<C: ConnectionTrait>(conn: &C, provider: &str, people: &[PersonId]) -> Result<Vec<(PersonId, String)>, StoreError> {
    if people.is_empty() {
        return Ok(vec![]);
    }
    let query = Query::select()
        .columns(["person_id", "subject"])
        .from("identity")
        .and_where(Expr::col("provider").eq(provider))
        .and_where(Expr::col("person_id").is_in(people.iter().map(|person| person.0)))
        .to_owned();
    conn.query_all(&query).await?.iter().map(|row| Ok((PersonId(get(row, "person_id")?), get(row, "subject")?))).collect()
}

/// Gives a person another number at a provider, or none.
pub async fn set_subject<C: ConnectionTrait>(conn: &C, provider: &str, person: PersonId, subject: Option<&str>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let old = Query::delete().from_table("identity").and_where(Expr::col("provider").eq(provider)).and_where(Expr::col("person_id").eq(person.0)).to_owned();
    conn.execute(&old).await?;
    match subject {
        Some(subject) => insert(conn, provider, subject, person, now).await,
        None => Ok(()),
    }
}
