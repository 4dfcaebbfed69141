//! What every answer carries, and problems with the address of their request.
use crate::{
    API_VERSION, BASE, SOMEWHERE,
    error::ApiError,
    extract::{Caller, Lacking, RequestId},
    operation::RouteInfo,
    problems, query,
    representation::represent,
    state::App,
};
use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::PayloadError,
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use contract::FieldError;
use persistence::{new_id, statements::counted};
use std::time::Instant;

/// Scripts and styles from ourselves only, nothing inline; WebAssembly is allowed to compile.
pub const APP_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// Swagger UI sets style attributes from script, which needs no exception, and shows its icons as data.
const API_CSP: &str = "default-src 'none'; frame-ancestors 'none'";
const SWAGGER_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Runs around every request.
pub async fn around(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let start = Instant::now();
    let id = RequestId(new_id().to_string());
    request.extensions_mut().insert(id.clone());
    let (method, path) = (request.method().clone(), request.path().to_owned());
    let app = request.app_data::<web::Data<App>>().cloned();
    let origin = request.headers().get(header::ORIGIN).cloned();
    let is_api = path == "/api" || path.starts_with("/api/");

    let counts = app.as_ref().is_some_and(|app| app.config.server.count_statements);
    let (mut response, statements) = if !query::is_well_encoded(&path) {
        let broken = FieldError::parameter("path", "", "invalid_format", "A % must be followed by two hexadecimal digits, which together are UTF-8.");
        (request.error_response(ApiError::Invalid(vec![broken])), None)
    } else if is_api && method == Method::OPTIONS && origin.is_some() && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
        (request.into_response(HttpResponse::NoContent().finish()), None)
    } else if counts {
        let (answer, statements) = counted(next.call(request)).await;
        (answer?.map_into_boxed_body(), Some(statements))
    } else {
        (next.call(request).await?.map_into_boxed_body(), None)
    };

    log_failure(&response, &path, &id.0);
    let caller = response.request().extensions().get::<Caller>().copied();
    if let (Some(app), Some(caller), StatusCode::FORBIDDEN) = (&app, caller, response.status()) {
        let operation = format!("{method} {}", response.request().match_pattern().unwrap_or_default());
        if let Err(error) = crate::resources::audit::refused(app, caller, operation, &id.0).await {
            tracing::error!(request_id = %id.0, %error, "a refusal is not in the trail");
        }
    }

    let origin_here = app.as_ref().map_or_else(|| SOMEWHERE.to_owned(), |app| app.config.server.origin());
    if let Some(answer) = problem_of(&response, &origin_here, &path) {
        response = response.into_response(answer);
    }
    let route = response.request().extensions().get::<RouteInfo>().copied().filter(|_| is_api);
    if let Some(route) = route {
        let (request, answer) = response.into_parts();
        let answer = represent(&request, route, answer);
        response = ServiceResponse::new(request, answer);
    }

    let status = response.status();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    // No page of somebody else shows what is here as its own; scripts of allowed origins use CORS, which this does not touch.
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if is_api {
        set(HeaderName::from_static("api-version"), API_VERSION);
        set(header::CACHE_CONTROL, "no-store");
        set(header::VARY, "Accept, Accept-Encoding, Authorization, Origin");
        set(header::CONTENT_SECURITY_POLICY, API_CSP);
    } else if path.starts_with("/swagger-ui") {
        set(header::CONTENT_SECURITY_POLICY, SWAGGER_CSP);
    } else {
        set(header::CONTENT_SECURITY_POLICY, APP_CSP);
    }
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
    if let Some(value) = statements.and_then(|statements| HeaderValue::from_str(&format!("db;desc=\"{statements} statements\"")).ok()) {
        headers.insert(HeaderName::from_static("server-timing"), value);
    }
    if is_api {
        cross_origin(headers, app.as_ref().map(|app| app.get_ref()), origin.as_ref(), path == format!("{BASE}/openapi.json"));
    }
    let caller = caller.map(|caller| caller.id().to_string());
    tracing::info!(request_id = %id.0, %method, path, caller, status = status.as_u16(), micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX), "answered");
    Ok(response)
}

/// Whatever we could not answer is in the log with its cause.
fn log_failure(response: &ServiceResponse<BoxBody>, path: &str, id: &str) {
    let Some(error) = response.response().error() else { return };
    match error.as_error::<ApiError>() {
        Some(own) => own.log(id, path),
        None if response.status().is_server_error() => tracing::error!(request_id = id, path, %error, "request failed"),
        None => {}
    }
}

/// The problem that an answer stands for: our own errors, and those of the framework.
fn problem_of(response: &ServiceResponse<BoxBody>, origin: &str, path: &str) -> Option<HttpResponse> {
    let error = response.response().error();
    if let Some(own) = error.and_then(|error| error.as_error::<ApiError>()) {
        // Somebody is known, so that signing in would not help: the token does not reach as far.
        let lacking = response.request().extensions().get::<Lacking>().copied();
        if let (ApiError::Unauthenticated, Some(Lacking(scope))) = (own, lacking) {
            return Some(scope.map_or(ApiError::NotForClients, ApiError::InsufficientScope).answer(origin, path));
        }
        return Some(own.answer(origin, path));
    }
    if !problems::is_for_machines(path) {
        return None;
    }
    // SCIM tells its errors in its own form.
    if path.starts_with("/scim/v2") {
        return None;
    }
    if let Some(body) = error.and_then(|error| error.as_error::<PayloadError>()) {
        return Some(ApiError::from_payload(body).answer(origin, path));
    }
    let cause = || error.map(ToString::to_string).unwrap_or_default();
    let problem = match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
        StatusCode::NOT_FOUND if error.is_some() => ApiError::NotFound,
        status if status.is_client_error() && error.is_some() => ApiError::Malformed(cause()),
        status if status.is_server_error() && error.is_some() => ApiError::internal(cause()),
        _ => return None,
    };
    Some(problem.answer(origin, path))
}

/// CORS by allow-list; the document is for everybody.
fn cross_origin(headers: &mut header::HeaderMap, app: Option<&App>, origin: Option<&HeaderValue>, is_document: bool) {
    if is_document {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        return;
    }
    let (Some(app), Some(origin)) = (app, origin) else { return };
    let allowed = origin.to_str().is_ok_and(|origin| app.config.server.allowed_origins.iter().any(|allowed| allowed == origin));
    if allowed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key"));
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("API-Version, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"),
        );
    }
}
