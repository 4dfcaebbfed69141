//! Requests of native programs, which keep the cookies of the server.
use super::{Answer, Request, broken};
use crate::Error;
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Clone)]
pub struct Http(reqwest::Client);

impl Http {
    #[expect(clippy::disallowed_methods, reason = "the one place where a client is made: it keeps cookies and waits only so long")]
    pub fn new() -> Self {
        Self(reqwest::Client::builder().cookie_store(true).timeout(PATIENCE).build().unwrap_or_default())
    }

    pub async fn send(&self, Request { method, address, headers, body }: Request<'_>) -> Result<Answer, Error> {
        let method = reqwest::Method::from_bytes(method.as_str().as_bytes()).map_err(|error| broken(error.to_string()))?;
        let mut request = self.0.request(method, address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.body(body.to_vec());
        }
        let response = request.send().await.map_err(|error| broken(error.to_string()))?;
        let status = response.status().as_u16();
        let etag = response.headers().get("etag").and_then(|etag| etag.to_str().ok()).unwrap_or_default().to_owned();
        let body = response.bytes().await.map_err(|error| broken(format!("status {status}, and {error}")))?.to_vec();
        Ok(Answer { status, etag, body })
    }
}
