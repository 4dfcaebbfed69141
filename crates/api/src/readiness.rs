//! Whether this server can do its work: it writes to know that it can write.
use chrono::{DateTime, Utc};
use persistence::{Database, StoreError, readiness};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Whoever asks within this time hears the same, so that asking often is no load.
const FRESH: Duration = Duration::from_secs(1);

/// What was found last, for everybody who asks.
#[derive(Default)]
pub struct Readiness(Mutex<Option<(Instant, Option<&'static str>)>>);

impl Readiness {
    /// Why nothing can be written now; nothing when it can.
    pub async fn reason(&self, db: &Database, now: DateTime<Utc>) -> Option<&'static str> {
        // Who comes while somebody is finding out waits for that.
        let mut last = self.0.lock().await;
        if let Some((at, reason)) = *last
            && at.elapsed() < FRESH
            // A write was refused since; this is asked once, as the answer is then that nothing can be written.
            && (reason.is_some() || !db.refused())
        {
            return reason;
        }
        let reason = readiness::write(db, now).await.err().map(|error| {
            tracing::error!(%error, "nothing can be written");
            match error {
                StoreError::DiskFull(_) => "the disk is full: nothing can be written",
                StoreError::Storage(_) => "the storage fails: nothing can be written",
                StoreError::Unavailable(_) => "the database does not answer, or is busy",
                _ => "the database refuses what is written",
            }
        });
        *last = Some((Instant::now(), reason));
        reason
    }
}
