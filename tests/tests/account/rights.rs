//! One rule for every way in: what somebody may do to people by REST, they may do by a system that they made, and no more; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Client;
use contract::{
    account::{LinkInput, Mail},
    api_client::{ApiClientInput, ApiScope},
    role::{Role, RoleInput},
};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tests::{
    ENGINES, PASSWORD, Server,
    hr::{BOTH, Hr, change},
    id,
};
use uuid::Uuid;

const STRONG: &str = "vier groene fietsen bij de sluis";

/// A request to REST or SCIM with a token; answers its status.
async fn send(server: &Server, token: &str, method: Method, path: &str, etag: &str, body: Option<Value>) -> u16 {
    let media_type = match (path.starts_with("/scim"), &method) {
        (true, _) => "application/scim+json",
        (false, &Method::PATCH) => "application/merge-patch+json",
        (false, _) => "application/json",
    };
    let mut request = reqwest::Client::new().request(method, format!("{}{path}", server.origin)).bearer_auth(token);
    if !path.starts_with("/scim") {
        request = request.header("if-match", etag);
    }
    if let Some(body) = body {
        request = request.header("content-type", media_type).body(body.to_string());
    }
    request.send().await.unwrap().status().as_u16()
}

/// Everything that can be done to the account of somebody: what, how, and whether it stays within what a coordinator may do.
fn deeds(person: Uuid, email: &str) -> Vec<(&'static str, Method, String, Option<Value>)> {
    let (rest, scim) = (format!("/api/v1/people/{person}"), format!("/scim/v2/Users/{person}"));
    let members = |op: &str| json!({"Operations": [{"op": op, "path": "members", "value": [{"value": person}]}]});
    vec![
        ("REST: job title", Method::PATCH, rest.clone(), Some(json!({"jobTitle": "Overgenomen"}))),
        ("REST: e-mail address", Method::PATCH, rest.clone(), Some(json!({"email": "over.genomen@wsd.example"}))),
        ("REST: other organisation", Method::PATCH, rest.clone(), Some(json!({"organisationId": id("organisation", "best")}))),
        ("REST: deactivate", Method::POST, format!("{rest}/_deactivate"), None),
        ("REST: second factor", Method::DELETE, format!("{rest}/second-factor"), None),
        ("REST: role", Method::PUT, format!("{rest}/roles/executive"), Some(json!({}))),
        ("REST: invite", Method::POST, format!("{rest}/_invite"), None),
        ("REST: delete", Method::DELETE, rest, None),
        ("SCIM: title", Method::PATCH, scim.clone(), Some(change(json!({"op": "replace", "path": "title", "value": "Overgenomen"})))),
        ("SCIM: userName", Method::PATCH, scim.clone(), Some(change(json!({"op": "replace", "path": "userName", "value": "over.genomen@wsd.example"})))),
        (
            "SCIM: emails",
            Method::PATCH,
            scim.clone(),
            Some(change(json!({"op": "replace", "path": "emails[type eq \"work\"].value", "value": "over.genomen@wsd.example"}))),
        ),
        ("SCIM: externalId", Method::PATCH, scim.clone(), Some(change(json!({"op": "replace", "path": "externalId", "value": "HR-1"})))),
        ("SCIM: active", Method::PATCH, scim.clone(), Some(change(json!({"op": "replace", "path": "active", "value": false})))),
        ("SCIM: replace", Method::PUT, scim.clone(), Some(json!({"userName": "over.genomen@wsd.example", "displayName": "Over Genomen"}))),
        ("SCIM: replace the rest", Method::PUT, scim.clone(), Some(json!({"userName": email, "displayName": "Over Genomen"}))),
        ("SCIM: group", Method::PATCH, "/scim/v2/Groups/executive".into(), Some(members("add"))),
        ("SCIM: delete", Method::DELETE, scim, None),
    ]
}

async fn system(server: &Server, by: &Client) -> String {
    Hr::new(server, by, "wsd", BOTH).await.token
}

#[tokio::test]
async fn who_has_a_role_of_the_platform_is_kept_by_administrators_alone() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        administrator.grant_role(id("person", "projectleider-wsd"), Role::Coordinator, &RoleInput { end_date: None }).await.unwrap();
        let coordinator = server.account("projectleider.wsd").await;
        let ways = [
            ("coordinator", coordinator.token().unwrap()),
            ("system", system(&server, &coordinator).await),
            ("their system", system(&server, &administrator).await),
        ];
        // An auditor, an editor and an administrator of the organisation.
        administrator.grant_role(id("person", "accountmanager-wsd"), Role::Administrator, &RoleInput { end_date: None }).await.unwrap();
        for name in ["privacy", "aanjager", "accountmanager"] {
            let person = id("person", &format!("{name}-wsd"));
            for (way, token) in &ways {
                for (what, method, path, body) in deeds(person, &format!("{name}.wsd@demo.example")) {
                    let before = administrator.people().get(person).await.unwrap();
                    let status = send(&server, token, method, &path, &before.etag, body).await;
                    assert_eq!(status, 403, "{engine:?}: {what} of {name} by {way}");
                    let after = administrator.people().get(person).await.unwrap();
                    assert_eq!(after.value, before.value, "{engine:?}: {what} of {name} by {way}");
                }
            }
            server.account(&format!("{name}.wsd")).await;
        }
        // To put somebody of the platform out of a group is to keep them too.
        administrator.grant_role(id("person", "privacy-wsd"), Role::Executive, &RoleInput { end_date: None }).await.unwrap();
        let emptied = json!({"members": []});
        assert_eq!(send(&server, &ways[1].1, Method::PUT, "/scim/v2/Groups/executive", "", Some(emptied)).await, 403, "{engine:?}");
        assert!(administrator.people().get(id("person", "directeur-wsd")).await.unwrap().value.roles.contains(&Role::Executive), "all or nothing");
    }
}

#[tokio::test]
async fn a_system_does_to_a_colleague_what_its_coordinator_may_do_and_no_more() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        administrator.grant_role(id("person", "projectleider-wsd"), Role::Coordinator, &RoleInput { end_date: None }).await.unwrap();
        let coordinator = server.account("projectleider.wsd").await;
        let ways = [
            ("coordinator", coordinator.token().unwrap(), false),
            ("system", system(&server, &coordinator).await, false),
            ("their system", system(&server, &administrator).await, true),
        ];
        for (way, token, may_change_email) in ways {
            for what in 0..deeds(Uuid::nil(), "").len() {
                // Somebody new for each deed.
                let email = format!("collega.{what}.{}@wsd.example", way.replace(' ', "."));
                let input =
                    serde_json::from_value(json!({"name": "Demo Collega", "email": email, "organisationId": id("organisation", "wsd"), "language": "nl"}));
                let made = administrator.people().create(&input.unwrap()).await.unwrap();
                let (what, method, path, body) = deeds(made.value.id, &email).swap_remove(what);
                let for_people = ["second factor", "role", "invite"].iter().any(|part| what == format!("REST: {part}"));
                let speaks = match (way, what.starts_with("SCIM"), for_people) {
                    ("coordinator", scim, _) => !scim,
                    (_, false, true) => continue,
                    _ => true,
                };
                let status = send(&server, &token, method, &path, &made.etag, body).await;
                let email_changes = matches!(what, "REST: e-mail address" | "SCIM: userName" | "SCIM: emails" | "SCIM: replace");
                let expected = speaks && what != "REST: other organisation" && (may_change_email || !email_changes);
                assert_eq!((status < 300, status == 403), (expected, !expected), "{engine:?}: {what} by {way}: {status}");
                if email_changes && expected {
                    // The next one wants the same address.
                    let now = administrator.people().get(made.value.id).await.unwrap();
                    administrator.people().patch(made.value.id, &now.etag, &json!({"email": email})).await.unwrap();
                }
            }
        }
    }
}

/// Mails to somebody, the latest first.
async fn mails_to(administrator: &Client, recipient: &str) -> Vec<Mail> {
    administrator.mails().await.unwrap().items.into_iter().filter(|mail| mail.recipient == recipient).collect()
}

/// The token of the last link that was mailed to somebody.
async fn link_to(administrator: &Client, recipient: &str) -> String {
    let start = Instant::now();
    loop {
        for mail in mails_to(administrator, recipient).await {
            if let Some(link) = mail.text.as_deref().and_then(|text| text.split("/account#").nth(1)) {
                return link.split_whitespace().next().unwrap().to_owned();
            }
        }
        assert!(start.elapsed() < Duration::from_secs(20), "no link to {recipient}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn another_address_ends_links_and_sessions_and_the_old_one_is_told() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let hr = Hr::new(&server, &administrator, "wsd", BOTH).await;
        let person = id("person", "trajectconsulent-wsd");
        let mut old = "trajectconsulent.wsd@demo.example".to_owned();
        for (way, new) in [("REST", "ander@wsd.example"), ("SCIM PATCH", "nog.ander@wsd.example"), ("SCIM PUT", "weer.ander@wsd.example")] {
            let own = server.anonymous();
            own.sign_in(&old, PASSWORD).await.unwrap();
            let told = mails_to(&administrator, &old).await.len();
            server.anonymous().ask_password_reset(&old).await.unwrap();
            let link = link_to(&administrator, &old).await;
            match way {
                "REST" => {
                    let now = administrator.people().get(person).await.unwrap();
                    administrator.people().patch(person, &now.etag, &json!({"email": new})).await.unwrap();
                }
                "SCIM PATCH" => {
                    let answer = hr.patch(&format!("/Users/{person}"), json!({"op": "replace", "path": "userName", "value": new})).await;
                    assert_eq!((answer.status, &answer.body["userName"]), (200, &json!(new)), "{}", answer.body);
                }
                _ => {
                    let whole = json!({"userName": new, "displayName": "Demo Trajectconsulent WSD"});
                    assert_eq!(hr.send(Method::PUT, &format!("/Users/{person}"), Some(whole), &[]).await.status, 200);
                }
            }
            assert_eq!(own.me().await.unwrap_err().status(), Some(401), "{engine:?} {way}: sessions end");
            assert_eq!(own.renew().await.unwrap_err().status(), Some(401), "{engine:?} {way}");
            let used = server.anonymous().use_link(&LinkInput { token: link, password: Some(STRONG.into()) }).await.unwrap_err();
            assert_eq!(used.problem().unwrap().code, "link_invalid", "{engine:?} {way}: what was sent before does not count any more");
            let mails = mails_to(&administrator, &old).await;
            assert_eq!(mails.len(), told + 2, "{engine:?} {way}: the link, and word to the old address");
            assert!(mails.iter().any(|mail| mail.subject == "Uw e-mailadres voor Kompaan is gewijzigd"), "{engine:?} {way}: {mails:?}");
            server.anonymous().sign_in(new, PASSWORD).await.unwrap();
            old = new.to_owned();
        }
    }
}

#[tokio::test]
async fn a_coordinator_gives_no_system_more_than_they_may_do() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let coordinator = server.account("teammanager.dommelvallei").await;
        let input = |scopes: &[ApiScope]| -> ApiClientInput {
            serde_json::from_value(json!({"name": "Zaaksysteem", "organisationId": id("organisation", "dommelvallei"), "scopes": scopes})).unwrap()
        };
        for scope in ApiScope::ALL {
            let made = coordinator.api_clients().create(&input(&[*scope])).await;
            let plans = matches!(scope, ApiScope::PlansRead | ApiScope::PlansWrite);
            assert_eq!(made.err().and_then(|error| error.status()), plans.then_some(403), "{engine:?} {scope}");
        }
        // Of a system that may do more, a coordinator does not get the keys; ending it they may.
        let more = administrator.api_clients().create(&input(&[ApiScope::PlansRead, ApiScope::PlansWrite])).await.unwrap();
        assert_eq!(coordinator.new_client_secret(more.value.id).await.unwrap_err().status(), Some(403));
        let own = json!({"publicKey": null, "networks": ["192.0.2.0/24"]});
        assert_eq!(coordinator.api_clients().patch(more.value.id, &more.etag, &own).await.unwrap_err().status(), Some(403));
        coordinator.api_clients().delete(more.value.id, &more.etag).await.unwrap();

        // An administrator's system that a coordinator has a secret of, or changed, does no more than the coordinator from then on.
        let colleague = format!("/Users/{}", id("person", "casemanager-dommelvallei"));
        for (number, by_secret) in [(1, true), (2, false)] {
            let made = administrator.api_clients().create(&input(BOTH)).await.unwrap();
            let secret = administrator.new_client_secret(made.value.id).await.unwrap().secret;
            let hr = Hr::with_secret(&server, made.value.id, &secret).await;
            let address = |text: &str| json!({"op": "replace", "path": "userName", "value": format!("casemanager.{text}@dommelvallei.example")});
            assert_eq!(hr.patch(&colleague, address(&format!("voor.{number}"))).await.status, 200, "{engine:?}");
            if by_secret {
                coordinator.new_client_secret(made.value.id).await.unwrap();
            } else {
                coordinator.api_clients().patch(made.value.id, &made.etag, &json!({"name": "HR"})).await.unwrap();
            }
            assert_eq!(hr.patch(&colleague, address(&format!("na.{number}"))).await.status, 403, "{engine:?} by secret: {by_secret}");
            assert_eq!(hr.patch(&colleague, json!({"op": "replace", "path": "title", "value": format!("Casemanager {number}")})).await.status, 200);
        }
    }
}
