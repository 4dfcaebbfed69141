//! The only source of the current time.
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use std::sync::Arc;

/// Tells the time in microseconds, the precision that PostgreSQL keeps.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The clock of the machine.
    #[expect(clippy::disallowed_methods, reason = "the one place where the server asks what time it is")]
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }

    /// A clock that stands still, for tests.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Arc::new(move || at))
    }

    pub fn now(&self) -> DateTime<Utc> {
        (self.0)().trunc_subsecs(6)
    }

    /// The day that it is where the platform is.
    pub fn today(&self) -> NaiveDate {
        persistence::day::of(self.now())
    }
}
