//! Somebody leaves: deactivated or deleted, by REST or SCIM, it is the same; and nobody gives anything to who has left. On both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Client;
use contract::{
    api_client::{ApiClientInput, ApiScope},
    person::{AccountStatus, PersonFilter},
    role::{Role, RoleInput},
    sub_project::SubProjectFilter,
};
use reqwest::Method;
use serde_json::{Value, json};
use tests::{ENGINES, Server, faults, id, operations};
use uuid::Uuid;

async fn send(server: &Server, token: &str, method: Method, path: &str, headers: &[(&str, &str)], body: Option<&Value>) -> (u16, Value) {
    let mut request = reqwest::Client::new().request(method, format!("{}{path}", server.origin)).bearer_auth(token);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.json(body);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

/// The sub-projects that nobody leads who is still there.
async fn without_lead(client: &Client) -> Vec<Uuid> {
    let filter = SubProjectFilter { without_lead: Some(true), ..SubProjectFilter::default() };
    let page = contract::PageQuery { page_size: Some(100), ..contract::PageQuery::default() };
    client.sub_projects().list(&filter, &page).await.unwrap().items.into_iter().map(|found| found.id).collect()
}

async fn needs_successor(client: &Client, resource: Uuid) -> bool {
    client.successions().await.unwrap().items.iter().any(|found| found.resource.id == resource)
}

#[tokio::test]
async fn who_is_deleted_has_left_like_who_is_deactivated() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let token = administrator.token().unwrap();
        let led = id("sub-project", "kansen");
        let system: ApiClientInput = serde_json::from_value(json!({
            "name": "Personeelssysteem", "organisationId": id("organisation", "dommelvallei"), "scopes": [ApiScope::PeopleRead, ApiScope::PeopleWrite],
        }))
        .unwrap();
        let made = administrator.api_clients().create(&system).await.unwrap().value.id;
        let secret = administrator.new_client_secret(made).await.unwrap().secret;
        let system = server.anonymous();
        system.sign_in_as_client(made, &secret).await.unwrap();
        for way in ["deactivated", "deleted", "deleted by SCIM", "deactivated by SCIM"] {
            let person = json!({"name": format!("Demo Trekker {way}"), "email": format!("{}@voorbeeld.example", way.replace(' ', ".")), "organisationId": id("organisation", "dommelvallei"), "language": "nl"});
            let person = administrator.people().create(&serde_json::from_value(person).unwrap()).await.unwrap();
            let now = administrator.sub_projects().get(led).await.unwrap();
            administrator.sub_projects().patch(led, &now.etag, &json!({"municipalityLeadId": person.value.id})).await.unwrap();
            assert!(!without_lead(&administrator).await.contains(&led) && !needs_successor(&administrator, led).await, "{engine:?} {way}");
            let (id_text, scim) = (person.value.id.to_string(), system.token().unwrap());
            let scim_path = format!("/scim/v2/Users/{id_text}");
            match way {
                "deactivated" => drop(administrator.set_active(person.value.id, &person.etag, false).await.unwrap()),
                "deleted" => administrator.people().delete(person.value.id, &person.etag).await.unwrap(),
                "deleted by SCIM" => assert_eq!(send(&server, &scim, Method::DELETE, &scim_path, &[], None).await.0, 204),
                _ => {
                    let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": "active", "value": false}]});
                    assert_eq!(send(&server, &scim, Method::PATCH, &scim_path, &[], Some(&body)).await.0, 200);
                }
            }
            assert!(without_lead(&administrator).await.contains(&led), "{engine:?} {way}: nobody leads it");
            assert!(needs_successor(&administrator, led).await, "{engine:?} {way}: it needs a successor");
            let successor =
                json!({"kind": "sub_project", "resourceId": led, "personId": person.value.id, "successorId": id("person", "casemanager-dommelvallei")});
            let (status, answer) = send(&server, &token, Method::POST, "/api/v1/me/successions", &[], Some(&successor)).await;
            assert_eq!(status, 204, "{engine:?} {way}: {answer}");
            assert!(!needs_successor(&administrator, led).await);
        }

        // Who is brought back is as they were.
        let both = administrator.people().get(id("person", "consulent-best")).await.unwrap();
        let gone = administrator.set_active(both.value.id, &both.etag, false).await.unwrap();
        for (person, etag, expected) in [
            (id("person", "consulent-vught"), administrator.people().get(id("person", "consulent-vught")).await.unwrap().etag, AccountStatus::Active),
            (both.value.id, gone.etag, AccountStatus::Deactivated),
        ] {
            administrator.people().delete(person, &etag).await.unwrap();
            let deleted = PersonFilter { deleted: Some(true), ..PersonFilter::default() };
            let found = administrator.people().list(&deleted, &Default::default()).await.unwrap().items;
            let version = found.iter().find(|found| found.id == person).unwrap().version;
            let back = administrator.people().restore(person, &format!("\"v{version}\"")).await.unwrap();
            assert_eq!(back.value.status, expected, "{engine:?}");
        }
        server.account("consulent.vught").await;
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let me = administrator.me().await.unwrap().id;
        let etag = administrator.people().get(me).await.unwrap().etag;
        let refused = administrator.people().delete(me, &etag).await.unwrap_err();
        assert_eq!((refused.status(), refused.problem().unwrap().code.as_str()), (Some(409), "last_administrator"), "{engine:?}");
        let refused = administrator.set_active(me, &etag, false).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().code, "last_administrator");
        administrator.me().await.expect("nothing happened");
        // With another one, each may leave.
        let other = id("person", "consulent-best");
        administrator.grant_role(other, Role::Administrator, &RoleInput::default()).await.unwrap();
        administrator.people().delete(me, &etag).await.unwrap();
        let second = server.account("consulent.best").await;
        let etag = second.people().get(other).await.unwrap().etag;
        assert_eq!(second.people().delete(other, &etag).await.unwrap_err().status(), Some(409));
    }
}

/// Nothing new for who has left; what stood with them may stay while other things change.
#[tokio::test]
async fn nothing_is_given_to_who_has_left() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let token = administrator.token().unwrap();
        let document = server.document().await;
        let examples = operations(&document);
        let left = id("person", "oud-consulent-mgd");
        let current = PersonFilter { current: Some(true), q: Some("Oud-consulent".into()), ..PersonFilter::default() };
        assert!(administrator.people().list(&current, &Default::default()).await.unwrap().items.is_empty());
        let all = PersonFilter { current: None, ..current };
        assert_eq!(administrator.people().list(&all, &Default::default()).await.unwrap().items.len(), 1);
        for (operation, field, value, pointer) in [
            ("createTask", "assigneeId", json!(left), "/assigneeId"),
            ("createRisk", "ownerId", json!(left), "/ownerId"),
            ("createMilestone", "ownerId", json!(left), "/ownerId"),
            ("createSubProject", "contributorIds", json!([left]), "/contributorIds/0"),
            ("createSubProject", "municipalityLeadId", json!(left), "/municipalityLeadId"),
            ("createSubProject", "partnerLeadId", json!(left), "/partnerLeadId"),
            ("createLocalPlan", "leadIds", json!([left]), "/leadIds/0"),
        ] {
            let found = examples.iter().find(|found| found.id == operation).unwrap();
            let mut body = found.body().unwrap().1;
            body[field] = value;
            let (status, problem) = send(&server, &token, Method::POST, &format!("/api/v1{}", found.path), &[], Some(&body)).await;
            let fault = (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]);
            assert_eq!((status, fault), (409, (&json!(pointer), &json!("no_longer_active"))), "{engine:?} {operation}: {problem}");
        }
        let community = administrator.communities().list(&Default::default(), &Default::default()).await.unwrap().items.remove(0).id;
        let (status, problem) =
            send(&server, &token, Method::POST, &format!("/api/v1/communities/{community}/members"), &[], Some(&json!({"personId": left}))).await;
        assert_eq!((status, &problem["errors"][0]["code"]), (409, &json!("no_longer_active")), "{problem}");
        let refused = administrator.grant_role(left, Role::Coordinator, &RoleInput::default()).await.unwrap_err();
        assert_eq!((refused.status(), refused.problem().unwrap().code.as_str()), (Some(409), "deactivated"));

        // It was led by them: another field changes, they stay; somebody else who has left does not come beside them.
        let led = id("sub-project", "plusdiensten-boxtel");
        let now = administrator.sub_projects().get(led).await.unwrap();
        let leads = [now.value.municipality_lead.as_ref(), now.value.partner_lead.as_ref()];
        assert!(leads.into_iter().flatten().any(|lead| lead.id == left), "{:?}", now.value);
        let changed = administrator.sub_projects().patch(led, &now.etag, &json!({"places": ["Boxtel"]})).await.unwrap();
        let another = administrator.people().get(id("person", "consulent-best")).await.unwrap();
        administrator.set_active(another.value.id, &another.etag, false).await.unwrap();
        let refused = administrator.sub_projects().patch(led, &changed.etag, &json!({"contributorIds": [another.value.id]})).await.unwrap_err();
        assert_eq!(faults(&refused), ["/contributorIds/0 no_longer_active"]);

        // A community that was archived takes no new sub-projects.
        let communities = administrator.communities().list(&Default::default(), &Default::default()).await.unwrap().items;
        let around = now.value.community.as_ref().map(|around| around.id);
        let community = communities.into_iter().map(|found| found.id).find(|found| Some(*found) != around).unwrap();
        let open = administrator.communities().get(community).await.unwrap();
        administrator.communities().patch(community, &open.etag, &json!({"archived": true})).await.unwrap();
        let refused = administrator.sub_projects().patch(led, &changed.etag, &json!({"communityId": community})).await.unwrap_err();
        assert_eq!(faults(&refused), ["/communityId no_longer_active"]);
    }
}
