//! Tokens for systems: OAuth 2.0 client credentials, as the NL GOV profile asks. Beside the API, with the forms of the OAuth standards.
use crate::{
    auth::{
        self,
        brake::Brake,
        keys::{Claims, LIFETIME},
    },
    error::{ApiError, Wait},
    extract::Ctx,
    operation,
    state::App,
};
use actix_web::{HttpRequest, HttpResponse, ResponseError, http::StatusCode, web};
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, Duration, Utc};
use domain::{
    ApiClientId,
    api_client::{ApiClient, ApiScope, ApiScopes},
    journal::{Entry, Verb},
    resource::Kind,
};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, errors::ErrorKind};
use persistence::{api_client as store, new_id};
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
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "public, max-age=300")).json(app.keys.public(&app.db, &app.clock, &app.vault).await?))
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
    /// With what is wrong, for who proved to be the client.
    Client(Option<String>),
    Scope,
    Grant,
    Wait(Wait),
    Other(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::TooManyAttempts(wait) | ApiError::TooManyRequests(wait) => Self::Wait(wait),
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
    /// An error of OAuth, whatever went wrong: a library of a client reads nothing else.
    fn answer(self, instance: &str) -> HttpResponse {
        let mut headers = vec![("Cache-Control", "no-store".to_owned())];
        let (status, code, detail) = match self {
            Self::Request(detail) => (StatusCode::BAD_REQUEST, "invalid_request", detail.to_owned()),
            Self::Client(detail) => {
                headers.push(("WWW-Authenticate", "Basic realm=\"kompaan\"".to_owned()));
                let silent = || "The client is not known, not active, or did not prove who it is.".to_owned();
                (StatusCode::UNAUTHORIZED, "invalid_client", detail.unwrap_or_else(silent))
            }
            Self::Scope => (StatusCode::BAD_REQUEST, "invalid_scope", "The client does not have this scope.".to_owned()),
            Self::Grant => (StatusCode::BAD_REQUEST, "unsupported_grant_type", "Only client_credentials.".to_owned()),
            Self::Wait(wait) => {
                headers.extend(wait.headers());
                (StatusCode::TOO_MANY_REQUESTS, "slow_down", ApiError::TooManyAttempts(wait).to_string())
            }
            Self::Other(error) => {
                let status = error.status_code();
                if let ApiError::Internal(cause) | ApiError::Unavailable(cause) = &error {
                    tracing::error!(path = instance, error = %cause, "request failed");
                }
                let code = match status {
                    StatusCode::SERVICE_UNAVAILABLE => "temporarily_unavailable",
                    status if status.is_server_error() => "server_error",
                    _ => "invalid_request",
                };
                (status, code, error.to_string())
            }
        };
        let mut answer = HttpResponse::build(status);
        for header in headers {
            answer.insert_header(header);
        }
        answer.json(json!({"error": code, "error_description": detail, "instance": instance}))
    }
}

async fn token(ctx: Result<Ctx, ApiError>, request: HttpRequest, bytes: web::Bytes) -> HttpResponse {
    let answer = match ctx {
        Ok(ctx) => issue(&ctx, &bytes).await,
        Err(error) => Err(error.into()),
    };
    answer.unwrap_or_else(|refusal| refusal.answer(request.path()))
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
        (Some(basic), None, None) => basic_credentials(basic.to_str().unwrap_or_default()).ok_or(Refusal::Client(None))?,
        (None, Some(secret), None) => (field("client_id")?.ok_or(Refusal::Client(None))?.to_owned(), Proof::Secret(secret.to_owned())),
        (None, None, Some(assertion)) if field("client_assertion_type")? == Some(ASSERTION) => {
            (unverified_subject(assertion).ok_or(Refusal::Client(None))?, Proof::Assertion(assertion.to_owned()))
        }
        _ => return Err(Refusal::Request("Prove who you are in one of the ways of token_endpoint_auth_methods_supported.")),
    };
    let app = &ctx.app;
    // Secrets of 256 bits and keys are not guessed, so that nobody needs to be kept out because of what others try elsewhere.
    let attempt = Brake::of_unguessable(&ctx.network(), &format!("client {id}")).attempt(&app.db, &app.clock).await?;
    let id = id.parse().map(ApiClientId).ok();
    let client = match id {
        Some(id) => store::active(app.db.reader(), id).await?.map(|active| (id, active.client)),
        None => None,
    };
    let proven = match &client {
        Some((id, client)) => prove(ctx, *id, client, &proof).await?,
        None => Err(None),
    };
    let (id, client, secret) = match (client, proven) {
        (Some((id, client)), Ok(secret)) => (id, client, secret),
        (_, proven) => {
            refuse(ctx, id).await?;
            return Err(Refusal::Client(proven.err().flatten()));
        }
    };
    attempt.succeeded(app.db.bookkeeping()).await?;
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
        jti: new_id(),
    };
    let token = app.keys.sign(&app.db, &app.clock, &app.vault, &claims).await?;
    store::used(app.db.bookkeeping(), id, secret, now).await?;
    Ok(HttpResponse::Ok()
        .insert_header(("Cache-Control", "no-store"))
        .json(json!({"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME, "scope": claims.scope})))
}

/// `Basic` with id and secret, each encoded as in a form (RFC 6749, section 2.3.1).
fn basic_credentials(header: &str) -> Option<(String, Proof)> {
    let (scheme, credentials) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let plain = |text: &str| web::Query::<Vec<(String, String)>>::from_query(&format!("x={text}")).ok()?.into_inner().pop().map(|(_, value)| value);
    Some((plain(id)?, Proof::Secret(plain(secret)?)))
}

#[derive(Deserialize)]
struct Assertion {
    iss: String,
    sub: String,
    exp: i64,
    #[serde(default)]
    jti: String,
}

/// Whom an assertion names; whether that is true is checked with the key of that client.
fn unverified_subject(assertion: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        sub: String,
    }
    let payload = assertion.split('.').nth(1)?;
    let claims: Named = serde_json::from_slice(&base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    Some(claims.sub)
}

/// The secret that proves who it is, or none when a key does. Otherwise what is wrong, which only who has the secret or the key hears.
type Proven = Result<Option<Uuid>, Option<String>>;

async fn prove(ctx: &Ctx, id: ApiClientId, client: &ApiClient, proof: &Proof) -> Result<Proven, ApiError> {
    let app = &ctx.app;
    let from_here = || if client.may_come_from(ctx.address()) { Ok(()) } else { Err(Some("The client may not come from this network.".to_owned())) };
    match proof {
        Proof::Secret(secret) => {
            let found = store::find_secret(app.db.reader(), id, &auth::hash(secret)).await?.ok_or(None);
            Ok(found.and_then(|secret| from_here().map(|()| Some(secret))))
        }
        Proof::Assertion(assertion) => {
            let claims = check_assertion(app, id, client, assertion).and_then(|claims| from_here().map(|()| claims));
            let (jti, expires_at) = match claims {
                Ok(claims) => claims,
                Err(why) => return Ok(Err(why)),
            };
            let now = app.clock.now();
            let is_first = store::use_assertion(app.db.bookkeeping(), &auth::hash(&format!("{id} {jti}")), expires_at + Duration::minutes(1), now).await?;
            Ok(if is_first { Ok(None) } else { Err(Some("This jti was used before; each assertion works once.".to_owned())) })
        }
    }
}

/// The number of an assertion and when it expires. Nothing is said of one that was not signed with the key of the client.
fn check_assertion(app: &App, id: ApiClientId, client: &ApiClient, assertion: &str) -> Result<(String, DateTime<Utc>), Option<String>> {
    let (key, algorithms) = client.public_key.as_deref().and_then(read_key).ok_or(None)?;
    let algorithm = decode_header(assertion).ok().map(|header| header.alg).filter(|alg| algorithms.contains(alg)).ok_or(None)?;
    let audiences = [app.link("/oauth/token"), app.issuer()];
    let mut validation = Validation::new(algorithm);
    validation.set_audience(&audiences);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.validate_nbf = true;
    validation.leeway = 5;
    // The signature is checked first, so that these are faults of who has the key.
    let found = decode::<Assertion>(assertion, &key, &validation).map_err(|error| match error.kind() {
        ErrorKind::ExpiredSignature => Some("exp has passed; is the clock right?".to_owned()),
        ErrorKind::ImmatureSignature => Some("nbf has not come yet; is the clock right?".to_owned()),
        ErrorKind::InvalidAudience => Some(format!("aud is none of {}.", audiences.join(" and "))),
        ErrorKind::MissingRequiredClaim(claim) => Some(format!("{claim} is missing.")),
        ErrorKind::InvalidClaimFormat(claim) => Some(format!("{claim} has another form.")),
        _ => None,
    })?;
    let Assertion { iss, sub, exp, jti } = found.claims;
    let now = app.clock.now();
    if iss != sub || sub != id.to_string() {
        return Err(Some("iss and sub are not both the id of the client.".to_owned()));
    }
    if exp > now.timestamp() + LONGEST_ASSERTION {
        return Err(Some(format!("exp lies more than {} minutes ahead.", LONGEST_ASSERTION / 60)));
    }
    if jti.is_empty() {
        return Err(Some("jti is missing.".to_owned()));
    }
    Ok((jti, DateTime::from_timestamp(exp, 0).ok_or(None)?))
}

/// A public key with the algorithms that it may be used with; `None` when it is of another kind.
pub fn read_key(pem: &str) -> Option<(DecodingKey, &'static [Algorithm])> {
    if let Ok(key) = DecodingKey::from_ec_pem(pem.as_bytes()) {
        return Some((key, &[Algorithm::ES256]));
    }
    let key = DecodingKey::from_rsa_pem(pem.as_bytes()).ok()?;
    Some((key, &[Algorithm::PS256, Algorithm::RS256]))
}

async fn refuse(ctx: &Ctx, id: Option<ApiClientId>) -> Result<(), ApiError> {
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let entry = Entry { request_id: ctx.request_id(), ..Entry::new(Kind::ApiClient, id.map_or(Uuid::nil(), Uuid::from), Verb::Refused) };
    unit.record(&entry, None).await?;
    Ok(unit.commit().await?)
}
