//! API clients, their secrets and the keys that sign their tokens, in the database.
//!
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::{
        api_client::{self, Column},
        client_secret, organisation, signing_key, used_assertion,
    },
    organisation::Organisations,
    resource::{Alone, Found, Need, Resource, StandsAlone, join, narrow_by_any, narrow_by_name, no_earlier, stored},
    row::get,
    viewer::Viewer,
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    ApiClientId, OrganisationId,
    api_client::ApiClient,
    policy::{Actor, Scope},
    resource::Kind,
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait, Set,
    sea_query::{Expr, SelectStatement},
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
    type Table = api_client::Entity;
    type Lives = Alone;
    const KIND: Kind = Kind::ApiClient;
    const NAME: Column = Column::Name;
    type Id = ApiClientId;
    type State = ApiClient;
    type Extra = Extra;
    type Filter = Filter;

    stored! {
        api_client => domain::api_client::ApiClient { name, organisation_id: id, scopes: list, networks: list, public_key, active }
    }

    fn name(state: &ApiClient) -> &str {
        &state.name
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _viewer: &Viewer, _in_full: bool) {
        query.expr_as(Expr::col(("home", organisation::Column::Name)), "organisation_name");
        join(query, "home", organisation::Column::Id, Column::OrganisationId);
    }

    fn extra(row: &api_client::Model, query: &QueryResult) -> Result<Extra, StoreError> {
        Ok(Extra { organisation_name: get(query, "organisation_name")?, last_used_at: row.last_used_at })
    }

    fn needs(state: &ApiClient) -> Vec<Need> {
        vec![Need::one::<Organisations>("organisationId", state.organisation_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        narrow_by_any(query, Column::OrganisationId, filter.organisation_id.iter().map(|id| id.0));
    }
}

impl StandsAlone for ApiClients {
    fn visible(viewer: &Viewer) -> Condition {
        visibility::api_clients(viewer)
    }

    fn scope(found: &Found<Self>, _: &Actor) -> Scope {
        Scope::ApiClient { organisation: found.stored.state.organisation_id, beyond: found.stored.state.is_beyond_coordinators() }
    }

    fn audience(_: &Found<Self>) -> Visibility {
        // Of an organisation, not of a community: coordinators find it in their audit trail.
        Visibility::Network
    }

    async fn new_scope<C: ConnectionTrait>(_: &C, actor: &Actor, state: &ApiClient) -> Result<Option<Scope>, StoreError> {
        // What does not exist yet need not be hidden.
        if !actor.is_administrator() && !actor.coordinates(state.organisation_id) {
            return Ok(None);
        }
        Ok(Some(Scope::ApiClient { organisation: state.organisation_id, beyond: state.is_beyond_coordinators() }))
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
    let active = api_client::Entity::find_by_id(id.0).filter(Column::DeletedAt.is_null()).filter(Column::Active.eq(true));
    let Some(query) = conn.query_one(&active.into_query()).await? else { return Ok(None) };
    let row = api_client::Model::from_query_result(&query, "")?;
    let by_administrator = row.by_administrator;
    let mut client = ApiClients::state(row, &query)?;
    if !by_administrator {
        client.scopes.retain(|scope| scope.is_of_coordinators());
    }
    Ok(Some(Active { client, by_administrator }))
}

/// Notes whether only administrators set a client up and have had its secrets.
pub async fn set_by_administrator<C: ConnectionTrait>(conn: &C, id: ApiClientId, by_administrator: bool) -> Result<(), StoreError> {
    api_client::Entity::update_many().col_expr(Column::ByAdministrator, Expr::val(by_administrator)).filter(Column::Id.eq(id.0)).exec(conn).await?;
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
    use client_secret::{Column, Entity, Model};
    let rows = Entity::find().filter(Column::ClientId.eq(client.0)).order_by_asc(Column::CreatedAt).all(conn).await?;
    Ok(rows.into_iter().map(|Model { id, hint, created_at, last_used_at, .. }| Secret { id, hint, created_at, last_used_at }).collect())
}

/// Keeps a new secret.
pub async fn insert_secret<C: ConnectionTrait>(conn: &C, client: ApiClientId, secret: &Secret, hash: &str) -> Result<(), StoreError> {
    let Secret { id, hint, created_at, last_used_at } = secret;
    let row = client_secret::ActiveModel {
        id: Set(*id),
        client_id: Set(client.0),
        secret_hash: Set(hash.to_owned()),
        hint: Set(hint.clone()),
        created_at: Set(*created_at),
        last_used_at: Set(*last_used_at),
    };
    client_secret::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Ends a secret; `false` when the client has none with this id.
pub async fn end_secret<C: ConnectionTrait>(conn: &C, client: ApiClientId, id: Uuid) -> Result<bool, StoreError> {
    use client_secret::{Column, Entity};
    let ended = Entity::delete_many().filter(Column::ClientId.eq(client.0)).filter(Column::Id.eq(id)).exec(conn).await?;
    Ok(ended.rows_affected == 1)
}

/// The secret of the client with this hash.
pub async fn find_secret<C: ConnectionTrait>(conn: &C, client: ApiClientId, hash: &str) -> Result<Option<Uuid>, StoreError> {
    use client_secret::{Column, Entity};
    let secret = Entity::find().select_only().column(Column::Id).filter(Column::SecretHash.eq(hash)).filter(Column::ClientId.eq(client.0));
    Ok(secret.into_tuple().one(conn).await?)
}

/// Notes when a client, and which secret, was used.
pub async fn used<C: ConnectionTrait>(conn: &C, client: ApiClientId, secret: Option<Uuid>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let used_at = no_earlier(Column::CreatedAt, now);
    api_client::Entity::update_many().col_expr(Column::LastUsedAt, used_at).filter(Column::Id.eq(client.0)).exec(conn).await?;
    if let Some(secret) = secret {
        use client_secret::{Column, Entity};
        let used_at = no_earlier(Column::CreatedAt, now);
        Entity::update_many().col_expr(Column::LastUsedAt, used_at).filter(Column::Id.eq(secret)).exec(conn).await?;
    }
    Ok(())
}

/// Remembers an assertion until it expires; `false` when it was used before.
pub async fn use_assertion<C: ConnectionTrait>(conn: &C, hash: &str, expires_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<bool, StoreError> {
    use used_assertion::{ActiveModel, Column, Entity};
    Entity::delete_many().filter(Column::ExpiresAt.lt(now)).exec(conn).await?;
    let row = ActiveModel { hash: Set(hash.to_owned()), expires_at: Set(expires_at) };
    match Entity::insert(row).exec_without_returning(conn).await.map_err(StoreError::from) {
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
    use signing_key::{Column, Entity, Model};
    let rows = Entity::find().filter(Column::CreatedAt.gt(after)).order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).all(conn).await?;
    Ok(rows.into_iter().map(|Model { id, private_key, public_key, created_at }| SigningKey { id, private_key, public_key, created_at }).collect())
}

/// Keeps a new key.
pub async fn insert_signing_key<C: ConnectionTrait>(conn: &C, key: &SigningKey) -> Result<(), StoreError> {
    let SigningKey { id, private_key, public_key, created_at } = key.clone();
    let row = signing_key::ActiveModel { id: Set(id), private_key: Set(private_key), public_key: Set(public_key), created_at: Set(created_at) };
    signing_key::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Forgets the keys from before this moment.
pub async fn purge_signing_keys<C: ConnectionTrait>(conn: &C, before: DateTime<Utc>) -> Result<(), StoreError> {
    signing_key::Entity::delete_many().filter(signing_key::Column::CreatedAt.lt(before)).exec(conn).await?;
    Ok(())
}
