//! An empty, migrated database of each kind.
#![allow(dead_code, reason = "each test file uses a part of it")]

use chrono::{DateTime, Utc};
use persistence::{Database, new_id};
use sea_orm::ConnectionTrait;

/// One of each: SQLite in memory, SQLite in a file, PostgreSQL.
pub async fn databases() -> Vec<(&'static str, Database)> {
    let urls = [("memory", "sqlite::memory:".to_owned()), ("file", file()), ("postgres", new_postgres().await)];
    let mut databases = vec![];
    for (name, url) in urls {
        let db = Database::connect(&url).await.unwrap();
        db.migrate().await.unwrap();
        databases.push((name, db));
    }
    databases
}

/// The time by the clock of this machine.
#[expect(clippy::disallowed_methods, reason = "these tests give units of work the time, as the server does")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// The address of a new empty database in a file.
pub fn file() -> String {
    let file = std::env::temp_dir().join(format!("kompaan-{}.db", new_id().simple()));
    format!("sqlite:{}?mode=rwc", file.display())
}

/// The address of a new empty PostgreSQL database.
pub async fn new_postgres() -> String {
    let url = std::env::var("KOMPAAN_TEST_POSTGRES_URL").expect("these tests need PostgreSQL: run `cargo xtask test`, or set KOMPAAN_TEST_POSTGRES_URL");
    let name = format!("kompaan_{}", new_id().simple());
    let admin = sea_orm::Database::connect(&url).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    format!("{}/{name}", url.rsplit_once('/').unwrap().0)
}
