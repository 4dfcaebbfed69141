//! What can go wrong between us and the database.
use sea_orm::{
    DbErr, RuntimeErr, SqlErr,
    sqlx::{Error as SqlxError, sqlite::SqliteError},
};

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
    /// The database does not answer, or is busy; trying again may help.
    #[error("the database is unavailable: {0}")]
    Unavailable(DbErr),
    /// There is no room left to write.
    #[error("the disk is full: {0}")]
    DiskFull(DbErr),
    /// What the database keeps cannot be read or written: a fault of the disk, a right that is missing, a database that may only be read.
    #[error("the storage fails: {0}")]
    Storage(DbErr),
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
        match trouble(&error) {
            Trouble::Reference => Self::Reference,
            Trouble::Unavailable => Self::Unavailable(error),
            Trouble::DiskFull => Self::DiskFull(error),
            Trouble::Storage => Self::Storage(error),
            Trouble::Ours => Self::Db(error),
        }
    }
}

enum Trouble {
    Reference,
    Unavailable,
    DiskFull,
    Storage,
    /// A statement, a row or a value that is not as we think.
    Ours,
}

/// Whether nothing can be written: the disk is full, or it fails.
pub(crate) fn cannot_write(error: &DbErr) -> bool {
    matches!(trouble(error), Trouble::DiskFull | Trouble::Storage)
}

fn trouble(error: &DbErr) -> Trouble {
    let cause = match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause)) | DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => cause.as_ref(),
        DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => return Trouble::Unavailable,
        _ => return Trouble::Ours,
    };
    match cause {
        SqlxError::Database(refusal) => match refusal.code() {
            Some(code) if refusal.try_downcast_ref::<SqliteError>().is_some() => sqlite_trouble(code.parse().unwrap_or_default()),
            Some(code) => postgres_trouble(&code),
            None => Trouble::Ours,
        },
        SqlxError::Io(failure) if is_full(failure) => Trouble::DiskFull,
        // No connection, or one that broke.
        SqlxError::Io(_)
        | SqlxError::Tls(_)
        | SqlxError::Protocol(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed
        | SqlxError::BeginFailed => Trouble::Unavailable,
        // A column that is not there or holds something else, a value that cannot be written.
        _ => Trouble::Ours,
    }
}

/// By the result code of SQLite, extended or not.
fn sqlite_trouble(code: u32) -> Trouble {
    match (code & 0xff, code) {
        // `ON DELETE RESTRICT`.
        (19, 1811) => Trouble::Reference,
        // Busy, locked, no memory, interrupted, a lock of the log that is taken.
        (5 | 6 | 7 | 9 | 15, _) => Trouble::Unavailable,
        // Full; or the index of the log cannot grow, which needs room on the disk as well.
        (13, _) | (_, 4874) => Trouble::DiskFull,
        // No right, read only, input or output, cannot open.
        (3 | 8 | 10 | 14 | 23, _) => Trouble::Storage,
        _ => Trouble::Ours,
    }
}

/// By the code of PostgreSQL; see its appendix on error codes.
fn postgres_trouble(code: &str) -> Trouble {
    match code {
        // `ON DELETE RESTRICT` of newer versions.
        "23001" => Trouble::Reference,
        "53100" => Trouble::DiskFull,
        // The system fails underneath; only for reading, such as a copy that stands by.
        "25006" | "58000" | "58030" => Trouble::Storage,
        // Deadlock, two that cannot go side by side, a lock that is taken.
        "40P01" | "40001" | "55P03" => Trouble::Unavailable,
        // Connections, resources, shutting down.
        _ if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => Trouble::Unavailable,
        _ => Trouble::Ours,
    }
}

/// Whether the system refuses to write because there is no room.
pub fn is_full(failure: &std::io::Error) -> bool {
    matches!(failure.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(error: SqlxError) -> &'static str {
        match StoreError::from(DbErr::Query(RuntimeErr::SqlxError(error.into()))) {
            StoreError::Unavailable(_) => "unavailable",
            StoreError::DiskFull(_) => "full",
            StoreError::Storage(_) => "storage",
            StoreError::Db(_) => "ours",
            _ => "other",
        }
    }

    #[test]
    fn only_what_may_help_itself_is_unavailable() {
        let decode = || SqlxError::ColumnDecode { index: "created_at".into(), source: "not a moment".into() };
        let cases = [
            (SqlxError::ColumnNotFound("naem".into()), "ours"),
            (decode(), "ours"),
            (SqlxError::Decode("not a moment".into()), "ours"),
            (SqlxError::TypeNotFound { type_name: "mood".into() }, "ours"),
            (SqlxError::ColumnIndexOutOfBounds { index: 3, len: 2 }, "ours"),
            (SqlxError::PoolTimedOut, "unavailable"),
            (SqlxError::WorkerCrashed, "unavailable"),
            (SqlxError::Io(std::io::ErrorKind::ConnectionReset.into()), "unavailable"),
            (SqlxError::Io(std::io::ErrorKind::StorageFull.into()), "full"),
        ];
        for (error, expected) in cases {
            let text = error.to_string();
            assert_eq!(kind(error), expected, "{text}");
        }
    }

    #[test]
    fn each_code_of_a_database_says_what_is_the_matter() {
        // Extended codes hold the plain one in their last byte.
        for (code, expected) in
            [(5, 'u'), (517, 'u'), (6, 'u'), (13, 'f'), (4874, 'f'), (10, 's'), (778, 's'), (1032, 's'), (14, 's'), (11, 'o'), (1, 'o'), (1811, 'r')]
        {
            assert_eq!(letter(&sqlite_trouble(code)), expected, "{code}");
        }
        for (code, expected) in
            [("53100", 'f'), ("53300", 'u'), ("57P01", 'u'), ("08006", 'u'), ("25006", 's'), ("58030", 's'), ("42703", 'o'), ("25P02", 'o'), ("23001", 'r')]
        {
            assert_eq!(letter(&postgres_trouble(code)), expected, "{code}");
        }
    }

    fn letter(trouble: &Trouble) -> char {
        match trouble {
            Trouble::Reference => 'r',
            Trouble::Unavailable => 'u',
            Trouble::DiskFull => 'f',
            Trouble::Storage => 's',
            Trouble::Ours => 'o',
        }
    }
}
