//! API clients, their secrets and the keys that sign their tokens, in the database.
use crate::{
    StoreError,
    resource::{Need, Resource, join, narrow_by_any, narrow_by_name, no_earlier},
    row::{get, get_items, items},
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    ApiClientId, OrganisationId,
    api_client::{ApiClient, ApiScope},
    policy::Actor,
    resource::Kind,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};
use uuid::Uuid;

/// How API clients are stored.
pub struct ApiClients;

/// What a list of clients filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub organisation_id: Vec<OrganisationId>,
}

/// What is known of a client beside its state.
pub struct Extra {
    pub organisation_name: String,
    pub last_used_at: Option<DateTime<Utc>>,
}

impl Resource for ApiClients {
    const TABLE: &'static str = "api_client";
    const KIND: Kind = Kind::ApiClient;
    type Id = ApiClientId;
    type State = ApiClient;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &ApiClient) -> Vec<(&'static str, Value)> {
        let ApiClient { name, organisation_id, scopes, networks, public_key, active } = state;
        let scopes: Vec<String> = scopes.iter().map(ToString::to_string).collect();
        vec![
            ("name", name.as_str().into()),
            ("organisation_id", organisation_id.0.into()),
            ("scopes", items(&scopes)),
            ("networks", items(networks)),
            ("public_key", public_key.clone().into()),
            ("active", (*active).into()),
        ]
    }

    fn name(state: &ApiClient) -> &str {
        &state.name
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _actor: &Actor, _in_full: bool) {
        for column in ["name", "organisation_id", "scopes", "networks", "public_key", "active", "last_used_at"] {
            query.column(("api_client", column));
        }
        query.expr_as(Expr::col(("home", "name")), "organisation_name");
        join(query, "organisation", "home", ("api_client", "organisation_id"));
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::api_clients(actor)
    }

    fn needs(state: &ApiClient) -> Vec<Need> {
        vec![Need::one::<crate::organisation::Organisations>("organisationId", state.organisation_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "api_client", filter.q.as_deref());
        narrow_by_any(query, ("api_client", "organisation_id"), filter.organisation_id.iter().map(|id| id.0));
    }

    fn read(row: &QueryResult) -> Result<(ApiClient, Extra), StoreError> {
        let scope = |name: String| ApiScope::parse(&name).ok_or_else(|| StoreError::Corrupt(format!("scope {name}")));
        let state = ApiClient {
            name: get(row, "name")?,
            organisation_id: OrganisationId(get(row, "organisation_id")?),
            scopes: get_items(row, "scopes")?.into_iter().map(scope).collect::<Result<_, _>>()?,
            networks: get_items(row, "networks")?,
            public_key: get(row, "public_key")?,
            active: get(row, "active")?,
        };
        Ok((state, Extra { organisation_name: get(row, "organisation_name")?, last_used_at: get(row, "last_used_at")? }))
    }
}

/// A client that gets tokens, with the scopes that count for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Active {
    pub client: ApiClient,
    /// Whether only administrators set it up and have had its secrets.
    pub by_administrator: bool,
}

/// A client as signing in needs it: only when it is active. What a coordinator had in hands does no more than a coordinator may, whatever scopes it has.
pub async fn active<C: ConnectionTrait>(conn: &C, id: ApiClientId) -> Result<Option<Active>, StoreError> {
    let query = Query::select()
        .columns(["name", "organisation_id", "scopes", "networks", "public_key", "active", "last_used_at", "by_administrator"])
        .expr_as(Expr::cust("''"), "organisation_name")
        .from("api_client")
        .and_where(Expr::col("id").eq(id.0))
        .and_where(Expr::col("deleted_at").is_null())
        .and_where(Expr::col("active").eq(true))
        .to_owned();
    let Some(row) = conn.query_one(&query).await? else { return Ok(None) };
    let (mut client, by_administrator) = (ApiClients::read(&row)?.0, get::<bool>(&row, "by_administrator")?);
    if !by_administrator {
        client.scopes.retain(|scope| scope.is_of_coordinators());
    }
    Ok(Some(Active { client, by_administrator }))
}

/// Notes whether only administrators set a client up and have had its secrets.
pub async fn set_by_administrator<C: ConnectionTrait>(conn: &C, id: ApiClientId, by_administrator: bool) -> Result<(), StoreError> {
    let query = Query::update().table("api_client").value("by_administrator", by_administrator).and_where(Expr::col("id").eq(id.0)).to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// A secret as it is kept: only its hash, and its last letters to tell it from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    pub id: Uuid,
    pub hint: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}

/// The secrets of a client, the oldest first.
pub async fn secrets<C: ConnectionTrait>(conn: &C, client: ApiClientId) -> Result<Vec<Secret>, StoreError> {
    let query = Query::select()
        .columns(["id", "hint", "created_at", "last_used_at"])
        .from("client_secret")
        .and_where(Expr::col("client_id").eq(client.0))
        .order_by("created_at", Order::Asc)
        .to_owned();
    let rows = conn.query_all(&query).await?;
    rows.iter()
        .map(|row| Ok(Secret { id: get(row, "id")?, hint: get(row, "hint")?, created_at: get(row, "created_at")?, last_used_at: get(row, "last_used_at")? }))
        .collect()
}

/// Keeps a new secret.
pub async fn insert_secret<C: ConnectionTrait>(conn: &C, client: ApiClientId, secret: &Secret, hash: &str) -> Result<(), StoreError> {
    let query = Query::insert()
        .into_table("client_secret")
        .columns(["id", "client_id", "secret_hash", "hint", "created_at"])
        .values_panic([Expr::val(secret.id), Expr::val(client.0), Expr::val(hash), Expr::val(secret.hint.as_str()), Expr::val(secret.created_at)])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Ends a secret; `false` when the client has none with this id.
pub async fn end_secret<C: ConnectionTrait>(conn: &C, client: ApiClientId, id: Uuid) -> Result<bool, StoreError> {
    let query = Query::delete().from_table("client_secret").and_where(Expr::col("client_id").eq(client.0)).and_where(Expr::col("id").eq(id)).to_owned();
    Ok(conn.execute(&query).await?.rows_affected() == 1)
}

/// The secret of the client with this hash.
pub async fn find_secret<C: ConnectionTrait>(conn: &C, client: ApiClientId, hash: &str) -> Result<Option<Uuid>, StoreError> {
    let query = Query::select()
        .column("id")
        .from("client_secret")
        .and_where(Expr::col("secret_hash").eq(hash))
        .and_where(Expr::col("client_id").eq(client.0))
        .to_owned();
    conn.query_one(&query).await?.map(|row| get(&row, "id")).transpose()
}

/// Notes when a client, and which secret, was used.
pub async fn used<C: ConnectionTrait>(conn: &C, client: ApiClientId, secret: Option<Uuid>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let query = Query::update().table("api_client").value("last_used_at", no_earlier("created_at", now)).and_where(Expr::col("id").eq(client.0)).to_owned();
    conn.execute(&query).await?;
    if let Some(secret) = secret {
        conn.execute(Query::update().table("client_secret").value("last_used_at", no_earlier("created_at", now)).and_where(Expr::col("id").eq(secret))).await?;
    }
    Ok(())
}

/// Remembers an assertion until it expires; `false` when it was used before.
pub async fn use_assertion<C: ConnectionTrait>(conn: &C, hash: &str, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<bool, StoreError> {
    conn.execute(Query::delete().from_table("used_assertion").and_where(Expr::col("expires_at").lt(now))).await?;
    let query = Query::insert().into_table("used_assertion").columns(["hash", "expires_at"]).values_panic([Expr::val(hash), Expr::val(expires_at)]).to_owned();
    match conn.execute(&query).await.map_err(StoreError::from) {
        Ok(_) => Ok(true),
        Err(StoreError::Duplicate) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A key that signs tokens; the private part is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    pub id: Uuid,
    pub private_key: String,
    /// As a JSON Web Key.
    pub public_key: String,
    pub created_at: DateTime<Utc>,
}

/// The keys from after this moment, the newest first.
pub async fn signing_keys<C: ConnectionTrait>(conn: &C, after: DateTime<Utc>) -> Result<Vec<SigningKey>, StoreError> {
    let query = Query::select()
        .columns(["id", "private_key", "public_key", "created_at"])
        .from("signing_key")
        .and_where(Expr::col("created_at").gt(after))
        .order_by("created_at", Order::Desc)
        .order_by("id", Order::Desc)
        .to_owned();
    let rows = conn.query_all(&query).await?;
    rows.iter()
        .map(|row| {
            Ok(SigningKey {
                id: get(row, "id")?,
                private_key: get(row, "private_key")?,
                public_key: get(row, "public_key")?,
                created_at: get(row, "created_at")?,
            })
        })
        .collect()
}

/// Keeps a new key.
pub async fn insert_signing_key<C: ConnectionTrait>(conn: &C, key: &SigningKey) -> Result<(), StoreError> {
    let SigningKey { id, private_key, public_key, created_at } = key;
    let query = Query::insert()
        .into_table("signing_key")
        .columns(["id", "private_key", "public_key", "created_at"])
        .values_panic([Expr::val(*id), Expr::val(private_key.as_str()), Expr::val(public_key.as_str()), Expr::val(*created_at)])
        .to_owned();
    conn.execute(&query).await?;
    Ok(())
}

/// Forgets the keys from before this moment.
pub async fn purge_signing_keys<C: ConnectionTrait>(conn: &C, before: DateTime<Utc>) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("signing_key").and_where(Expr::col("created_at").lt(before))).await?;
    Ok(())
}
