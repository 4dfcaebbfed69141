//! What a handler is given: who asks, and the parts of the request, checked.
use crate::{
    auth::device::Device,
    error::ApiError,
    json,
    media_type::{FILE, JSON, MERGE_PATCH, SCIM},
    operation::RouteInfo,
    precondition::{self, Precondition, Versions},
    query,
    state::App,
};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::header::{ACCEPT, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderName, IF_MATCH, IF_NONE_MATCH, ORIGIN},
    web,
};
use contract::{FieldError, problem::explain};
use domain::{
    ApiClientId, PersonId,
    api_client::{ApiScope, ApiScopes},
    policy::Actor,
};
use futures::future::LocalBoxFuture;
pub use precondition::etag;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::net::{IpAddr, SocketAddr};
use utoipa::ToSchema;
use uuid::Uuid;

/// The identifier of a request, in its answer, the log and the journal.
#[derive(Clone)]
pub struct RequestId(pub String);

/// Who asks, for the log: the person or the system, as soon as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    Person(PersonId, Uuid),
    Client(ApiClientId),
}

impl Caller {
    /// The person or the system.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Person(id, _) => id.0,
            Self::Client(id) => id.0,
        }
    }
}

/// Headers that mean one thing. Where one occurs twice, a proxy and we could each believe another one.
static SINGULAR: [HeaderName; 7] =
    [AUTHORIZATION, CONTENT_TYPE, HOST, ORIGIN, IF_NONE_MATCH, HeaderName::from_static("idempotency-key"), HeaderName::from_static("sec-fetch-site")];

/// A request with who asks. A missing token is an anonymous caller; a bad one is an error, never anonymous.
pub struct Ctx {
    pub app: web::Data<App>,
    pub actor: Actor,
    /// The session, for somebody who is signed in.
    pub session: Option<Uuid>,
    request: HttpRequest,
}

impl FromRequest for Ctx {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::new(&request).await })
    }
}

/// A token that says who asks, but does not reach as far as this operation: its answer is what anybody gets. Holds the scope that it lacks, when there is
/// one for this operation.
#[derive(Clone, Copy)]
pub struct Lacking(pub Option<ApiScope>);

impl Ctx {
    async fn new(request: &HttpRequest) -> Result<Self, ApiError> {
        let app = request.app_data::<web::Data<App>>().cloned().ok_or_else(|| ApiError::internal("the app is not configured"))?;
        let route = request.extensions().get::<RouteInfo>().copied();
        let twice: Vec<_> = SINGULAR.iter().filter(|name| request.headers().get_all(*name).nth(1).is_some()).collect();
        if !twice.is_empty() {
            let fault = |name: &&HeaderName| FieldError::parameter("header", name.as_str(), "duplicate_item", explain("duplicate_item", None));
            return Err(ApiError::Invalid(twice.iter().map(fault).collect()));
        }
        // Where a token makes no difference, and where OAuth reads this header itself.
        let open = route.is_some_and(|route| route.open) || !request.path().starts_with("/api/") && route.is_none();
        let (actor, session, caller) = match request.headers().get(AUTHORIZATION) {
            Some(header) if !open => {
                let (scheme, token) = header.to_str().ok().and_then(|value| value.split_once(' ')).unwrap_or_default();
                if !scheme.eq_ignore_ascii_case("bearer") {
                    return Err(ApiError::Unauthenticated);
                }
                let token = token.trim();
                match app.tokens.verify(token) {
                    Some(session) => person(&app, request, session).await?,
                    None => client(&app, request, token).await?,
                }
            }
            _ => (Actor::Anonymous, None, None),
        };
        let accept = accepted(request);
        if !accept.trim().is_empty() {
            let files = route.map(|route| route.files).unwrap_or_default();
            let acceptable = |range: &str| {
                let (range, parameters) = range.split_once(';').unwrap_or((range, ""));
                let matches = match (range.trim(), files) {
                    ("*/*" | "application/problem+json", _) | ("application/*" | "application/json", []) => true,
                    // Who speaks SCIM also asks for plain JSON.
                    ("application/json" | "application/*", [SCIM]) => true,
                    (range, files) => files.iter().any(|file| range == *file || range.strip_suffix('*').is_some_and(|start| file.starts_with(start))),
                };
                matches && !matches!(parameters.trim(), "q=0" | "q=0.0")
            };
            if !accept.split(',').any(acceptable) {
                return Err(ApiError::NotAcceptable);
            }
        }
        // The pace of a caller: an account or a client, otherwise the network.
        app.limits.request(&caller.map_or_else(|| network(&app, request), |id| id.to_string()))?;
        Ok(Self { app, actor, session, request: request.clone() })
    }

    /// Of these media types the one that `Accept` names first; the first of them when it names none.
    pub fn preferred(&self, media_types: &'static [&'static str]) -> &'static str {
        let accept = accepted(&self.request);
        let ranges = accept.split(',').map(|range| range.split(';').next().unwrap_or_default().trim());
        let named = ranges.filter_map(|range| media_types.iter().copied().find(|media_type| *media_type == range)).next();
        named.or(media_types.first().copied()).unwrap_or_default()
    }

    /// Whether `Accept` allows an answer of this media type.
    pub fn accepts(&self, media_type: &str) -> bool {
        let accept = self.header(ACCEPT).unwrap_or_default().to_ascii_lowercase();
        let allows = |range: &str| {
            let (range, parameters) = range.split_once(';').unwrap_or((range, ""));
            let matches = range.trim().strip_suffix('*').map_or(range.trim() == media_type, |start| start == "*/" || media_type.starts_with(start));
            matches && !matches!(parameters.trim(), "q=0" | "q=0.0")
        };
        accept.trim().is_empty() || accept.split(',').any(allows)
    }

    /// Who asks: a person who is signed in, or a client.
    ///
    /// # Errors
    /// [`ApiError::Unauthenticated`] for who did not sign in.
    pub fn caller(&self) -> Result<Uuid, ApiError> {
        self.actor.id().ok_or(ApiError::Unauthenticated)
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`ApiError::Unauthenticated`] for who did not sign in, and for systems.
    pub fn person(&self) -> Result<PersonId, ApiError> {
        self.actor.person().ok_or(ApiError::Unauthenticated)
    }

    /// The address from which the request comes.
    pub fn address(&self) -> Option<IpAddr> {
        address(&self.app, &self.request)
    }

    /// The network from which the request comes: an IPv4 address or the /64 of an IPv6 address, of which one caller has many.
    pub fn network(&self) -> String {
        network(&self.app, &self.request)
    }

    /// Refuses what a page of somebody else made the browser send: it brings the cookie along, and the browser tells where it comes from.
    ///
    /// # Errors
    /// [`ApiError::Forbidden`] when another site sent the request.
    pub fn same_site(&self) -> Result<(), ApiError> {
        let origin = self.header(ORIGIN).map(|origin| origin.split_once("://").map_or(origin, |(_, host)| host));
        let foreign = match (self.header(HeaderName::from_static("sec-fetch-site")), origin) {
            (Some(site), _) => !matches!(site, "same-origin" | "none"),
            (None, Some(host)) => Some(host) != self.header(HOST),
            (None, None) => false,
        };
        if foreign { Err(ApiError::Forbidden) } else { Ok(()) }
    }

    /// The device from which the request comes, as far as somebody is known there.
    pub fn known_device(&self) -> Device<'_> {
        Device::of(&self.app.config.server, &self.app.vault, &self.request)
    }

    /// The program that asks, as it names itself.
    pub fn device(&self) -> String {
        let name = self.header(HeaderName::from_static("user-agent")).unwrap_or_default();
        name.chars().filter(|c| !c.is_control()).take(200).collect()
    }

    /// Somebody's rights changed: from now on they are asked for anew.
    pub fn rights_changed(&self) {
        self.app.identities.forget();
        self.app.work.notify_one();
    }

    pub fn request_id(&self) -> Option<String> {
        self.request.extensions().get::<RequestId>().map(|id| id.0.clone())
    }

    pub fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// An id in the path.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] when it is no UUID in its usual form.
    pub fn path_id(&self, name: &str) -> Result<Uuid, ApiError> {
        let text = self.request.match_info().query(name);
        // Only the one way of writing that the document allows, so that every resource has one address.
        Uuid::try_parse(text)
            .ok()
            .filter(|_| text.len() == 36)
            .ok_or_else(|| ApiError::Invalid(vec![FieldError::parameter("path", name, "invalid_format", "This is not a UUID.")]))
    }

    /// One of a few words in the path.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] for another word.
    pub fn path_choice<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, ApiError> {
        parse(self.request.match_info().query(name))
            .ok_or_else(|| ApiError::Invalid(vec![FieldError::parameter("path", name, "unknown_value", explain("unknown_value", None))]))
    }

    /// The one value of a header that may occur once.
    pub fn header(&self, name: HeaderName) -> Option<&str> {
        self.request.headers().get(name).map(|value| value.to_str().unwrap_or("\u{fffd}"))
    }

    /// `Idempotency-Key`, when there is one.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] when it is empty, too long, or more than visible ASCII.
    pub fn idempotency_key(&self) -> Result<Option<&str>, ApiError> {
        match self.header(HeaderName::from_static("idempotency-key")) {
            None => Ok(None),
            Some(key) if (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(Some(key)),
            Some(_) => Err(ApiError::Invalid(vec![FieldError::parameter("header", "Idempotency-Key", "invalid_format", "1 to 255 visible ASCII characters.")])),
        }
    }

    /// The versions that a change may be based on.
    ///
    /// # Errors
    /// [`ApiError::PreconditionRequired`] when it names none, [`ApiError::Invalid`] when what it names cannot be read.
    pub fn versions(&self) -> Result<Versions, ApiError> {
        match self.precondition()? {
            Precondition::Match(versions) => Ok(versions),
            Precondition::Absent => Err(ApiError::PreconditionRequired),
        }
    }

    /// What a replacement is based on.
    ///
    /// # Errors
    /// [`ApiError::PreconditionRequired`] when it names none, [`ApiError::Invalid`] when what it names cannot be read.
    pub fn precondition(&self) -> Result<Precondition, ApiError> {
        let invalid = |name: &str, detail: &str| ApiError::Invalid(vec![FieldError::parameter("header", name, "invalid_format", detail)]);
        let named: Vec<_> = self.request.headers().get_all(IF_MATCH).map(|value| value.to_str().unwrap_or("\u{fffd}")).collect();
        match (named.as_slice(), self.header(IF_NONE_MATCH)) {
            (_, Some(other)) if other != "*" => Err(invalid("If-None-Match", "Only * has a meaning here.")),
            ([], Some(_)) => Ok(Precondition::Absent),
            (_, Some(_)) => Err(invalid("If-None-Match", "What has a version, as If-Match says, cannot be absent as well: send one of the two.")),
            ([], None) => Err(ApiError::PreconditionRequired),
            (named, _) => precondition::versions(&named.join(","))
                .map(Precondition::Match)
                .ok_or_else(|| invalid("If-Match", "The ETag of what you read, such as \"v7\", several with commas between them, or *.")),
        }
    }

    /// The body as JSON of this media type.
    ///
    /// # Errors
    /// [`ApiError::UnsupportedMediaType`], [`ApiError::UnsupportedEncoding`] when it is compressed, [`ApiError::Malformed`] when it is no JSON, and
    /// [`ApiError::Invalid`] when it names a field twice.
    pub fn json(&self, bytes: &[u8], media_type: &'static str) -> Result<Value, ApiError> {
        self.expect_plain()?;
        let (essence, parameters) = self.content_type();
        let charset_ok = parameters.trim().is_empty() || parameters.replace([' ', '"'], "") == "charset=utf-8";
        let accepted = essence == media_type || (media_type == MERGE_PATCH && essence == JSON);
        if !accepted || !charset_ok {
            return Err(ApiError::UnsupportedMediaType(media_type));
        }
        let (value, twice) = json::read(bytes).map_err(|error| ApiError::Malformed(error.to_string()))?;
        if twice.is_empty() { Ok(value) } else { Err(ApiError::Invalid(twice)) }
    }

    /// Refuses a body that is not sent as a file.
    ///
    /// # Errors
    /// [`ApiError::UnsupportedMediaType`], or [`ApiError::UnsupportedEncoding`] when it is compressed.
    pub fn expect_file(&self) -> Result<(), ApiError> {
        self.expect_plain()?;
        if self.content_type().0 == FILE { Ok(()) } else { Err(ApiError::UnsupportedMediaType(FILE)) }
    }

    /// Refuses a body that is compressed.
    fn expect_plain(&self) -> Result<(), ApiError> {
        let plain = |coding: &str| coding.trim().is_empty() || coding.trim().eq_ignore_ascii_case("identity");
        if self.header(CONTENT_ENCODING).is_none_or(|codings| codings.split(',').all(plain)) { Ok(()) } else { Err(ApiError::UnsupportedEncoding) }
    }

    /// What the body says that it is, and its parameters, in small letters.
    fn content_type(&self) -> (String, String) {
        let content_type = self.header(CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        let (essence, parameters) = content_type.split_once(';').unwrap_or((&content_type, ""));
        (essence.trim().to_owned(), parameters.to_owned())
    }

    /// The body, checked against the schema of this name.
    ///
    /// # Errors
    /// Those of [`Ctx::json`], and [`ApiError::Invalid`] with every way in which it breaks its schema.
    pub fn body<T: DeserializeOwned>(&self, bytes: &[u8], schema: &str) -> Result<T, ApiError> {
        self.app.schemas.read(schema, self.json(bytes, JSON)?)
    }

    /// The query as a filter and a page of a list that has one order.
    ///
    /// # Errors
    /// Those of [`Ctx::query`].
    pub fn filter_and_page<F: DeserializeOwned + ToSchema, P: DeserializeOwned + ToSchema>(&self) -> Result<(F, P), ApiError> {
        let mut parts = self.query(&[&F::name(), &P::name()])?.into_iter();
        let mut part = || parts.next().unwrap_or_default();
        let read = |error: serde_json::Error| ApiError::Malformed(error.to_string());
        Ok((serde_json::from_value(part()).map_err(read)?, serde_json::from_value(part()).map_err(read)?))
    }

    /// The query as what an operation without pages filters on.
    ///
    /// # Errors
    /// Those of [`Ctx::query`].
    pub fn filter<F: DeserializeOwned + ToSchema>(&self) -> Result<F, ApiError> {
        let part = self.query(&[&F::name()])?.pop().unwrap_or_default();
        serde_json::from_value(part).map_err(|error| ApiError::Malformed(error.to_string()))
    }

    /// The query, divided over the schemas of these names: all faults of all parts at once.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with every parameter that is unknown, stands there twice or breaks its schema.
    pub fn query(&self, schemas: &[&str]) -> Result<Vec<Value>, ApiError> {
        let properties: Vec<_> = schemas.iter().map(|name| self.app.schemas.properties(name)).collect();
        let mut parts = vec![Map::new(); schemas.len()];
        let mut faults = vec![];
        let fault = |name: &str, code: &str| FieldError::parameter("query", name, code, explain(code, None));
        let pairs = query::pairs(self.request.query_string());
        let pairs = pairs.map_err(|names| ApiError::Invalid(names.iter().map(|name| fault(name, "invalid_format")).collect()))?;
        for (name, text) in pairs {
            let Some(part) = properties.iter().position(|properties| properties.contains_key(&name)) else {
                faults.push(fault(&name, "unknown_field"));
                continue;
            };
            let schema = &properties[part][&name];
            let several = schema["type"] == "array";
            let value = match if several { &schema["items"]["type"] } else { &schema["type"] }.as_str() {
                Some("integer") => text.parse::<i64>().map_or(Value::String(text), Value::from),
                Some("boolean") => text.parse::<bool>().map_or(Value::String(text), Value::from),
                _ => Value::String(text),
            };
            if several {
                if let Value::Array(values) = parts[part].entry(name).or_insert_with(|| Value::Array(vec![])) {
                    values.push(value);
                }
                continue;
            }
            if parts[part].insert(name.clone(), value).is_some() {
                faults.push(fault(&name, "duplicate_item"));
            }
        }
        let parts: Vec<_> = parts.into_iter().map(Value::Object).collect();
        for (name, part) in schemas.iter().zip(&parts) {
            faults.extend(self.app.schemas.faults(name, part)?.into_iter().map(|found| FieldError {
                place: "query".into(),
                parameter: found.pointer.map(|pointer| pointer.trim_start_matches('/').split('/').next().unwrap_or_default().to_owned()),
                pointer: None,
                ..found
            }));
        }
        if faults.is_empty() { Ok(parts) } else { Err(ApiError::Invalid(faults)) }
    }
}

/// Who a session stands for.
async fn person(app: &App, request: &HttpRequest, session: Uuid) -> Result<(Actor, Option<Uuid>, Option<Uuid>), ApiError> {
    let identity = app.identities.of_session(&app.db, session, app.clock.now()).await?.ok_or(ApiError::InvalidToken)?;
    if let Some(id) = identity.actor.person() {
        request.extensions_mut().insert(Caller::Person(id, session));
    }
    // Until then, somebody can only see who they are, and set one up.
    if identity.second_factor_missing && !request.path().starts_with(&format!("{}/me", crate::BASE)) {
        return Err(ApiError::SecondFactorMissing);
    }
    let caller = identity.actor.id();
    Ok((identity.actor, Some(session), caller))
}

/// The client of a token: still active, from where it may come, and with the scope that the operation asks for. Without that scope it is told what anybody
/// is told, where anybody is told something.
async fn client(app: &App, request: &HttpRequest, token: &str) -> Result<(Actor, Option<Uuid>, Option<Uuid>), ApiError> {
    let claims = app.keys.verify(&app.db, &app.clock, &app.vault, token).await?.ok_or(ApiError::InvalidToken)?;
    let id = ApiClientId(claims.sub);
    let active = app.identities.client(&app.db, id).await?.ok_or(ApiError::InvalidToken)?;
    let client = &active.client;
    request.extensions_mut().insert(Caller::Client(id));
    if !client.may_come_from(address(app, request)) {
        return Err(ApiError::OtherNetwork);
    }
    // A scope that was taken back does not count any more, whatever the token says.
    let scopes = ApiScopes::parse(&claims.scope).unwrap_or_default().and(client.scopes.iter().copied().collect());
    let RouteInfo { scope, optional, .. } = request.extensions().get::<RouteInfo>().copied().unwrap_or_default();
    let actor = match scope {
        Some(scope) if scopes.has(scope) => Actor::Client { id, organisation: client.organisation_id, scopes, by_administrator: active.by_administrator },
        lacking if optional => {
            request.extensions_mut().insert(Lacking(lacking));
            Actor::Anonymous
        }
        Some(scope) => return Err(ApiError::InsufficientScope(scope)),
        None => return Err(ApiError::NotForClients),
    };
    Ok((actor, None, Some(id.0)))
}

/// What `Accept` names, on however many lines, in small letters.
fn accepted(request: &HttpRequest) -> String {
    let lines: Vec<_> = request.headers().get_all(ACCEPT).map(|line| line.to_str().unwrap_or_default()).collect();
    lines.join(",").to_ascii_lowercase()
}

/// An entry of `X-Forwarded-For`; some proxies add the port.
fn forwarded_address(entry: &str) -> Option<IpAddr> {
    entry.parse::<IpAddr>().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// The address of the caller.
fn address(app: &App, request: &HttpRequest) -> Option<IpAddr> {
    // The last entry of all lines: what stands before it, in this line or in lines of their own, the caller may have written.
    let forwarded = || forwarded_address(request.headers().get_all("x-forwarded-for").last()?.to_str().ok()?.rsplit(',').next()?.trim());
    let direct = || request.peer_addr().map(|peer| peer.ip());
    let address = if app.config.server.behind_proxy { forwarded().or_else(direct) } else { direct() };
    address.map(|address| address.to_canonical())
}

/// The network of the caller: an IPv4 address or the /64 of an IPv6 address, of which one caller has many.
fn network(app: &App, request: &HttpRequest) -> String {
    match address(app, request) {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => address.segments().iter().take(4).map(|part| format!("{part:x}:")).collect(),
        None => String::new(),
    }
}
