//! The API document, made from the operations that are mounted. Needs no database.
use crate::{API_VERSION, BASE, SOMEWHERE, operation::Operation, problems::MEANINGS, schemas::Schemas};
use serde_json::{Map, Value, json};

const ERRORS: &[(u16, &str)] = &[
    (400, "The request is not valid; `errors` names every fault."),
    (401, "You are not signed in, or your token is not valid any more."),
    (403, "You may know that this exists, but not do this."),
    (404, "This does not exist, or you may not see it."),
    (406, "You asked for another media type than `application/json`."),
    (408, "The body did not arrive in time."),
    (409, "The request does not fit the state: a duplicate, an unknown reference, or a rule; see `code`."),
    (412, "Somebody changed this since you read it; `current` is how it is now."),
    (413, "The body is larger than 1 MiB."),
    (415, "The body has another media type than this operation reads."),
    (416, "None of the file lies in this range; `Content-Range` tells its size."),
    (428, "Send `If-Match` with the ETag of the version that you read."),
    (429, "Too many attempts; wait as long as `Retry-After` says. `RateLimit` and `RateLimit-Policy` name the limit."),
    (500, "Something went wrong on our side; the request id helps us to find it."),
    (503, "The service is busy (`unavailable`) or cannot reach what it keeps (`storage_failed`); try again after `Retry-After` seconds."),
    (507, "The disk of the server is full; nothing was saved."),
];

/// The document, of the installation at this origin.
pub fn document(operations: &[Operation], schemas: &Schemas, origin: &str) -> Value {
    let mut paths = Map::new();
    for operation in operations {
        let path = paths.entry(operation.path.clone()).or_insert_with(|| json!({}));
        path[operation.method] = operation.document(schemas);
    }
    let mut responses: Map<_, _> = ERRORS
        .iter()
        .map(|(status, description)| {
            let answer = json!({
                "description": description,
                "headers": {"API-Version": {"$ref": "#/components/headers/API-Version"}},
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                "x-codes": MEANINGS.iter().filter(|meaning| meaning.status == *status).map(|meaning| meaning.code).collect::<Vec<_>>(),
            });
            (format!("Problem{status}"), answer)
        })
        .collect();
    let unchanged = json!({
        "description": "You sent `If-None-Match` with the `ETag` of what you have, and it is the same now.",
        "headers": {"API-Version": {"$ref": "#/components/headers/API-Version"}, "ETag": {"$ref": "#/components/headers/ETag"}},
    });
    responses.insert("NotModified".into(), unchanged);
    let servers = if origin == SOMEWHERE {
        json!([{"url": format!("{origin}{BASE}"), "description": "An installation; yours has another host."}])
    } else {
        json!([{"url": format!("{origin}{BASE}")}])
    };
    let mut kinds = json!(schemas.documents());
    // More may come without another version of the API: what programs do not know they treat by its status.
    if let Some(code) = kinds.pointer_mut("/Problem/properties/code") {
        code["x-extensible-enum"] = MEANINGS.iter().map(|meaning| meaning.code).collect();
    }
    let mut tags: Vec<&str> = vec![];
    for operation in operations {
        if !tags.contains(&operation.tag) {
            tags.push(operation.tag);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Kompaan",
            "version": API_VERSION,
            "summary": "Communities and local plans of municipalities and their partners",
            "description": include_str!("openapi.md"),
            "contact": {"name": "Kompaan", "url": "https://kompaan.example/contact", "email": "api@kompaan.example"},
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": servers,
        "tags": tags.iter().map(|tag| json!({"name": tag})).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": kinds,
            "responses": responses,
            "headers": {
                "API-Version": {"description": "The full version of the API.", "required": true, "schema": {"type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+$"}},
                "ETag": {"description": "The version and what is shown of it. Send it as `If-Match` with a change, where the version counts, and as `If-None-Match` to hear whether what is shown differs.", "required": true, "schema": {"type": "string", "pattern": "^(W/)?\"[A-Za-z0-9_-]+\"$"}},
                "FileETag": {"description": "Tells whether it is the same file.", "required": true, "schema": {"type": "string", "pattern": "^\"[0-9a-f]{64}\"$"}},
                "X-Truncated": {"description": "That the file holds not all rows; its last row says so too.", "required": false, "schema": {"type": "string", "enum": ["true"]}},
                "Accept-Ranges": {"description": "That parts can be asked for.", "required": true, "schema": {"type": "string", "enum": ["bytes"]}},
                "Content-Range": {"description": "Which part this is, and of how much.", "required": true, "schema": {"type": "string", "pattern": "^bytes [0-9]+-[0-9]+/[0-9]+$"}},
                "Location": {"description": "Where the new resource is.", "required": true, "schema": {"type": "string", "format": "uri-reference"}},
                "Content-Disposition": {"description": "The name of the file.", "required": true, "schema": {"type": "string"}},
                "Link": {"description": "The next page, with `rel=\"next\"`.", "required": false, "schema": {"type": "string"}},
                "Set-Cookie": {"description": "The refresh cookie: HttpOnly, SameSite=Strict.", "required": true, "schema": {"type": "string"}},
            },
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "The `accessToken` of a session. On this page: run `signIn`, and the token is filled in."},
                "client": {
                    "type": "oauth2",
                    "description": "For systems: make a client and a secret in the app, and ask for a token with the scopes that you need.",
                    "flows": {"clientCredentials": {
                        "tokenUrl": "/oauth/token",
                        "scopes": domain::api_client::ApiScope::ALL.iter().map(|scope| (scope.as_str().to_owned(), Value::from(scope_text(*scope)))).collect::<Map<_, _>>(),
                    }},
                },
                "refreshCookie": {"type": "apiKey", "in": "cookie", "name": crate::auth::cookie::REFRESH.secure, "description": "Set by signing in; renewed with each use."},
            },
        },
    })
}

const fn scope_text(scope: domain::api_client::ApiScope) -> &'static str {
    use domain::api_client::ApiScope;
    match scope {
        ApiScope::CommunitiesRead => "Read communities that are open to everyone who is signed in.",
        ApiScope::PlansRead => "Read local plans and sub-projects.",
        ApiScope::PlansWrite => "Write the local plans, with their sub-projects, of the municipalities that the organisation is or works for.",
        ApiScope::PeopleRead => "Read people.",
        ApiScope::PeopleWrite => "Write the accounts of the own organisation.",
        ApiScope::RolesWrite => "Grant the roles coordinator and executive of the own organisation, and take them back (SCIM groups).",
        ApiScope::CatalogueRead => "Read organisations and themes.",
        ApiScope::AuditRead => "Read the audit trail of the own organisation.",
    }
}
