//! What a system can find out by itself (RFC 7644, section 4); open to everybody, as it says nothing of anybody.
use super::{Answer, Failure, list_response, schema::SCHEMAS};
use crate::{media_type, state::App};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde_json::{Value, json};

fn answer(body: &Value) -> HttpResponse {
    HttpResponse::Ok().content_type(media_type::SCIM).body(body.to_string())
}

/// A filter asks for what is not there (RFC 7644, section 4).
fn unfiltered(request: &HttpRequest) -> Result<(), Failure> {
    if super::query(request)?.iter().any(|(name, _)| name.eq_ignore_ascii_case("filter")) {
        return Err(Failure::status(StatusCode::FORBIDDEN, None, "What this server supports cannot be filtered."));
    }
    Ok(())
}

fn list(request: &HttpRequest, items: &[Value]) -> Answer {
    unfiltered(request)?;
    Ok(list_response(items, items.len(), 1))
}

/// The one that the path names.
fn one(request: &HttpRequest, items: &[Value]) -> Answer {
    unfiltered(request)?;
    let id = request.match_info().query("id");
    items.iter().find(|item| item["id"] == id).map(answer).ok_or_else(|| Failure::status(StatusCode::NOT_FOUND, None, "There is nothing with this name."))
}

pub async fn service(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    let yes = json!({"supported": true});
    let no = json!({"supported": false});
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "documentationUri": app.link("/handleiding"),
        "patch": yes, "etag": yes, "sort": no, "changePassword": no,
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": true, "maxResults": super::MAX_PAGE},
        "authenticationSchemes": [{"type": "oauthbearertoken", "name": "OAuth 2.0", "description": "Client credentials; see /.well-known/oauth-authorization-server.", "primary": true}],
        "meta": {"resourceType": "ServiceProviderConfig", "location": app.link("/scim/v2/ServiceProviderConfig")},
    });
    unfiltered(&request).map_or_else(|failure| failure.answer(), |()| answer(&body))
}

fn types(app: &App) -> Vec<Value> {
    let kind = |name: &str, endpoint: &str, description: &str| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": name, "name": name, "endpoint": endpoint, "description": description,
            "schema": format!("urn:ietf:params:scim:schemas:core:2.0:{name}"),
            "meta": {"resourceType": "ResourceType", "location": app.link(&format!("/scim/v2/ResourceTypes/{name}"))},
        })
    };
    vec![
        kind("User", "/Users", "A person of the organisation."),
        kind("Group", "/Groups", "A role in the organisation. Groups are not made or deleted; who is in them changes."),
    ]
}

fn schemas(app: &App) -> Vec<Value> {
    let located = |schema: &Value| {
        let mut schema = schema.clone();
        let location = app.link(&format!("/scim/v2/Schemas/{}", schema["id"].as_str().unwrap_or_default()));
        if let Some(fields) = schema.as_object_mut() {
            fields.insert("meta".into(), json!({"resourceType": "Schema", "location": location}));
        }
        schema
    };
    SCHEMAS.iter().map(located).collect()
}

pub async fn all_types(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    list(&request, &types(&app)).unwrap_or_else(|failure| failure.answer())
}

pub async fn one_type(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    one(&request, &types(&app)).unwrap_or_else(|failure| failure.answer())
}

pub async fn all_schemas(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    list(&request, &schemas(&app)).unwrap_or_else(|failure| failure.answer())
}

pub async fn one_schema(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    one(&request, &schemas(&app)).unwrap_or_else(|failure| failure.answer())
}
