//! What HTTP promises beside the resources: preconditions, reading again, smaller answers, and addresses for programs.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Client;
use contract::{api_client::ApiScope, local_plan::LocalPlanFilter, sub_project::SubProjectInput, theme::ThemeInput};
use futures::TryStreamExt;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tests::{ENGINES, Engine, Server, id, operations, system};
use uuid::Uuid;

fn header(answer: &Response, name: &str) -> String {
    answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

async fn get(server: &Server, path: &str, by: Option<&Client>, headers: &[(&str, &str)]) -> Response {
    let mut request = reqwest::Client::new().get(format!("{}{path}", server.origin));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    match by.and_then(Client::token) {
        Some(token) => request.bearer_auth(token),
        None => request,
    }
    .send()
    .await
    .unwrap()
}

/// Sends a change of a theme, or of what this method does with it, with this `If-Match`.
async fn change(server: &Server, by: &Client, method: Method, path: &str, if_match: &[&str]) -> Response {
    let mut request = reqwest::Client::new().request(method.clone(), format!("{}/api/v1{path}", server.origin)).bearer_auth(by.token().unwrap());
    for value in if_match {
        request = request.header("if-match", *value);
    }
    if method == Method::PATCH {
        request = request.json(&json!({"nameEn": format!("Transport {}", Uuid::now_v7())}));
    }
    request.send().await.unwrap()
}

/// What `If-Match` holds, for a version and the tag that was answered.
type Form = dyn Fn(i32, &str) -> Vec<String>;

#[tokio::test]
async fn a_change_names_its_version_in_every_form_that_http_knows() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let input: ThemeInput = serde_json::from_value(json!({"nameNl": "Vervoer naar het werk", "nameEn": "Transport to work"})).unwrap();
        let made = administrator.themes().create(&input).await.unwrap();
        let path = format!("/themes/{}", made.value.id);
        assert!(made.etag.starts_with("W/\"v1-"), "{}", made.etag);
        let read = get(&server, &format!("/api/v1{path}"), Some(&administrator), &[]).await;
        assert_eq!(header(&read, "etag"), made.etag, "what was made is what is read");

        let mut version = 1;
        let forms: [&Form; 8] = [
            &|_, etag| vec![etag.to_owned()],
            &|version, _| vec![format!("\"v{version}\"")],
            &|version, _| vec![format!("W/\"v{version}\"")],
            // A proxy that compresses.
            &|_, etag| vec![etag.trim_start_matches("W/").trim_end_matches('"').to_owned() + "-gzip\""],
            &|version, _| vec![format!("\"x\", \"v{version}\"")],
            &|version, _| vec![format!("\"v{}\",W/\"v{version}\"", version + 7)],
            &|version, _| vec!["\"x\"".to_owned(), format!("\"v{version}\"")],
            &|_, _| vec!["*".to_owned()],
        ];
        let mut etag = made.etag.clone();
        for form in forms {
            let named = form(version, &etag);
            let answer = change(&server, &administrator, Method::PATCH, &path, &named.iter().map(String::as_str).collect::<Vec<_>>()).await;
            assert_eq!(answer.status(), StatusCode::OK, "{engine:?}: {named:?}");
            etag = header(&answer, "etag");
            version += 1;
            assert!(etag.starts_with(&format!("W/\"v{version}-")), "{engine:?}: {etag}");
        }
        for (named, status) in [("\"x\"", 412), ("W/\"v1\"", 412), ("\"v1\", \"v2\"", 412), ("v9", 400), ("\"v9", 400), ("*, \"v9\"", 400), ("", 400)] {
            let answer = change(&server, &administrator, Method::PATCH, &path, &[named]).await;
            assert_eq!(answer.status().as_u16(), status, "{engine:?}: {named}");
        }
        assert_eq!(change(&server, &administrator, Method::PATCH, &path, &[]).await.status(), StatusCode::PRECONDITION_REQUIRED);
        let nowhere = change(&server, &administrator, Method::PATCH, &format!("/themes/{}", Uuid::now_v7()), &["*"]).await;
        assert_eq!(nowhere.status(), StatusCode::NOT_FOUND, "there is no version to match, and nothing to see");

        let deleted = change(&server, &administrator, Method::DELETE, &path, &[&etag]).await;
        assert_eq!((deleted.status(), header(&deleted, "etag")), (StatusCode::NO_CONTENT, format!("\"v{}\"", version + 1)));
        let back = change(&server, &administrator, Method::POST, &format!("{path}/_restore"), &[&header(&deleted, "etag")]).await;
        assert_eq!(back.status(), StatusCode::OK, "with the tag of the deletion");
    }
}

/// What a replacement must find is said in one way: a version, or that there is nothing yet.
#[tokio::test]
async fn a_replacement_says_one_thing_of_what_it_must_find() {
    let server = Server::start(tests::Engine::Sqlite).await;
    let administrator = server.account("beheerder.wsd").await;
    let input: ThemeInput = serde_json::from_value(json!({"nameNl": "Vervoer naar het werk", "nameEn": "Transport to work"})).unwrap();
    let made = administrator.themes().create(&input).await.unwrap().value;
    let entries = server.journal_size().await;
    for (if_match, if_none_match) in [(Some("*"), "\"v1\""), (Some("\"v1\""), "*"), (None, "\"v1\"")] {
        let put = reqwest::Client::new().put(format!("{}/api/v1/themes/{}", server.origin, made.id)).bearer_auth(administrator.token().unwrap());
        let put = put.header("if-none-match", if_none_match).json(&json!({"nameNl": "Ander vervoer", "nameEn": "Other transport"}));
        let answer = if_match.into_iter().fold(put, |put, tag| put.header("if-match", tag)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{if_match:?} {if_none_match}");
        let problem: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(problem["errors"][0]["parameter"], "If-None-Match", "{problem}");
    }
    assert_eq!(server.journal_size().await, entries, "nothing was written");
}

#[tokio::test]
async fn the_tag_covers_what_is_shown() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let plan = administrator.local_plans().list(&LocalPlanFilter::default(), &Default::default()).await.unwrap().items.pop().unwrap();
        let path = format!("/api/v1/local-plans/{}", plan.id);
        let before = header(&get(&server, &path, Some(&administrator), &[]).await, "etag");
        let anybody = get(&server, &path, None, &[]).await;
        if anybody.status().is_success() {
            assert_ne!(header(&anybody, "etag"), before, "{engine:?}: others see something else");
        }
        let input: SubProjectInput = serde_json::from_value(json!({"localPlanId": plan.id, "name": "Erbij"})).unwrap();
        administrator.sub_projects().create(&input).await.unwrap();
        let after = get(&server, &path, Some(&administrator), &[("if-none-match", &before)]).await;
        assert_eq!(after.status(), StatusCode::OK, "{engine:?}: the plan counts its sub-projects");
        let after = header(&after, "etag");
        assert_ne!(after, before, "{engine:?}");
        let version = |etag: &str| etag.split('-').next().unwrap().to_owned();
        assert_eq!(version(&after), version(&before), "{engine:?}: the plan itself did not change");
        let again = get(&server, &path, Some(&administrator), &[("if-none-match", &format!("\"x\", {after}"))]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{engine:?}");
    }
}

#[tokio::test]
async fn what_the_caller_has_is_not_sent_again_and_what_is_large_is_compressed() {
    let server = Server::start(Engine::Sqlite).await;
    let administrator = server.account("beheerder.wsd").await;
    let (mut unchanged, mut compressed) = (0, 0);
    for operation in operations(&server.document().await) {
        if operation.method != Method::GET || operation.document["responses"]["200"]["content"].get("application/json").is_none() {
            continue;
        }
        let what = &operation.id;
        let path = operation.address("", |_| None);
        let plain = get(&server, &path, Some(&administrator), &[]).await;
        if plain.status() != StatusCode::OK {
            continue;
        }
        let etag = header(&plain, "etag");
        assert!(etag.starts_with("W/\""), "{what}: {etag}");
        assert_eq!(header(&plain, "content-encoding"), "", "{what}: only for who asks");
        let may_be_kept = header(&plain, "cache-control").starts_with("private");
        // What is for people who are signed in alone is personal: kept nowhere, and compressed with nothing.
        assert_eq!(may_be_kept, operation.document["security"][0] == json!({}), "{what}");
        let size = plain.bytes().await.unwrap().len();
        let again = get(&server, &path, Some(&administrator), &[("if-none-match", &etag)]).await;
        // Reading the audit trail, and what tells the time, changes what is read.
        if again.status() == StatusCode::OK {
            assert!(!may_be_kept || header(&again, "etag") != etag, "{what}");
            println!("{what} differs each time");
            continue;
        }
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{what}");
        assert_eq!((header(&again, "etag"), header(&again, "api-version")), (etag, "1.0.0".to_owned()), "{what}");
        assert!(again.bytes().await.unwrap().is_empty(), "{what}");
        unchanged += 1;
        for (accepted, expected) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.1", "gzip"), ("identity", "")] {
            let small = get(&server, &path, Some(&administrator), &[("accept-encoding", accepted)]).await;
            let expected = if may_be_kept && size >= 1024 { expected } else { "" };
            assert_eq!(header(&small, "content-encoding"), expected, "{what} with {accepted}: {size} bytes");
            let sent = small.bytes().await.unwrap().len();
            assert!(expected.is_empty() || sent < size * 3 / 4, "{what}: {sent} of {size} bytes");
            compressed += usize::from(!expected.is_empty());
        }
    }
    println!("{unchanged} unchanged, {compressed} compressed");
    assert!(unchanged > 40 && compressed > 20, "{unchanged} {compressed}");
    let session = reqwest::Client::new()
        .post(format!("{}/api/v1/sessions", server.origin))
        .header("accept-encoding", "gzip, br")
        .json(&json!({"email": "beheerder.wsd@demo.example", "password": tests::PASSWORD}))
        .send()
        .await
        .unwrap();
    assert_eq!((session.status().as_u16(), header(&session, "content-encoding").as_str(), header(&session, "cache-control").as_str()), (201, "", "no-store"));
}

#[tokio::test]
async fn the_document_is_of_this_installation_and_travels_light() {
    let server = Server::start_with(Engine::Sqlite, &[("KOMPAAN__SERVER__PUBLIC_URL", "https://kompaan.gemeente.example")]).await;
    let plain = get(&server, "/api/v1/openapi.json", None, &[]).await;
    assert!(header(&plain, "cache-control").starts_with("public"));
    let etag = header(&plain, "etag");
    let plain = plain.bytes().await.unwrap();
    let document: Value = serde_json::from_slice(&plain).unwrap();
    assert_eq!(document["servers"], json!([{"url": "https://kompaan.gemeente.example/api/v1"}]));
    for coding in ["br", "gzip"] {
        let small = get(&server, "/api/v1/openapi.json", None, &[("accept-encoding", coding)]).await;
        assert_eq!(header(&small, "content-encoding"), coding);
        assert!(small.bytes().await.unwrap().len() < plain.len() / 8);
    }
    let again = get(&server, "/api/v1/openapi.json", None, &[("if-none-match", &etag)]).await;
    assert_eq!((again.status(), header(&again, "access-control-allow-origin").as_str()), (StatusCode::NOT_MODIFIED, "*"));
    let missing: Value = get(&server, "/api/v1/themes/x", None, &[]).await.json().await.unwrap();
    assert_eq!(missing["type"], "https://kompaan.gemeente.example/problems/invalid");
}

#[tokio::test]
async fn addresses_for_programs_are_never_pages_of_the_app() {
    let server = Server::start(Engine::Sqlite).await;
    for path in [
        "/oauth",
        "/oauth/nope",
        "/oauth/token/",
        "/.well-known/openid-configuration",
        "/.well-known",
        "/metrics",
        "/metrics/x",
        "/problems/nope",
        "/problems/",
        "/problems/not_found/",
        "/glossary/",
        "/healthz/",
        "/readyz/x",
        "/api",
        "/oidc/nope",
    ] {
        let answer = get(&server, path, None, &[("accept", "text/html")]).await;
        assert_eq!((answer.status().as_u16(), header(&answer, "content-type").as_str()), (404, "application/problem+json"), "{path}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!((&problem["code"], &problem["instance"]), (&json!("not_found"), &json!(path)));
    }
    for (method, path, allow) in [
        (Method::GET, "/oauth/token", "POST"),
        (Method::POST, "/oauth/jwks", "GET, HEAD"),
        (Method::DELETE, "/.well-known/oauth-authorization-server", "GET, HEAD"),
        (Method::POST, "/healthz", "GET, HEAD"),
        (Method::PUT, "/readyz", "GET, HEAD"),
        (Method::POST, "/problems", "GET, HEAD"),
        (Method::PATCH, "/problems/not_found", "GET, HEAD"),
        (Method::POST, "/glossary", "GET, HEAD"),
        (Method::POST, "/api-changelog", "GET, HEAD"),
        (Method::POST, "/api/v1/openapi.json", "GET, HEAD"),
    ] {
        let answer = reqwest::Client::new().request(method, format!("{}{path}", server.origin)).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), header(&answer, "allow").as_str()), (405, allow), "{path}");
        assert_eq!(answer.json::<Value>().await.unwrap()["instance"], path);
    }
    for path in ["/oauth/jwks", "/.well-known/oauth-authorization-server", "/healthz", "/readyz", "/problems", "/problems/stale", "/glossary", "/api-changelog"]
    {
        let head = reqwest::Client::new().head(format!("{}{path}", server.origin)).send().await.unwrap();
        assert_eq!(head.status(), StatusCode::OK, "HEAD {path}");
    }
    for path in ["/%zz", "/mensen/%ff", "/api/v1/themes%", "/%C2"] {
        assert_eq!(get(&server, path, None, &[]).await.status(), StatusCode::BAD_REQUEST, "{path}");
    }
}

#[tokio::test]
async fn what_a_problem_is_called_leads_to_what_it_means() {
    let server = Server::start(Engine::Sqlite).await;
    let problem: Value = get(&server, &format!("/api/v1/communities/{}", Uuid::now_v7()), None, &[]).await.json().await.unwrap();
    let address = problem["type"].as_str().unwrap();
    let path = address.strip_prefix(&server.public_url()).unwrap();
    assert_eq!(path, "/problems/unauthenticated");
    let page = get(&server, path, None, &[("accept", "text/html,application/xhtml+xml")]).await;
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    let page = page.text().await.unwrap();
    assert!(page.contains("<html lang=\"nl\">") && page.contains("U bent niet ingelogd") && page.contains("<p lang=\"en\">You are not signed in"), "{page}");
    let told: Value = get(&server, path, None, &[("accept", "application/problem+json, application/json;q=0.9")]).await.json().await.unwrap();
    assert_eq!((&told["code"], &told["status"]), (&json!("unauthenticated"), &json!(401)));
    let all: Value = get(&server, "/problems", None, &[("accept", "application/json")]).await.json().await.unwrap();
    assert!(all["problems"].as_array().unwrap().contains(&told));
    let glossary = get(&server, "/glossary", None, &[]).await.text().await.unwrap();
    assert!(glossary.contains("<th>Nederlands</th>") && glossary.contains("<td>deelproject</td>"));
    let markdown = get(&server, "/api-changelog", None, &[("accept", "text/markdown")]).await.text().await.unwrap();
    assert!(markdown.starts_with("# Changes of the API"));
}

#[tokio::test]
async fn a_system_goes_on_with_a_new_token_and_hears_why_it_gets_none() {
    let server = Server::start(Engine::Sqlite).await;
    let administrator = server.account("beheerder.wsd").await;
    let system = system(&server, &administrator, &[ApiScope::PlansRead]).await;
    let resource = system.sub_projects();
    let mut all = Box::pin(resource.all(Default::default()));
    all.try_next().await.unwrap().unwrap();
    // As when it has expired: the server does not take it any more.
    system.set_token(Some("over".into()));
    let mut rest = 0;
    while all.try_next().await.unwrap().is_some() {
        rest += 1;
    }
    assert!(rest > 0, "the rest of the list");
    system.set_token(Some("over".into()));
    assert!(!system.local_plans().list(&Default::default(), &Default::default()).await.unwrap().items.is_empty());
    assert_ne!(system.token().as_deref(), Some("over"));
    let refused = server.anonymous().sign_in_as_client(id("organisation", "best"), "anders").await.unwrap_err();
    assert_eq!((refused.status(), refused.problem().unwrap().code.as_str()), (Some(401), "invalid_client"));
    assert!(!refused.problem().unwrap().detail.is_empty());
}

#[tokio::test]
async fn too_many_requests_are_no_attempts() {
    let server = Server::start_with(Engine::Sqlite, &[("KOMPAAN__LIMITS__REQUESTS_PER_MINUTE", "2")]).await;
    let mut last = get(&server, "/api/v1/themes", None, &[]).await;
    for _ in 0..3 {
        last = get(&server, "/api/v1/themes", None, &[]).await;
    }
    assert_eq!(last.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(!header(&last, "retry-after").is_empty());
    let problem: Value = last.json().await.unwrap();
    assert_eq!(
        (&problem["code"], &problem["title"], &problem["instance"]),
        (&json!("too_many_requests"), &json!("Too many requests"), &json!("/api/v1/themes"))
    );
    let token = reqwest::Client::new().post(format!("{}/oauth/token", server.origin)).body("grant_type=client_credentials").send().await.unwrap();
    assert_eq!(token.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(token.json::<Value>().await.unwrap()["instance"], "/oauth/token");
}
