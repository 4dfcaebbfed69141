//! Signing in and out.
use crate::{
    Client, Error,
    http::Method,
    transport::{Extras, in_turn, pairs, read},
};
use contract::{
    person::Person,
    session::{Session, SignInInput, SignInOptions, SignInOptionsFilter},
};

impl Client {
    /// Signs in; requests carry the access token from now on.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<Session, Error> {
        self.sign_in_with(&SignInInput { email: email.into(), password: password.into(), code: None }).await
    }

    /// Signs in, with a code for who has a second factor.
    pub async fn sign_in_with(&self, input: &SignInInput) -> Result<Session, Error> {
        self.open("/sessions", Extras::json(input)?).await
    }

    /// How people with an e-mail address in this domain sign in.
    pub async fn sign_in_options(&self, domain: &str) -> Result<SignInOptions, Error> {
        let filter = SignInOptionsFilter { domain: Some(domain.to_owned()) };
        self.get(&format!("/sign-in-options?{}", pairs(&filter).join("&"))).await
    }

    /// Renews the session by its refresh cookie. In the browser windows take turns, as the cookie works once.
    pub async fn renew(&self) -> Result<Session, Error> {
        in_turn(self.renew_now()).await.map(|(session, _)| session)
    }

    /// The renewed session, and whether it is of the same person as before.
    pub(crate) async fn renew_now(&self) -> Result<(Session, bool), Error> {
        self.opened("/sessions/_renew", Extras::default()).await
    }

    pub(crate) async fn open(&self, path: &str, extras: Extras<'_>) -> Result<Session, Error> {
        self.opened(path, extras).await.map(|(session, _)| session)
    }

    async fn opened(&self, path: &str, extras: Extras<'_>) -> Result<(Session, bool), Error> {
        self.remember(None);
        let session: Session = read(&self.send(Method::Post, path, Extras { anonymous: true, ..extras }).await?)?;
        let same = self.hold(&session);
        Ok((session, same))
    }

    /// Ends the session.
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.set_token(None);
        self.set_renewable(false);
        self.remember(None);
        self.send(Method::Post, "/sessions/_end", Extras::default()).await.map(drop)
    }

    /// Who is signed in.
    pub async fn me(&self) -> Result<Person, Error> {
        self.get("/me").await
    }
}
