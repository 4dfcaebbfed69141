//! By which numbers other systems know what is here.
use crate::{StoreError, row::get};
use domain::{external_reference::ExternalReference, resource::Kind};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};
use uuid::Uuid;

/// The references of a thing, by system.
pub async fn of<C: ConnectionTrait>(conn: &C, kind: Kind, id: Uuid) -> Result<Vec<ExternalReference>, StoreError> {
    let query = Query::select()
        .columns(["system", "reference", "url"])
        .from("external_reference")
        .and_where(Expr::col("kind").eq(kind.as_str()))
        .and_where(Expr::col("resource_id").eq(id))
        .order_by("system", Order::Asc)
        .order_by("reference", Order::Asc)
        .to_owned();
    let read = |row: &sea_orm::QueryResult| Ok(ExternalReference { system: get(row, "system")?, reference: get(row, "reference")?, url: get(row, "url")? });
    conn.query_all(&query).await?.iter().map(read).collect()
}

/// Puts these in the place of those that a thing has.
pub async fn replace<C: ConnectionTrait>(conn: &C, kind: Kind, id: Uuid, references: &[ExternalReference]) -> Result<(), StoreError> {
    let delete =
        Query::delete().from_table("external_reference").and_where(Expr::col("kind").eq(kind.as_str())).and_where(Expr::col("resource_id").eq(id)).to_owned();
    conn.execute(&delete).await?;
    if references.is_empty() {
        return Ok(());
    }
    let mut insert = Query::insert().into_table("external_reference").columns(["kind", "resource_id", "system", "reference", "url"]).to_owned();
    for ExternalReference { system, reference, url } in references {
        insert.values_panic([Expr::val(kind.as_str()), Expr::val(id), Expr::val(system.as_str()), Expr::val(reference.as_str()), Expr::val(url.clone())]);
    }
    conn.execute(&insert).await?;
    Ok(())
}

/// The ids of the things of this kind with this number in this system.
pub(crate) fn known_as(kind: Kind, system: &str, reference: &str) -> SelectStatement {
    Query::select()
        .column("resource_id")
        .from("external_reference")
        .and_where(Expr::col("kind").eq(kind.as_str()))
        .and_where(Expr::col("system").eq(system))
        .and_where(Expr::col("reference").eq(reference))
        .to_owned()
}
