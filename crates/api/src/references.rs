//! References in a body to other resources.
use crate::error::ApiError;
use contract::{FieldError, problem::explain};
use domain::policy::Actor;
use persistence::{Resource, Transaction};
use uuid::Uuid;

/// Collects references to things that do not exist for the actor, or are no longer in use: who has left, what was archived. What was referred to before is
/// not questioned again.
pub struct References<'a> {
    conn: &'a Transaction,
    actor: &'a Actor,
    errors: Vec<FieldError>,
}

impl<'a> References<'a> {
    pub fn new(conn: &'a Transaction, actor: &'a Actor) -> Self {
        Self { conn, actor, errors: vec![] }
    }

    /// Expects each of these to exist and to be in use; `before` are those that were referred to already.
    ///
    /// # Errors
    /// When the database does not answer; what may not be referred to is told by [`References::finish`].
    pub async fn list<S: Resource>(&mut self, field: &str, ids: &[S::Id], before: &[S::Id]) -> Result<(), ApiError> {
        let before: Vec<Uuid> = before.iter().map(|id| (*id).into()).collect();
        let ids: Vec<Uuid> = ids.iter().map(|id| (*id).into()).collect();
        let new: Vec<Uuid> = ids.iter().copied().filter(|id| !before.contains(id)).collect();
        for (id, code) in self.faults::<S>(&new).await? {
            self.refuse_for(field, &ids, &[id], code);
        }
        Ok(())
    }

    /// Expects this to exist and to be in use, when there is one.
    ///
    /// # Errors
    /// When the database does not answer; what may not be referred to is told by [`References::finish`].
    pub async fn one<S: Resource>(&mut self, field: &str, id: Option<S::Id>, before: Option<S::Id>) -> Result<(), ApiError> {
        let id: Option<Uuid> = id.map(Into::into);
        if id.is_some() && id != before.map(Into::into) {
            let ids: Vec<Uuid> = id.into_iter().collect();
            for (_, code) in self.faults::<S>(&ids).await? {
                self.errors.push(FieldError::body(format!("/{field}"), code, explain(code, None)));
            }
        }
        Ok(())
    }

    /// Those to which nobody may refer, with the reason.
    async fn faults<S: Resource>(&self, new: &[Uuid]) -> Result<Vec<(Uuid, &'static str)>, ApiError> {
        let missing = persistence::resource::missing::<S, _>(self.conn, self.actor, new).await?;
        let there: Vec<Uuid> = new.iter().copied().filter(|id| !missing.contains(id)).collect();
        let out_of_use = persistence::resource::out_of_use::<S, _>(self.conn, &there).await?;
        let of = |ids: Vec<Uuid>, code: &'static str| ids.into_iter().map(move |id| (id, code));
        Ok(of(missing, "unknown_reference").chain(of(out_of_use, "no_longer_active")).collect())
    }

    /// Refuses these elements of a list.
    pub fn refuse(&mut self, field: &str, ids: &[Uuid], refused: &[Uuid]) {
        self.refuse_for(field, ids, refused, "unknown_reference");
    }

    fn refuse_for(&mut self, field: &str, ids: &[Uuid], refused: &[Uuid], code: &'static str) {
        for (index, id) in ids.iter().enumerate() {
            if refused.contains(id) {
                self.errors.push(FieldError::body(format!("/{field}/{index}"), code, explain(code, None)));
            }
        }
    }

    /// All of them at once.
    ///
    /// # Errors
    /// [`ApiError::UnknownReference`] with each of them and its place.
    pub fn finish(self) -> Result<(), ApiError> {
        if self.errors.is_empty() { Ok(()) } else { Err(ApiError::UnknownReference(self.errors)) }
    }
}
