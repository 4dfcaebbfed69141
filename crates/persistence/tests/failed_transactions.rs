//! After a begin, commit or rollback that failed, whatever is acknowledged is there: for other connections, and after the database was opened anew.
//!
//! The failures are made by the databases themselves: triggers that roll back or refuse the commit, a limit on pages, a connection that is cut off.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod support;

use domain::{
    ThemeId,
    journal::{Entry, Verb},
    policy::Actor,
    resource::Kind,
    theme::Theme,
};
use persistence::{
    Database, StoreError, new_id, readiness,
    resource::{find, insert},
    theme::Themes,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::{future::poll_fn, pin::pin, task::Poll};

/// How often something fails in a row: the second failure is what left a savepoint open.
const FAILURES: usize = 3;
const WRITES: usize = 5;

async fn databases() -> Vec<(&'static str, String)> {
    vec![("file", support::file()), ("postgres", support::new_postgres().await)]
}

async fn migrated(url: &str) -> Database {
    let db = Database::connect(url).await.unwrap();
    db.migrate().await.unwrap();
    db
}

async fn write(db: &Database, name: &str) -> Result<ThemeId, StoreError> {
    let id = ThemeId(new_id());
    let mut unit = db.begin(support::now()).await?;
    let theme = Theme { name_nl: name.into(), name_en: name.into(), parent_id: None };
    insert::<Themes, _>(unit.conn(), id, &theme, unit.now()).await?;
    unit.record(&Entry::new(Kind::Theme, id.0, Verb::Created), Some(1)).await?;
    unit.commit().await?;
    Ok(id)
}

/// Writes a few, and looks for what was acknowledged: at once, and in the database opened anew.
async fn all_is_kept(what: &str, db: Database, url: &str) {
    let mut written = vec![];
    for n in 0..WRITES {
        // A connection that was cut off may be noticed once more for each that there was.
        for attempt in 0.. {
            match write(&db, &format!("Na de storing {n}")).await {
                Ok(id) => {
                    written.push(id);
                    break;
                }
                Err(StoreError::Unavailable(_)) if attempt < 30 => {}
                Err(error) => panic!("{what}: {error}"),
            }
        }
    }
    readiness::write(&db, support::now()).await.unwrap();
    let anew = Database::connect(url).await.unwrap();
    for (from, database) in [("the same", &db), ("another", &anew)] {
        for id in &written {
            assert!(find::<Themes, _>(database.reader(), &Actor::Anonymous, *id, false).await.unwrap().is_some(), "{what}: {from} server does not find it");
        }
    }
    // What one connection keeps open, the other would wait for in vain.
    write(&anew, "Van een andere server").await.unwrap();
}

async fn run(db: &Database, sql: &str) {
    db.bookkeeping().execute_unprepared(sql).await.unwrap();
}

/// A write that is refused by a rule: rolling back to a savepoint that should not have been there left it open, and what came after was never committed.
async fn refuse_for_another_reason(db: &Database) {
    let mut unit = db.begin(support::now()).await.unwrap();
    unit.record(&Entry::new(Kind::Theme, new_id(), Verb::Created), Some(1)).await.unwrap();
    drop(unit);
}

/// A name that the database refuses, where the failpoint says so.
const REFUSED: &str = "Past er niet meer bij";

/// The transaction is over before we roll it back, as on a full disk; on PostgreSQL, the commit itself is refused for want of room.
async fn fail_like_a_full_disk(db: &Database) {
    if db.backend() == DbBackend::Sqlite {
        run(db, &format!("CREATE TRIGGER failpoint BEFORE INSERT ON theme WHEN NEW.name_nl = '{REFUSED}' BEGIN SELECT RAISE(ROLLBACK, 'full'); END")).await;
    } else {
        run(db, "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100''; END'").await;
        run(
            db,
            &format!(
                "CREATE CONSTRAINT TRIGGER failpoint AFTER INSERT ON theme DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.name_nl = '{REFUSED}') EXECUTE FUNCTION refuse()"
            ),
        )
        .await;
    }
}

#[tokio::test]
async fn a_transaction_that_the_database_ended_itself_takes_nothing_with_it() {
    for (name, url) in databases().await {
        let db = migrated(&url).await;
        fail_like_a_full_disk(&db).await;
        for _ in 0..FAILURES {
            let error = write(&db, REFUSED).await.unwrap_err();
            assert!(db.backend() == DbBackend::Sqlite || matches!(error, StoreError::DiskFull(_)), "{name}: {error}");
            refuse_for_another_reason(&db).await;
        }
        all_is_kept(name, db, &url).await;
    }
}

#[tokio::test]
async fn a_commit_that_is_refused_takes_nothing_with_it() {
    for (name, url) in databases().await {
        let db = migrated(&url).await;
        run(&db, "CREATE TABLE failpoint (id INTEGER PRIMARY KEY, other INTEGER REFERENCES failpoint (id) DEFERRABLE INITIALLY DEFERRED)").await;
        for n in 0..FAILURES {
            let mut unit = db.begin(support::now()).await.unwrap();
            unit.record(&Entry::new(Kind::Theme, new_id(), Verb::Created), Some(1)).await.unwrap();
            unit.conn().execute_unprepared(&format!("INSERT INTO failpoint (id, other) VALUES ({n}, 100)")).await.unwrap();
            assert!(matches!(unit.commit().await, Err(StoreError::Reference)), "{name}");
        }
        all_is_kept(name, db, &url).await;
    }
}

#[tokio::test]
async fn a_database_that_may_not_grow_says_that_the_disk_is_full() {
    let (name, url) = databases().await.remove(0);
    let db = migrated(&url).await;
    let pages: i64 = db
        .bookkeeping()
        .query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA page_count"))
        .await
        .unwrap()
        .unwrap()
        .try_get("", "page_count")
        .unwrap();
    // A limit of the connection that writes: once that is closed, it is gone.
    run(&db, &format!("PRAGMA max_page_count = {pages}")).await;
    let full = loop {
        if let Err(error) = write(&db, "Steeds meer").await {
            break error;
        }
    };
    assert!(matches!(full, StoreError::DiskFull(_)), "{full}");
    refuse_for_another_reason(&db).await;
    all_is_kept(name, db, &url).await;
}

#[tokio::test]
async fn after_a_statement_that_failed_a_unit_of_work_does_nothing_more() {
    for (name, url) in databases().await {
        let db = migrated(&url).await;
        let mut unit = db.begin(support::now()).await.unwrap();
        unit.record(&Entry::new(Kind::Theme, new_id(), Verb::Created), Some(1)).await.unwrap();
        unit.conn().execute_unprepared("INSERT INTO nothing VALUES (1)").await.unwrap_err();
        assert!(unit.record(&Entry::new(Kind::Theme, new_id(), Verb::Created), Some(1)).await.is_err(), "{name}");
        assert!(unit.commit().await.is_err(), "{name}: nothing of it is kept, so it is not acknowledged");
        all_is_kept(name, db, &url).await;
    }
}

#[tokio::test]
async fn a_unit_of_work_that_is_dropped_at_any_moment_leaves_no_transaction_behind() {
    for (name, url) in databases().await {
        let db = migrated(&url).await;
        for polls in 1..12 {
            {
                let mut going = pin!(write(&db, "Halverwege"));
                for _ in 0..polls {
                    // On a quick machine it may have ended before.
                    if poll_fn(|cx| Poll::Ready(going.as_mut().poll(cx).is_ready())).await {
                        break;
                    }
                    tokio::task::yield_now().await;
                }
            }
            // On its own, without a transaction: within one that somebody left behind it would be lost.
            let hash = format!("{polls}");
            run(&db, &format!("INSERT INTO used_assertion (hash, expires_at) VALUES ('{hash}', '2030-01-01T00:00:00+00:00')")).await;
            let anew = Database::connect(&url).await.unwrap();
            let asked = Statement::from_string(db.backend(), format!("SELECT hash FROM used_assertion WHERE hash = '{hash}'"));
            assert!(anew.reader().query_one_raw(asked).await.unwrap().is_some(), "{name}: after {polls} polls");
        }
        all_is_kept(name, db, &url).await;
    }
}

#[tokio::test]
async fn a_connection_that_is_cut_off_takes_nothing_with_it() {
    let (name, url) = databases().await.remove(1);
    let db = migrated(&url).await;
    for _ in 0..FAILURES {
        let mut unit = db.begin(support::now()).await.unwrap();
        unit.record(&Entry::new(Kind::Theme, new_id(), Verb::Created), Some(1)).await.unwrap();
        unit.conn().execute_unprepared("SELECT pg_terminate_backend(pg_backend_pid())").await.unwrap_err();
        assert!(unit.commit().await.is_err(), "{name}");
    }
    all_is_kept(name, db, &url).await;
}
