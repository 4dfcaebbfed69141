//! Accounts, roles, second factors and sessions.
use crate::{
    Client, Error, Versioned,
    http::Method,
    resource::versioned,
    transport::{Extras, read},
};
use contract::{
    account::{EmailChangeInput, Link, LinkInput, Mails, OwnPasswordInput, ResetInput},
    person::Person,
    role::{PersonRoles, Role, RoleInput},
    second_factor::{CodeInput, RecoveryCodes, SecondFactor, SecondFactorSetup},
    session::OpenSessions,
    succession::{SuccessionInput, Successions},
};
use uuid::Uuid;

impl Client {
    /// Sends somebody an invitation by mail.
    pub async fn invite_person(&self, person: Uuid) -> Result<(), Error> {
        self.send(Method::Post, &format!("/people/{person}/_invite"), Extras::default()).await.map(drop)
    }

    /// Lets somebody in no longer, or again, when it is still the version of `etag`.
    pub async fn set_active(&self, person: Uuid, etag: &str, active: bool) -> Result<Versioned<Person>, Error> {
        let what = if active { "_reactivate" } else { "_deactivate" };
        let extras = Extras { if_match: Some(etag), ..Extras::default() };
        versioned(self.send(Method::Post, &format!("/people/{person}/{what}"), extras).await?)
    }

    /// The roles of a person.
    pub async fn person_roles(&self, person: Uuid) -> Result<PersonRoles, Error> {
        self.get(&format!("/people/{person}/roles")).await
    }

    /// Grants a role, or changes its end.
    pub async fn grant_role(&self, person: Uuid, role: Role, input: &RoleInput) -> Result<(), Error> {
        self.send(Method::Put, &format!("/people/{person}/roles/{role}"), Extras::json(input)?).await.map(drop)
    }

    /// Takes a role back.
    pub async fn end_role(&self, person: Uuid, role: Role) -> Result<(), Error> {
        self.send(Method::Delete, &format!("/people/{person}/roles/{role}"), Extras::default()).await.map(drop)
    }

    /// Asks for a new password; says nothing of whether there is an account.
    pub async fn ask_password_reset(&self, email: &str) -> Result<(), Error> {
        self.send(Method::Post, "/password-resets", Extras::json(&ResetInput { email: email.into() })?).await.map(drop)
    }

    /// Asks for another e-mail address for oneself.
    pub async fn ask_email_change(&self, input: &EmailChangeInput) -> Result<(), Error> {
        self.send(Method::Post, "/me/email-changes", Extras::json(input)?).await.map(drop)
    }

    /// What a link from a mail is for.
    pub async fn read_link(&self, token: &str) -> Result<Link, Error> {
        let input = LinkInput { token: token.into(), password: None };
        read(&self.send(Method::Post, "/account-links/_read", Extras::json(&input)?).await?)
    }

    /// Uses a link from a mail.
    pub async fn use_link(&self, input: &LinkInput) -> Result<(), Error> {
        self.send(Method::Post, "/account-links/_use", Extras::json(input)?).await.map(drop)
    }

    /// What needs a successor, for coordinators and administrators.
    pub async fn successions(&self) -> Result<Successions, Error> {
        self.get("/me/successions").await
    }

    /// Appoints a successor of somebody who is no longer let in.
    pub async fn appoint_successor(&self, input: &SuccessionInput) -> Result<(), Error> {
        self.send(Method::Post, "/me/successions", Extras::json(input)?).await.map(drop)
    }

    /// The latest mails.
    pub async fn mails(&self) -> Result<Mails, Error> {
        self.get("/mails").await
    }

    /// Where one is signed in.
    pub async fn my_sessions(&self) -> Result<OpenSessions, Error> {
        self.get("/me/sessions").await
    }

    /// Ends one of one's own sessions.
    pub async fn end_session(&self, session: Uuid) -> Result<(), Error> {
        self.send(Method::Delete, &format!("/me/sessions/{session}"), Extras::default()).await.map(drop)
    }

    /// Signs out everywhere.
    pub async fn end_sessions(&self) -> Result<(), Error> {
        self.send(Method::Delete, "/me/sessions", Extras::default()).await?;
        self.set_token(None);
        self.set_renewable(false);
        Ok(())
    }

    /// How one's own second factor stands.
    pub async fn second_factor(&self) -> Result<SecondFactor, Error> {
        self.get("/me/second-factor").await
    }

    /// A new secret for an app for codes; with the password, for who has one.
    pub async fn set_up_second_factor(&self, current_password: Option<&str>) -> Result<SecondFactorSetup, Error> {
        let input = OwnPasswordInput { current_password: current_password.map(str::to_owned) };
        read(&self.send(Method::Post, "/me/second-factor", Extras::json(&input)?).await?)
    }

    /// Confirms the second factor with a code; answers the recovery codes.
    pub async fn confirm_second_factor(&self, code: &str) -> Result<RecoveryCodes, Error> {
        let input = CodeInput { code: code.into() };
        read(&self.send(Method::Post, "/me/second-factor/_confirm", Extras::json(&input)?).await?)
    }

    /// Removes one's own second factor.
    pub async fn remove_second_factor(&self, input: &OwnPasswordInput) -> Result<(), Error> {
        self.send(Method::Post, "/me/second-factor/_remove", Extras::json(input)?).await.map(drop)
    }

    /// Removes the second factor of somebody who lost it.
    pub async fn remove_second_factor_of(&self, person: Uuid) -> Result<(), Error> {
        self.send(Method::Delete, &format!("/people/{person}/second-factor"), Extras::default()).await.map(drop)
    }
}
