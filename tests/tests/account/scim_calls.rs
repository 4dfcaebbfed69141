//! The calls that Entra and Okta make, and the corners of the standard (RFC 7643, 7644) that a supplier meets; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use reqwest::Method;
use serde_json::{Value, json};
use tests::{
    ENGINES, PASSWORD, Server,
    hr::{Answer, BOTH, Hr, change},
    id,
};
use uuid::Uuid;

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const OWN: &str = "dommelvallei";

/// Status and kind of error.
fn refusal(answer: &Answer) -> (u16, &str) {
    assert_eq!(answer.body["schemas"], json!([ERROR]), "{}", answer.body);
    assert_eq!(answer.body["status"], answer.status.to_string(), "{}", answer.body);
    (answer.status, answer.body["scimType"].as_str().unwrap_or_default())
}

async fn hr(server: &Server) -> Hr {
    Hr::new(server, &server.account("beheerder.wsd").await, OWN, BOTH).await
}

async fn made(hr: &Hr, body: Value) -> String {
    let answer = hr.post("/Users", body).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    format!("/Users/{}", answer.body["id"].as_str().unwrap())
}

/// As <https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups> writes them.
#[tokio::test]
async fn entra_keeps_a_colleague() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let hr = hr(&server).await;
        let none = hr.filtered("/Users", "userName eq \"marie@dommelvallei.example\"").await;
        assert_eq!((none.status, &none.body["totalResults"], &none.body["Resources"]), (200, &json!(0), &json!([])));
        let user = made(
            &hr,
            json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
                "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef", "userName": "marie@dommelvallei.example", "active": true,
                "displayName": "Marie van der Jansen", "title": "Klantmanager", "preferredLanguage": "nl-NL",
                "emails": [{"primary": true, "type": "work", "value": "marie@dommelvallei.example"}],
                "meta": {"resourceType": "User"}, "name": {"formatted": "Marie van der Jansen", "familyName": "van der Jansen", "givenName": "Marie"},
                "phoneNumbers": [{"type": "mobile", "value": "06"}], "roles": [],
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Werk"},
            }),
        )
        .await;
        for (filter, expected) in [
            ("userName eq \"MARIE@dommelvallei.example\"", 1),
            ("externalId eq \"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef\"", 1),
            ("emails[type eq \"work\"].value eq \"marie@dommelvallei.example\"", 1),
            ("emails[type eq \"work\"].value eq \"iemand@dommelvallei.example\"", 0),
            ("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"marie@dommelvallei.example\"", 1),
            ("userName eq \"marie@dommelvallei.example\" or userName eq \"casemanager.dommelvallei@demo.example\"", 2),
            ("not (userName sw \"marie\") and active eq true", 2),
            ("meta.lastModified gt \"2020-01-01T00:00:00Z\" and displayName co \"jansen\"", 1),
            ("meta.lastModified gt \"2999-01-01T00:00:00Z\"", 0),
        ] {
            let found = hr.filtered("/Users", filter).await;
            assert_eq!((found.status, &found.body["totalResults"]), (200, &json!(expected)), "{engine:?} {filter}: {}", found.body);
        }
        let id_filter = format!("id eq \"{}\"", user.trim_start_matches("/Users/"));
        assert_eq!(hr.filtered("/Users", &id_filter).await.body["totalResults"], 1, "{engine:?}");

        // Only what changed is sent: marriage, another job, leaving.
        for (operation, field, expected) in [
            (json!({"op": "Replace", "path": "name.familyName", "value": "de Vries"}), "displayName", json!("Marie de Vries")),
            (
                json!({"op": "Replace", "path": "name.givenName", "value": "Maria"}),
                "name",
                json!({"formatted": "Maria de Vries", "givenName": "Maria", "familyName": "de Vries"}),
            ),
            (json!({"op": "Add", "path": "title", "value": "Teamleider"}), "title", json!("Teamleider")),
            (json!({"op": "Replace", "value": {"displayName": "Mw. de Vries", "name.givenName": "Ria"}}), "displayName", json!("Mw. de Vries")),
            (json!({"op": "Replace", "path": "displayName", "value": "Maria de Vries"}), "displayName", json!("Maria de Vries")),
            (json!({"op": "Remove", "path": "title"}), "title", Value::Null),
            (json!({"op": "Replace", "path": "title", "value": null}), "title", Value::Null),
            (json!({"op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "06"}), "phoneNumbers", Value::Null),
            (json!({"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Werk"}), "title", Value::Null),
            (
                json!({"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "maria@dommelvallei.example"}),
                "userName",
                json!("maria@dommelvallei.example"),
            ),
            (json!({"op": "Remove", "path": "externalId"}), "externalId", Value::Null),
            (json!({"op": "Replace", "path": "active", "value": "False"}), "active", json!(false)),
            (json!({"op": "Replace", "path": "active", "value": "True"}), "active", json!(true)),
        ] {
            let answer = hr.patch(&user, operation.clone()).await;
            assert_eq!((answer.status, &answer.body[field]), (200, &expected), "{engine:?} {operation}: {}", answer.body);
            assert_eq!(hr.get(&user).await.body[field], expected, "{engine:?} {operation}");
        }

        // Groups are asked for without their members, and whether somebody is one of them.
        let who = user.trim_start_matches("/Users/");
        let found = hr.get("/Groups?excludedAttributes=members&filter=displayName%20eq%20%22executive%22").await;
        assert_eq!((&found.body["totalResults"], &found.body["Resources"][0]["members"]), (&json!(1), &Value::Null), "{}", found.body);
        let is_member = format!("id eq \"executive\" and members eq \"{who}\"");
        for (operation, expected) in [
            (json!({"op": "Add", "path": "members", "value": [{"value": who}]}), 1),
            (json!({"op": "Remove", "path": "members", "value": [{"value": who}]}), 0),
            (json!({"op": "Add", "value": {"members": [{"value": who}]}}), 1),
            (json!({"op": "Remove", "path": format!("members[value eq \"{who}\"]")}), 0),
        ] {
            assert_eq!(hr.patch("/Groups/executive", operation.clone()).await.status, 200, "{operation}");
            let found = hr.filtered("/Groups", &is_member).await;
            assert_eq!((found.status, &found.body["totalResults"]), (200, &json!(expected)), "{engine:?} {operation}");
        }
    }
}

/// As <https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20/> writes them.
#[tokio::test]
async fn okta_keeps_a_colleague() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let hr = hr(&server).await;
        let found = hr.get("/Users?filter=userName%20eq%20%22okta%40dommelvallei.example%22&startIndex=1&count=100").await;
        assert_eq!((found.status, &found.body["totalResults"], &found.body["startIndex"]), (200, &json!(0), &json!(1)));
        let whole = |active: bool, family: &str| {
            json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "okta@dommelvallei.example",
                "name": {"givenName": "Jan Willem", "familyName": family}, "emails": [{"primary": true, "value": "okta@dommelvallei.example", "type": "work"}],
                "displayName": format!("Jan Willem {family}"), "locale": "nl-NL", "externalId": "00ujl29u0le5T6Aj10h7", "groups": [], "password": "1mz050nq", "active": active,
            })
        };
        let user = made(&hr, whole(true, "Bakker")).await;
        let put = |body: Value| hr.send(Method::PUT, &user, Some(body), &[]);
        let replaced = put(whole(true, "Smit")).await;
        assert_eq!((replaced.status, &replaced.body["name"]["familyName"], &replaced.body["displayName"]), (200, &json!("Smit"), &json!("Jan Willem Smit")));
        let off = change(json!({"op": "replace", "value": {"active": false}}));
        assert_eq!(hr.send(Method::PATCH, &user, Some(off), &[]).await.body["active"], false);
        let mut silent = whole(true, "Smit");
        silent.as_object_mut().unwrap().remove("active");
        assert_eq!(put(silent).await.body["active"], false, "{engine:?}: what is not said lets nobody in again");
        assert_eq!(put(whole(true, "Smit")).await.body["active"], true);
        let renamed = hr.patch("/Groups/executive", json!({"op": "replace", "value": {"id": "executive", "displayName": "executive"}})).await;
        assert_eq!(renamed.status, 200, "{}", renamed.body);
        let other = hr.patch("/Groups/executive", json!({"op": "replace", "value": {"displayName": "Directie"}})).await;
        assert_eq!(refusal(&other), (400, "mutability"));
    }
}

/// An HR system that takes somebody away and back again is not kept from it (RFC 7644, section 3.6).
#[tokio::test]
async fn who_was_deleted_comes_back_with_the_same_address_and_number() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let hr = hr(&server).await;
        let body = json!({"userName": "terug@dommelvallei.example", "displayName": "Demo Terug", "externalId": "HR-7"});
        let first = made(&hr, body.clone()).await;
        assert_eq!(refusal(&hr.post("/Users", body.clone()).await), (409, "uniqueness"), "{engine:?}");
        for _ in 0..2 {
            let gone = hr.filtered("/Users", "userName eq \"terug@dommelvallei.example\"").await.body["Resources"][0]["id"].as_str().unwrap().to_owned();
            assert_eq!(hr.send(Method::DELETE, &format!("/Users/{gone}"), None, &[]).await.status, 204);
            assert_eq!(hr.filtered("/Users", "externalId eq \"HR-7\"").await.body["totalResults"], 0);
            let again = made(&hr, body.clone()).await;
            assert_ne!(again, format!("/Users/{gone}"), "somebody new, without what the other had");
            assert_eq!(hr.filtered("/Users", "externalId eq \"HR-7\"").await.body["totalResults"], 1, "{engine:?}");
        }
        // By REST in the same manner; to restore the first one says what is in the way.
        let first: Uuid = first.trim_start_matches("/Users/").parse().unwrap();
        let refused = administrator.people().restore(first, "\"v2\"").await.unwrap_err();
        assert_eq!((refused.status(), refused.problem().unwrap().code.as_str()), (Some(409), "duplicate"), "{engine:?}");
        assert!(refused.problem().unwrap().detail.contains("e-mail address"), "{engine:?}");
        let input = |email: &str| {
            serde_json::from_value(json!({"name": "Demo Terug", "email": email, "organisationId": id("organisation", OWN), "language": "nl"})).unwrap()
        };
        let one = administrator.people().create(&input("rest@dommelvallei.example")).await.unwrap();
        administrator.people().delete(one.value.id, &one.etag).await.unwrap();
        let other = administrator.people().create(&input("rest@dommelvallei.example")).await.unwrap();
        assert_ne!(one.value.id, other.value.id);
        assert_eq!(administrator.people().restore(one.value.id, "\"v2\"").await.unwrap_err().status(), Some(409));
        administrator.people().delete(other.value.id, &other.etag).await.unwrap();
        let back = administrator.people().restore(one.value.id, "\"v2\"").await.unwrap();
        assert_eq!(back.value.email.as_deref(), Some("rest@dommelvallei.example"));
        // The code of a municipality is freed in the same way.
        let municipality: Value = json!({"name": "Demo Gemeente", "kind": "municipality", "cbsCode": "GM9998"});
        let made = administrator.organisations().create(&serde_json::from_value(municipality.clone()).unwrap()).await.unwrap();
        administrator.organisations().delete(made.value.id, &made.etag).await.unwrap();
        administrator.organisations().create(&serde_json::from_value(municipality).unwrap()).await.unwrap();
        // Who was deleted does not sign in with the address that is somebody else's now.
        assert!(server.anonymous().sign_in("terug@dommelvallei.example", PASSWORD).await.is_err());
    }
}

/// JSON of another shape, and text that is none, is refused with a reason, and leaves things as they were.
#[tokio::test]
async fn odd_bodies_and_filters_are_refused() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let hr = hr(&server).await;
        let user = made(&hr, json!({"userName": "vreemd@dommelvallei.example", "displayName": "Demo Vreemd"})).await;
        let before = hr.get(&user).await.body;
        let long = "x".repeat(201);
        let operations = |operations: Value| json!({"Operations": operations});
        let names = [json!("tekst"), json!(["a"]), json!(3), json!(true), json!({"familyName": 3}), json!({"familyName": ["a"]}), json!({"formatted": {}})];
        let mut bodies: Vec<(Value, &str)> = vec![];
        for name in names {
            bodies.push((
                operations(json!([{"op": "replace", "path": "name", "value": name}, {"op": "replace", "path": "name.formatted", "value": "x y"}])),
                "invalidValue",
            ));
            bodies.push((operations(json!([{"op": "replace", "value": {"name": name, "name.givenName": "x"}}])), "invalidValue"));
        }
        for (path, value, kind) in [
            ("userName", json!(["a"]), "invalidValue"),
            ("userName", json!("geen adres"), "invalidValue"),
            ("userName", json!({"a": 1}), "invalidValue"),
            ("displayName", json!([[]]), "invalidValue"),
            ("displayName", json!(" "), "invalidValue"),
            ("displayName", json!("zie 111222333"), "invalidValue"),
            ("displayName", json!("a\u{0}b"), "invalidValue"),
            ("name.familyName", json!("111222333"), "invalidValue"),
            ("name.givenName", json!("a\u{7}b"), "invalidValue"),
            ("name.familyName", json!(long), "invalidValue"),
            ("title", json!("111222333"), "invalidValue"),
            ("title", json!("a\u{0}b"), "invalidValue"),
            ("title", json!(3), "invalidValue"),
            ("title", json!(long), "invalidValue"),
            ("externalId", json!("a\u{0}b"), "invalidValue"),
            ("externalId", json!("111222333"), "invalidValue"),
            ("externalId", json!(long), "invalidValue"),
            ("externalId", json!(3), "invalidValue"),
            ("active", json!("misschien"), "invalidValue"),
            ("active", json!({}), "invalidValue"),
            ("userName", Value::Null, "mutability"),
            ("displayName", Value::Null, "mutability"),
            ("active", Value::Null, "mutability"),
            ("emails", Value::Null, "mutability"),
            ("preferredLanguage", Value::Null, "mutability"),
            ("id", json!("1"), "mutability"),
            ("groups", json!([]), "mutability"),
            ("meta.created", json!("2020-01-01T00:00:00Z"), "mutability"),
            ("wachtwoord", json!("x"), "invalidPath"),
            ("name.bijnaam", json!("x"), "invalidPath"),
            ("emails[type eq \"home\"].value", json!("thuis@dommelvallei.example"), "noTarget"),
            ("emails[soort eq \"home\"].value", json!("thuis@dommelvallei.example"), "invalidFilter"),
            ("", json!("x"), "invalidPath"),
            ("a\u{0}b", json!("x"), "invalidPath"),
        ] {
            bodies.push((operations(json!([{"op": "replace", "path": path, "value": value}])), kind));
        }
        for path in ["userName", "displayName", "active", "emails", "emails[type eq \"work\"]", "preferredLanguage", "id", "groups", "name.formatted"] {
            bodies.push((operations(json!([{"op": "remove", "path": path}])), "mutability"));
        }
        for body in [
            json!({}),
            json!({"Operations": 3}),
            json!({"Operations": []}),
            json!({"Operations": [3]}),
            json!({"Operations": [{"op": "zap"}]}),
            json!([]),
            json!(null),
        ] {
            bodies.push((body, "invalidSyntax"));
        }
        bodies.push((operations(json!([{"op": "remove"}])), "noTarget"));
        bodies.push((operations(json!([{"op": "add", "path": "title"}])), "invalidValue"));
        for (body, kind) in bodies {
            let answer = hr.send(Method::PATCH, &user, Some(body.clone()), &[]).await;
            assert_eq!(refusal(&answer), (400, kind), "{engine:?} {body}: {}", answer.body);
        }
        for body in [
            json!({"userName": "n@dommelvallei.example", "displayName": "Nul", "externalId": "a\u{0}b"}),
            json!({"userName": "n@dommelvallei.example", "displayName": "Nul\u{0}"}),
            json!({"userName": "n@dommelvallei.example", "displayName": "Nul", "externalId": "x".repeat(100_000)}),
            json!({"userName": "n@dommelvallei.example", "displayName": "Nul", "externalId": "Bsn 111222333"}),
            json!({"userName": "n@dommelvallei.example", "name": "Nul"}),
            json!({"userName": "n@dommelvallei.example", "name": {"givenName": "Nul", "familyName": "111222333"}}),
            json!({"userName": "n\u{0}@dommelvallei.example", "displayName": "Nul"}),
            json!({"userName": ["n@dommelvallei.example"], "displayName": "Nul"}),
        ] {
            let answer = hr.post("/Users", body.clone()).await;
            assert_eq!(refusal(&answer), (400, "invalidValue"), "{engine:?} {body}: {}", answer.body);
        }
        assert_eq!(hr.get(&user).await.body, before, "{engine:?}: nothing of it was done");

        for (list, filter) in [
            ("/Users", "userName eq \"a\u{0}b\""),
            ("/Users", "externalId eq \"a\\u0000b\""),
            ("/Users", "userName zo \"a\""),
            ("/Users", "wachtwoord eq \"a\""),
            ("/Users", "password eq \"a\""),
            ("/Users", "(userName eq \"a\""),
            ("/Users", "userName eq \"a\" xor active eq true"),
            ("/Users", ""),
            ("/Groups", "leden eq \"a\""),
            ("/Groups", "displayName zo \"a\""),
            ("/Groups", "displayName eq"),
        ] {
            assert_eq!(refusal(&hr.filtered(list, filter).await), (400, "invalidFilter"), "{engine:?} {list} {filter:?}");
        }
        for path in ["/Users?startIndex=een", "/Users?count=veel", "/Users?filter=%", "/Users?count=1.5"] {
            let answer = hr.get(path).await;
            assert!(answer.status == 400 || path.ends_with('%'), "{engine:?} {path}: {}", answer.status);
        }
        let page = hr.get("/Users?startIndex=-3&count=-1").await.body;
        assert_eq!((&page["startIndex"], &page["itemsPerPage"]), (&json!(1), &json!(0)), "below nothing is nothing");
        assert!(page["totalResults"].as_i64().unwrap() >= 3);
        let past = hr.get("/Users?startIndex=900").await.body;
        assert_eq!(past["Resources"], json!([]), "{engine:?}");
        assert_eq!(administrator.people().get(user.trim_start_matches("/Users/").parse().unwrap()).await.unwrap().value.name, "Demo Vreemd");
        server.anonymous().sign_in("beheerder.wsd@demo.example", PASSWORD).await.unwrap();
    }
}

/// What a system can find out, which methods there are, and the form of every refusal.
#[tokio::test]
async fn what_there_is_and_is_not_is_said_in_the_form_of_the_standard() {
    let server = Server::start(ENGINES[0]).await;
    let hr = hr(&server).await;
    let user = made(&hr, json!({"userName": "vorm@dommelvallei.example", "name": {"givenName": "Demo", "familyName": "Vorm"}, "title": "Consulent"})).await;

    for (list, names) in [("/Schemas", 5), ("/ResourceTypes", 2)] {
        let all = hr.get(list).await.body;
        assert_eq!(all["totalResults"], names, "{list}");
        for one in all["Resources"].as_array().unwrap() {
            let found = hr.get(&format!("{list}/{}", one["id"].as_str().unwrap())).await;
            assert_eq!((found.status, &found.body), (200, one), "{list}");
        }
        assert_eq!(refusal(&hr.get(&format!("{list}/Onbekend")).await), (404, ""), "{list}");
        assert_eq!(refusal(&hr.filtered(list, "id pr").await), (403, ""), "{list}");
    }
    let config = hr.get("/ServiceProviderConfig").await.body;
    for (feature, supported) in [("patch", true), ("etag", true), ("filter", true), ("sort", false), ("bulk", false), ("changePassword", false)] {
        assert_eq!(config[feature]["supported"], supported, "{feature}");
    }

    // Each attribute that a user is answered with stands in the schema, and the other way round.
    let schema = hr.get("/Schemas/urn:ietf:params:scim:schemas:core:2.0:User").await.body;
    let listed: Vec<&str> = schema["attributes"].as_array().unwrap().iter().map(|attribute| attribute["name"].as_str().unwrap()).collect();
    let whole = hr.get(&user).await.body;
    let answered: Vec<&str> =
        whole.as_object().unwrap().keys().map(String::as_str).filter(|name| !["id", "schemas", "meta", "externalId"].contains(name)).collect();
    assert!(answered.iter().all(|name| listed.contains(name)), "{answered:?} {listed:?}");
    assert!(listed.iter().all(|name| answered.contains(name)), "{answered:?} {listed:?}");
    for attribute in schema["attributes"].as_array().unwrap() {
        let name = attribute["name"].as_str().unwrap();
        for one in [&whole[name]].into_iter().flat_map(|value| value.as_array().map_or_else(|| vec![value], |values| values.iter().collect())) {
            let parts = one.as_object().into_iter().flat_map(|parts| parts.keys());
            let known: Vec<&str> = attribute["subAttributes"].as_array().into_iter().flatten().map(|part| part["name"].as_str().unwrap()).collect();
            assert!(parts.clone().all(|part| known.contains(&part.as_str())), "{name}: {:?} {known:?}", parts.collect::<Vec<_>>());
        }
    }

    for (query, present, absent) in [
        ("attributes=userName", vec!["id", "schemas", "userName"], vec!["displayName", "meta", "name"]),
        ("attributes=name.familyName,title", vec!["id", "name", "title"], vec!["userName", "displayName"]),
        ("excludedAttributes=emails,meta", vec!["id", "userName", "name"], vec!["emails", "meta"]),
    ] {
        for answer in [
            hr.get(&format!("{user}?{query}")).await.body,
            hr.get(&format!("/Users?filter=title%20eq%20%22consulent%22&{query}")).await.body["Resources"][0].clone(),
        ] {
            assert!(present.iter().all(|name| !answer[*name].is_null()) && absent.iter().all(|name| answer[*name].is_null()), "{query}: {answer}");
        }
    }
    assert_eq!(hr.get(&format!("{user}?attributes=name.familyName")).await.body["name"], json!({"familyName": "Vorm"}));

    // Methods.
    for (method, path, status, allow) in [
        (Method::PUT, "/Users", 405, "GET, HEAD, POST"),
        (Method::OPTIONS, "/Users", 405, "GET, HEAD, POST"),
        (Method::POST, user.as_str(), 405, "GET, HEAD, PUT, PATCH, DELETE"),
        (Method::POST, "/Groups", 405, "GET, HEAD"),
        (Method::DELETE, "/Groups/executive", 405, "GET, HEAD, PUT, PATCH"),
        (Method::POST, "/Schemas", 405, "GET, HEAD"),
        (Method::DELETE, "/ServiceProviderConfig", 405, "GET, HEAD"),
        (Method::PUT, "/ResourceTypes/User", 405, "GET, HEAD"),
        (Method::POST, "/Bulk", 501, ""),
        (Method::GET, "/Me", 501, ""),
        (Method::POST, "/.search", 501, ""),
        (Method::POST, "/Users/.search", 501, ""),
        (Method::POST, "/Groups/.search", 501, ""),
        (Method::GET, "/Nergens", 404, ""),
        (Method::GET, "/Users/geen-id", 404, ""),
    ] {
        let answer = hr.send(method.clone(), path, None, &[]).await;
        assert_eq!((refusal(&answer).0, answer.headers.get("allow").map_or("", |allow| allow.to_str().unwrap())), (status, allow), "{method} {path}");
    }
    for path in ["/Users", user.as_str(), "/Groups", "/Schemas"] {
        let answer = hr.send(Method::HEAD, path, None, &[]).await;
        assert_eq!((answer.status, &answer.body), (200, &Value::Null), "{path}");
    }

    // Refusals that are decided before SCIM has a say, and what no cache keeps.
    let read_only = Hr::new(&server, &server.account("beheerder.wsd").await, OWN, &[contract::api_client::ApiScope::PeopleRead]).await;
    assert_eq!(refusal(&read_only.post("/Users", json!({})).await), (403, ""));
    assert!(read_only.post("/Users", json!({})).await.headers["www-authenticate"].to_str().unwrap().contains("insufficient_scope"));
    let stranger = Hr { token: "geen.echt.token".into(), http: reqwest::Client::new(), base: hr.base.clone() };
    assert_eq!(refusal(&stranger.get("/Users").await), (401, ""));
    let http = reqwest::Client::new();
    for (media_type, status) in [("text/plain", 415), ("application/xml", 415), ("application/json", 400), ("application/scim+json; charset=utf-8", 400)] {
        let answer = http.post(format!("{}/Users", hr.base)).bearer_auth(&hr.token).header("content-type", media_type).body("{}").send().await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.headers()["content-type"].to_str().unwrap()), (status, "application/scim+json"), "{media_type}");
    }
    let large = http.post(format!("{}/Users", hr.base)).bearer_auth(&hr.token).header("content-type", "application/scim+json").body(vec![b' '; 2_000_000]);
    let large = large.send().await.unwrap();
    assert_eq!((large.status().as_u16(), large.headers()["content-type"].to_str().unwrap()), (413, "application/scim+json"));
    let picky = http.get(format!("{}/Users", hr.base)).bearer_auth(&hr.token).header("accept", "text/csv").send().await.unwrap();
    assert_eq!((picky.status().as_u16(), picky.headers()["content-type"].to_str().unwrap()), (406, "application/scim+json"));
    for path in ["/Users", user.as_str(), "/Groups", "/Users/geen-id", "/Schemas"] {
        assert_eq!(hr.get(path).await.headers["cache-control"], "no-store", "{path}");
    }
    let seen = hr.get(&user).await.etag.unwrap();
    let several = format!("\"v9\", {seen}");
    assert_eq!(hr.send(Method::GET, &user, None, &[("if-none-match", several.as_str())]).await.status, 304);
    let titled = Some(change(json!({"op": "replace", "path": "title", "value": "x"})));
    assert_eq!(hr.send(Method::PATCH, &user, titled.clone(), &[("if-match", "W/\"v9\", \"v8\"")]).await.status, 412);
    assert_eq!(hr.send(Method::PATCH, &user, titled, &[("if-match", several.as_str())]).await.status, 200);
}

/// The parts of a name are kept beside the one name that the platform shows, also when that changes here.
#[tokio::test]
async fn parts_of_a_name_are_kept() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let hr = hr(&server).await;
        let user = made(&hr, json!({"userName": "ada@dommelvallei.example", "displayName": "Ada de Vries"})).await;
        let person: Uuid = user.trim_start_matches("/Users/").parse().unwrap();
        assert_eq!(hr.get(&user).await.body["name"], json!({"formatted": "Ada de Vries"}), "what nobody told is not made up");
        for (operation, shown, parts) in [
            (json!({"op": "replace", "path": "name.familyName", "value": "Jansen"}), "Ada Jansen", json!(["Ada", "Jansen"])),
            (json!({"op": "replace", "path": "name.givenName", "value": "Eva"}), "Eva Jansen", json!(["Eva", "Jansen"])),
            (json!({"op": "replace", "path": "name", "value": {"familyName": "de Wit"}}), "Eva de Wit", json!(["Eva", "de Wit"])),
            (json!({"op": "remove", "path": "name.familyName"}), "Eva", json!(["Eva", null])),
            (json!({"op": "add", "path": "name.familyName", "value": "van den Berg"}), "Eva van den Berg", json!(["Eva", "van den Berg"])),
        ] {
            let answer = hr.patch(&user, operation.clone()).await;
            assert_eq!((answer.status, &answer.body["displayName"]), (200, &json!(shown)), "{engine:?} {operation}: {}", answer.body);
            assert_eq!(json!([answer.body["name"]["givenName"], answer.body["name"]["familyName"]]), parts, "{engine:?} {operation}");
            assert_eq!(administrator.people().get(person).await.unwrap().value.name, shown, "{engine:?} {operation}");
        }
        let now = administrator.people().get(person).await.unwrap();
        administrator.people().patch(person, &now.etag, &json!({"name": "Eef de Groot"})).await.unwrap();
        let renamed = hr.patch(&user, json!({"op": "replace", "path": "name.familyName", "value": "Klein"})).await;
        assert_eq!(renamed.body["displayName"], "Eef Klein", "{engine:?}");
        let none = hr.patch(&user, json!({"op": "remove", "path": "name"})).await;
        assert_eq!((&none.body["name"], &none.body["displayName"]), (&Value::Null, &json!("Eef Klein")), "{engine:?}");
    }
}
