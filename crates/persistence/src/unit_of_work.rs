//! Connections and transactions.
use crate::{StoreError, Transaction, journal, transaction::Distrust};
use chrono::{DateTime, NaiveDate, Utc};
use domain::journal::Entry;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend};
use std::time::Duration;

/// Connections of one server to PostgreSQL. A query takes a fraction of a millisecond, so few are busy at a time; more of them only keep more
/// processes warm there, which made reading one thing of a million a third more expensive.
fn postgres_connections() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(cores).unwrap_or(2) * 2 + 2
}

/// The database: any number of readers, and units of work for writes.
#[derive(Clone)]
pub struct Database {
    readers: DatabaseConnection,
    /// SQLite has one writer at a time; one connection for it keeps writers queueing here instead of polling the lock.
    writer: DatabaseConnection,
    distrust: Distrust,
}

impl Database {
    /// Counts statements from now on; see [`crate::statements::counted`].
    pub fn count_statements(&mut self) {
        for connection in [&mut self.readers, &mut self.writer] {
            connection.set_metric_callback(|_| crate::statements::add());
        }
    }

    /// Connects to `sqlite:<file>?mode=rwc`, `sqlite::memory:` or `postgres://…`.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when the database cannot be reached or opened.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        if !url.starts_with("sqlite:") {
            let mut options = ConnectOptions::new(url);
            options.sqlx_logging(false).max_connections(postgres_connections()).acquire_timeout(Duration::from_secs(5));
            // Asking each connection whether it is alive would double the round trips; one that has died is an answer 503, and is replaced.
            options.test_before_acquire(false);
            let distrust = Distrust::default();
            let watched = distrust.clone();
            options.map_sqlx_postgres_pool_opts(move |pool| watched.watch(pool));
            let pool = sea_orm::Database::connect(options).await?;
            return Ok(Self { readers: pool.clone(), writer: pool, distrust });
        }
        let open = async |connections: u32, writes: Option<Distrust>| {
            let mut options = ConnectOptions::new(url);
            options.sqlx_logging(false).max_connections(connections).min_connections(1).acquire_timeout(Duration::from_secs(10));
            // A pool that closes an idle connection would throw an in-memory database away.
            options.idle_timeout(None).max_lifetime(None).test_before_acquire(false);
            if let Some(distrust) = writes {
                options.map_sqlx_sqlite_pool_opts(move |pool| distrust.watch(pool));
            }
            options.map_sqlx_sqlite_opts(|sqlite| {
                use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
                sqlite
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    // Every acknowledged write survives a power cut, not only a crash of the server.
                    .synchronous(SqliteSynchronous::Full)
                    .busy_timeout(Duration::from_secs(5))
                    .foreign_keys(true)
                    // Of each connection. What they map of the file counts for each of them too, so it is kept small; the rest is in the cache of the system.
                    .pragma("cache_size", "-8000")
                    .pragma("mmap_size", "0")
            });
            sea_orm::Database::connect(options).await
        };
        if url.contains(":memory:") {
            let distrust = Distrust::in_memory();
            let only = open(1, Some(distrust.clone())).await?;
            return Ok(Self { readers: only.clone(), writer: only, distrust });
        }
        let distrust = Distrust::default();
        let writer = open(1, Some(distrust.clone())).await?;
        Ok(Self { readers: open(4, None).await?, writer, distrust })
    }

    /// Brings the schema up to date. Servers that start at the same time wait for the first.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        use migrations::MigratorTrait;
        let turn = self.transaction().await?;
        if self.backend() == DbBackend::Sqlite {
            // All or nothing: half a migration could not be done again.
            migrations::Migrator::up(turn.inner(), None).await?;
        } else {
            turn.execute_unprepared("SELECT pg_advisory_xact_lock(20261122)").await?;
            migrations::Migrator::up(&self.writer, None).await?;
        }
        crate::folding::refold(&turn).await?;
        turn.commit().await
    }

    /// Takes every migration back; for tests.
    pub async fn migrate_down(&self) -> Result<(), StoreError> {
        use migrations::MigratorTrait;
        Ok(migrations::Migrator::down(&self.writer, None).await?)
    }

    /// For reads: straight on the pool.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// For writes: one transaction, which must end in [`UnitOfWork::commit`]; dropping it rolls back.
    pub async fn begin(&self, now: DateTime<Utc>) -> Result<UnitOfWork, StoreError> {
        Ok(UnitOfWork { transaction: self.transaction().await?, now, journaled: false })
    }

    /// A transaction for what has no history.
    pub(crate) async fn transaction(&self) -> Result<Transaction, StoreError> {
        Transaction::begin(&self.writer, &self.distrust).await
    }

    /// For what is nobody's data and has no history: the state of jobs, one statement at a time. Everything else is written in a unit of work.
    pub fn bookkeeping(&self) -> &(impl ConnectionTrait + use<>) {
        &self.writer
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> DbBackend {
        self.readers.get_database_backend()
    }

    /// Whether the last thing that was written was refused for want of room, or because the disk fails.
    pub fn refused(&self) -> bool {
        self.distrust.refused()
    }

    pub(crate) fn set_refused(&self, refused: bool) {
        self.distrust.set_refused(refused);
    }
}

/// A transaction that writes, with its journal entries.
#[must_use = "a unit of work does nothing until it is committed"]
pub struct UnitOfWork {
    transaction: Transaction,
    now: DateTime<Utc>,
    journaled: bool,
}

impl UnitOfWork {
    pub fn conn(&self) -> &Transaction {
        &self.transaction
    }

    /// The moment at which everything in this unit of work happens.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The day on which it happens, where the platform is.
    pub fn today(&self) -> NaiveDate {
        crate::day::of(self.now)
    }

    /// Appends to the journal; `version` is the version that the change made.
    pub async fn record(&mut self, entry: &Entry, version: Option<i32>) -> Result<(), StoreError> {
        journal::append(&self.transaction, entry, version, self.now).await?;
        self.journaled = true;
        Ok(())
    }

    /// Makes everything permanent.
    ///
    /// # Errors
    /// [`StoreError::Unjournaled`] when nothing was recorded: no write without an entry.
    pub async fn commit(self) -> Result<(), StoreError> {
        if !self.journaled {
            return Err(StoreError::Unjournaled);
        }
        self.transaction.commit().await
    }
}
