//! The growing wait after failures: per account and address, and more gently per account over all addresses.
use crate::{
    auth,
    clock::Clock,
    error::{ApiError, Wait},
};
use domain::account::{PER_ACCOUNT, PER_ADDRESS};
use persistence::{
    Database,
    brake::{self as store, Counted, Counter},
};
use sea_orm::ConnectionTrait;
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, LazyLock},
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Attempts on one account take turns here, so that many right passwords at once (a page with many tabs, a system with many threads) do not count each other
/// as failures. Accounts that share a turn only wait for each other.
static TURNS: LazyLock<Vec<Arc<Mutex<()>>>> = LazyLock::new(|| (0..1024).map(|_| Arc::default()).collect());

/// The brake on guessing one secret.
pub struct Brake {
    /// The first is the caller's own.
    counters: Vec<Counter>,
    /// Whose turn it is.
    turn: String,
}

/// An attempt that may be looked at. It counts as failed unless it is told otherwise.
#[must_use = "an attempt that succeeds has to be taken back"]
pub struct Attempt {
    counted: Vec<Counted>,
    _turn: OwnedMutexGuard<()>,
}

impl Brake {
    /// The brake on what `secret` names, for the caller from this network; the same whether or not the account exists.
    pub fn of(network: &str, secret: &str) -> Self {
        let own = Counter { key: auth::hash(&format!("{secret} from {network}")), rule: PER_ADDRESS };
        let account = Counter { key: auth::hash(secret), rule: PER_ACCOUNT };
        Self { turn: account.key.clone(), counters: vec![own, account] }
    }

    /// The brake on a password, typed on a device on which its owner signed in before: what others try elsewhere does not count there.
    pub fn on_device(secret: &str, device: &str) -> Self {
        let own = Counter { key: auth::hash(&format!("{secret} on device {device}")), rule: PER_ADDRESS };
        Self { turn: own.key.clone(), counters: vec![own] }
    }

    /// The brake on a secret that is too long to be guessed by any number of machines: whoever tries waits, and nobody is kept out by others.
    pub fn of_unguessable(network: &str, secret: &str) -> Self {
        let own = Counter { key: auth::hash(&format!("{secret} from {network}")), rule: PER_ADDRESS };
        Self { turn: own.key.clone(), counters: vec![own] }
    }

    /// Counts an attempt before it is looked at; refuses it while waiting is not over. Must not be called within a unit of work.
    pub async fn attempt(&self, db: &Database, clock: &Clock) -> Result<Attempt, ApiError> {
        // Who has to wait anyway does not queue.
        match store::waiting(db.reader(), &self.counters, clock.now()).await? {
            ..=0 => {}
            seconds => return Err(wait(seconds)),
        }
        let mut hasher = DefaultHasher::new();
        self.turn.hash(&mut hasher);
        let place = usize::try_from(hasher.finish() % TURNS.len() as u64).unwrap_or_default();
        let turn = TURNS.get(place).cloned().unwrap_or_default().lock_owned().await;
        let counted = store::count(db.bookkeeping(), &self.counters, clock.now()).await?.map_err(wait)?;
        Ok(Attempt { counted, _turn: turn })
    }
}

fn wait(seconds: i64) -> ApiError {
    ApiError::TooManyAttempts(Wait { seconds, policy: "guesses", quota: PER_ADDRESS.free.unsigned_abs(), window: None })
}

impl Attempt {
    /// It was right: the failures of the caller are forgotten, those from elsewhere stay counted.
    pub async fn succeeded<C: ConnectionTrait>(self, conn: &C) -> Result<(), ApiError> {
        if let Some((own, others)) = self.counted.split_first() {
            store::clear(conn, own).await?;
            store::take_back(conn, others).await?;
        }
        Ok(())
    }

    /// It was neither right nor wrong. Must not be called within a unit of work that is not committed.
    pub async fn take_back<C: ConnectionTrait>(self, conn: &C) -> Result<(), ApiError> {
        Ok(store::take_back(conn, &self.counted).await?)
    }
}
