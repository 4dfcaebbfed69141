//! What can go wrong between us and the database.
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// Why a query did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique value is taken.
    #[error("already exists")]
    Duplicate,
    /// A referenced row is missing, or this row is still referred to.
    #[error("referenced row is missing or still in use")]
    Reference,
    /// The version is not the one that the caller saw.
    #[error("changed by somebody else")]
    Stale,
    /// A stored value breaks a rule of the domain: a fault of ours, or a row changed by hand.
    #[error("stored row breaks a domain rule: {0}")]
    Corrupt(String),
    /// The database does not answer or has no room; trying again may help.
    #[error("the database is unavailable: {0}")]
    Unavailable(DbErr),
    /// A unit of work that wrote without an entry in the journal; a fault of ours.
    #[error("a write without a journal entry cannot commit")]
    Unjournaled,
    #[error(transparent)]
    Db(DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => return Self::Duplicate,
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => return Self::Reference,
            _ => {}
        }
        match &error {
            DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => Self::Unavailable(error),
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
                let code = cause.as_database_error().and_then(|database| database.code());
                match code.as_deref() {
                    // `ON DELETE RESTRICT`: SQLite 1811, newer PostgreSQL 23001.
                    Some("1811" | "23001") => Self::Reference,
                    // SQLite busy, locked, I/O, full, cannot open; PostgreSQL out of resources, shutting down, deadlock.
                    Some("5" | "6" | "10" | "13" | "14" | "261" | "517" | "40P01" | "40001") => Self::Unavailable(error),
                    Some(code) if code.starts_with("53") || code.starts_with("57P") || code.starts_with("08") => Self::Unavailable(error),
                    Some(_) => Self::Db(error),
                    None => Self::Unavailable(error),
                }
            }
            _ => Self::Db(error),
        }
    }
}
