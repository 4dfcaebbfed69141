//! API clients and their secrets.
use crate::{
    auth,
    crud::{self, ApiResource, Check, Docs, Scopes},
    demo,
    error::{ApiError, allow},
    extract::Ctx,
    oauth,
    operation::{Access, Operation},
    references::References,
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::{FieldError, api_client as wire, problem::explain};
use domain::{
    ApiClientId,
    api_client::{ApiClient, MAX_SECRETS},
    journal::Verb,
    policy::{Action, Actor, can, decide},
};
use persistence::{Found, UnitOfWork, api_client as store, dialect::take_turn, new_id, organisation, resource::find};
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

pub struct ApiClients;

impl ApiResource for ApiClients {
    const PATH: &'static str = "api-clients";
    const SINGULAR: &'static str = "ApiClient";
    const ID: &'static str = "apiClientId";
    const SCOPES: Scopes = Scopes::NONE;
    type Store = store::ApiClients;
    type Input = wire::ApiClientInput;
    type View = wire::ApiClient;
    type Filter = wire::ApiClientFilter;
    const RIGHTS: bool = true;
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete, Action::ManageAccount];

    fn docs() -> Docs {
        Docs {
            tag: "API clients",
            plural: "ApiClients",
            word: "API client",
            words: "API clients",
            who_reads: "For administrators, and for the coordinators of the organisation.",
            who_creates: "For administrators, and for the coordinators of the organisation. Only administrators give scopes on plans; a client that a coordinator made, changed or has a secret of does no more than a coordinator may, so it does not change e-mail addresses.",
            who_edits: "For administrators, and for the coordinators of the organisation when it has no scopes on plans; what changes counts at once.",
            who_deletes: "For administrators, and for the coordinators of the organisation. Its tokens stop working at once.",
            example_id: demo::id("api-client", "hr-dommelvallei").to_string(),
            example: json!({
                "name": "Zaaksysteem", "organisationId": demo::id("organisation", "dommelvallei"), "scopes": ["plans:read", "plans:write"],
                "networks": ["192.0.2.0/24"], "publicKey": null, "active": true,
            }),
            example_patch: json!({"networks": ["192.0.2.0/24", "2001:db8::/32"]}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::ApiClient {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let stored = found.stored;
        let ApiClient { name, organisation_id, scopes, networks, public_key, active } = stored.state;
        wire::ApiClient {
            id: stored.id.0,
            name,
            organisation_id: organisation_id.0,
            organisation_name: found.extra.organisation_name,
            scopes,
            networks,
            public_key,
            active,
            last_used_at: found.extra.last_used_at,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::ApiClientFilter) -> (store::Filter, bool) {
        let wire::ApiClientFilter { q, organisation_id, deleted } = filter;
        (store::Filter { q, organisation_id: organisation_id.each() }, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut ApiClient) -> Result<(), ApiError> {
        let before = check.before.map(|found| found.stored.state.organisation_id);
        let given_away = before.is_some_and(|before| before != state.organisation_id) || state.is_beyond_coordinators();
        if given_away && !check.actor.is_administrator() {
            return Err(ApiError::Forbidden);
        }
        if state.public_key.as_ref().is_some_and(|key| oauth::read_key(key).is_none()) {
            return Err(ApiError::Invalid(vec![FieldError::body("/publicKey", "invalid_format", explain("invalid_format", None))]));
        }
        let mut references = References::new(check.conn, check.actor);
        references.one::<organisation::Organisations>("organisationId", Some(state.organisation_id), before).await?;
        references.finish()
    }

    async fn created(unit: &mut UnitOfWork, ctx: &Ctx, id: Uuid) -> Result<(), ApiError> {
        Ok(store::set_by_administrator(unit.conn(), ApiClientId(id), ctx.actor.is_administrator()).await?)
    }

    async fn changed(unit: &mut UnitOfWork, ctx: &Ctx, _: &Found<Self::Store>, after: &Found<Self::Store>) -> Result<(), ApiError> {
        in_hands(unit.conn(), ctx, after.stored.id).await
    }
}

/// Who changes a system or has its secret can act as that system: from then on it does no more than they may.
async fn in_hands<C: ConnectionTrait>(conn: &C, ctx: &Ctx, id: ApiClientId) -> Result<(), ApiError> {
    if !ctx.actor.is_administrator() {
        store::set_by_administrator(conn, id, false).await?;
    }
    Ok(())
}

/// What clients have beside the common operations: secrets.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (secrets, new) = (schemas.add::<wire::ClientSecrets>(), schemas.add::<wire::NewClientSecret>());
    let example = demo::id("api-client", "hr-dommelvallei").to_string();
    let who = "For administrators, and for the coordinators of the organisation.";
    let all = "/api-clients/{apiClientId}/secrets";
    vec![
        Operation::new("get", all, "listClientSecrets", Access::SignedIn, list)
            .text("API clients", "List the secrets of an API client", format!("{who} Only their last letters; nobody can read a secret again."))
            .id_parameter("apiClientId", &example)
            .errors(&[403])
            .answers(200, "The secrets.", Some(&secrets), &[]),
        Operation::new("post", all, "createClientSecret", Access::SignedIn, create)
            .text(
                "API clients",
                "Make a secret for an API client",
                format!("{who} {MAX_SECRETS} can be valid at the same time, to replace one without an interruption."),
            )
            .id_parameter("apiClientId", &example)
            .errors(&[403, 409])
            .answers(201, "The secret, shown this one time.", Some(&new), &[]),
        Operation::new("delete", "/api-clients/{apiClientId}/secrets/{secretId}", "endClientSecret", Access::SignedIn, end)
            .text("API clients", "End a secret of an API client", format!("{who} No more tokens are given for it."))
            .id_parameter("apiClientId", &example)
            .id_parameter("secretId", "01890a5d-ac96-774b-bcce-b302099a8057")
            .errors(&[403]),
    ]
}

async fn client<C: ConnectionTrait>(ctx: &Ctx, conn: &C) -> Result<Found<store::ApiClients>, ApiError> {
    ctx.person()?;
    let id = ApiClientId(ctx.path_id("apiClientId")?);
    let found = find::<store::ApiClients, _>(conn, &ctx.actor, id, false).await?.ok_or(ApiError::NotFound)?;
    allow(decide(&ctx.actor, Action::ManageAccount, &found.scope(&ctx.actor)))?;
    Ok(found)
}

async fn list(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let conn = ctx.app.db.reader();
    let id = client(&ctx, conn).await?.stored.id;
    let secrets = store::secrets(conn, id).await?;
    let items = secrets.into_iter().map(|store::Secret { id, hint, created_at, last_used_at }| wire::ClientSecret { id, hint, created_at, last_used_at });
    Ok(HttpResponse::Ok().json(wire::ClientSecrets { items: items.collect() }))
}

async fn create(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let found = client(&ctx, unit.conn()).await?;
    let client_id = found.stored.id;
    take_turn(unit.conn(), &format!("secrets of {client_id}")).await?;
    if store::secrets(unit.conn(), client_id).await?.len() >= MAX_SECRETS {
        return Err(ApiError::State("too_many_secrets", "Two secrets are valid already; end one first.".into()));
    }
    // Recognisable, so that scanners find one that was published by mistake.
    let secret = format!("kompaan_{}", auth::random_token());
    let hint = secret.get(secret.len() - 4..).unwrap_or_default().to_owned();
    let kept = store::Secret { id: new_id(), hint, created_at: unit.now(), last_used_at: None };
    store::insert_secret(unit.conn(), client_id, &kept, &auth::hash(&secret)).await?;
    in_hands(unit.conn(), &ctx, client_id).await?;
    crud::record::<ApiClients>(&mut unit, &ctx, &found, Verb::SecretMade, vec![]).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(HttpResponse::Created().json(wire::NewClientSecret { id: kept.id, client_id: client_id.0, secret }))
}

async fn end(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let found = client(&ctx, unit.conn()).await?;
    if !store::end_secret(unit.conn(), found.stored.id, ctx.path_id("secretId")?).await? {
        return Err(ApiError::NotFound);
    }
    crud::record::<ApiClients>(&mut unit, &ctx, &found, Verb::SecretEnded, vec![]).await?;
    unit.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
