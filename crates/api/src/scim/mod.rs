//! SCIM 2.0 (RFC 7643, 7644): an HR system keeps the accounts of its organisation. Beside the API, with the forms of the SCIM standards; who may do what is
//! decided by the same policy.
mod discovery;
mod filter;
mod groups;
mod patch;
mod users;

use crate::{error::ApiError, extract::Ctx, operation::Facts};
use actix_web::{
    HttpResponse, Route,
    guard::{self, Guard},
    http::StatusCode,
    web,
};
use domain::{OrganisationId, api_client::ApiScope, policy::Actor};
use persistence::StoreError;
use serde_json::{Value, json};

/// The media type of SCIM.
pub const MEDIA_TYPE: &str = "application/scim+json";
const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// How many a page holds at most.
const MOST: u64 = 100;

/// Mounts the addresses.
pub fn configure(config: &mut web::ServiceConfig) {
    let route = |method: &'static str, scope: ApiScope| -> Route {
        let route = match method {
            "get" => web::get(),
            "post" => web::post(),
            "put" => web::put(),
            "patch" => web::patch(),
            _ => web::delete(),
        };
        route.guard(known(scope))
    };
    let (read, write) = (ApiScope::PeopleRead, ApiScope::PeopleWrite);
    config
        .route("/scim/v2/Users", route("get", read).to(users::list))
        .route("/scim/v2/Users", route("post", write).to(users::create))
        .route("/scim/v2/Users/{id}", route("get", read).to(users::read))
        .route("/scim/v2/Users/{id}", route("put", write).to(users::replace))
        .route("/scim/v2/Users/{id}", route("patch", write).to(users::patch))
        .route("/scim/v2/Users/{id}", route("delete", write).to(users::delete))
        .route("/scim/v2/Groups", route("get", read).to(groups::list))
        .route("/scim/v2/Groups/{id}", route("get", read).to(groups::read))
        .route("/scim/v2/Groups/{id}", route("patch", ApiScope::RolesWrite).to(groups::patch))
        .route("/scim/v2/Groups/{id}", route("put", ApiScope::RolesWrite).to(groups::replace))
        .configure(discovery::configure)
        .route("/scim/{tail:.*}", web::to(|| async { Failure::status(StatusCode::NOT_FOUND, None, "There is nothing here.").answer() }));
}

/// Tells who reads the token what the operation asks for.
fn known(scope: ApiScope) -> impl Guard {
    guard::fn_guard(move |request| {
        request.req_data_mut().insert(Facts { files: &[MEDIA_TYPE], scope: Some(scope), open: false });
        true
    })
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
        if let Some(kind) = self.kind {
            body["scimType"] = kind.into();
        }
        HttpResponse::build(self.status).content_type(MEDIA_TYPE).body(body.to_string())
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        use actix_web::ResponseError;
        let status = error.status_code();
        let kind = match &error {
            ApiError::Invalid(_) | ApiError::UnknownReference(_) => Some("invalidValue"),
            ApiError::Malformed(_) => Some("invalidSyntax"),
            ApiError::Duplicate => Some("uniqueness"),
            _ => None,
        };
        let faults = match &error {
            ApiError::Invalid(faults) | ApiError::UnknownReference(faults) => {
                faults.iter().map(|fault| format!("{}: {}", fault.pointer.as_deref().unwrap_or_default(), fault.detail)).collect::<Vec<_>>().join(" ")
            }
            ApiError::Internal(cause) => {
                tracing::error!(%cause, "a SCIM request failed");
                String::new()
            }
            _ => String::new(),
        };
        Self::status(status, kind, if faults.is_empty() { error.to_string() } else { faults })
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

/// The body as JSON.
fn body(bytes: &[u8]) -> Result<Value, Failure> {
    serde_json::from_slice(bytes).map_err(|error| Failure::status(StatusCode::BAD_REQUEST, Some("invalidSyntax"), error.to_string()))
}

/// A page of a list; `start` counts from 1.
fn list_response(items: &[Value], total: usize, start: usize) -> HttpResponse {
    let body = json!({"schemas": [LIST], "totalResults": total, "startIndex": start, "itemsPerPage": items.len(), "Resources": items});
    HttpResponse::Ok().content_type(MEDIA_TYPE).body(body.to_string())
}
