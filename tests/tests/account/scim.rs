//! An HR system keeps the accounts of its organisation by SCIM 2.0; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use contract::api_client::ApiScope;
use reqwest::Method;
use serde_json::{Value, json};
use tests::{
    ENGINES, PASSWORD, Server,
    hr::{BOTH, Hr},
    id,
};
use uuid::Uuid;

#[tokio::test]
async fn an_hr_system_creates_changes_and_deactivates_people() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let coordinator = server.account("teammanager.dommelvallei").await;
        let hr = Hr::new(&server, &coordinator, "dommelvallei", BOTH).await;
        let new = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "nieuw@dommelvallei.example", "externalId": "HR-0042",
            "name": {"givenName": "Demo", "familyName": "Klantmanager"}, "title": "Klantmanager", "preferredLanguage": "nl-NL", "active": true,
        });
        let made = hr.send(Method::POST, "/Users", Some(new.clone()), &[]).await;
        assert_eq!((made.status, made.etag.as_deref()), (201, Some("W/\"v1\"")), "{}", made.body);
        let user = made.body["id"].as_str().unwrap().to_owned();
        assert_eq!((&made.body["displayName"], &made.body["active"], &made.body["externalId"]), (&json!("Demo Klantmanager"), &json!(true), &json!("HR-0042")));
        let again = hr.send(Method::POST, "/Users", Some(new), &[]).await;
        assert_eq!((again.status, &again.body["scimType"], &again.body["status"]), (409, &json!("uniqueness"), &json!("409")));

        for (filter, expected) in [
            ("userName eq \"nieuw@dommelvallei.example\"", 1),
            ("externalId eq \"HR-0042\"", 1),
            ("externalId eq \"HR-0043\"", 0),
            ("userName eq \"consulent.best@demo.example\"", 0),
            ("active eq false", 0),
        ] {
            let found = hr.get(&format!("/Users?filter={}", filter.replace(' ', "%20").replace('"', "%22"))).await;
            assert_eq!((found.status, &found.body["totalResults"]), (200, &json!(expected)), "{filter}: {}", found.body);
        }
        let all = hr.get("/Users?count=1&startIndex=2").await.body;
        assert_eq!((&all["totalResults"], &all["itemsPerPage"], &all["startIndex"]), (&json!(3), &json!(1), &json!(2)), "only of the own organisation");
        let wrong = hr.get("/Users?filter=wachtwoord%20eq%20%22x%22").await;
        assert_eq!((wrong.status, &wrong.body["scimType"]), (400, &json!("invalidFilter")));

        let path = format!("/Users/{user}");
        let change = |operation: Value| json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation]});
        let stale = hr.send(Method::PATCH, &path, Some(change(json!({"op": "replace", "path": "title", "value": "x"}))), &[("if-match", "W/\"v9\"")]).await;
        assert_eq!(stale.status, 412);
        let titled =
            hr.send(Method::PATCH, &path, Some(change(json!({"op": "Replace", "path": "title", "value": "Teamleider"}))), &[("if-match", "W/\"v1\"")]).await;
        assert_eq!((titled.status, &titled.body["title"]), (200, &json!("Teamleider")), "{}", titled.body);
        let unchanged = hr.send(Method::GET, &path, None, &[("if-none-match", titled.etag.as_deref().unwrap())]).await;
        assert_eq!(unchanged.status, 304);
        let bad = hr.send(Method::PATCH, &path, Some(change(json!({"op": "replace", "path": "userName", "value": "geen adres"}))), &[]).await;
        assert_eq!((bad.status, &bad.body["scimType"]), (400, &json!("invalidValue")));

        // Deactivation ends sessions at once, and what the person led needs a successor.
        let manager = id("person", "casemanager-dommelvallei");
        let own = server.account("casemanager.dommelvallei").await;
        let gone = hr.send(Method::PATCH, &format!("/Users/{manager}"), Some(change(json!({"op": "replace", "value": {"active": "False"}}))), &[]).await;
        assert_eq!((gone.status, &gone.body["active"]), (200, &json!(false)), "{}", gone.body);
        assert_eq!(own.me().await.unwrap_err().status(), Some(401));
        assert!(server.anonymous().sign_in("casemanager.dommelvallei@demo.example", PASSWORD).await.is_err());
        let needed = coordinator.successions().await.unwrap().items;
        assert!(needed.iter().any(|one| one.person.id == manager), "{needed:?}");
        assert!(server.account("consulent.best").await.successions().await.unwrap().items.is_empty());
        let back = hr
            .send(
                Method::PUT,
                &format!("/Users/{manager}"),
                Some(json!({"userName": "casemanager.dommelvallei@demo.example", "displayName": "Demo Casemanager", "active": true})),
                &[],
            )
            .await;
        assert_eq!((back.status, &back.body["active"], &back.body["displayName"]), (200, &json!(true), &json!("Demo Casemanager")));
        server.account("casemanager.dommelvallei").await;
        assert!(coordinator.successions().await.unwrap().items.is_empty());

        assert_eq!(hr.send(Method::DELETE, &path, None, &[]).await.status, 204);
        assert_eq!(hr.get(&path).await.status, 404);
        let history = coordinator.people().history(manager, None).await.unwrap();
        assert!(
            history.items.iter().any(|entry| entry.action == "person.deactivated" && entry.client.as_ref().is_some_and(|client| client.name == "HR-systeem"))
        );
    }
}

#[tokio::test]
async fn groups_are_the_roles_of_the_organisation() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let coordinator = server.account("teammanager.dommelvallei").await;
        let hr = Hr::new(&server, &coordinator, "dommelvallei", BOTH).await;
        let member = id("person", "casemanager-dommelvallei");
        let groups = hr.get("/Groups").await.body;
        assert_eq!(groups["Resources"].as_array().unwrap().iter().map(|group| group["id"].as_str().unwrap()).collect::<Vec<_>>(), ["coordinator", "executive"]);
        let change = |operation: Value| json!({"Operations": [operation]});
        let add = change(json!({"op": "add", "path": "members", "value": [{"value": member}]}));
        let added = hr.send(Method::PATCH, "/Groups/executive", Some(add.clone()), &[]).await;
        assert_eq!((added.status, &added.body["members"][0]["value"]), (200, &json!(member)), "{}", added.body);
        assert_eq!(hr.send(Method::PATCH, "/Groups/executive", Some(add), &[]).await.status, 200, "twice is once");
        let roles = coordinator.person_roles(member).await.unwrap().items;
        assert_eq!(roles.len(), 1);
        let removed =
            hr.send(Method::PATCH, "/Groups/executive", Some(change(json!({"op": "remove", "path": format!("members[value eq \"{member}\"]")}))), &[]).await;
        assert_eq!(removed.body["members"], json!([]));
        for (group, who, expected) in [("executive", id("person", "consulent-best"), 400), ("administrator", member, 404), ("auditor", member, 404)] {
            let refused = hr
                .send(Method::PATCH, &format!("/Groups/{group}"), Some(change(json!({"op": "add", "path": "members", "value": [{"value": who}]}))), &[])
                .await;
            assert_eq!(refused.status, expected, "{group}");
        }
        let without = Hr::new(&server, &coordinator, "dommelvallei", &[ApiScope::PeopleRead, ApiScope::PeopleWrite]).await;
        assert_eq!(without.send(Method::PUT, "/Groups/executive", Some(json!({"members": [{"value": member}]})), &[]).await.status, 403);
    }
}

#[tokio::test]
async fn a_system_reaches_nobody_of_another_organisation() {
    let server = Server::start(ENGINES[0]).await;
    let administrator = server.account("beheerder.wsd").await;
    let hr = Hr::new(&server, &administrator, "dommelvallei", BOTH).await;
    let change = json!({"Operations": [{"op": "replace", "path": "active", "value": false}]});
    for (method, body) in [
        (Method::GET, None),
        (Method::PATCH, Some(change.clone())),
        (Method::PUT, Some(json!({"userName": "a@b.nl", "displayName": "Demo"}))),
        (Method::DELETE, None),
    ] {
        let mut answers = vec![];
        for target in [id("person", "consulent-best"), Uuid::now_v7()] {
            let answer = hr.send(method.clone(), &format!("/Users/{target}"), body.clone(), &[]).await;
            answers.push((answer.status, answer.body.to_string()));
        }
        assert_eq!(answers[0], answers[1], "{method}");
        assert_eq!(answers[0].0, 404, "{method}");
    }
    // The platform is not kept by an HR system, also not that of its own organisation.
    let own = Hr::new(&server, &administrator, "platform", BOTH).await;
    let refused = own.send(Method::PATCH, &format!("/Users/{}", id("person", "beheerder-wsd")), Some(change), &[]).await;
    assert_eq!(refused.status, 403, "{}", refused.body);

    // People do not speak SCIM, nobody does without a token; what it can do is for everybody to read.
    let http = reqwest::Client::new();
    let person = http.get(format!("{}/scim/v2/Users", server.origin)).bearer_auth(administrator.token().unwrap()).send().await.unwrap();
    assert_eq!(person.status(), 403);
    assert_eq!(http.get(format!("{}/scim/v2/Users", server.origin)).send().await.unwrap().status(), 401);
    for path in ["ServiceProviderConfig", "ResourceTypes", "Schemas"] {
        let answer = http.get(format!("{}/scim/v2/{path}", server.origin)).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/scim+json", "{path}");
        assert!(answer.json::<Value>().await.unwrap()["schemas"].is_array(), "{path}");
    }
    for body in
        ["", "[]", "{", "{\"userName\": 3}", "{\"userName\": \"a@b.nl\"}", "{\"userName\": \"a@b.nl\", \"displayName\": \"x\", \"active\": \"misschien\"}"]
    {
        let answer = http.post(format!("{}/scim/v2/Users", server.origin)).bearer_auth(&hr.token).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{body}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error", "{body}");
    }
}
