//! Systems that use the API: how they get a token, what they may do with it, and that they cannot do more; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use base64::{Engine, prelude::BASE64_STANDARD};
use client::{Client, Error};
use contract::{
    api_client::{ApiClientInput, ApiScope},
    audit::AuditFilter,
    person::{AccountStatus, PersonInput},
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tests::{ENGINES, Server, count, id, operations};
use uuid::Uuid;

fn code(error: &Error) -> &str {
    error.problem().map_or("", |problem| problem.code.as_str())
}

fn input(organisation: &str, scopes: &[ApiScope], change: Value) -> ApiClientInput {
    let mut body = json!({"name": "Testsysteem", "organisationId": id("organisation", organisation), "scopes": scopes});
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    serde_json::from_value(body).unwrap()
}

/// A new client with a secret.
async fn new_client(by: &Client, input: &ApiClientInput) -> (Uuid, String) {
    let made = by.api_clients().create(input).await.unwrap().value.id;
    (made, by.new_client_secret(made).await.unwrap().secret)
}

async fn signed_in(server: &Server, id: Uuid, secret: &str) -> Client {
    let client = server.anonymous();
    client.sign_in_as_client(id, secret).await.unwrap();
    client
}

/// What the token endpoint answers to this form.
async fn ask(server: &Server, form: &[(&str, &str)], authorization: Option<String>) -> (u16, Value) {
    let body = form.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let mut request =
        reqwest::Client::new().post(format!("{}/oauth/token", server.origin)).header("content-type", "application/x-www-form-urlencoded").body(body);
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_system_keeps_the_accounts_of_its_own_organisation() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let coordinator = server.account("teammanager.dommelvallei").await;
        let elsewhere = coordinator.api_clients().create(&input("best", &[ApiScope::PeopleWrite], json!({}))).await.unwrap_err();
        assert_eq!(elsewhere.status(), Some(403));
        let (client_id, secret) = new_client(&coordinator, &input("dommelvallei", &[ApiScope::PeopleRead, ApiScope::PeopleWrite], json!({}))).await;
        let system = signed_in(&server, client_id, &secret).await;
        let newcomer = |organisation: &str| -> PersonInput {
            let email = format!("nieuw.{organisation}@voorbeeld.example");
            serde_json::from_value(json!({"name": "Demo Nieuw", "email": email, "organisationId": id("organisation", organisation), "language": "nl"})).unwrap()
        };
        assert_eq!(system.people().create(&newcomer("best")).await.unwrap_err().status(), Some(403));
        let person = system.people().create(&newcomer("dommelvallei")).await.unwrap();
        system.invite_person(person.value.id).await.unwrap();
        let gone = system.set_active(person.value.id, &person.etag, false).await.unwrap();
        assert_eq!(gone.value.status, AccountStatus::Deactivated);
        let history = coordinator.people().history(person.value.id, None).await.unwrap();
        assert!(
            history.items.iter().all(|entry| entry.actor.is_none() && entry.client.as_ref().is_some_and(|client| client.name == "Testsysteem")),
            "{history:?}"
        );

        // Nothing that asks for a person, nothing outside its scopes, nothing of other organisations.
        assert_eq!(code(&system.me().await.unwrap_err()), "not_for_clients");
        // What anybody may read without a token is no secret for it either, and nothing more.
        let titles = async |client: &Client| -> Vec<_> {
            let plans = client.local_plans().list(&Default::default(), &Default::default()).await.unwrap().items;
            plans.into_iter().map(|plan| (plan.title, plan.can)).collect()
        };
        assert_eq!(titles(&system).await, titles(&server.anonymous()).await);
        let closed = system.communities().get(id("community", "bestaat-niet")).await.unwrap_err();
        assert_eq!(code(&closed), "insufficient_scope", "signing in would not help");
        let role = contract::role::RoleInput::default();
        assert_eq!(code(&system.grant_role(person.value.id, contract::role::Role::Coordinator, &role).await.unwrap_err()), "not_for_clients");
        let other = system.people().get(id("person", "consulent-best")).await.unwrap();
        assert_eq!((other.value.email, other.value.can.len()), (None, 0));

        // Ending its secret, or the client, counts: no new token, and the old one stops at once.
        let secrets = coordinator.client_secrets(client_id).await.unwrap().items;
        assert!(secrets[0].last_used_at.is_some() && secret.ends_with(&secrets[0].hint), "{secrets:?}");
        let client = coordinator.api_clients().get(client_id).await.unwrap();
        coordinator.api_clients().patch(client_id, &client.etag, &json!({"active": false})).await.unwrap();
        assert_eq!(system.people().get(person.value.id).await.unwrap_err().status(), Some(401));
        assert!(server.anonymous().sign_in_as_client(client_id, &secret).await.is_err());
        let stranger = server.account("teammanager.mgd").await;
        assert_eq!(stranger.api_clients().get(client_id).await.unwrap_err().status(), Some(404), "a client of another organisation does not exist");
    }
}

#[tokio::test]
async fn a_system_writes_the_plans_of_the_municipalities_it_works_for() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let (client_id, secret) = new_client(&administrator, &input("dommelvallei", &[ApiScope::PlansRead, ApiScope::PlansWrite], json!({}))).await;
        let system = signed_in(&server, client_id, &secret).await;
        let own = system.sub_projects().get(id("sub-project", "kansen")).await.unwrap();
        system.sub_projects().patch(own.value.id, &own.etag, &json!({"places": ["Nuenen"]})).await.unwrap();
        let plans = system.local_plans().list(&Default::default(), &Default::default()).await.unwrap().items;
        for plan in plans {
            let served =
                plan.municipality_ids.iter().any(|municipality| [id("organisation", "nuenen"), id("organisation", "son-en-breugel")].contains(municipality));
            assert_eq!(plan.can.is_empty(), !served, "{}", plan.title);
        }
    }
}

#[tokio::test]
async fn what_is_not_for_everyone_is_in_the_trail_for_each_system_that_reads_it() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let plan = json!({
            "title": "Besloten plan", "municipalityIds": [id("organisation", "nuenen")], "startDate": "2026-01-01", "endDate": "2026-12-31", "visibility": "members",
            "status": "concept",
        });
        let plan = administrator.local_plans().create(&serde_json::from_value(plan).unwrap()).await.unwrap().value.id;
        let mut readers = vec![];
        for _ in 0..2 {
            let (client_id, secret) = new_client(&administrator, &input("dommelvallei", &[ApiScope::PlansRead], json!({}))).await;
            let system = signed_in(&server, client_id, &secret).await;
            system.local_plans().get(plan).await.unwrap();
            system.local_plans().get(plan).await.unwrap();
            readers.push(client_id);
        }
        let filter = AuditFilter { resource_id: Some(plan), action: Some("local_plan.read".into()), ..AuditFilter::default() };
        let entries = administrator.audit_entries(&filter, None).await.unwrap().items;
        let found: Vec<_> = entries.into_iter().rev().map(|entry| entry.client.unwrap().id).collect();
        assert_eq!(found, readers, "each of them, once");
    }
}

/// Every operation with every scope: what the document says is what is enforced.
#[tokio::test]
async fn each_operation_asks_for_the_scope_that_the_document_names() {
    let server = Server::start(ENGINES[0]).await;
    let administrator = server.account("beheerder.wsd").await;
    let document = server.document().await;
    let http = reqwest::Client::new();
    let (mut allowed, mut refused) = (0, 0);
    for scope in ApiScope::ALL {
        let (client_id, secret) = new_client(&administrator, &input("oirschot", &[*scope], json!({}))).await;
        let token = signed_in(&server, client_id, &secret).await.token().unwrap();
        for operation in operations(&document) {
            let security = operation.document["security"].as_array().unwrap();
            let asks = security.iter().find_map(|way| way.get("client")).map(|scopes| scopes[0].as_str().unwrap().to_owned());
            let mut request = http.request(operation.method.clone(), operation.address(&server.origin, |_| None)).bearer_auth(&token);
            if let Some((media_type, _)) = operation.body() {
                // Not a valid body: who may not call it must not get as far as that.
                request = request.header("content-type", media_type).body("[]");
            }
            let answer = request.send().await.unwrap();
            let status = answer.status().as_u16();
            let problem: Value = answer.json().await.unwrap_or_default();
            // What anybody reads without a token is read without the scope as well.
            let for_anybody = security.first() == Some(&json!({})) && status == 200;
            match asks {
                other if for_anybody && other.as_deref() != Some(scope.as_str()) => {
                    let anybody = http.get(operation.address(&server.origin, |_| None)).send().await.unwrap();
                    assert_eq!(anybody.status(), 200, "{scope} {}", operation.id);
                }
                Some(asked) if asked == scope.as_str() => {
                    assert!(
                        !["insufficient_scope", "not_for_clients", "unauthenticated"].contains(&problem["code"].as_str().unwrap_or_default()),
                        "{scope} {}: {status} {problem}",
                        operation.id
                    );
                    allowed += 1;
                }
                Some(_) => {
                    assert_eq!((status, &problem["code"]), (403, &json!("insufficient_scope")), "{scope} {}", operation.id);
                    refused += 1;
                }
                // Where a token makes no difference, it does not stand in the way either.
                None if security.is_empty() => {
                    assert!(status != 401 && status != 403 || problem["code"] == "wrong_credentials", "{scope} {}: {status} {problem}", operation.id);
                }
                None => {
                    assert_eq!((status, &problem["code"]), (403, &json!("not_for_clients")), "{scope} {}", operation.id);
                    refused += 1;
                }
            }
        }
    }
    println!("{allowed} allowed, {refused} refused");
    assert!(allowed >= 40 && refused >= 400, "{allowed} {refused}");
}

#[tokio::test]
async fn the_token_endpoint_speaks_oauth() {
    let server = Server::start(ENGINES[0]).await;
    let administrator = server.account("beheerder.wsd").await;
    let (client_id, secret) = new_client(&administrator, &input("oirschot", &[ApiScope::PlansRead, ApiScope::PlansWrite], json!({}))).await;
    let id_text = client_id.to_string();
    let post = [("grant_type", "client_credentials"), ("client_id", &id_text), ("client_secret", &secret)];
    let (status, answer) = ask(&server, &post, None).await;
    assert_eq!((status, &answer["token_type"], &answer["scope"]), (200, &json!("Bearer"), &json!("plans:read plans:write")), "{answer}");
    let basic = format!("Basic {}", BASE64_STANDARD.encode(format!("{id_text}:{secret}")));
    let (status, answer) = ask(&server, &[("grant_type", "client_credentials"), ("scope", "plans:read")], Some(basic.clone())).await;
    assert_eq!((status, &answer["scope"]), (200, &json!("plans:read")), "less than it has");

    // A token is for this API only, signed by a key that everybody can look up, and survives a restart of the server.
    let token = answer["access_token"].as_str().unwrap().to_owned();
    let keys: Value = reqwest::get(format!("{}/oauth/jwks", server.origin)).await.unwrap().json().await.unwrap();
    let header = decode_header(&token).unwrap();
    let key = keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == header.kid.clone().unwrap()).unwrap();
    assert!(key.get("d").is_none(), "only the public part");
    let verifying = DecodingKey::from_ec_components(key["x"].as_str().unwrap(), key["y"].as_str().unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_audience(&[format!("{}/api/v1", server.public_url())]);
    let claims = decode::<Value>(&token, &verifying, &validation).unwrap().claims;
    assert_eq!((claims["client_id"].as_str(), claims["iss"].as_str()), (Some(id_text.as_str()), Some(server.public_url().as_str())));

    for (what, form, authorization, expected) in [
        ("another secret", vec![("grant_type", "client_credentials"), ("client_id", &id_text), ("client_secret", "kompaan_anders")], None, "invalid_client"),
        ("no proof", vec![("grant_type", "client_credentials"), ("client_id", &id_text)], None, "invalid_request"),
        ("both ways", post.to_vec(), Some(basic.clone()), "invalid_request"),
        ("more than it has", vec![("grant_type", "client_credentials"), ("scope", "people:write")], Some(basic.clone()), "invalid_scope"),
        ("unknown scope", vec![("grant_type", "client_credentials"), ("scope", "alles")], Some(basic.clone()), "invalid_scope"),
        ("another grant", vec![("grant_type", "password")], Some(basic.clone()), "unsupported_grant_type"),
        ("no grant", vec![], Some(basic.clone()), "invalid_request"),
    ] {
        let (status, answer) = ask(&server, &form, authorization).await;
        assert_eq!((status, &answer["error"]), (if expected == "invalid_client" { 401 } else { 400 }, &json!(expected)), "{what}: {answer}");
    }
    let in_address = reqwest::Client::new()
        .post(format!("{}/oauth/token?client_secret={secret}", server.origin))
        .body("grant_type=client_credentials")
        .send()
        .await
        .unwrap();
    assert_eq!(in_address.status(), 400);
    let query = reqwest::get(format!("{}/api/v1/local-plans?access_token={token}", server.origin)).await.unwrap();
    assert_eq!(query.status(), 400, "a token in an address is not one");

    // Two secrets at most, so that one can be replaced; ending the old one leaves the new one.
    let second = administrator.new_client_secret(client_id).await.unwrap();
    assert_eq!(code(&administrator.new_client_secret(client_id).await.unwrap_err()), "too_many_secrets");
    let first = administrator.client_secrets(client_id).await.unwrap().items[0].id;
    administrator.end_client_secret(client_id, first).await.unwrap();
    assert_eq!(ask(&server, &post, None).await.0, 401);
    signed_in(&server, client_id, &second.secret).await;

    let mut server = server;
    server.kill();
    server.restart().await;
    let still = reqwest::Client::new().get(format!("{}/api/v1/local-plans", server.origin)).bearer_auth(&token).send().await.unwrap();
    assert_eq!(still.status(), 200);

    // Guessing is slowed down.
    let wrong = [("grant_type", "client_credentials"), ("client_id", id_text.as_str()), ("client_secret", "geraden")];
    let mut statuses = vec![];
    for _ in 0..7 {
        statuses.push(ask(&server, &wrong, None).await.0);
    }
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
}

/// Our own keys change in time: a new one signs, and tokens of the one before still count.
#[tokio::test]
async fn our_keys_are_replaced_without_an_interruption() {
    for engine in ENGINES {
        let mut server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let (client_id, secret) = new_client(&administrator, &input("oirschot", &[ApiScope::PlansRead], json!({}))).await;
        let before = signed_in(&server, client_id, &secret).await;
        let old = decode_header(before.token().unwrap()).unwrap().kid;
        let ninety_one_days_ago = (chrono::Utc::now() - chrono::Duration::days(91)).to_rfc3339();
        server.database().await.execute_unprepared(&format!("UPDATE signing_key SET created_at = '{ninety_one_days_ago}'")).await.unwrap();
        server.kill();
        server.restart().await;
        let after = signed_in(&server, client_id, &secret).await;
        let new = decode_header(after.token().unwrap()).unwrap().kid;
        assert_ne!(old, new, "{engine:?}");
        for client in [&before, &after] {
            client.local_plans().list(&Default::default(), &Default::default()).await.unwrap();
        }
        let keys: Value = reqwest::get(format!("{}/oauth/jwks", server.origin)).await.unwrap().json().await.unwrap();
        assert_eq!(keys["keys"].as_array().unwrap().len(), 2, "{engine:?}: both are published");
        let kept =
            count(&server.database().await, "SELECT COUNT(*) AS n FROM signing_key WHERE private_key LIKE '%PRIVATE%' OR length(private_key) < 150").await;
        assert_eq!(kept, 0, "{engine:?}: private keys are encrypted");
    }
}

/// A key instead of a secret: only the own key, for this server, for a short time, once.
#[tokio::test]
async fn a_client_proves_who_it_is_with_its_key() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let pair = || {
            let pair = rcgen::KeyPair::generate().unwrap();
            (EncodingKey::from_ec_pem(pair.serialize_pem().as_bytes()).unwrap(), pair.public_key_pem())
        };
        let ((own, public), (foreign, _)) = (pair(), pair());
        let broken = input("oirschot", &[ApiScope::PlansRead], json!({"publicKey": "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"}));
        assert_eq!(administrator.api_clients().create(&broken).await.unwrap_err().problem().unwrap().errors[0].pointer.as_deref(), Some("/publicKey"));
        let made = administrator.api_clients().create(&input("oirschot", &[ApiScope::PlansRead], json!({"publicKey": public}))).await.unwrap();
        let client_id = made.value.id.to_string();
        let now = chrono::Utc::now().timestamp();
        let audience = format!("{}/oauth/token", server.public_url());
        let good = json!({"iss": client_id, "sub": client_id, "aud": audience, "exp": now + 60, "jti": "1"});
        let with = |changes: Value| {
            let mut claims = good.clone();
            for (key, value) in changes.as_object().unwrap() {
                claims[key] = value.clone();
            }
            claims
        };
        let send = async |claims: &Value, key: &EncodingKey| {
            let assertion = encode(&Header::new(Algorithm::ES256), claims, key).unwrap();
            let form = [
                ("grant_type", "client_credentials"),
                ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                ("client_assertion", assertion.as_str()),
            ];
            let (status, answer) = ask(&server, &form, None).await;
            (status, answer["error_description"].as_str().unwrap_or_default().to_owned())
        };
        let silent = (401, "The client is not known, not active, or did not prove who it is.".to_owned());
        let said = |detail: &str| (401, detail.to_owned());
        let good_one = (200, String::new());
        assert_eq!(send(&good, &own).await, good_one);
        assert_eq!(send(&good, &own).await, said("This jti was used before; each assertion works once."));
        assert_eq!(send(&with(json!({"jti": "2"})), &foreign).await, silent, "the key of somebody else");
        assert_eq!(send(&with(json!({"jti": "2", "exp": now + 86_400})), &foreign).await, silent, "who has not the key hears nothing");
        let elsewhere = said(&format!("aud is none of {audience} and {}.", server.public_url()));
        assert_eq!(send(&with(json!({"jti": "3", "aud": "https://elders.example/token"})), &own).await, elsewhere);
        assert_eq!(send(&with(json!({"jti": "5"})), &own).await, good_one, "a success forgives");
        assert_eq!(send(&with(json!({"jti": "4", "exp": now - 60})), &own).await, said("exp has passed; is the clock right?"));
        assert_eq!(send(&with(json!({"jti": "6", "exp": now + 3600})), &own).await, said("exp lies more than 10 minutes ahead."));
        assert_eq!(send(&with(json!({"jti": "8", "nbf": now + 120})), &own).await, said("nbf has not come yet; is the clock right?"));
        assert_eq!(send(&with(json!({"jti": ""})), &own).await, said("jti is missing."));
        assert_eq!(send(&with(json!({"jti": "9", "nbf": now - 5})), &own).await, good_one);
        let other = id("api-client", "zaaksysteem-oirschot");
        assert_eq!(send(&with(json!({"jti": "7", "iss": other, "sub": other})), &own).await, silent, "as another client");
    }
}

#[tokio::test]
async fn a_client_comes_from_its_networks_only() {
    let server = Server::start_with(ENGINES[0], &[("KOMPAAN__SERVER__BEHIND_PROXY", "true")]).await;
    let administrator = server.account("beheerder.wsd").await;
    let (client_id, secret) = new_client(&administrator, &input("oirschot", &[ApiScope::PlansRead], json!({"networks": ["192.0.2.0/24"]}))).await;
    let http = reqwest::Client::new();
    let token = async |from: &str, secret: &str| {
        let form = format!("grant_type=client_credentials&client_id={client_id}&client_secret={secret}");
        let answer = http.post(format!("{}/oauth/token", server.origin)).header("x-forwarded-for", from.to_owned()).body(form).send().await.unwrap();
        answer.json::<Value>().await.unwrap()
    };
    let elsewhere = token("198.51.100.1", &secret).await;
    assert_eq!(elsewhere["error_description"], "The client may not come from this network.", "{elsewhere}");
    let guessed = token("198.51.100.1", "kompaan_geraden").await;
    assert_eq!(guessed["error_description"], "The client is not known, not active, or did not prove who it is.", "{guessed}");
    let token = token("192.0.2.9", &secret).await["access_token"].as_str().unwrap().to_owned();
    for (from, expected) in [("192.0.2.200", 200), ("198.51.100.1", 401)] {
        let answer = http.get(format!("{}/api/v1/local-plans", server.origin)).bearer_auth(&token).header("x-forwarded-for", from).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), expected, "{from}");
    }
}
