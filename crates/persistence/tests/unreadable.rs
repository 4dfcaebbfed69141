//! A row that cannot be read is a fault of ours, never a database that is busy, and never a value that is not there.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod support;

use chrono::{DateTime, Duration, Utc};
use domain::{
    ThemeId,
    indicator::Direction,
    journal::{Entry, Verb},
    policy::Actor,
    resource::Kind,
    theme::Theme,
};
use persistence::{
    Database, StoreError,
    journal::history,
    new_id,
    resource::{find, insert, set_deleted, update},
    row::{get, get_optional_code},
    session,
    theme::Themes,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

async fn row(db: &Database, sql: &str) -> sea_orm::QueryResult {
    db.reader().query_one_raw(Statement::from_string(db.backend(), sql)).await.unwrap().unwrap()
}

fn theme(name: &str) -> Theme {
    Theme { name_nl: name.into(), name_en: name.into(), parent_id: None }
}

#[tokio::test]
async fn a_column_that_is_missing_or_holds_something_else_is_our_fault() {
    for (name, db) in support::databases().await {
        let one = row(&db, "SELECT 'x' AS moment, 'odd' AS direction, NULL AS absent").await;
        assert!(matches!(get::<String>(&one, "momnet"), Err(StoreError::Db(_))), "{name}: a column that is not there");
        assert!(matches!(get::<DateTime<Utc>>(&one, "moment"), Err(StoreError::Db(_))), "{name}: a value of another type");
        assert!(matches!(get::<String>(&one, "absent"), Err(StoreError::Db(_))), "{name}: a value that is not there");
        assert!(matches!(get_optional_code::<Direction>(&one, "direction"), Err(StoreError::Corrupt(_))), "{name}: a value that nobody knows is not dropped");
        let none = row(&db, "SELECT CAST(NULL AS TEXT) AS direction").await;
        assert_eq!(get_optional_code::<Direction>(&none, "direction").unwrap(), None, "{name}");
    }
}

#[tokio::test]
async fn a_theme_whose_moment_cannot_be_read_is_our_fault() {
    for (name, db) in support::databases().await {
        // PostgreSQL would not take it.
        if db.backend() != DbBackend::Sqlite {
            continue;
        }
        let id = ThemeId(new_id());
        insert::<Themes, _>(db.bookkeeping(), id, &theme("Onleesbaar"), support::now()).await.unwrap();
        db.bookkeeping().execute_unprepared("UPDATE theme SET created_at = 'x'").await.unwrap();
        assert!(matches!(find::<Themes, _>(db.reader(), &Actor::Anonymous, id, false).await, Err(StoreError::Db(_))), "{name}");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_turns_nothing_around() {
    for (name, db) in support::databases().await {
        let id = ThemeId(new_id());
        let start = support::now();
        let before = start - Duration::hours(2);
        let mut unit = db.begin(start).await.unwrap();
        insert::<Themes, _>(unit.conn(), id, &theme("Eerst"), unit.now()).await.unwrap();
        unit.record(&Entry::new(Kind::Theme, id.0, Verb::Created), Some(1)).await.unwrap();
        unit.commit().await.unwrap();
        // The clock is set back two hours.
        let mut known = theme("Eerst");
        for version in 1..4 {
            let mut unit = db.begin(before + Duration::minutes(i64::from(version))).await.unwrap();
            let changed = theme("Daarna");
            update::<Themes, _>(unit.conn(), id, version, (&known, &changed), unit.now()).await.unwrap();
            known = changed;
            unit.record(&Entry::new(Kind::Theme, id.0, Verb::Changed), Some(version + 1)).await.unwrap();
            unit.commit().await.unwrap();
        }
        let found = find::<Themes, _>(db.reader(), &Actor::Anonymous, id, false).await.unwrap().unwrap().stored;
        assert_eq!((found.version, found.updated_at >= found.created_at), (4, true), "{name}: {} before {}", found.updated_at, found.created_at);
        let (entries, _) = history(db.reader(), &Actor::Anonymous, id.0, None, 10).await.unwrap();
        assert_eq!(entries.iter().map(|entry| entry.version).collect::<Vec<_>>(), [Some(4), Some(3), Some(2), Some(1)], "{name}");
        assert!(entries.windows(2).all(|pair| pair[0].at >= pair[1].at), "{name}: {:?}", entries.iter().map(|entry| entry.at).collect::<Vec<_>>());
        set_deleted::<Themes, _>(db.bookkeeping(), id, 4, Some(before), before).await.unwrap();
        let deleted = find::<Themes, _>(db.reader(), &Actor::Anonymous, id, true).await.unwrap().unwrap().stored;
        assert!(deleted.deleted_at.unwrap() >= deleted.created_at && deleted.updated_at >= deleted.created_at, "{name}");
        // Later counts as later again.
        set_deleted::<Themes, _>(db.bookkeeping(), id, 5, None, start + Duration::hours(1)).await.unwrap();
        let restored = find::<Themes, _>(db.reader(), &Actor::Anonymous, id, false).await.unwrap().unwrap().stored;
        assert!(restored.updated_at > start, "{name}");
    }
}

#[tokio::test]
async fn a_session_is_renewed_after_it_began() {
    for (name, db) in support::databases().await {
        let person = new_id();
        let moment = "'2026-11-28T12:00:00+00:00'";
        db.bookkeeping()
            .execute_unprepared(&format!(
                "INSERT INTO organisation (id, version, created_at, updated_at, name_key, name, kind) VALUES ({0}, 1, {moment}, {moment}, 'o', 'O', 'partner')",
                literal(&db, person)
            ))
            .await
            .unwrap();
        db.bookkeeping()
            .execute_unprepared(&format!(
                "INSERT INTO person (id, version, created_at, updated_at, name_key, name, email, job_title, organisation_id, expertise, language)
                 VALUES ({0}, 1, {moment}, {moment}, 'p', 'P', 'p@o.example', 'J', {0}, '[]', 'nl')",
                literal(&db, person)
            ))
            .await
            .unwrap();
        let started_at: DateTime<Utc> = "2026-11-28T12:00:00Z".parse().unwrap();
        let token = session::Token {
            id: new_id(),
            family_id: new_id(),
            person_id: domain::PersonId(person),
            token_hash: "hash".into(),
            expires_at: started_at + Duration::days(14),
            used_at: None,
            device: String::new(),
            started_at,
            provider: None,
            passkey_id: None,
        };
        let now = started_at - Duration::hours(2);
        session::insert(db.bookkeeping(), &token, now).await.unwrap();
        let open = session::open_of(db.reader(), token.person_id, now).await.unwrap();
        assert_eq!(open.iter().map(|open| open.renewed_at >= open.started_at).collect::<Vec<_>>(), [true], "{name}");
    }
}

fn literal(db: &Database, id: Uuid) -> String {
    if db.backend() == DbBackend::Sqlite { format!("x'{}'", id.simple()) } else { format!("'{id}'") }
}
