//! An HR system that speaks SCIM.
use crate::{Server, id};
use client::Client;
use contract::api_client::{ApiClientInput, ApiScope};
use reqwest::Method;
use serde_json::{Value, json};

/// A system of an organisation, with a token.
pub struct Hr {
    pub http: reqwest::Client,
    pub base: String,
    pub token: String,
}

/// What it was answered.
pub struct Answer {
    pub status: u16,
    pub etag: Option<String>,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

/// The scopes of a system that keeps people and their roles.
pub const BOTH: &[ApiScope] = &[ApiScope::PeopleRead, ApiScope::PeopleWrite, ApiScope::RolesWrite];

/// A request that changes one thing (RFC 7644, section 3.5.2).
pub fn change(operation: Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation]})
}

impl Hr {
    /// A new system, made by this administrator or coordinator.
    pub async fn new(server: &Server, by: &Client, organisation: &str, scopes: &[ApiScope]) -> Self {
        let input: ApiClientInput =
            serde_json::from_value(json!({"name": "HR-systeem", "organisationId": id("organisation", organisation), "scopes": scopes})).unwrap();
        let made = by.api_clients().create(&input).await.unwrap().value.id;
        let secret = by.new_client_secret(made).await.unwrap().secret;
        Self::with_secret(server, made, &secret).await
    }

    /// The system with this secret.
    pub async fn with_secret(server: &Server, client: uuid::Uuid, secret: &str) -> Self {
        let system = server.anonymous();
        system.sign_in_as_client(client, secret).await.unwrap();
        Self { http: reqwest::Client::new(), base: format!("{}/scim/v2", server.origin), token: system.token().unwrap() }
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.http.request(method, format!("{}{path}", self.base)).bearer_auth(&self.token).header("accept", "application/scim+json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/scim+json").body(body.to_string());
        }
        let answer = request.send().await.unwrap();
        let headers = answer.headers().clone();
        let etag = headers.get("etag").map(|etag| etag.to_str().unwrap().to_owned());
        Answer { status: answer.status().as_u16(), etag, headers, body: answer.json().await.unwrap_or_default() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, &[]).await
    }

    /// What a list answers to a filter.
    pub async fn filtered(&self, list: &str, filter: &str) -> Answer {
        self.get(&format!("{list}?filter={}", contract::percent_encode(filter))).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body), &[]).await
    }

    pub async fn patch(&self, path: &str, operation: Value) -> Answer {
        self.send(Method::PATCH, path, Some(change(operation)), &[]).await
    }
}
