//! References in a body to other resources.
use crate::error::ApiError;
use contract::{FieldError, problem::explain};
use domain::policy::Actor;
use persistence::{Resource, Transaction};
use uuid::Uuid;

/// Collects references to things that do not exist for the actor. What was referred to before is not questioned again.
pub struct References<'a> {
    conn: &'a Transaction,
    actor: &'a Actor,
    errors: Vec<FieldError>,
}

impl<'a> References<'a> {
    pub fn new(conn: &'a Transaction, actor: &'a Actor) -> Self {
        Self { conn, actor, errors: vec![] }
    }

    /// Expects each of these to exist; `before` are those that were referred to already.
    pub async fn list<S: Resource>(&mut self, field: &str, ids: &[S::Id], before: &[S::Id]) -> Result<(), ApiError> {
        let before: Vec<Uuid> = before.iter().map(|id| (*id).into()).collect();
        let ids: Vec<Uuid> = ids.iter().map(|id| (*id).into()).collect();
        let new: Vec<Uuid> = ids.iter().copied().filter(|id| !before.contains(id)).collect();
        let missing = persistence::resource::missing::<S, _>(self.conn, self.actor, &new).await?;
        self.refuse(field, &ids, &missing);
        Ok(())
    }

    /// Expects this to exist, when there is one.
    pub async fn one<S: Resource>(&mut self, field: &str, id: Option<S::Id>, before: Option<S::Id>) -> Result<(), ApiError> {
        let id: Option<Uuid> = id.map(Into::into);
        if id.is_some() && id != before.map(Into::into) {
            let ids: Vec<Uuid> = id.into_iter().collect();
            if !persistence::resource::missing::<S, _>(self.conn, self.actor, &ids).await?.is_empty() {
                self.errors.push(FieldError::body(format!("/{field}"), "unknown_reference", explain("unknown_reference", None)));
            }
        }
        Ok(())
    }

    /// Refuses these elements of a list.
    pub fn refuse(&mut self, field: &str, ids: &[Uuid], refused: &[Uuid]) {
        for (index, id) in ids.iter().enumerate() {
            if refused.contains(id) {
                self.errors.push(FieldError::body(format!("/{field}/{index}"), "unknown_reference", explain("unknown_reference", None)));
            }
        }
    }

    /// All of them at once.
    pub fn finish(self) -> Result<(), ApiError> {
        if self.errors.is_empty() { Ok(()) } else { Err(ApiError::UnknownReference(self.errors)) }
    }
}
