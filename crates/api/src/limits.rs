//! How much one caller may ask: each account, each client, and each network for who is not signed in.
use crate::{
    config,
    error::{ApiError, Wait},
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use std::num::NonZeroU32;

/// One limit.
struct Limit {
    name: &'static str,
    per_minute: NonZeroU32,
    callers: DefaultKeyedRateLimiter<String>,
}

impl Limit {
    fn new(name: &'static str, per_minute: u32) -> Option<Self> {
        let per_minute = NonZeroU32::new(per_minute)?;
        Some(Self { name, per_minute, callers: RateLimiter::keyed(Quota::per_minute(per_minute)) })
    }
}

/// The limits, as this server counts.
pub struct Limits {
    requests: Option<Limit>,
    attempts: Option<Limit>,
    clock: DefaultClock,
}

impl Limits {
    /// As configured.
    pub fn new(config: &config::Limits) -> Self {
        Self {
            requests: Limit::new("requests", config.requests_per_minute),
            attempts: Limit::new("attempts", config.attempts_per_minute),
            clock: DefaultClock::default(),
        }
    }

    fn check(&self, limit: Option<&Limit>, caller: &str, refusal: fn(Wait) -> ApiError) -> Result<(), ApiError> {
        let Some(Limit { name, per_minute, callers }) = limit else { return Ok(()) };
        callers.check_key(&caller.to_owned()).map_err(|not_yet| {
            let seconds = not_yet.wait_time_from(self.clock.now()).as_secs();
            let seconds = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_add(1);
            refusal(Wait { seconds, policy: name, quota: per_minute.get(), window: Some(60) })
        })
    }

    /// Counts a request of this caller.
    pub fn request(&self, caller: &str) -> Result<(), ApiError> {
        self.check(self.requests.as_ref(), caller, ApiError::TooManyRequests)
    }

    /// Counts an attempt to get in from this network.
    pub fn attempt(&self, network: &str) -> Result<(), ApiError> {
        self.check(self.attempts.as_ref(), network, ApiError::TooManyAttempts)
    }

    /// Forgets callers that have been away for long enough.
    pub fn forget(&self) {
        for limit in [&self.requests, &self.attempts].into_iter().flatten() {
            limit.callers.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_caller_counts_for_itself() {
        let limits = Limits::new(&config::Limits { requests_per_minute: 3, attempts_per_minute: 0, table_rows: 0, body_seconds: 0 });
        for _ in 0..3 {
            limits.request("a").unwrap();
        }
        assert!(matches!(limits.request("a"), Err(ApiError::TooManyRequests(Wait { seconds: 1..=21, policy: "requests", quota: 3, window: Some(60) }))));
        limits.request("b").unwrap();
        for _ in 0..100 {
            limits.attempt("a").unwrap();
        }
    }
}
