//! Tokens for systems: OAuth 2.0 client credentials, as the NL GOV profile asks. Beside the API, with the forms of the OAuth standards.
use crate::{
    app::App,
    auth::{
        self,
        brake::Brake,
        keys::{Claims, LIFETIME},
    },
    error::ApiError,
    extract::Ctx,
    operation,
};
use actix_web::{HttpResponse, http::StatusCode, web};
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, Duration};
use domain::{
    ApiClientId,
    api_client::{ApiClient, ApiScope, ApiScopes},
    journal::{Entry, Verb},
    resource::Kind,
};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use persistence::api_client as store;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// The form of `client_assertion` (RFC 7523).
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// An assertion may be valid for so many seconds at most, so that it need not be remembered for longer.
const LONGEST_ASSERTION: i64 = 600;

/// Mounts the addresses.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/oauth/token").route(web::post().to(token)).default_service(operation::only("POST")))
        .service(web::resource("/oauth/jwks").route(operation::reading().to(keys)).default_service(operation::only("GET, HEAD")))
        .service(
            web::resource("/.well-known/oauth-authorization-server").route(operation::reading().to(metadata)).default_service(operation::only("GET, HEAD")),
        );
}

async fn keys(app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "public, max-age=300")).json(app.keys.public(&app).await?))
}

/// What a client can find out by itself (RFC 8414).
async fn metadata(app: web::Data<App>) -> HttpResponse {
    HttpResponse::Ok().json(json!({
        "issuer": app.issuer(),
        "token_endpoint": app.link("/oauth/token"),
        "jwks_uri": app.link("/oauth/jwks"),
        "grant_types_supported": ["client_credentials"],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["ES256", "PS256", "RS256"],
        "scopes_supported": ApiScope::ALL,
        "service_documentation": app.link("/swagger-ui/"),
    }))
}

/// Why there is no token (RFC 6749, section 5.2).
enum Refusal {
    Request(&'static str),
    Client,
    Scope,
    Grant,
    Wait(i64),
    Other(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::TooManyAttempts(seconds) | ApiError::TooManyRequests(seconds) => Self::Wait(seconds),
            other => Self::Other(other),
        }
    }
}

impl From<persistence::StoreError> for Refusal {
    fn from(error: persistence::StoreError) -> Self {
        Self::Other(error.into())
    }
}

impl Refusal {
    fn answer(self) -> Result<HttpResponse, ApiError> {
        let (status, code, detail) = match self {
            Self::Request(detail) => (StatusCode::BAD_REQUEST, "invalid_request", detail),
            Self::Client => (StatusCode::UNAUTHORIZED, "invalid_client", "The client is not known, not active, or did not prove who it is."),
            Self::Scope => (StatusCode::BAD_REQUEST, "invalid_scope", "The client does not have this scope."),
            Self::Grant => (StatusCode::BAD_REQUEST, "unsupported_grant_type", "Only client_credentials."),
            Self::Wait(seconds) => {
                let mut answer = HttpResponse::TooManyRequests();
                return Ok(answer.insert_header(("Retry-After", seconds.to_string())).json(json!({"error": "slow_down"})));
            }
            Self::Other(error) => return Err(error),
        };
        let mut answer = HttpResponse::build(status);
        answer.insert_header(("Cache-Control", "no-store"));
        if status == StatusCode::UNAUTHORIZED {
            answer.insert_header(("WWW-Authenticate", "Basic realm=\"kompaan\""));
        }
        Ok(answer.json(json!({"error": code, "error_description": detail})))
    }
}

async fn token(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    match issue(&ctx, &bytes).await {
        Ok(answer) => Ok(answer),
        Err(refusal) => refusal.answer(),
    }
}

/// How a client proves who it is.
enum Proof {
    Secret(String),
    Assertion(String),
}

async fn issue(ctx: &Ctx, bytes: &[u8]) -> Result<HttpResponse, Refusal> {
    ctx.app.limits.attempt(&ctx.network())?;
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::Request("The body is not a form."))?;
    let pairs = web::Query::<Vec<(String, String)>>::from_query(text).map_err(|_| Refusal::Request("The body is not a form."))?.into_inner();
    let field = |name: &str| -> Result<Option<&str>, Refusal> {
        let mut found = pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let first = found.next();
        if found.next().is_some() { Err(Refusal::Request("A field occurs twice.")) } else { Ok(first) }
    };
    if !ctx.request().query_string().is_empty() {
        return Err(Refusal::Request("Nothing of this belongs in the address."));
    }
    if field("grant_type")?.ok_or(Refusal::Request("grant_type is missing."))? != "client_credentials" {
        return Err(Refusal::Grant);
    }
    let (id, proof) = match (ctx.request().headers().get("authorization"), field("client_secret")?, field("client_assertion")?) {
        (Some(basic), None, None) => basic_credentials(basic.to_str().unwrap_or_default()).ok_or(Refusal::Client)?,
        (None, Some(secret), None) => (field("client_id")?.ok_or(Refusal::Client)?.to_owned(), Proof::Secret(secret.to_owned())),
        (None, None, Some(assertion)) if field("client_assertion_type")? == Some(ASSERTION) => {
            (unverified_subject(assertion).ok_or(Refusal::Client)?, Proof::Assertion(assertion.to_owned()))
        }
        _ => return Err(Refusal::Request("Prove who you are in one of the ways of token_endpoint_auth_methods_supported.")),
    };
    let app = &ctx.app;
    let brake = Brake::of(ctx, &format!("client {id}"));
    brake.check(app, app.db.reader()).await?;
    let id = id.parse().map(ApiClientId).ok();
    let client = match id {
        Some(id) => store::active(app.db.reader(), id).await?.map(|active| (id, active.client)),
        None => None,
    };
    let proven = match &client {
        Some((id, client)) if client.may_come_from(ctx.address()) => prove(app, *id, client, &proof).await?,
        _ => None,
    };
    let (Some((id, client)), Some(secret)) = (client, proven) else {
        refuse(ctx, &brake, id).await?;
        return Err(Refusal::Client);
    };
    let has: ApiScopes = client.scopes.iter().copied().collect();
    let granted = match field("scope")?.filter(|scope| !scope.trim().is_empty()) {
        None => has,
        Some(asked) => ApiScopes::parse(asked).filter(|asked| asked.and(has) == *asked).ok_or(Refusal::Scope)?,
    };
    let now = app.clock.now();
    let claims = Claims {
        iss: app.issuer(),
        sub: id.0,
        client_id: id.0,
        aud: app.audience(),
        scope: granted.to_string(),
        iat: now.timestamp(),
        exp: now.timestamp() + LIFETIME,
        jti: Uuid::now_v7(),
    };
    let token = app.keys.sign(app, &claims).await?;
    brake.clear(app.db.bookkeeping()).await?;
    store::used(app.db.bookkeeping(), id, secret, now).await?;
    Ok(HttpResponse::Ok()
        .insert_header(("Cache-Control", "no-store"))
        .json(json!({"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME, "scope": claims.scope})))
}

/// `Basic` with id and secret, each encoded as in a form (RFC 6749, section 2.3.1).
fn basic_credentials(header: &str) -> Option<(String, Proof)> {
    let decoded = String::from_utf8(BASE64_STANDARD.decode(header.strip_prefix("Basic ")?).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let plain = |text: &str| web::Query::<Vec<(String, String)>>::from_query(&format!("x={text}")).ok()?.into_inner().pop().map(|(_, value)| value);
    Some((plain(id)?, Proof::Secret(plain(secret)?)))
}

#[derive(Deserialize)]
struct Assertion {
    iss: String,
    sub: String,
    exp: i64,
    jti: String,
}

/// Whom an assertion names; whether that is true is checked with the key of that client.
fn unverified_subject(assertion: &str) -> Option<String> {
    let payload = assertion.split('.').nth(1)?;
    let claims: Assertion = serde_json::from_slice(&base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    Some(claims.sub)
}

/// The secret that proves who it is, or `Some(None)` when a key does.
async fn prove(app: &App, id: ApiClientId, client: &ApiClient, proof: &Proof) -> Result<Option<Option<Uuid>>, ApiError> {
    match proof {
        Proof::Secret(secret) => Ok(store::find_secret(app.db.reader(), id, &auth::hash(secret)).await?.map(Some)),
        Proof::Assertion(assertion) => Ok(check_assertion(app, id, client, assertion).await?.then_some(None)),
    }
}

async fn check_assertion(app: &App, id: ApiClientId, client: &ApiClient, assertion: &str) -> Result<bool, ApiError> {
    let Some(pem) = &client.public_key else { return Ok(false) };
    let Some((key, algorithms)) = read_key(pem) else { return Ok(false) };
    let Some(algorithm) = decode_header(assertion).ok().map(|header| header.alg).filter(|alg| algorithms.contains(alg)) else { return Ok(false) };
    let mut validation = Validation::new(algorithm);
    validation.set_audience(&[app.link("/oauth/token"), app.issuer()]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.leeway = 5;
    let Ok(found) = decode::<Assertion>(assertion, &key, &validation) else { return Ok(false) };
    let Assertion { iss, sub, exp, jti } = found.claims;
    let now = app.clock.now();
    if iss != sub || sub != id.to_string() || jti.is_empty() || exp > now.timestamp() + LONGEST_ASSERTION {
        return Ok(false);
    }
    let Some(expires_at) = DateTime::from_timestamp(exp, 0) else { return Ok(false) };
    Ok(store::use_assertion(app.db.bookkeeping(), &auth::hash(&format!("{id} {jti}")), expires_at + Duration::minutes(1), now).await?)
}

/// A public key with the algorithms that it may be used with; `None` when it is of another kind.
pub fn read_key(pem: &str) -> Option<(DecodingKey, &'static [Algorithm])> {
    if let Ok(key) = DecodingKey::from_ec_pem(pem.as_bytes()) {
        return Some((key, &[Algorithm::ES256]));
    }
    let key = DecodingKey::from_rsa_pem(pem.as_bytes()).ok()?;
    Some((key, &[Algorithm::PS256, Algorithm::RS256]))
}

async fn refuse(ctx: &Ctx, brake: &Brake, id: Option<ApiClientId>) -> Result<(), ApiError> {
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    brake.count(unit.conn(), unit.now()).await?;
    let entry = Entry { request_id: ctx.request_id(), ..Entry::new(Kind::ApiClient, id.map_or(Uuid::nil(), Uuid::from), Verb::Refused) };
    unit.record(&entry, None).await?;
    Ok(unit.commit().await?)
}
