//! API clients: their secrets, and signing in as one.
use crate::{
    Client, Error,
    http::Method,
    transport::{Extras, read},
};
use contract::api_client::{ClientSecrets, NewClientSecret};
use contract::percent_encode;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

impl Client {
    /// Signs in as a system with its id and secret, for all its scopes; requests carry the access token from now on. The token works for ten minutes; after
    /// that the client gets the next one by itself, with the secret, which it keeps until somebody signs in otherwise.
    pub async fn sign_in_as_client(&self, id: Uuid, secret: &str) -> Result<(), Error> {
        let form = format!("grant_type=client_credentials&client_id={id}&client_secret={}", percent_encode(secret));
        let extras = Extras { body: Some(form.into_bytes()), media_type: Some("application/x-www-form-urlencoded"), anonymous: true, ..Extras::default() };
        self.set_token(None);
        let token: Token = read(&self.send_to("/oauth/token", Method::Post, extras).await?)?;
        self.set_token(Some(token.access_token));
        self.remember(Some((id, secret.to_owned())));
        Ok(())
    }

    /// The secrets of a client, by their last letters.
    pub async fn client_secrets(&self, id: Uuid) -> Result<ClientSecrets, Error> {
        self.get(&format!("/api-clients/{id}/secrets")).await
    }

    /// A new secret of a client, which nobody can read again.
    pub async fn new_client_secret(&self, id: Uuid) -> Result<NewClientSecret, Error> {
        read(&self.send(Method::Post, &format!("/api-clients/{id}/secrets"), Extras::default()).await?)
    }

    /// Ends a secret of a client.
    pub async fn end_client_secret(&self, id: Uuid, secret: Uuid) -> Result<(), Error> {
        self.send(Method::Delete, &format!("/api-clients/{id}/secrets/{secret}"), Extras::default()).await.map(drop)
    }
}
