//! What a system can find out by itself (RFC 7644, section 4); open to everybody, as it says nothing of anybody.
use super::{LIST, MEDIA_TYPE};
use crate::app::App;
use actix_web::{HttpResponse, web};
use serde_json::{Value, json};

pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/scim/v2/ServiceProviderConfig", web::get().to(service))
        .route("/scim/v2/ResourceTypes", web::get().to(types))
        .route("/scim/v2/Schemas", web::get().to(schemas));
}

fn answer(body: &Value) -> HttpResponse {
    HttpResponse::Ok().content_type(MEDIA_TYPE).body(body.to_string())
}

fn list(items: Vec<Value>) -> HttpResponse {
    answer(&json!({"schemas": [LIST], "totalResults": items.len(), "startIndex": 1, "itemsPerPage": items.len(), "Resources": items}))
}

async fn service(app: web::Data<App>) -> HttpResponse {
    let yes = json!({"supported": true});
    let no = json!({"supported": false});
    answer(&json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "documentationUri": app.link("/handleiding"),
        "patch": yes, "etag": yes, "sort": no, "changePassword": no,
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": true, "maxResults": super::MOST},
        "authenticationSchemes": [{"type": "oauthbearertoken", "name": "OAuth 2.0", "description": "Client credentials; see /.well-known/oauth-authorization-server.", "primary": true}],
    }))
}

async fn types() -> HttpResponse {
    let kind = |name: &str, endpoint: &str| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": name, "name": name, "endpoint": endpoint,
            "schema": format!("urn:ietf:params:scim:schemas:core:2.0:{name}"),
        })
    };
    list(vec![kind("User", "/Users"), kind("Group", "/Groups")])
}

async fn schemas() -> HttpResponse {
    let attribute = |name: &str, kind: &str, required: bool, mutability: &str| json!({"name": name, "type": kind, "multiValued": false, "required": required, "caseExact": false, "mutability": mutability, "returned": "default", "uniqueness": if name == "userName" { "server" } else { "none" }});
    let several = |name: &str, parts: Value| json!({"name": name, "type": "complex", "multiValued": true, "required": false, "mutability": "readWrite", "returned": "default", "subAttributes": parts});
    let schema = |name: &str, attributes: Vec<Value>| json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": format!("urn:ietf:params:scim:schemas:core:2.0:{name}"), "name": name, "attributes": attributes});
    let name = json!({
        "name": "name", "type": "complex", "multiValued": false, "required": false, "mutability": "readWrite", "returned": "default",
        "subAttributes": [attribute("formatted", "string", false, "readWrite"), attribute("givenName", "string", false, "writeOnly"), attribute("familyName", "string", false, "writeOnly")],
    });
    let value = json!([attribute("value", "string", true, "readWrite"), attribute("primary", "boolean", false, "readWrite")]);
    list(vec![
        schema(
            "User",
            vec![
                attribute("userName", "string", true, "readWrite"),
                name,
                attribute("displayName", "string", false, "readWrite"),
                attribute("title", "string", false, "readWrite"),
                attribute("preferredLanguage", "string", false, "readWrite"),
                attribute("active", "boolean", false, "readWrite"),
                several("emails", value),
            ],
        ),
        schema(
            "Group",
            vec![attribute("displayName", "string", true, "readOnly"), several("members", json!([attribute("value", "string", true, "immutable")]))],
        ),
    ])
}
