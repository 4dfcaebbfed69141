//! Taking one's data along, being forgotten, unused accounts and the privacy statement; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Error;
use contract::{audit::AuditFilter, community::CommunityInput, person::PersonFilter, sub_project::SubProjectFilter};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::io::Read;
use tests::{ENGINES, PASSWORD, Server, count, id};

fn code(error: &Error) -> &str {
    error.problem().map_or("", |problem| problem.code.as_str())
}

#[tokio::test]
async fn somebody_takes_along_everything_and_nothing_of_others() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let me = server.account("beleidsadviseur.oirschot").await;
        let zip = me.my_data().await.unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let (data, page): (Value, String) = (serde_json::from_str(&read("gegevens.json")).unwrap(), read("gegevens.html"));
        assert_eq!(data["account"]["email"], "beleidsadviseur.oirschot@demo.example");
        assert_eq!(data["account"]["organisation"], "Oirschot");
        for (part, least) in [("themes", 1), ("memberships", 1), ("plans", 1), ("sessions", 1), ("journal", 3)] {
            assert!(data[part].as_array().unwrap().len() >= least, "{part}: {}", data[part]);
        }
        assert!(page.contains("<h2>Mijn community's</h2>") && page.contains("Demo Beleidsadviseur Oirschot"), "{page}");
        for secret in ["argon2", "token_hash", "consulent.best@"] {
            assert!(!data.to_string().contains(secret), "{secret}");
        }
        assert_eq!(server.anonymous().my_data().await.unwrap_err().status(), Some(401));
    }
}

/// What somebody sent and approved is theirs too, and stays without their name when they are forgotten.
#[tokio::test]
async fn documents_and_approved_measurements_are_taken_along() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let me = server.account("beleidsadviseur.oirschot").await;
        let person = id("person", "beleidsadviseur-oirschot");
        let sent = me.upload("verslag.txt", b"Een gesprek.".to_vec()).await.unwrap();
        let database = server.database().await;
        let by = |column: &str| match engine {
            tests::Engine::Sqlite => format!("{column} = X'{}'", person.simple()),
            tests::Engine::Postgres => format!("{column} = '{person}'"),
        };
        let sql = format!("UPDATE measurement SET {}, approved_at = created_at", by("approved_by_id"));
        database.execute_raw(sea_orm::Statement::from_string(database.get_database_backend(), sql)).await.unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(me.my_data().await.unwrap())).unwrap();
        let mut text = String::new();
        archive.by_name("gegevens.json").unwrap().read_to_string(&mut text).unwrap();
        let data: Value = serde_json::from_str(&text).unwrap();
        assert!(data["documents"].as_array().unwrap().iter().any(|one| one["fileName"] == sent.file_name.as_str()), "{}", data["documents"]);
        let measured = data["measurements"].as_array().unwrap();
        assert!(!measured.is_empty() && measured.iter().all(|one| one["indicator"].is_string() && one["measuredDate"].is_string()), "{measured:?}");
        let parts: Vec<_> = data.as_object().unwrap().keys().map(String::as_str).collect();
        for part in persistence::personal_data::PARTS {
            assert!(parts.contains(&part.name), "{}", part.name);
        }
        let mut page = String::new();
        archive.by_name("gegevens.html").unwrap().read_to_string(&mut page).unwrap();
        assert!(page.contains("Documenten die ik heb verstuurd") && page.contains("Metingen die ik heb goedgekeurd"));
    }
}

#[tokio::test]
async fn who_is_forgotten_vanishes_and_what_they_made_stays() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let leaving = server.account("beleidsadviseur.oirschot").await;
        let person = id("person", "beleidsadviseur-oirschot");
        let made: CommunityInput =
            serde_json::from_value(json!({"name": "Van een oud-lid", "kind": "workingGroup", "visibility": "network", "joinPolicy": "open"})).unwrap();
        let made = leaving.communities().create(&made).await.unwrap().value.id;
        let etag = administrator.people().get(person).await.unwrap().etag;
        assert_eq!(code(&administrator.erase_person(person, &etag).await.unwrap_err()), "not_asked");
        leaving.set_erasure(true).await.unwrap();
        leaving.set_erasure(false).await.unwrap();
        assert!(administrator.erasure_requests().await.unwrap().items.is_empty());
        leaving.set_erasure(true).await.unwrap();
        assert_eq!(leaving.erasure_requests().await.unwrap_err().status(), Some(403));
        assert_eq!(leaving.erase_person(person, &etag).await.unwrap_err().status(), Some(403));
        let requests = administrator.erasure_requests().await.unwrap().items;
        assert_eq!(requests.iter().map(|request| request.person.id).collect::<Vec<_>>(), [person]);
        let etag = administrator.people().get(person).await.unwrap().etag;
        administrator.erase_person(person, &etag).await.unwrap();

        assert_eq!(leaving.me().await.unwrap_err().status(), Some(401));
        assert!(server.anonymous().sign_in("beleidsadviseur.oirschot@demo.example", PASSWORD).await.is_err());
        assert_eq!(administrator.people().get(person).await.unwrap_err().status(), Some(404));
        let found = administrator.people().list(&PersonFilter { q: Some("oud-lid".into()), ..PersonFilter::default() }, &Default::default()).await.unwrap();
        assert!(found.items.is_empty(), "nobody to find");
        let community = administrator.communities().get(made).await.unwrap();
        assert_eq!(community.value.name, "Van een oud-lid");
        let history = administrator.communities().history(made, None).await.unwrap();
        assert_eq!(history.items.last().unwrap().actor.as_ref().unwrap().name, "Oud-lid");
        let led = administrator
            .sub_projects()
            .list(&SubProjectFilter { team_member_id: Some(person), ..SubProjectFilter::default() }, &Default::default())
            .await
            .unwrap();
        for item in &led.items {
            assert_eq!(item.municipality_lead.as_ref().map(|lead| lead.name.as_str()), Some("Oud-lid"));
        }

        // Nowhere in the database the name or the address is left, and the journal still holds.
        let database = server.database().await;
        for (table, columns) in [
            ("person", "name || name_key || email"),
            ("journal", "changes"),
            ("text_version", "content"),
            ("mail", "recipient || body"),
            ("idempotency", "body"),
        ] {
            let sql = format!(
                "SELECT COUNT(*) AS n FROM {table} WHERE LOWER({columns}) LIKE '%beleidsadviseur oirschot%' OR LOWER({columns}) LIKE '%beleidsadviseur.oirschot@%'"
            );
            let statement = sea_orm::Statement::from_string(database.get_database_backend(), sql);
            let left: i64 = database.query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap();
            assert_eq!(left, 0, "{engine:?} {table}");
        }
        let (works, said) = server.run("check");
        assert!(works, "{said}");
        let auditor = server.account("privacy.wsd").await;
        let trail = auditor.audit_entries(&AuditFilter { resource_id: Some(person), ..AuditFilter::default() }, None).await.unwrap();
        assert_eq!((trail.items[0].action.as_str(), trail.items[0].resource_name.clone()), ("person.erased", None));
    }
}

#[tokio::test]
async fn an_unused_account_is_warned_and_ends_later() {
    for engine in ENGINES {
        let mut server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let long_ago = |column: &str, days: i64| {
            let at = chrono::Utc::now() - chrono::Duration::days(days);
            format!("UPDATE person SET {column} = '{}' WHERE email = 'consulent.best@demo.example'", at.to_rfc3339())
        };
        let state = async |server: &Server, sql: &'static str| count(&server.database().await, sql).await == 1;
        // The job runs when the server starts, and then each hour.
        server.database().await.execute_unprepared(&long_ago("seen_at", 705)).await.unwrap();
        server.kill();
        server.restart().await;
        server.until("SELECT COUNT(*) AS n FROM person WHERE warned_at IS NOT NULL AND email = 'consulent.best@demo.example'").await;
        let mails = administrator.mails().await.unwrap().items;
        assert!(mails.iter().any(|mail| mail.recipient == "consulent.best@demo.example" && mail.subject == "Uw account op Kompaan eindigt"), "{mails:?}");
        assert!(
            !state(&server, "SELECT COUNT(*) AS n FROM person WHERE deactivated_at IS NOT NULL AND email = 'consulent.best@demo.example'").await,
            "warned first"
        );

        // Whoever signs in keeps the account.
        let back = server.account("consulent.best").await;
        assert!(!state(&server, "SELECT COUNT(*) AS n FROM person WHERE warned_at IS NOT NULL AND email = 'consulent.best@demo.example'").await);
        for sql in [long_ago("seen_at", 740), long_ago("warned_at", 31)] {
            server.database().await.execute_unprepared(&sql).await.unwrap();
        }
        server.kill();
        server.restart().await;
        server.until("SELECT COUNT(*) AS n FROM person WHERE deactivated_at IS NOT NULL AND email = 'consulent.best@demo.example'").await;
        assert_eq!(back.me().await.unwrap_err().status(), Some(401));
    }
}

#[tokio::test]
async fn a_new_privacy_statement_is_accepted_anew() {
    let server = Server::start(ENGINES[0]).await;
    let own = server.anonymous();
    let session = own.sign_in("consulent.best@demo.example", PASSWORD).await.unwrap();
    assert!(!session.privacy_to_accept);
    server.database().await.execute_unprepared("UPDATE person SET privacy_version = 0").await.unwrap();
    assert!(own.sign_in("consulent.best@demo.example", PASSWORD).await.unwrap().privacy_to_accept);
    let privacy = own.privacy().await.unwrap();
    assert!(privacy.accepted_version < privacy.current_version);
    assert_eq!(own.accept_privacy(privacy.current_version + 1).await.unwrap_err().status(), Some(400));
    own.accept_privacy(privacy.current_version).await.unwrap();
    assert!(!own.renew().await.unwrap().privacy_to_accept);
}
