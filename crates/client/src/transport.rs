//! Requests and answers: tokens, retries, problems.
use crate::Error;
use contract::{Problem, percent_encode};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::{Arc, RwLock};

/// How often a busy server is asked again.
const RETRIES: u32 = 4;
const BASE: &str = "/api/v1";

/// A connection to one installation; cheap to clone, clones share the session.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    origin: Arc<str>,
    token: Arc<RwLock<Option<String>>>,
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.token, &other.token)
    }
}

/// What a request carries beside its address.
#[derive(Default)]
pub(crate) struct Extras<'a> {
    pub body: Option<Vec<u8>>,
    pub media_type: Option<&'static str>,
    pub if_match: Option<&'a str>,
    pub if_none_match: bool,
    pub idempotency_key: Option<String>,
    /// What the answer may be, when not JSON.
    pub accept: Option<&'static str>,
}

impl Extras<'_> {
    pub fn json<T: Serialize>(body: &T) -> Result<Self, Error> {
        let body = serde_json::to_vec(body).map_err(|error| Error::Unreadable(error.to_string()))?;
        Ok(Self { body: Some(body), media_type: Some("application/json"), ..Self::default() })
    }
}

impl Client {
    /// A client of the installation at this origin, such as `https://kompaan.example`.
    pub fn new(origin: &str) -> Self {
        let builder = reqwest::Client::builder();
        #[cfg(not(target_arch = "wasm32"))]
        let builder = builder.cookie_store(true).timeout(std::time::Duration::from_secs(60));
        let http = builder.build().unwrap_or_default();
        Self { http, origin: origin.trim_end_matches('/').into(), token: Arc::default() }
    }

    /// The access token, when somebody is signed in.
    pub fn token(&self) -> Option<String> {
        self.token.read().ok().and_then(|token| token.clone())
    }

    /// Uses this access token, or none.
    pub fn set_token(&self, token: Option<String>) {
        if let Ok(mut current) = self.token.write() {
            *current = token;
        }
    }

    fn build(&self, method: Method, address: &str, extras: &Extras<'_>) -> RequestBuilder {
        let mut request = self.http.request(method, format!("{}{address}", self.origin)).header("accept", extras.accept.unwrap_or("application/json"));
        if let Some(token) = self.token() {
            request = request.bearer_auth(token);
        }
        if let Some(etag) = extras.if_match {
            request = request.header("if-match", etag);
        }
        if extras.if_none_match {
            request = request.header("if-none-match", "*");
        }
        if let Some(key) = &extras.idempotency_key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = &extras.body {
            request = request.header("content-type", extras.media_type.unwrap_or("application/json")).body(body.clone());
        }
        request
    }

    /// Sends a request, again when the server is busy, and once more after renewing an expired session.
    pub(crate) async fn send(&self, method: Method, path: &str, extras: Extras<'_>) -> Result<Response, Error> {
        self.send_to(&format!("{BASE}{path}"), method, extras).await
    }

    /// The same, to an address outside the API.
    pub(crate) async fn send_to(&self, address: &str, method: Method, extras: Extras<'_>) -> Result<Response, Error> {
        let mut renewed = false;
        let mut attempt = 0;
        loop {
            let response = self.build(method.clone(), address, &extras).send().await.map_err(network)?;
            match response.status() {
                StatusCode::SERVICE_UNAVAILABLE if attempt < RETRIES => {
                    attempt += 1;
                    pause(100 << attempt).await;
                }
                StatusCode::UNAUTHORIZED if !renewed && self.token().is_some() && !address.starts_with("/api/v1/sessions") => {
                    renewed = true;
                    // When renewing fails too, the first answer tells what matters: sign in.
                    if Box::pin(self.renew()).await.is_err() {
                        self.set_token(None);
                        return Err(problem(response).await);
                    }
                }
                status if status.is_success() => return Ok(response),
                _ => return Err(problem(response).await),
            }
        }
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        read(self.send(Method::GET, path, Extras::default()).await?).await
    }
}

/// The bytes of a file.
pub(crate) async fn bytes(response: Response) -> Result<Vec<u8>, Error> {
    Ok(response.bytes().await.map_err(network)?.to_vec())
}

pub(crate) async fn read<T: DeserializeOwned>(response: Response) -> Result<T, Error> {
    let bytes = response.bytes().await.map_err(network)?;
    serde_json::from_slice(&bytes).map_err(|error| Error::Unreadable(error.to_string()))
}

fn network(error: reqwest::Error) -> Error {
    Error::Network(error.to_string())
}

async fn problem(response: Response) -> Error {
    let status = response.status();
    match read::<Problem>(response).await {
        Ok(problem) => Error::Problem(Box::new(problem)),
        Err(_) => Error::Unreadable(format!("status {status} without a problem")),
    }
}

#[cfg(not(target_arch = "wasm32"))]
async fn pause(milliseconds: u32) {
    tokio::time::sleep(std::time::Duration::from_millis(milliseconds.into())).await;
}

#[cfg(target_arch = "wasm32")]
async fn pause(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}

/// The pairs of a query string.
pub(crate) fn pairs<T: Serialize>(part: &T) -> Vec<String> {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(part) else { return vec![] };
    fields
        .into_iter()
        .filter_map(|(name, value)| {
            let text = match value {
                serde_json::Value::Null => return None,
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            };
            Some(format!("{name}={}", percent_encode(&text)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_names_only_what_is_set_and_encodes_it() {
        let filter = contract::community::CommunityFilter { q: Some("werk & zó".into()), mine: Some(true), ..Default::default() };
        assert_eq!(pairs(&filter), ["mine=true", "q=werk%20%26%20z%C3%B3"]);
        assert!(pairs(&contract::community::CommunityFilter::default()).is_empty());
    }
}
