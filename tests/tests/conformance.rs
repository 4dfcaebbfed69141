//! The API Design Rules that only show at run time, tried on every operation of the document.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use tests::{ENGINES, Engine, Operation, Server, operations};
use uuid::Uuid;

async fn send(http: &Client, operation: &Operation, address: &str, token: Option<&str>, body: Option<(&str, Vec<u8>)>) -> reqwest::Response {
    let mut request = http.request(operation.method.clone(), address);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if operation.is_conditional() {
        request = request.header("if-match", "\"v1\"");
    }
    if let Some((media_type, body)) = body {
        request = request.header("content-type", media_type).body(body);
    }
    request.send().await.unwrap()
}

fn assert_headers(what: &str, response: &reqwest::Response) {
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    assert_eq!(header("api-version"), "1.0.0", "{what}");
    let cache_control = header("cache-control");
    // What a caller may keep has a tag, is theirs alone and is asked for anew.
    let kept = cache_control == "private, max-age=0, must-revalidate" && response.status().as_u16() < 400 && response.headers().contains_key("etag");
    assert!(cache_control == "no-store" || kept, "{what}: {cache_control}");
    let vary = header("vary");
    assert!(["Accept", "Accept-Encoding", "Authorization", "Origin"].iter().all(|name| vary.split(", ").any(|varies| varies == *name)), "{what}: {vary}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("x-frame-options"), "DENY", "{what}");
    assert_eq!(header("referrer-policy"), "no-referrer", "{what}");
    assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{what}");
    assert!(header("strict-transport-security").contains("max-age"), "{what}");
}

/// Only what the document says is answered.
fn assert_documented(what: &str, operation: &Operation, status: StatusCode) {
    // 405 belongs to the path, 413 to the server: neither depends on the operation.
    let documented = operation.document["responses"].as_object().unwrap();
    assert!(documented.contains_key(status.as_str()), "{what}: {status} is not among {:?}", documented.keys());
}

async fn assert_problem(what: &str, response: reqwest::Response) -> Value {
    assert_headers(what, &response);
    let status = response.status();
    assert!(!status.is_server_error(), "{what}: {status}");
    assert_eq!(response.headers()["content-type"], "application/problem+json", "{what}");
    let path = response.url().path().to_owned();
    let problem: Value = response.json().await.unwrap();
    for member in ["type", "title", "detail", "code"] {
        assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{what}: {problem}");
    }
    assert_eq!(problem["status"], status.as_u16(), "{what}");
    assert_eq!(problem["instance"], path, "{what}");
    problem
}

#[tokio::test]
async fn every_operation_keeps_the_rules() {
    let server = Server::start(Engine::Sqlite).await;
    let http = Client::new();
    let document = server.document().await;
    let all = operations(&document);
    assert!(all.len() > 60, "{} operations", all.len());
    for operation in &all {
        let what = &operation.id;
        let address = operation.address(&server.origin, |_| None);

        let anonymous = send(&http, operation, &address, None, None).await;
        assert_headers(what, &anonymous);
        if operation.document["security"][0].get("bearer").is_some() {
            assert_eq!(anonymous.status(), StatusCode::UNAUTHORIZED, "{what}");
        }
        if !anonymous.status().is_success() {
            assert_problem(what, anonymous).await;
        }
        if operation.document["security"] != json!([]) && operation.document["security"][0].get("refreshCookie").is_none() {
            let bad_token = send(&http, operation, &address, Some("not-a-token"), None).await;
            assert_eq!(bad_token.status(), StatusCode::UNAUTHORIZED, "{what}: a bad token is never anonymous");
            assert_problem(what, bad_token).await;
        }

        let slash = send(&http, operation, &format!("{address}/"), None, None).await;
        assert_eq!(slash.status(), StatusCode::NOT_FOUND, "{what} with a slash");
        assert_problem(what, slash).await;

        let known: Vec<_> = all.iter().filter(|other| other.path == operation.path).map(|other| other.method.clone()).collect();
        for method in [Method::TRACE, Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            if known.contains(&method) || method == Method::HEAD && known.contains(&Method::GET) {
                continue;
            }
            let refused = http.request(method.clone(), &address).send().await.unwrap();
            assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED, "{what} by {method}");
            let allow: Vec<_> = refused.headers()["allow"].to_str().unwrap().split(", ").map(str::to_owned).collect();
            assert!(known.iter().all(|method| allow.contains(&method.to_string())), "{what}: {allow:?}");
            assert_eq!(allow.contains(&"HEAD".to_owned()), known.contains(&Method::GET), "{what}: {allow:?}");
            if method != Method::HEAD {
                assert_problem(what, refused).await;
            }
        }
        let options = http.request(Method::OPTIONS, &address).send().await.unwrap();
        assert_eq!(options.status(), StatusCode::NO_CONTENT, "{what}: what is possible here");
        assert!(options.headers()["allow"].to_str().unwrap().contains(operation.method.as_str()), "{what}");
        assert_headers(what, &options);
        let preflight = http.request(Method::OPTIONS, &address).header("origin", "https://elsewhere.example").header("access-control-request-method", "GET");
        let preflight = preflight.send().await.unwrap();
        assert_eq!((preflight.status(), preflight.headers().get("access-control-allow-origin")), (StatusCode::NO_CONTENT, None), "{what}: a preflight");

        let html = http.request(operation.method.clone(), &address).header("accept", "text/html").send().await.unwrap();
        assert_eq!(html.status(), StatusCode::NOT_ACCEPTABLE, "{what}");
        assert_problem(what, html).await;

        if operation.method == Method::GET {
            let get = send(&http, operation, &address, None, None).await;
            let head = http.head(&address).send().await.unwrap();
            assert_eq!(head.status(), get.status(), "HEAD as GET: {what}");
            for name in ["etag", "content-type", "content-length", "cache-control"] {
                assert_eq!(head.headers().get(name), get.headers().get(name), "{name} of HEAD: {what}");
            }
            assert!(head.bytes().await.unwrap().is_empty(), "{what}");
        }
        if operation.path.contains('{') {
            let wrong = operation.path.split('/').map(|segment| if segment.starts_with('{') { "geen-id" } else { segment }).collect::<Vec<_>>().join("/");
            let token = server.account("beheerder.wsd").await.token();
            let body = operation.body().map(|(media_type, example)| (media_type, example.to_string().into_bytes()));
            let body = body.as_ref().map(|(media_type, body)| (media_type.as_str(), body.clone()));
            let refused = send(&http, operation, &format!("{}/api/v1{wrong}", server.origin), token.as_deref(), body).await;
            assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{what} with a malformed id");
            assert_problem(what, refused).await;
        }
    }
    for path in ["/api/v1", "/api/v1/", "/api/v1/openapi.json/", "/api/v1/themes//", "/api/v1//themes", "/api/v2/people", "/api", "/api/v1/does-not-exist"] {
        let missing = http.get(format!("{}{path}", server.origin)).send().await.unwrap();
        assert_eq!(missing.status(), StatusCode::NOT_FOUND, "{path}");
        assert_problem(path, missing).await;
    }
    let published = http.get(format!("{}/api/v1/openapi.json", server.origin)).header("origin", "https://elsewhere.example").send().await.unwrap();
    assert_eq!(published.headers()["access-control-allow-origin"], "*");
    let other = http.get(format!("{}/api/v1/themes", server.origin)).header("origin", "https://elsewhere.example").send().await.unwrap();
    assert!(other.headers().get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn an_example_of_the_document_works_unchanged() {
    let server = Server::start(Engine::Sqlite).await;
    let http = Client::builder().cookie_store(true).build().unwrap();
    let document = server.document().await;
    for operation in operations(&document) {
        // Each on its own, as somebody who tries it first: these end or need what an example cannot hold.
        let needs_more = [
            "renewSession",
            "deleteMember",
            "approveMember",
            "refuseMember",
            "patchMember",
            "getMember",
            "readAccountLink",
            "useAccountLink",
            "confirmMySecondFactor",
            "addMyPasskey",
            "removeMyPasskey",
            "signInWithPasskey",
            "createUpload",
            "createDocument",
        ]
        .contains(&operation.id.as_str());
        let in_use = ["deleteOrganisation", "deleteTheme", "deletePerson", "erasePerson"].contains(&operation.id.as_str());
        let only_deleted = operation.id.starts_with("restore");
        let at_another_version = ["changePhase", "leaveCommunity", "evaluateGoal"].contains(&operation.id.as_str());
        if needs_more || in_use || only_deleted || at_another_version || operation.method == Method::PUT || operation.method == Method::DELETE {
            continue;
        }
        // What makes several is tried by who did not make the same one before: a measurement of a day is made once.
        let own = if operation.id.starts_with("bulk") { Some(Server::start(Engine::Sqlite).await) } else { None };
        let server = own.as_ref().unwrap_or(&server);
        let token = server.account("beheerder.wsd").await.token();
        let address = operation.address(&server.origin, |_| None);
        let body = operation.body().map(|(media_type, example)| (media_type, example.to_string().into_bytes()));
        let body = body.as_ref().map(|(media_type, body)| (media_type.as_str(), body.clone()));
        let mut request = http.request(operation.method.clone(), &address).bearer_auth(token.unwrap());
        if operation.is_conditional() {
            // An operation that is not plain reading and writing has the version of the resource above it.
            let resource = address.split("/_").next().unwrap();
            let current = http.get(resource).bearer_auth(server.account("beheerder.wsd").await.token().unwrap()).send().await.unwrap();
            request = request.header("if-match", current.headers()["etag"].clone());
        }
        if let Some((media_type, body)) = body {
            request = request.header("content-type", media_type).body(body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status();
        assert!(status.is_success(), "{}: {status} {}", operation.id, answer.text().await.unwrap());
    }
}

/// The same request with one thing wrong in it.
fn spoiled(example: &Value) -> Vec<(String, Vec<u8>, u16)> {
    let mut cases = vec![
        ("not an object".to_owned(), b"[]".to_vec(), 400),
        ("broken JSON".to_owned(), b"{\"name\": ".to_vec(), 400),
        ("broken UTF-8".to_owned(), vec![b'{', b'"', 0xff, 0xfe, b'"', b':', b'1', b'}'], 400),
        ("nothing".to_owned(), vec![], 400),
        ("deeply nested".to_owned(), format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(), 400),
        ("10 MB".to_owned(), format!("{{\"name\":\"{}\"}}", "x".repeat(10_000_000)).into_bytes(), 413),
    ];
    let mut add = |what: String, change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let mut changed = example.as_object().unwrap().clone();
        change(&mut changed);
        cases.push((what, Value::Object(changed).to_string().into_bytes(), 400));
    };
    add("unknown field".into(), &|body| {
        body.insert("onbekend".into(), json!(1));
    });
    for (field, value) in example.as_object().unwrap() {
        add(format!("{field}: wrong type"), &|body| {
            body.insert(field.clone(), json!({"a": 1}));
        });
        if value.is_string() {
            add(format!("{field}: too long"), &|body| {
                body.insert(field.clone(), json!("x".repeat(30_000)));
            });
        }
    }
    for (pointer, control) in leaves("", example).into_iter().flat_map(|pointer| CONTROLS.map(|control| (pointer.clone(), control))) {
        let mut changed = example.clone();
        *changed.pointer_mut(&pointer).unwrap() = json!(format!("a{control}b"));
        cases.push((format!("{pointer}: {control:?}"), changed.to_string().into_bytes(), 400));
    }
    let text = example.to_string();
    if let Some(field) = example.as_object().unwrap().keys().next() {
        let value = &example[field];
        cases.push((format!("{field} twice"), text.replacen('{', &format!("{{\"{field}\":{value},"), 1).into_bytes(), 400));
        cases.push((format!("{field}: a lone surrogate"), format!("{{\"{field}\":\"\\ud800\"}}").into_bytes(), 400));
    }
    cases
}

/// Not allowed in any text, also not in one of several lines.
const CONTROLS: [char; 4] = ['\0', '\u{b}', '\u{7f}', '\u{9f}'];

/// Where the texts stand in a body.
fn leaves(pointer: &str, value: &Value) -> Vec<String> {
    match value {
        Value::String(_) => vec![pointer.to_owned()],
        Value::Array(items) => items.iter().enumerate().flat_map(|(index, item)| leaves(&format!("{pointer}/{index}"), item)).collect(),
        Value::Object(fields) => fields.iter().flat_map(|(name, field)| leaves(&format!("{pointer}/{name}"), field)).collect(),
        _ => vec![],
    }
}

#[tokio::test]
async fn bad_input_is_named_and_writes_nothing() {
    for engine in ENGINES {
        let tried = bad_bodies(&Server::start(engine).await).await;
        println!("{engine:?}: {tried} bad bodies refused");
        assert!(tried > 500, "{tried}");
    }
}

/// How many were tried.
async fn bad_bodies(server: &Server) -> u32 {
    let http = Client::new();
    let document = server.document().await;
    let token = server.account("beheerder.wsd").await.token().unwrap();
    let before = server.journal_size().await;
    let mut tried = 0;
    for operation in operations(&document) {
        let Some((media_type, example)) = operation.body() else { continue };
        let address = operation.address(&server.origin, |_| None);
        let ask = |media_type: &str, body: Vec<u8>| {
            let request = http.request(operation.method.clone(), &address).bearer_auth(&token).header("content-type", media_type).body(body);
            if operation.is_conditional() { request.header("if-match", "\"v1\"") } else { request }
        };
        for (what, body, expected) in spoiled(&example) {
            let label = format!("{} with {what}", operation.id);
            // A server that refuses a large body may close the connection before the client has sent it.
            let Ok(answer) = ask(&media_type, body).send().await else {
                assert_eq!(expected, 413, "{label}");
                continue;
            };
            assert_eq!(answer.status().as_u16(), expected, "{label}");
            let problem = assert_problem(&label, answer).await;
            if let Some((pointer, _)) = what.split_once(": ").filter(|(pointer, _)| pointer.starts_with('/')) {
                let named = problem["errors"].as_array().into_iter().flatten().filter_map(|fault| fault["pointer"].as_str());
                // A choice between forms is named as a whole.
                assert!(named.into_iter().any(|named| !named.is_empty() && pointer.starts_with(named)), "{label}: {problem}");
            }
            tried += 1;
        }
        let wrong_type = ask("text/plain", example.to_string().into_bytes()).send().await.unwrap();
        assert_eq!(wrong_type.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{}", operation.id);
        assert_problem(&operation.id, wrong_type).await;
        let compressed = ask(&media_type, example.to_string().into_bytes()).header("content-encoding", "gzip").send().await.unwrap();
        assert_eq!(compressed.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{}", operation.id);
        assert_eq!(assert_problem(&operation.id, compressed).await["code"], "unsupported_encoding");
    }
    assert_eq!(server.journal_size().await, before, "nothing was written");
    tried
}

/// What no query may hold: control characters, and what is not well encoded.
const BAD_QUERY: [&str; 9] = ["a%00b", "%01", "a%0Ab", "%7F", "%C2%85", "%E0%A4%A", "%", "%zz", "%ED%A0%80"];
const BAD_PATH: [&str; 6] = ["%00", "a%00b", "%C2%85", "%E0%A4%A", "%ff", "%ED%A0%80"];

#[tokio::test]
async fn no_query_or_path_takes_control_characters_or_broken_encoding() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let http = Client::new();
        let token = server.account("beheerder.wsd").await.token().unwrap();
        let mut tried = 0;
        for operation in operations(&server.document().await) {
            let address = operation.address(&server.origin, |_| None);
            let parameters = operation.document["parameters"].as_array().cloned().unwrap_or_default();
            for name in parameters.iter().filter(|parameter| parameter["in"] == "query").map(|parameter| parameter["name"].as_str().unwrap()) {
                for (bad, signed_in) in BAD_QUERY.iter().flat_map(|bad| [(bad, true), (bad, false)]) {
                    let what = format!("{engine:?}: {} with {name}={bad}", operation.id);
                    let request = http.request(operation.method.clone(), format!("{address}?{name}={bad}"));
                    let answer = if signed_in { request.bearer_auth(&token) } else { request }.send().await.unwrap();
                    let status = answer.status();
                    let problem = assert_problem(&what, answer).await;
                    // The administrator may not read the audit trail, and who is not signed in hears that first.
                    if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
                        continue;
                    }
                    assert_eq!(status, StatusCode::BAD_REQUEST, "{what}");
                    assert!(
                        problem["errors"].as_array().unwrap().iter().any(|fault| fault["parameter"] == name && fault["in"] == "query"),
                        "{what}: {problem}"
                    );
                    tried += 1;
                }
            }
            let names: Vec<_> = parameters.iter().filter(|parameter| parameter["in"] == "path").map(|parameter| parameter["name"].as_str().unwrap()).collect();
            for (name, bad) in names.iter().flat_map(|name| BAD_PATH.map(|bad| (name, bad))) {
                let example = parameters.iter().find(|parameter| parameter["name"] == *name).unwrap()["example"].as_str().unwrap();
                let what = format!("{engine:?}: {} with {name} as {bad}", operation.id);
                let body = operation.body().map(|(media_type, example)| (media_type, example.to_string().into_bytes()));
                let body = body.as_ref().map(|(media_type, body)| (media_type.as_str(), body.clone()));
                let answer = send(&http, &operation, &address.replacen(example, bad, 1), Some(&token), body).await;
                assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{what}");
                let problem = assert_problem(&what, answer).await;
                assert_eq!(problem["errors"][0]["in"], "path", "{what}: {problem}");
            }
        }
        println!("{engine:?}: {tried} bad queries refused");
        assert!(tried > 1000, "{tried}");
    }
}

#[tokio::test]
async fn only_what_the_document_says_is_answered() {
    let server = Server::start(Engine::Sqlite).await;
    let http = Client::new();
    let administrator = server.account("beheerder.wsd").await;
    let all_scopes = tests::system(&server, &administrator, contract::api_client::ApiScope::ALL).await;
    let no_scope_for_this = tests::system(&server, &administrator, &[contract::api_client::ApiScope::RolesWrite]).await;
    for caller in ["anonymous", "member", "administrator", "system", "system without the scope"] {
        for operation in operations(&server.document().await) {
            // These end what is asked with.
            if ["endSession", "endMySessions", "endMySession", "setPassword", "deletePerson", "erasePerson", "deactivatePerson"]
                .contains(&operation.id.as_str())
            {
                continue;
            }
            let token = match caller {
                "member" => server.account("docent.han").await.token(),
                "administrator" => administrator.token(),
                "system" => all_scopes.token(),
                "system without the scope" => no_scope_for_this.token(),
                _ => None,
            };
            let what = format!("{} as {caller}", operation.id);
            let address = operation.address(&server.origin, |_| None);
            let body = operation.body().map(|(media_type, example)| (media_type, example.to_string().into_bytes()));
            let body = body.as_ref().map(|(media_type, body)| (media_type.as_str(), body.clone()));
            let answer = send(&http, &operation, &address, token.as_deref(), body).await;
            let status = answer.status();
            assert_documented(&what, &operation, status);
            if caller == "system without the scope" && operation.method == Method::GET {
                let anybody = send(&http, &operation, &address, None, None).await;
                assert_eq!(status.is_success(), anybody.status().is_success(), "{what}: what anybody reads is not refused to a system");
            }
            if !status.is_success() {
                assert_problem(&what, answer).await;
            }
        }
    }
    // A reference to nothing.
    let theme = administrator.themes().list(&Default::default(), &Default::default()).await.unwrap().items.pop().unwrap();
    let merge = operations(&server.document().await).into_iter().find(|operation| operation.id == "mergeTheme").unwrap();
    let address = format!("{}/api/v1/themes/{}/_merge", server.origin, theme.id);
    let answer = http.post(address).bearer_auth(administrator.token().unwrap()).header("if-match", "*").json(&json!({"intoId": Uuid::now_v7()})).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert_documented("mergeTheme", &merge, answer.status());
}

#[tokio::test]
async fn all_faults_are_named_at_once() {
    let server = Server::start(Engine::Sqlite).await;
    let administrator = server.account("beheerder.wsd").await;
    let body = json!({"name": "", "kind": "kerk", "cbsCode": "GM12", "servesIds": ["geen-id"], "extra": 1});
    let http = Client::new();
    let answer = http.post(format!("{}/api/v1/organisations", server.origin)).bearer_auth(administrator.token().unwrap()).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let problem: Value = answer.json().await.unwrap();
    let mut named: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| format!("{} {}", error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    named.sort();
    assert_eq!(named, ["/cbsCode too_short", "/extra unknown_field", "/kind unknown_value", "/name required", "/servesIds/0 invalid_format"]);

    let query = format!("{}/api/v1/communities?pageSize=0&kind=kerk&onbekend=1&cursor=x", server.origin);
    let problem: Value = http.get(query).send().await.unwrap().json().await.unwrap();
    let mut named: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|error| error["parameter"].as_str().unwrap().to_owned()).collect();
    named.sort();
    assert_eq!(named, ["cursor", "kind", "onbekend", "pageSize"]);

    let bsn = json!({"name": "Test", "kind": "workplace", "purpose": "Gebeld met 111222333", "visibility": "network", "joinPolicy": "open"});
    let answer = http.post(format!("{}/api/v1/communities", server.origin)).bearer_auth(administrator.token().unwrap()).json(&bsn).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!((&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]), (&json!("/purpose"), &json!("contains_bsn")));
    assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("position 12"));
    let unknown = json!({"name": "Test", "kind": "workplace", "themeIds": [Uuid::nil()], "visibility": "network", "joinPolicy": "open"});
    let answer = http.post(format!("{}/api/v1/communities", server.origin)).bearer_auth(administrator.token().unwrap()).json(&unknown).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["errors"][0]["pointer"], "/themeIds/0");
}
