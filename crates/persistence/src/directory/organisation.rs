//! Organisations in the database.
use crate::{
    StoreError, dialect,
    resource::{Links, Need, Referring, Resource, is_referred_to, narrow_by_any, narrow_by_name},
    row::{get, get_enum, get_ids},
    visibility,
};
use domain::{
    OrganisationId,
    organisation::{Organisation, OrganisationKind},
    policy::Actor,
    resource::Kind,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

/// How organisations are stored.
pub struct Organisations;

/// What a list of organisations filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub kind: Vec<OrganisationKind>,
}

impl Resource for Organisations {
    const TABLE: &'static str = "organisation";
    const KIND: Kind = Kind::Organisation;
    type Id = OrganisationId;
    type State = Organisation;
    type Extra = ();
    type Filter = Filter;

    fn columns(state: &Organisation) -> Vec<(&'static str, Value)> {
        let Organisation { name, kind, cbs_code, website, serves_ids: _, second_factor_required } = state;
        vec![
            ("name", name.as_str().into()),
            ("kind", kind.as_str().into()),
            ("cbs_code", cbs_code.clone().into()),
            ("website", website.clone().into()),
            ("second_factor_required", (*second_factor_required).into()),
        ]
    }

    fn name(state: &Organisation) -> &str {
        &state.name
    }

    fn links(state: &Organisation) -> Vec<Links> {
        vec![Links::new("organisation_serves", "organisation_id", "municipality_id", &state.serves_ids)]
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, _actor: &Actor, _in_full: bool) {
        for column in ["name", "kind", "cbs_code", "website", "second_factor_required"] {
            query.column(("organisation", column));
        }
        query.expr_as(dialect::linked_ids(backend, "organisation_serves", "organisation_id", "municipality_id", "organisation.id"), "serves_ids");
    }

    fn visible(_actor: &Actor) -> Condition {
        visibility::catalogue()
    }

    fn needs(state: &Organisation) -> Vec<Need> {
        vec![Need::each::<Self>("servesIds", &state.serves_ids)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "organisation", filter.q.as_deref());
        narrow_by_any(query, ("organisation", "kind"), filter.kind.iter().map(|value| value.as_str()));
    }

    fn read(row: &QueryResult) -> Result<(Organisation, ()), StoreError> {
        let state = Organisation {
            name: get(row, "name")?,
            kind: get_enum(row, "kind", OrganisationKind::parse)?,
            cbs_code: get(row, "cbs_code")?,
            website: get(row, "website")?,
            serves_ids: get_ids(row, "serves_ids")?,
            second_factor_required: get(row, "second_factor_required")?,
        };
        Ok((state, ()))
    }
}

/// Whether people, plans, communities or other organisations still refer to it.
pub async fn in_use<C: ConnectionTrait>(conn: &C, id: OrganisationId) -> Result<bool, StoreError> {
    is_referred_to(
        conn,
        &[
            Referring { table: "person", link: None, column: "organisation_id" },
            Referring { table: "local_plan", link: Some(("local_plan_municipality", "local_plan_id")), column: "municipality_id" },
            Referring { table: "organisation", link: Some(("organisation_serves", "organisation_id")), column: "municipality_id" },
            Referring { table: "api_client", link: None, column: "organisation_id" },
            Referring { table: "community", link: Some(("community_organisation", "community_id")), column: "organisation_id" },
        ],
        id.0,
    )
    .await
}

/// How many plans and organisations count on it being a municipality.
pub async fn counted_on<C: ConnectionTrait>(conn: &C, id: OrganisationId) -> Result<(u64, u64), StoreError> {
    let mut counts = [0, 0];
    let referring = [("local_plan", "local_plan_municipality", "local_plan_id"), ("organisation", "organisation_serves", "organisation_id")];
    for (count, (table, link, owner)) in counts.iter_mut().zip(referring) {
        let query = sea_orm::sea_query::Query::select()
            .expr_as(Expr::cust("COUNT(*)"), "total")
            .from(table)
            .and_where(Expr::col("deleted_at").is_null())
            .and_where(Expr::col("id").in_subquery(visibility::ids(link, owner, "municipality_id", id.0)))
            .to_owned();
        let row = conn.query_one(&query).await?.ok_or_else(|| StoreError::Corrupt("count".into()))?;
        *count = u64::try_from(get::<i64>(&row, "total")?).unwrap_or(0);
    }
    Ok((counts[0], counts[1]))
}

/// Which of these organisations are not municipalities.
pub async fn not_municipalities<C: ConnectionTrait>(conn: &C, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let query = sea_orm::sea_query::Query::select()
        .column("id")
        .from("organisation")
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .and_where(Expr::col("kind").ne(OrganisationKind::Municipality.as_str()))
        .to_owned();
    conn.query_all(&query).await?.iter().map(|row| get(row, "id")).collect()
}

/// Whether `organisation` is one of these municipalities or works for one of them.
pub async fn belongs_to<C: ConnectionTrait>(conn: &C, organisation: OrganisationId, municipalities: &[OrganisationId]) -> Result<bool, StoreError> {
    if municipalities.contains(&organisation) {
        return Ok(true);
    }
    let query = sea_orm::sea_query::Query::select()
        .column("municipality_id")
        .from("organisation_serves")
        .and_where(Expr::col("organisation_id").eq(organisation.0))
        .and_where(Expr::col("municipality_id").is_in(municipalities.iter().map(|id| id.0)))
        .limit(1)
        .to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}
