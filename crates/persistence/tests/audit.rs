//! The seal on the journal shows every change that somebody makes behind our back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod support;

use domain::{
    journal::{Change, Content, Entry, Verb},
    resource::Kind,
    visibility::Visibility,
};
use persistence::{
    Database,
    audit::{Verdict, links_after, seal, verify, verify_with},
    entity,
    journal::{Cursor, parts_after},
    new_id,
    statements::counted,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, sea_query::Query};
use std::time::Duration;
use uuid::Uuid;

async fn write(db: &Database, entries: usize) -> Vec<Uuid> {
    let mut resources = vec![];
    for _ in 0..entries {
        let mut unit = db.begin(support::now()).await.unwrap();
        let resource = new_id();
        let change = |field: &str, content| Change { field: field.into(), old: None, new: Some("\"Een tekst\"".into()), content };
        let entry = Entry {
            actor: None,
            on_behalf_of: None,
            kind: Kind::Community,
            resource_id: resource,
            within: None,
            verb: Verb::Created,
            audience: Visibility::Public,
            changes: vec![change("name", Content::Short), change("purpose", Content::Long)],
            request_id: None,
        };
        unit.record(&entry, Some(1)).await.unwrap();
        unit.commit().await.unwrap();
        resources.push(resource);
    }
    resources
}

/// Seals until so many entries have a seal. On PostgreSQL, a transaction of another test that is still running holds sealing back for a moment.
async fn seal_all(db: &Database, expected: i64) {
    for _ in 0..2_000 {
        seal(db).await.unwrap();
        let row = db.reader().query_one_raw(Statement::from_string(db.backend(), "SELECT COUNT(*) AS n FROM journal_seal")).await.unwrap().unwrap();
        if row.try_get::<i64>("", "n").unwrap() == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("sealing does not come to {expected}");
}

async fn tamper(db: &Database, sql: &str) {
    db.bookkeeping().execute_unprepared(sql).await.unwrap();
}

#[tokio::test]
async fn an_untouched_journal_is_intact_and_sealing_goes_on() {
    for (name, db) in support::databases().await {
        assert!(matches!(verify(db.reader()).await.unwrap(), Verdict::Intact { entries: 0, .. }), "{name}");
        write(&db, 3).await;
        seal_all(&db, 3).await;
        let Verdict::Intact { entries: 3, hash: first } = verify(db.reader()).await.unwrap() else { panic!("{name}") };
        assert_eq!(seal(&db).await.unwrap(), 0, "{name}");
        write(&db, 2).await;
        seal_all(&db, 5).await;
        let Verdict::Intact { entries: 5, hash: second } = verify(db.reader()).await.unwrap() else { panic!("{name}") };
        assert_ne!(first, second, "{name}");
    }
}

#[tokio::test]
async fn every_kind_of_tampering_is_found_where_it_was_done() {
    // How somebody with access to the database covers a trace in the third of five entries, and the number that checking names.
    let ways: [(&str, &str, i64); 7] = [
        ("another action", "UPDATE journal SET action = 'community.read' WHERE seq = 3", 3),
        ("another moment", "UPDATE journal SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 3", 3),
        ("another value", "UPDATE journal SET changes = REPLACE(changes, 'Een', 'Geen') WHERE seq = 3", 3),
        ("another text", "UPDATE text_version SET content = '\"Iets anders\"' WHERE resource_id = (SELECT resource_id FROM journal WHERE seq = 3)", 3),
        ("no entry", "DELETE FROM journal WHERE seq = 3", 3),
        ("no entry and no link", "DELETE FROM journal_seal WHERE number = 3; DELETE FROM journal WHERE seq = 3", 4),
        ("a changed link", "UPDATE journal_seal SET hash = 'x' WHERE number = 3", 3),
    ];
    for (what, sql, expected) in ways {
        for (name, db) in support::databases().await {
            write(&db, 5).await;
            seal_all(&db, 5).await;
            for statement in sql.split("; ") {
                tamper(&db, statement).await;
            }
            let verdict = verify(db.reader()).await.unwrap();
            assert!(matches!(verdict, Verdict::Broken { number, .. } if number == expected), "{name}: {what}: {verdict:?}");
            write(&db, 1).await;
            for _ in 0..20 {
                seal(&db).await.unwrap();
            }
            assert!(matches!(verify(db.reader()).await.unwrap(), Verdict::Broken { .. }), "{name}: {what}: sealing on does not hide it");
        }
    }
}

#[tokio::test]
async fn an_entry_that_is_put_in_between_is_found() {
    for (name, db) in support::databases().await {
        write(&db, 4).await;
        tamper(&db, "UPDATE journal SET seq = seq + 100").await;
        seal_all(&db, 4).await;
        tamper(
            &db,
            "INSERT INTO journal (seq, id, xid, at, action, kind, resource_id, audience, changes)
             SELECT 50, resource_id, xid, at, action, kind, resource_id, audience, changes FROM journal WHERE seq = 101",
        )
        .await;
        let verdict = verify(db.reader()).await.unwrap();
        assert!(matches!(verdict, Verdict::Broken { number: 1, why: "the entry was added afterwards", .. }), "{name}: {verdict:?}");
    }
}

/// Two servers seal at the same time, while others write.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn servers_that_seal_together_make_one_chain() {
    for (name, db) in support::databases().await {
        let writers: Vec<_> = (0..3)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move { write(&db, 20).await })
            })
            .collect();
        let sealers: Vec<_> = (0..2)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    for _ in 0..10 {
                        seal(&db).await.unwrap();
                    }
                })
            })
            .collect();
        for task in writers {
            task.await.unwrap();
        }
        for task in sealers {
            task.await.unwrap();
        }
        seal_all(&db, 60).await;
        assert!(matches!(verify(db.reader()).await.unwrap(), Verdict::Intact { entries: 60, .. }), "{name}");
    }
}

/// How SQLite answers a query: each line names the table, the index and what it is searched by.
async fn plan(db: &Database, query: &sea_orm::sea_query::SelectStatement) -> String {
    let sql = format!("EXPLAIN QUERY PLAN {}", query.to_string(sea_orm::sea_query::SqliteQueryBuilder));
    let rows = db.reader().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn the_journal_is_followed_from_its_index_and_never_walked_from_the_beginning() {
    for (name, db) in support::databases().await {
        if db.backend() != DbBackend::Sqlite {
            continue;
        }
        let query = Query::select().column(entity::journal::Column::Changes).from(entity::journal::Entity).to_owned();
        let [rest, next] = parts_after(&query, Cursor { xid: 0, seq: 1_000 });
        let (rest, next) = (plan(&db, rest.clone().limit(1)).await, plan(&db, next.clone().limit(1)).await);
        // By both columns; by the first alone, all entries before it would be read too.
        assert!(rest.contains("(xid=? AND rowid>?)") || rest.contains("(xid=? AND seq>?)") || rest.contains("INTEGER PRIMARY KEY (rowid>?)"), "{name}: {rest}");
        assert!(next.contains("(xid>?)"), "{name}: {next}");
        let links = plan(&db, &links_after(1_000, 500)).await;
        assert!(links.contains("journal_seal USING INTEGER PRIMARY KEY (rowid>?)") && links.contains("SEARCH journal USING INDEX"), "{name}: {links}");
        assert!(!links.contains("AUTOMATIC") && !links.contains("SCAN"), "{name}: {links}");
        assert!(!rest.contains("SCAN") && !next.contains("SCAN") && !rest.contains("TEMP B-TREE") && !next.contains("TEMP B-TREE"), "{name}: {rest}; {next}");
    }
}

#[tokio::test]
async fn checking_asks_a_number_of_statements_that_grows_with_the_length_only() {
    for (name, url) in [("file", support::file()), ("postgres", support::new_postgres().await)] {
        let mut db = Database::connect(&url).await.unwrap();
        db.migrate().await.unwrap();
        db.count_statements();
        write(&db, 3).await;
        seal_all(&db, 3).await;
        let (verdict, few) = counted(verify(db.reader())).await;
        assert!(matches!(verdict.unwrap(), Verdict::Intact { entries: 3, .. }), "{name}");
        write(&db, 200).await;
        seal_all(&db, 203).await;
        let (verdict, many) = counted(verify(db.reader())).await;
        assert!(matches!(verdict.unwrap(), Verdict::Intact { entries: 203, .. }), "{name}");
        assert_eq!((few, many > 0), (many, true), "{name}: entries of one batch, with a long text each, cost no statement of their own");
    }
}

#[tokio::test]
async fn sealing_and_checking_tell_how_far_they_are() {
    for (name, db) in support::databases().await {
        write(&db, 4).await;
        seal_all(&db, 4).await;
        let mut heard = vec![];
        verify_with(db.reader(), &mut |done, all| heard.push((done, all))).await.unwrap();
        assert_eq!(heard.last(), Some(&(4, 4)), "{name}");
    }
}
