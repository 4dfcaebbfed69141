//! Limits hold where the resource is taken: when many ask at the same moment, when bodies hardly come, when descriptors are few.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use contract::role::{Role, RoleInput};
use futures::future::join_all;
use persistence::session::Token;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::{collections::BTreeMap, time::Duration};
use tests::{ENGINES, Engine, Server, count, id};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use uuid::Uuid;

/// How many answers there were of each status.
fn tally(statuses: impl IntoIterator<Item = StatusCode>) -> BTreeMap<u16, usize> {
    statuses.into_iter().fold(BTreeMap::new(), |mut tally, status| {
        *tally.entry(status.as_u16()).or_default() += 1;
        tally
    })
}

#[tokio::test]
async fn of_files_that_are_sent_at_once_no_more_wait_than_may() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let token = server.account("casemanager.dommelvallei").await.token().unwrap();
        let database = server.database().await;
        let before = count(&database, "SELECT COUNT(*) AS n FROM upload WHERE thing_id IS NULL").await;
        let http = reqwest::Client::new();
        let send = |_| {
            let sent = http.post(format!("{}/api/v1/uploads?fileName=a.txt", server.origin)).bearer_auth(&token);
            sent.header("content-type", "application/octet-stream").body("een").send()
        };
        let answers = tally(join_all((0..150).map(send)).await.into_iter().map(|answer| answer.unwrap().status()));
        assert_eq!(answers, BTreeMap::from([(201, 50), (409, 100)]), "{engine:?}");
        assert_eq!(count(&database, "SELECT COUNT(*) AS n FROM upload WHERE thing_id IS NULL").await - before, 50);
    }
}

#[tokio::test]
async fn what_waits_is_limited_in_size_too() {
    let server = Server::start_with(ENGINES[0], &[("KOMPAAN__FILES__MAX_MEGABYTES", "1")]).await;
    let lead = server.account("casemanager.dommelvallei").await;
    for _ in 0..domain::document::MAX_WAITING_FULL {
        lead.upload("vol.txt", vec![b'a'; 1024 * 1024]).await.unwrap();
    }
    let refused = lead.upload("een te veel.txt", b"a".to_vec()).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, "too_many_uploads");
}

#[tokio::test]
async fn of_secrets_that_are_made_at_once_no_more_are_valid_than_may_be() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let token = server.account("beheerder.wsd").await.token().unwrap();
        let http = reqwest::Client::new();
        let made: Value = json!({"name": "Koppeling", "organisationId": id("organisation", "wsd"), "scopes": ["plans:read"]});
        let client: Value =
            http.post(format!("{}/api/v1/api-clients", server.origin)).bearer_auth(&token).json(&made).send().await.unwrap().json().await.unwrap();
        let address = format!("{}/api/v1/api-clients/{}/secrets", server.origin, client["id"].as_str().unwrap());
        let answers = join_all((0..12).map(|_| http.post(&address).bearer_auth(&token).send())).await;
        let answers = tally(answers.into_iter().map(|answer| answer.unwrap().status()));
        assert_eq!(answers, BTreeMap::from([(201, 2), (409, 10)]), "{engine:?}");
    }
}

#[tokio::test]
async fn sessions_are_no_more_than_their_owner_sees() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let database = server.database().await;
        let earlier = chrono::Utc::now() - chrono::Duration::days(1);
        for number in 0..domain::account::MOST_SESSIONS {
            let (id, person_id) = (Uuid::now_v7(), id("person", "docent-han").into());
            let token = Token {
                id,
                family_id: id,
                person_id,
                token_hash: format!("hash {number}"),
                expires_at: earlier + chrono::Duration::days(14),
                used_at: None,
                device: String::new(),
                started_at: earlier,
                provider: None,
                passkey_id: None,
            };
            persistence::session::insert(&database, &token, earlier + chrono::Duration::seconds(i64::try_from(number).unwrap())).await.unwrap();
        }
        let own = "SELECT COUNT(*) AS n FROM session WHERE used_at IS NULL AND person_id = (SELECT person_id FROM session WHERE token_hash = 'hash 99')";
        assert!(count(&database, own).await >= 100);
        let docent = server.account("docent.han").await;
        assert_eq!(count(&database, own).await, 100, "{engine:?}: one began and the longest unused ended");
        assert_eq!(count(&database, "SELECT COUNT(*) AS n FROM session WHERE token_hash = 'hash 0'").await, 0);
        assert_eq!(docent.my_sessions().await.unwrap().items.len() as u64, domain::account::MOST_SESSIONS, "{engine:?}");
    }
}

#[tokio::test]
async fn two_administrators_who_end_each_other_do_not_both_end() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let database = server.database().await;
        let administrators = "SELECT COUNT(*) AS n FROM role_grant WHERE role = 'administrator' AND end_date IS NULL";
        assert_eq!(count(&database, administrators).await, 1);
        let (mut one, mut other) = ("beheerder.wsd", "privacy.wsd");
        for _ in 0..5 {
            let (first, second) = (server.account(one).await, server.account(other).await);
            let ids = (first.me().await.unwrap().id, second.me().await.unwrap().id);
            first.grant_role(ids.1, Role::Administrator, &RoleInput::default()).await.unwrap();
            let ended = tokio::join!(first.end_role(ids.1, Role::Administrator), second.end_role(ids.0, Role::Administrator));
            assert_eq!(count(&database, administrators).await, 1, "{engine:?}: {ended:?}");
            if ended.1.is_ok() {
                (one, other) = (other, one);
            }
        }
    }
}

/// Opens a request of which the body does not come.
async fn slow(server: &Server) -> TcpStream {
    let mut stream = TcpStream::connect(server.origin.trim_start_matches("http://")).await.unwrap();
    let head = "POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn a_body_that_does_not_come_is_given_up_with_a_problem() {
    let server = Server::start_with(ENGINES[0], &[("KOMPAAN__LIMITS__BODY_SECONDS", "1")]).await;
    let mut stream = slow(&server).await;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let answer = answer.to_lowercase();
    assert!(answer.starts_with("http/1.1 408 "), "{answer}");
    for part in ["api-version: ", "application/problem+json", "\"code\":\"slow_body\"", "connection: close"] {
        assert!(answer.contains(part), "{part}: {answer}");
    }
}

#[tokio::test]
async fn who_keeps_bodies_waiting_does_not_keep_others_waiting() {
    // Of the many descriptors that a process may have it begins with few: it asks for the rest.
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let server = Server::start_within(engine, &[], Some((128, 4096))).await;
        let waiting = join_all((0..300).map(|_| slow(&server))).await;
        let answer = reqwest::Client::new().get(format!("{}/api/v1/local-plans", server.origin)).timeout(Duration::from_secs(10)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{engine:?}");
        drop(waiting);
    }
}

#[tokio::test]
async fn connections_leave_descriptors_for_the_database_and_for_files() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        // As many connections as the process takes, and more that wait for one to end.
        let server = Server::start_within(engine, &[("KOMPAAN__LIMITS__BODY_SECONDS", "2")], Some((200, 200))).await;
        let lead = server.account("casemanager.dommelvallei").await;
        let _waiting = join_all((0..300).map(|_| slow(&server))).await;
        // The connection of before is still there; what it asks for needs the database, and a file.
        lead.upload("verslag.txt", b"Verslag".to_vec()).await.unwrap();
        // Those that wait are answered when others have ended.
        let newcomer = reqwest::Client::new().get(format!("{}/api/v1/local-plans", server.origin)).timeout(Duration::from_secs(60)).send().await.unwrap();
        assert_eq!(newcomer.status(), StatusCode::OK, "{engine:?}");
    }
}
