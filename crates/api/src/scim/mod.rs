//! SCIM 2.0 (RFC 7643, 7644): an HR system keeps the accounts of its organisation. Beside the API, with the forms of the SCIM standards; who may do what is
//! decided by the same policy.
mod discovery;
mod filter;
mod groups;
mod patch;
mod schema;
mod user;
mod users;

use crate::{error::ApiError, extract::Ctx, media_type, operation::RouteInfo};
use actix_web::{
    Error, HttpRequest, HttpResponse, Resource, Route,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    guard::{self, Guard},
    http::{
        StatusCode,
        header::{CACHE_CONTROL, HeaderValue, WWW_AUTHENTICATE},
    },
    middleware::{Next, from_fn},
    web,
};
use domain::{OrganisationId, api_client::ApiScope, policy::Actor};
use persistence::StoreError;
use schema::Wanted;
use serde_json::{Value, json};

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// How many a page holds at most.
const MAX_PAGE: u64 = 100;

/// Mounts the addresses.
pub fn configure(config: &mut web::ServiceConfig) {
    let (read, write, roles) = (Some(ApiScope::PeopleRead), Some(ApiScope::PeopleWrite), Some(ApiScope::RolesWrite));
    let scope = web::scope("/scim")
        .wrap(from_fn(around))
        .service(address("/v2/Users", vec![("GET", read, web::route().to(users::list)), ("POST", write, web::route().to(users::create))]))
        .service(unsupported("/v2/Users/.search"))
        .service(address(
            "/v2/Users/{id}",
            vec![
                ("GET", read, web::route().to(users::read)),
                ("PUT", write, web::route().to(users::replace)),
                ("PATCH", write, web::route().to(users::patch)),
                ("DELETE", write, web::route().to(users::delete)),
            ],
        ))
        .service(address("/v2/Groups", vec![("GET", read, web::route().to(groups::list))]))
        .service(unsupported("/v2/Groups/.search"))
        .service(address(
            "/v2/Groups/{id}",
            vec![
                ("GET", read, web::route().to(groups::read)),
                ("PUT", roles, web::route().to(groups::replace)),
                ("PATCH", roles, web::route().to(groups::patch)),
            ],
        ))
        .service(address("/v2/ServiceProviderConfig", vec![("GET", None, web::route().to(discovery::service))]))
        .service(address("/v2/ResourceTypes", vec![("GET", None, web::route().to(discovery::all_types))]))
        .service(address("/v2/ResourceTypes/{id}", vec![("GET", None, web::route().to(discovery::one_type))]))
        .service(address("/v2/Schemas", vec![("GET", None, web::route().to(discovery::all_schemas))]))
        .service(address("/v2/Schemas/{id}", vec![("GET", None, web::route().to(discovery::one_schema))]))
        .service(unsupported("/v2/Bulk"))
        .service(unsupported("/v2/Me"))
        .service(unsupported("/v2/.search"))
        .default_service(web::to(|| async { Failure::status(StatusCode::NOT_FOUND, None, "There is nothing here.").answer() }));
    config.service(scope);
}

/// An address with its methods; others are answered by which there are.
fn address(path: &str, methods: Vec<(&'static str, Option<ApiScope>, Route)>) -> Resource {
    let mut allow: Vec<&str> = vec![];
    let mut resource = web::resource(path.to_owned());
    for (method, scope, route) in methods {
        allow.push(method);
        let route = match method {
            "GET" => {
                allow.push("HEAD");
                route.guard(guard::Any(guard::Get()).or(guard::Head()))
            }
            "POST" => route.guard(guard::Post()),
            "PUT" => route.guard(guard::Put()),
            "PATCH" => route.guard(guard::Patch()),
            _ => route.guard(guard::Delete()),
        };
        resource = resource.route(match scope {
            Some(scope) => route.guard(known(scope)),
            None => route,
        });
    }
    let allow = allow.join(", ");
    resource.default_service(web::to(move || {
        let allow = allow.clone();
        async move {
            let mut answer = Failure::status(StatusCode::METHOD_NOT_ALLOWED, None, "This address does not know this method.").answer();
            if let Ok(allow) = HeaderValue::from_str(&allow) {
                answer.headers_mut().insert(actix_web::http::header::ALLOW, allow);
            }
            answer
        }
    }))
}

/// What the standard has and this server does not (RFC 7644, section 3.12).
fn unsupported(path: &str) -> Resource {
    web::resource(path.to_owned()).default_service(web::to(|| async {
        Failure::status(StatusCode::NOT_IMPLEMENTED, None, "This server does not support this; see /scim/v2/ServiceProviderConfig.").answer()
    }))
}

/// Tells who reads the token what the operation asks for.
fn known(scope: ApiScope) -> impl Guard {
    guard::fn_guard(move |request| {
        request.req_data_mut().insert(RouteInfo { files: &[media_type::SCIM], scope: Some(scope), ..RouteInfo::default() });
        true
    })
}

/// Runs around every request: what fails before it is answered here has the form of the standard too, and names and addresses are kept nowhere.
async fn around(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let mut response = next.call(request).await?.map_into_boxed_body();
    if let Some(error) = response.response().error() {
        let failure = match error.as_error::<ApiError>() {
            Some(own) => Failure::of(own),
            None => Failure::status(response.status(), response.status().is_client_error().then_some("invalidSyntax"), error.to_string()),
        };
        let authenticate = response.headers().get(WWW_AUTHENTICATE).cloned();
        let wait = response.headers().get("retry-after").cloned();
        let mut answer = failure.answer();
        if let Some(authenticate) = authenticate {
            answer.headers_mut().insert(WWW_AUTHENTICATE, authenticate);
        }
        if let Some(wait) = wait {
            answer.headers_mut().insert(actix_web::http::header::RETRY_AFTER, wait);
        }
        response = response.into_response(answer);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Why something is not done (RFC 7644, section 3.12).
pub struct Failure {
    status: StatusCode,
    kind: Option<&'static str>,
    detail: String,
}

impl Failure {
    fn status(status: StatusCode, kind: Option<&'static str>, detail: impl Into<String>) -> Self {
        Self { status, kind, detail: detail.into() }
    }

    fn invalid(detail: impl Into<String>) -> Self {
        Self::status(StatusCode::BAD_REQUEST, Some("invalidValue"), detail)
    }

    fn not_found() -> Self {
        Self::status(StatusCode::NOT_FOUND, None, "This does not exist, or it is not of your organisation.")
    }

    fn answer(&self) -> HttpResponse {
        let mut body = json!({"schemas": [ERROR], "status": self.status.as_u16().to_string(), "detail": self.detail});
        if let (Some(kind), Some(fields)) = (self.kind, body.as_object_mut()) {
            fields.insert("scimType".into(), kind.into());
        }
        HttpResponse::build(self.status).content_type(media_type::SCIM).body(body.to_string())
    }

    /// What an error of ours is in the words of the standard.
    fn of(error: &ApiError) -> Self {
        use actix_web::ResponseError;
        let kind = match error {
            ApiError::Invalid(_) | ApiError::UnknownReference(_) => Some("invalidValue"),
            ApiError::Malformed(_) => Some("invalidSyntax"),
            ApiError::Duplicate => Some("uniqueness"),
            _ => None,
        };
        // The fields as the standard names them.
        let named = |pointer: &str| match pointer {
            "/email" => "userName".to_owned(),
            "/name" => "displayName".to_owned(),
            "/jobTitle" => "title".to_owned(),
            "/givenName" | "/familyName" => format!("name.{}", pointer.trim_start_matches('/')),
            other => other.trim_start_matches('/').to_owned(),
        };
        let detail = match error {
            ApiError::Invalid(faults) | ApiError::UnknownReference(faults) if !faults.is_empty() => {
                let told: Vec<_> = faults.iter().map(|fault| format!("{}: {}", named(fault.pointer.as_deref().unwrap_or_default()), fault.detail)).collect();
                told.join(" ")
            }
            _ => error.to_string(),
        };
        error.log("", "/scim/v2");
        Self::status(error.status_code(), kind, detail)
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::of(&error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        ApiError::from(error).into()
    }
}

/// An answer, or why there is none.
type Answer = Result<HttpResponse, Failure>;

async fn answered(answer: impl Future<Output = Answer>) -> HttpResponse {
    answer.await.unwrap_or_else(|failure| failure.answer())
}

/// The organisation of the system that asks.
fn organisation(ctx: &Ctx) -> Result<OrganisationId, Failure> {
    match ctx.actor {
        Actor::Client { organisation, .. } => Ok(organisation),
        Actor::Anonymous => Err(ApiError::Unauthenticated.into()),
        Actor::Person { .. } => Err(ApiError::Forbidden.into()),
    }
}

/// Where the numbers of the system are kept: each system has its own.
fn provider(ctx: &Ctx) -> String {
    format!("scim:{}", ctx.actor.id().unwrap_or_default())
}

/// The body as JSON; plain JSON is taken too, and so is a body that does not say what it is.
fn body(ctx: &Ctx, bytes: &[u8]) -> Result<Value, Failure> {
    let stated = ctx.request().headers().get("content-type").map(|value| value.to_str().unwrap_or_default().to_ascii_lowercase());
    let essence = stated.as_deref().map(|stated| stated.split(';').next().unwrap_or_default().trim());
    if essence.is_some_and(|essence| !matches!(essence, media_type::SCIM | "application/json")) {
        return Err(ApiError::UnsupportedMediaType(media_type::SCIM).into());
    }
    let body: Value = serde_json::from_slice(bytes).map_err(|error| Failure::status(StatusCode::BAD_REQUEST, Some("invalidSyntax"), error.to_string()))?;
    if body.is_object() { Ok(body) } else { Err(Failure::status(StatusCode::BAD_REQUEST, Some("invalidSyntax"), "The body is an object.")) }
}

/// The query; names count once, the first.
fn query(request: &HttpRequest) -> Result<Vec<(String, String)>, Failure> {
    let read = web::Query::<Vec<(String, String)>>::from_query(request.query_string());
    read.map(web::Query::into_inner).map_err(|_| Failure::status(StatusCode::BAD_REQUEST, Some("invalidSyntax"), "The query is not readable."))
}

/// What a request asks of a list, and of what is answered.
#[derive(Debug)]
struct Asked {
    filter: Option<filter::Filter>,
    /// From 1.
    start: usize,
    count: usize,
    wanted: Wanted,
}

/// Reads the query of a request for resources of a schema.
fn asked(request: &HttpRequest, schema: &str) -> Result<Asked, Failure> {
    let query = query(request)?;
    let field = |name: &str| query.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
    // Below nothing is nothing (RFC 7644, section 3.4.2.4).
    let number = |name: &str, default: usize| match field(name) {
        None => Ok(default),
        Some(text) => {
            text.parse::<i64>().map(|number| usize::try_from(number).unwrap_or(0)).map_err(|_| Failure::invalid(format!("{name} is a whole number.")))
        }
    };
    let most = usize::try_from(MAX_PAGE).unwrap_or(100);
    Ok(Asked {
        filter: field("filter").map(|text| filter::parse(schema, text)).transpose()?,
        start: number("startIndex", 1)?.max(1),
        count: number("count", most)?.min(most),
        wanted: Wanted::read(schema, field("attributes"), field("excludedAttributes")),
    })
}

/// A page of a list; `start` counts from 1.
fn list_response(items: &[Value], total: usize, start: usize) -> HttpResponse {
    let body = json!({"schemas": [LIST], "totalResults": total, "startIndex": start, "itemsPerPage": items.len(), "Resources": items});
    HttpResponse::Ok().content_type(media_type::SCIM).body(body.to_string())
}
