//! What the trail says once: reading what is not for everyone, and asking what one may not do.
use std::time::Duration;
use uuid::Uuid;

/// Who read what, or was refused what, a while ago, so that the trail says it once.
pub struct Readings(moka::sync::Cache<(Option<Uuid>, Uuid), ()>);

impl Default for Readings {
    fn default() -> Self {
        Self(moka::sync::Cache::builder().max_capacity(50_000).time_to_live(Duration::from_secs(3600)).build())
    }
}

impl Readings {
    /// Whether this person or system did not do this in the last hour; from now on it did.
    pub fn is_new(&self, reader: Option<Uuid>, resource: Uuid) -> bool {
        self.0.entry((reader, resource)).or_insert(()).is_fresh()
    }

    /// Forgets that, when it could not be recorded.
    pub fn forget(&self, reader: Option<Uuid>, resource: Uuid) {
        self.0.invalidate(&(reader, resource));
    }
}
