//! Who a session stands for now. Read from the database and kept for a moment, so that ending a session, a role or an account counts at once
//! on the server that did it and within [`KEPT`] on its replicas.
use crate::error::ApiError;
use chrono::{DateTime, Utc};
use domain::ApiClientId;
use persistence::{Database, api_client::Active, role::Identity};
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// How long a replica may not know of a change.
const KEPT: Duration = Duration::from_secs(2);
/// How many identities are kept at most.
const MAX_IDENTITIES: u64 = 20_000;

/// The identities that were asked for a moment ago.
pub struct Identities {
    kept: moka::sync::Cache<Uuid, Option<Identity>>,
    clients: moka::sync::Cache<Uuid, Option<Arc<Active>>>,
}

impl Default for Identities {
    fn default() -> Self {
        Self {
            kept: moka::sync::Cache::builder().max_capacity(MAX_IDENTITIES).time_to_live(KEPT).build(),
            clients: moka::sync::Cache::builder().max_capacity(MAX_IDENTITIES).time_to_live(KEPT).build(),
        }
    }
}

impl Identities {
    /// Who the session stands for; `None` when it has ended or its person is no longer let in.
    pub async fn of_session(&self, db: &Database, session: Uuid, now: DateTime<Utc>) -> Result<Option<Identity>, ApiError> {
        if let Some(known) = self.kept.get(&session) {
            return Ok(known);
        }
        let found = persistence::role::of_session(db.reader(), session, now).await?;
        self.kept.insert(session, found);
        Ok(found)
    }

    /// The client with this id; `None` when it is not active.
    pub async fn client(&self, db: &Database, id: ApiClientId) -> Result<Option<Arc<Active>>, ApiError> {
        if let Some(known) = self.clients.get(&id.0) {
            return Ok(known);
        }
        let found = persistence::api_client::active(db.reader(), id).await?.map(Arc::new);
        self.clients.insert(id.0, found.clone());
        Ok(found)
    }

    /// Asks the database again, after somebody's rights changed.
    pub fn forget(&self) {
        self.kept.invalidate_all();
        self.clients.invalidate_all();
    }
}
