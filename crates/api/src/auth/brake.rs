//! The growing wait after failures: per account and address, and more gently per account.
use crate::{app::App, auth, error::ApiError, extract::Ctx};
use chrono::{DateTime, Duration, Utc};
use domain::account::{Brake as Rule, PER_ACCOUNT, PER_ADDRESS};
use persistence::session as store;
use sea_orm::ConnectionTrait;

/// The brake on guessing one secret.
pub struct Brake {
    counters: [(String, Rule); 2],
}

impl Brake {
    /// The brake on what `secret` names, for the caller; the same whether or not the account exists.
    pub fn of(ctx: &Ctx, secret: &str) -> Self {
        let own = auth::hash(&format!("{secret} from {}", ctx.network()));
        Self { counters: [(own, PER_ADDRESS), (auth::hash(secret), PER_ACCOUNT)] }
    }

    /// Refuses while waiting is not over.
    pub async fn check<C: ConnectionTrait>(&self, app: &App, conn: &C) -> Result<(), ApiError> {
        let now = app.clock.now();
        let mut left = 0;
        for (counter, rule) in &self.counters {
            if let Some((failures, last_at)) = store::failures(conn, counter).await? {
                left = left.max((last_at + Duration::seconds(rule.wait(failures)) - now).num_seconds());
            }
        }
        if left > 0 { Err(ApiError::TooManyAttempts(left)) } else { Ok(()) }
    }

    /// Counts a failure.
    pub async fn count<C: ConnectionTrait>(&self, conn: &C, now: DateTime<Utc>) -> Result<(), ApiError> {
        for (counter, _) in &self.counters {
            let failures = store::failures(conn, counter).await?.map_or(0, |(failures, _)| failures);
            store::count_failure(conn, counter, failures.saturating_add(1), now).await?;
        }
        Ok(())
    }

    /// Forgets the failures from the address of the caller, after a success. Those from elsewhere stay counted.
    pub async fn clear<C: ConnectionTrait>(&self, conn: &C) -> Result<(), ApiError> {
        Ok(store::clear_failures(conn, &self.counters[0].0).await?)
    }
}
