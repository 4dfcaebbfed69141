//! How much one caller may ask: each account, each client, and each network for who is not signed in.
use crate::{config, error::ApiError};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use std::num::NonZeroU32;

/// The limits, as this server counts.
pub struct Limits {
    requests: Option<DefaultKeyedRateLimiter<String>>,
    attempts: Option<DefaultKeyedRateLimiter<String>>,
    clock: DefaultClock,
}

impl Limits {
    /// As configured.
    pub fn new(config: &config::Limits) -> Self {
        let limiter = |per_minute: u32| NonZeroU32::new(per_minute).map(|most| RateLimiter::keyed(Quota::per_minute(most)));
        Self { requests: limiter(config.requests_per_minute), attempts: limiter(config.attempts_per_minute), clock: DefaultClock::default() }
    }

    fn check(&self, limiter: Option<&DefaultKeyedRateLimiter<String>>, caller: &str, refusal: fn(i64) -> ApiError) -> Result<(), ApiError> {
        let Some(limiter) = limiter else { return Ok(()) };
        limiter.check_key(&caller.to_owned()).map_err(|not_yet| {
            let wait = not_yet.wait_time_from(self.clock.now()).as_secs();
            refusal(i64::try_from(wait).unwrap_or(i64::MAX).saturating_add(1))
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
        for limiter in [&self.requests, &self.attempts].into_iter().flatten() {
            limiter.retain_recent();
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
        assert!(matches!(limits.request("a"), Err(ApiError::TooManyRequests(1..=21))));
        limits.request("b").unwrap();
        for _ in 0..100 {
            limits.attempt("a").unwrap();
        }
    }
}
