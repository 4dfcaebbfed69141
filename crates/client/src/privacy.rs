//! Privacy of one's own account.
use crate::{Client, Error, http::Method, transport::Extras};
use contract::privacy::{AcceptanceInput, ErasureRequests, Privacy};
use uuid::Uuid;

impl Client {
    /// How one's own privacy stands.
    pub async fn privacy(&self) -> Result<Privacy, Error> {
        self.get("/me/privacy").await
    }

    /// Accepts the privacy statement.
    pub async fn accept_privacy(&self, version: i32) -> Result<(), Error> {
        self.send(Method::Post, "/me/privacy/_accept", Extras::json(&AcceptanceInput { version })?).await.map(drop)
    }

    /// Everything that is kept about oneself, as a zip.
    pub async fn my_data(&self) -> Result<Vec<u8>, Error> {
        let extras = Extras { accept: Some("application/zip, application/problem+json"), ..Extras::default() };
        Ok(self.send(Method::Get, "/me/data/_export", extras).await?.body)
    }

    /// Asks to be forgotten, or takes that back.
    pub async fn set_erasure(&self, asked: bool) -> Result<(), Error> {
        let method = if asked { Method::Post } else { Method::Delete };
        self.send(method, "/me/erasure", Extras::default()).await.map(drop)
    }

    /// Who asked to be forgotten.
    pub async fn erasure_requests(&self) -> Result<ErasureRequests, Error> {
        self.get("/erasure-requests").await
    }

    /// Forgets somebody, when it is still the version of `etag`. This cannot be undone.
    pub async fn erase_person(&self, person: Uuid, etag: &str) -> Result<(), Error> {
        self.send(Method::Post, &format!("/people/{person}/_erase"), Extras { if_match: Some(etag), ..Extras::default() }).await.map(drop)
    }
}
