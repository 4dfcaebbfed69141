//! The members of one community.
use crate::{
    Client, Error, Versioned,
    http::Method,
    resource::versioned,
    transport::{Extras, pairs},
};
use contract::{
    Page,
    member::{InviteInput, Member, MemberFilter, MemberPatch},
};
use uuid::Uuid;

/// Joining, inviting, deciding, leaving.
pub struct Members<'c> {
    client: &'c Client,
    community: Uuid,
}

impl<'c> Members<'c> {
    pub(crate) fn new(client: &'c Client, community: Uuid) -> Self {
        Self { client, community }
    }

    /// One page, by name.
    pub async fn list(&self, filter: &MemberFilter, cursor: Option<&str>) -> Result<Page<Member>, Error> {
        let mut query = pairs(filter);
        query.push("pageSize=100".into());
        query.extend(cursor.map(|cursor| format!("cursor={cursor}")));
        self.client.get(&format!("/communities/{}/members?{}", self.community, query.join("&"))).await
    }

    /// Joins, or asks to join.
    pub async fn join(&self) -> Result<Versioned<Member>, Error> {
        self.post("_join").await
    }

    /// Leaves, withdraws a request or declines an invitation.
    pub async fn leave(&self) -> Result<(), Error> {
        self.client.send(Method::Post, &format!("/communities/{}/_leave", self.community), Extras::default()).await.map(drop)
    }

    /// Invites somebody.
    pub async fn invite(&self, person: Uuid) -> Result<Versioned<Member>, Error> {
        let extras = Extras::json(&InviteInput { person_id: person })?;
        versioned(self.client.send(Method::Post, &format!("/communities/{}/members", self.community), extras).await?)
    }

    /// One member.
    pub async fn get(&self, person: Uuid) -> Result<Versioned<Member>, Error> {
        versioned(self.client.send(Method::Get, &self.one(person), Extras::default()).await?)
    }

    /// Approves a request.
    pub async fn approve(&self, person: Uuid) -> Result<Versioned<Member>, Error> {
        self.post(&format!("members/{person}/_approve")).await
    }

    /// Refuses a request.
    pub async fn refuse(&self, person: Uuid) -> Result<(), Error> {
        self.client.send(Method::Post, &format!("{}/_refuse", self.one(person)), Extras::default()).await.map(drop)
    }

    /// Changes the role of a member.
    pub async fn change_role(&self, person: Uuid, etag: &str, patch: &MemberPatch) -> Result<Versioned<Member>, Error> {
        let extras = Extras { if_match: Some(etag), media_type: Some("application/merge-patch+json"), ..Extras::json(patch)? };
        versioned(self.client.send(Method::Patch, &self.one(person), extras).await?)
    }

    /// Removes a member or withdraws an invitation.
    pub async fn remove(&self, person: Uuid, etag: &str) -> Result<(), Error> {
        self.client.send(Method::Delete, &self.one(person), Extras { if_match: Some(etag), ..Extras::default() }).await.map(drop)
    }

    fn one(&self, person: Uuid) -> String {
        format!("/communities/{}/members/{person}", self.community)
    }

    async fn post(&self, what: &str) -> Result<Versioned<Member>, Error> {
        versioned(self.client.send(Method::Post, &format!("/communities/{}/{what}", self.community), Extras::default()).await?)
    }
}
