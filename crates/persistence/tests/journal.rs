//! No write without an entry, and no entry that a reader misses.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod support;

use domain::{
    ThemeId,
    journal::{Entry, Verb},
    resource::Kind,
    theme::Theme,
    visibility::Visibility,
};
use persistence::{
    Database, StoreError,
    journal::{Cursor, read_after},
    new_id,
    resource::{find, insert},
    theme::Themes,
};
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use uuid::Uuid;

fn theme(n: usize) -> Theme {
    Theme { name_nl: format!("Thema {n}"), name_en: format!("Theme {n}"), parent_id: None }
}

fn created(id: Uuid) -> Entry {
    Entry {
        actor: None,
        on_behalf_of: None,
        kind: Kind::Theme,
        resource_id: id,
        within: None,
        verb: Verb::Created,
        audience: Visibility::Public,
        changes: vec![],
        request_id: None,
    }
}

#[tokio::test]
async fn a_write_without_an_entry_does_not_commit() {
    for (name, db) in support::databases().await {
        let id = ThemeId(new_id());
        let unit = db.begin(support::now()).await.unwrap();
        insert::<Themes, _>(unit.conn(), id, &theme(1), unit.now()).await.unwrap();
        assert!(matches!(unit.commit().await, Err(StoreError::Unjournaled)), "{name}");
        assert!(find::<Themes, _>(db.reader(), &domain::policy::Actor::Anonymous, id, false).await.unwrap().is_none(), "{name}");
    }
}

/// Writers that commit in another order than they began, while a reader follows by cursor.
async fn follow(db: &Database, writers: usize, writes: usize) -> (BTreeSet<Uuid>, BTreeSet<Uuid>) {
    let mut tasks = vec![];
    for writer in 0..writers {
        let db = db.clone();
        tasks.push(tokio::spawn(async move {
            let mut written = vec![];
            for n in 0..writes {
                let id = ThemeId(new_id());
                let mut unit = db.begin(support::now()).await.unwrap();
                unit.record(&created(id.0), Some(1)).await.unwrap();
                // Some take longer between their entry and their commit: others overtake them.
                for _ in 0..(writer * 7 + n * 3) % 11 {
                    insert::<Themes, _>(unit.conn(), ThemeId(new_id()), &theme(n), unit.now()).await.unwrap();
                }
                unit.commit().await.unwrap();
                written.push(id.0);
            }
            written
        }));
    }
    let mut cursor = Cursor::default();
    let mut read = BTreeSet::new();
    let mut written = BTreeSet::new();
    let mut running = true;
    let mut ended = Instant::now();
    loop {
        let entries = read_after(db.reader(), cursor, 5).await.unwrap();
        let nothing = entries.is_empty();
        for (position, resource, _) in entries {
            assert!(position > cursor, "in order");
            cursor = position;
            assert!(read.insert(resource), "once");
        }
        // Transactions in other databases of the same PostgreSQL hold readers back too, such as those of tests that run beside this one.
        if nothing && !running && (read.len() >= written.len() || ended.elapsed() > Duration::from_secs(20)) {
            return (written, read);
        }
        if running && tasks.iter().all(tokio::task::JoinHandle::is_finished) {
            for task in tasks.drain(..) {
                written.extend(task.await.unwrap());
            }
            running = false;
            ended = Instant::now();
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reader_beside_many_writers_misses_no_entry() {
    for (name, db) in support::databases().await {
        // An in-memory database has one connection, which writers and reader share.
        if name == "memory" {
            continue;
        }
        let (written, read) = follow(&db, 8, 30).await;
        assert_eq!(written.len(), 240);
        assert_eq!(read, written, "{name}");
    }
}
