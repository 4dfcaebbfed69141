//! Passkeys: one's own, and signing in with one. The device is asked by whoever calls; in a browser that is `navigator.credentials`.
use crate::{
    Client, Error,
    http::Method,
    transport::{Extras, read},
};
use contract::{
    account::OwnPasswordInput,
    passkey::{Passkey, PasskeyChallenge, PasskeyInput, PasskeySignInInput, Passkeys},
    session::Session,
};
use uuid::Uuid;

impl Client {
    /// One's own passkeys.
    pub async fn passkeys(&self) -> Result<Passkeys, Error> {
        self.get("/me/passkeys").await
    }

    /// Begins to add a passkey: what the device is asked.
    pub async fn start_passkey(&self, input: &OwnPasswordInput) -> Result<PasskeyChallenge, Error> {
        read(&self.send(Method::Post, "/me/passkeys/_start", Extras::json(input)?).await?)
    }

    /// Adds a passkey with what the device answered.
    pub async fn add_passkey(&self, input: &PasskeyInput) -> Result<Passkey, Error> {
        read(&self.send(Method::Post, "/me/passkeys", Extras::json(input)?).await?)
    }

    /// Removes a passkey of oneself.
    pub async fn remove_passkey(&self, id: Uuid, input: &OwnPasswordInput) -> Result<(), Error> {
        self.send(Method::Post, &format!("/me/passkeys/{id}/_remove"), Extras::json(input)?).await.map(drop)
    }

    /// Begins to sign in with a passkey: what the device is asked.
    pub async fn start_passkey_sign_in(&self) -> Result<PasskeyChallenge, Error> {
        read(&self.send(Method::Post, "/passkey-challenges", Extras::default()).await?)
    }

    /// Signs in with what the device answered.
    pub async fn sign_in_with_passkey(&self, input: &PasskeySignInInput) -> Result<Session, Error> {
        self.open("/sessions/_passkey", Extras::json(input)?).await
    }
}
