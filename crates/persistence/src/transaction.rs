//! Transactions that write, and the rule by which a connection is used again: only when the transaction on it ended well.
use crate::{StoreError, error};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
    sqlx::{
        self, Connection,
        pool::{PoolConnectionMetadata, PoolOptions},
    },
};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

/// Keeps connections of one pool from being used again after a begin, commit or rollback that failed.
///
/// The driver counts how many transactions a connection is in, and lowers that only when COMMIT or ROLLBACK succeed. SQLite ends a transaction by itself when the
/// disk is full; the ROLLBACK that follows fails, the count stays, every next "transaction" is a savepoint within one that is never committed, and what is
/// acknowledged in it is lost. So a connection comes back only when it is in no transaction, and none that was there when one failed is trusted.
#[derive(Clone, Default)]
pub(crate) struct Distrust {
    failed_at: Arc<Mutex<Option<Instant>>>,
    /// A database in memory lives in its only connection: that one goes only when it is still in a transaction.
    in_memory: bool,
    /// Whether the last thing that was written was refused for want of room, or because the disk fails.
    refused: Arc<AtomicBool>,
}

impl Distrust {
    pub(crate) fn in_memory() -> Self {
        Self { in_memory: true, ..Self::default() }
    }

    /// The same pool with the rule.
    pub(crate) fn watch<DB: sqlx::Database>(&self, pool: PoolOptions<DB>) -> PoolOptions<DB> {
        let (released, acquired) = (self.clone(), self.clone());
        pool.after_release(move |conn, meta| {
            let distrust = released.clone();
            Box::pin(async move {
                // The rollback of a transaction that was dropped may still wait in the queue of SQLite's thread; this is answered after it.
                if DB::NAME == <sqlx::Sqlite as sqlx::Database>::NAME {
                    conn.ping().await?;
                }
                Ok(distrust.allows::<DB>(conn, &meta))
            })
        })
        .before_acquire(move |conn, meta| {
            let allowed = acquired.allows::<DB>(conn, &meta);
            Box::pin(async move { Ok(allowed) })
        })
    }

    fn allows<DB: sqlx::Database>(&self, conn: &DB::Connection, meta: &PoolConnectionMetadata) -> bool {
        if conn.is_in_transaction() {
            tracing::warn!("a connection to the database did not end its transaction; it is closed");
            return false;
        }
        let failed_at = *self.failed_at.lock().unwrap_or_else(PoisonError::into_inner);
        self.in_memory || failed_at.is_none_or(|at| at.elapsed() > meta.age)
    }

    pub(crate) fn refused(&self) -> bool {
        self.refused.load(Ordering::Acquire)
    }

    pub(crate) fn set_refused(&self, refused: bool) {
        self.refused.store(refused, Ordering::Release);
    }

    fn note_refusal(&self, error: &DbErr) {
        if error::cannot_write(error) {
            self.set_refused(true);
        }
    }

    /// No connection that is there now is used again.
    fn note(&self, what: &'static str, error: &DbErr) {
        tracing::warn!(%error, "the database refused to {what} a transaction; its connections are closed and opened anew");
        *self.failed_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}

/// A transaction that writes; dropping it rolls back. After a statement that failed it does nothing more, on both databases: PostgreSQL would say "committed" to
/// a transaction that it has rolled back, and SQLite would keep each statement that follows on its own.
pub struct Transaction {
    inner: DatabaseTransaction,
    failed: AtomicBool,
    distrust: Distrust,
}

impl Transaction {
    pub(crate) async fn begin(pool: &DatabaseConnection, distrust: &Distrust) -> Result<Self, StoreError> {
        let (pool, distrust) = (pool.clone(), distrust.clone());
        // Takes SQLite's write lock at once, so that reading before writing cannot end in SQLITE_BUSY; PostgreSQL ignores it.
        let options = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
        // In a task of its own, which goes on when whoever asks goes away halfway: the driver would not know that PostgreSQL has begun.
        let begun = tokio::spawn(async move { pool.begin_with_options(options).await }).await;
        match ended(begun) {
            Ok(inner) => Ok(Self { inner, failed: AtomicBool::new(false), distrust }),
            Err(error) => {
                distrust.note_refusal(&error);
                if !matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_)) {
                    distrust.note("begin", &error);
                }
                Err(error.into())
            }
        }
    }

    /// Makes everything permanent; on an error nothing is, unless the database made it so and could not tell.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        if self.failed.load(Ordering::Acquire) {
            return Err(StoreError::Db(over()));
        }
        let Self { inner, distrust, .. } = self;
        let committed = tokio::spawn(async move { inner.commit().await }).await;
        ended(committed).map_err(|error| {
            distrust.note_refusal(&error);
            distrust.note("commit", &error);
            error.into()
        })
    }

    /// For migrations, which ask for this type.
    pub(crate) fn inner(&self) -> &DatabaseTransaction {
        &self.inner
    }

    async fn unless_failed<T>(&self, work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        if self.failed.load(Ordering::Acquire) {
            return Err(over());
        }
        work.await.inspect_err(|error| {
            self.distrust.note_refusal(error);
            self.failed.store(true, Ordering::Release);
        })
    }
}

fn over() -> DbErr {
    DbErr::Custom("a statement of this transaction failed before; nothing more is done in it".into())
}

fn ended<T>(task: Result<Result<T, DbErr>, tokio::task::JoinError>) -> Result<T, DbErr> {
    task.unwrap_or_else(|error| Err(DbErr::Custom(format!("a transaction broke off: {error}"))))
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.unless_failed(self.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.unless_failed(self.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.unless_failed(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.unless_failed(self.inner.query_all_raw(statement)).await
    }
}
