//! What may stand in a text, tried on every text that the API takes, on both databases where it is stored.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::Error;
use contract::{risk::RiskInput, task::TaskInput, text_check::PersonalData, theme::ThemeInput};
use reqwest::{Client, StatusCode};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use tests::{ENGINES, Engine, Server, faults, id, operations};

/// Texts that are no text of people, or that are meant to hold what is not taken elsewhere: with the reason.
const NO_TEXTS: &[(&str, &str)] = &[
    ("password", "as somebody chose it, and kept as a hash only"),
    ("currentPassword", "the same"),
    ("token", "a secret from a mail"),
    ("attempt", "made by the server"),
    ("credential", "made by an authenticator"),
    ("code", "six digits or a recovery code"),
    ("publicKey", "a key in PEM"),
    ("texts", "asking what texts hold"),
    ("group", "one of the groups that the figure names, where it is checked"),
];

/// The schema behind a reference, and that of which several are made.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(path) => resolved(document, document.pointer(path.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

fn is_text(schema: &Value) -> bool {
    let kind = &schema["type"];
    let is_string = kind == "string" || kind.as_array().is_some_and(|kinds| kinds.contains(&json!("string")));
    is_string && schema.get("enum").is_none() && !["uuid", "date", "date-time", "password"].iter().any(|format| schema["format"] == *format)
}

/// The places of the texts of people in a body of this schema, as JSON pointers, with a value at which each stands.
fn texts(document: &Value, schema: &Value, example: &Value, at: String, found: &mut Vec<String>) {
    let schema = resolved(document, schema);
    for part in schema["allOf"].as_array().into_iter().flatten().chain(schema["oneOf"].as_array().into_iter().flatten()) {
        texts(document, part, example, at.clone(), found);
    }
    if is_text(schema) {
        found.push(at);
        return;
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if !NO_TEXTS.iter().any(|(other, _)| other == name) {
            texts(document, property, &example[name], format!("{at}/{name}"), found);
        }
    }
    if let Some(items) = schema.get("items") {
        texts(document, items, &example[0], format!("{at}/0"), found);
    }
}

/// The example with this text at this place, made where it is not.
fn with(example: &Value, pointer: &str, text: &str) -> Value {
    let mut body = example.clone();
    let mut at = &mut body;
    for part in pointer.split('/').skip(1) {
        at = match part.parse::<usize>() {
            Ok(_) => {
                if at.as_array().is_none_or(Vec::is_empty) {
                    *at = json!([null]);
                }
                &mut at[0]
            }
            Err(_) => {
                if !at.is_object() {
                    *at = json!({});
                }
                &mut at[part]
            }
        };
    }
    *at = text.into();
    body
}

/// A value of this schema, as short as it can be.
fn sample(document: &Value, schema: &Value) -> Value {
    let schema = resolved(document, schema);
    if let Some(values) = schema["enum"].as_array() {
        return values[0].clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("object");
    match (kind, schema["format"].as_str()) {
        ("string", Some("uuid")) => json!(id("sub-project", "kansen")),
        ("string", Some("date")) => json!("2026-01-01"),
        ("string", _) => json!("Voorbeeld"),
        ("integer" | "number", _) => json!(schema["minimum"].as_i64().unwrap_or(1)),
        ("boolean", _) => json!(false),
        ("array", _) => json!([]),
        _ => completed(document, schema, json!({})),
    }
}

/// The value with what its schema requires and it does not have.
fn completed(document: &Value, schema: &Value, mut value: Value) -> Value {
    let schema = resolved(document, schema);
    for part in schema["allOf"].as_array().into_iter().flatten() {
        value = completed(document, part, value);
    }
    match &mut value {
        Value::Object(fields) => {
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                let required = schema["required"].as_array().is_some_and(|names| names.contains(&json!(name)));
                let present = fields.get(name).filter(|value| !value.is_null() || !required).cloned();
                match present {
                    Some(present) => drop(fields.insert(name.clone(), completed(document, property, present))),
                    None if required => drop(fields.insert(name.clone(), sample(document, property))),
                    None => {}
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = completed(document, &schema["items"], item.take())),
        _ => {}
    }
    value
}

/// The id of one thing of the kind of which this address writes several.
fn one_of(document: &Value, bulk: &str) -> Value {
    let one = bulk.replace("/_bulk", "/{");
    let (_, methods) = document["paths"].as_object().unwrap().iter().find(|(path, _)| path.starts_with(&one) && path.ends_with('}')).unwrap();
    methods["get"]["parameters"][0]["example"].clone()
}

/// No text of any operation takes a citizen service number, in whatever way it is written.
#[tokio::test]
async fn no_text_of_the_api_takes_a_citizen_service_number() {
    let server = Server::start(Engine::Sqlite).await;
    let administrator = server.account("beheerder.wsd").await;
    let (http, document) = (Client::new(), server.document().await);
    let mut tried = 0;
    // Signing in keeps nothing of what was typed.
    for operation in operations(&document).into_iter().filter(|operation| operation.id != "signIn") {
        let Some((media_type, example)) = operation.body() else { continue };
        let schema = &operation.document["requestBody"]["content"][&media_type]["schema"];
        let mut places = vec![];
        texts(&document, schema, &example, String::new(), &mut places);
        places.sort();
        places.dedup();
        for place in places {
            // A form of its own, such as an address, refuses it by its form.
            for number in ["123456782", "1234.56.782", "123\u{a0}456\u{a0}782"] {
                let mut body = with(&example, &place, &format!("Over {number} 1-1-1980"));
                // One item of several is new, or changes what is there.
                if let Some(item) = body.pointer_mut("/items/0").filter(|item| item.get("patch").is_some()) {
                    *item = json!({"id": one_of(&document, &operation.path), "version": 1, "patch": item["patch"]});
                }
                // A change is not completed: what it leaves out stays as it is.
                if media_type == "application/json" {
                    body = completed(&document, schema, body);
                }
                let send = async |body: &Value, version: i64| {
                    let mut request = http.request(operation.method.clone(), operation.address(&server.origin, |_| None)).header("content-type", &media_type);
                    if operation.document["security"] != json!([]) {
                        request = request.bearer_auth(administrator.token().unwrap());
                    }
                    if operation.is_conditional() {
                        request = request.header("if-match", format!("\"v{version}\""));
                    }
                    let answer = request.body(body.to_string()).send().await.unwrap();
                    (answer.status(), answer.json::<Value>().await.unwrap_or_default())
                };
                let what = format!("{} {place} {number}", operation.id);
                let (mut status, mut problem) = send(&body, 1).await;
                if status == StatusCode::PRECONDITION_FAILED {
                    let version = problem["current"]["version"].as_i64().unwrap();
                    if let Some(seen) = body.pointer_mut("/items/0/version") {
                        *seen = version.into();
                    }
                    (status, problem) = send(&body, version).await;
                }
                assert_eq!(status, StatusCode::BAD_REQUEST, "{what}: {problem}");
                let codes = problem["errors"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|error| error["pointer"] == place.as_str())
                    .map(|error| error["code"].as_str().unwrap());
                let codes: Vec<_> = codes.collect();
                assert!(["contains_bsn", "invalid_format", "too_long"].iter().any(|code| codes.contains(code)), "{what}: {problem}");
                tried += usize::from(codes.contains(&"contains_bsn"));
            }
        }
    }
    assert!(tried > 150, "{tried} texts");
}

#[tokio::test]
async fn a_number_is_refused_where_it_stands_and_what_people_read_apart_is_taken() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let lead = server.account("beheerder.wsd").await;
        let risk = |title: &str| RiskInput {
            sub_project_id: id("sub-project", "kansen"),
            title: title.into(),
            likelihood: 1,
            impact: 1,
            measure: String::new(),
            owner_id: None,
            closed: false,
        };
        for (title, position) in [
            ("Bsn 123456782 111222333", 5),
            ("Bsn 123456782 1-1-1980", 5),
            ("Bsn 123456782 06-12345678", 5),
            ("2026 123456782", 6),
            ("Voor １２３４５６７８２", 6),
        ] {
            let refused = lead.risks().create(&risk(title)).await.unwrap_err();
            assert_eq!(faults(&refused), ["/title contains_bsn"], "{title}");
            assert!(refused.problem().unwrap().errors[0].detail.contains(&format!("position {position} ")), "{title}: {refused:?}");
        }
        for title in ["14-11-2026 3", "2025 2026 2", "Zie https://voorbeeld.example/123456782", "Van \u{20ac} 123.456.782,00"] {
            lead.risks().create(&risk(title)).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_file_name_tells_nothing_of_a_resident() {
    let server = Server::start(Engine::Sqlite).await;
    let administrator = server.account("beheerder.wsd").await;
    let refused = administrator.upload("Jansen 123456782.txt", b"Een gesprek.".to_vec()).await.unwrap_err();
    let fault = &refused.problem().unwrap().errors[0];
    assert_eq!((fault.parameter.as_deref(), fault.code.as_str()), (Some("fileName"), "contains_bsn"));
    let sent = administrator.upload("verslag\u{202e}\u{200b} 2026.txt", b"Een gesprek.".to_vec()).await.unwrap();
    assert_eq!(sent.file_name, "verslag 2026.txt");
}

/// What was written before the rule does not come back by restoring it.
#[tokio::test]
async fn what_was_deleted_comes_back_only_without_a_number() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let theme = administrator.themes().create(&ThemeInput { name_nl: "Oud thema".into(), name_en: "Old theme".into(), parent_id: None }).await.unwrap();
        let database = server.database().await;
        let sql = "UPDATE theme SET name_nl = 'Over 123456782' WHERE name_en = 'Old theme'";
        database.execute_raw(Statement::from_string(database.get_database_backend(), sql)).await.unwrap();
        administrator.themes().delete(theme.value.id, "\"v1\"").await.unwrap();
        let refused = administrator.themes().restore(theme.value.id, "\"v2\"").await.unwrap_err();
        assert_eq!(faults(&refused), ["/nameNl contains_bsn"]);
    }
}

#[tokio::test]
async fn a_name_shows_something_and_is_found_whatever_hides_in_it() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let theme = |name: &str| ThemeInput { name_nl: name.into(), name_en: "Invisible".into(), parent_id: None };
        for nothing in ["\u{200b}\u{200b}", "\u{feff}\u{ad}", "\u{3164}\u{3164}", "\u{202e}\u{202e}\u{202e}"] {
            assert_eq!(faults(&administrator.themes().create(&theme(nothing)).await.unwrap_err()), ["/nameNl required"], "{nothing:?}");
        }
        let made = administrator.themes().create(&theme("\u{feff}Ge\u{ad}heim\u{200b}schrijving\u{202e}")).await.unwrap();
        assert_eq!(made.value.name_nl, "Geheimschrijving");
        let joined = administrator.themes().create(&theme("👩\u{200d}💻 thuis")).await.unwrap();
        assert_eq!(joined.value.name_nl, "👩\u{200d}💻 thuis");
    }
}

/// What is asked is folded as what is stored.
#[tokio::test]
async fn letters_of_their_own_are_found_however_they_are_typed() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let names = ["Yıldız Öztürk", "Łukasz Søren", "Straße", "Æble ĳs", "ﬁnanciën", "Đorđe Þór"];
        for name in names {
            administrator.themes().create(&ThemeInput { name_nl: name.into(), name_en: "Folded".into(), parent_id: None }).await.unwrap();
        }
        let http = Client::new();
        for (asked, name) in [
            ("yildiz", names[0]),
            ("YILDIZ", names[0]),
            ("öztürk", names[0]),
            ("lukasz", names[1]),
            ("SOREN", names[1]),
            ("strasse", names[2]),
            ("aeble ijs", names[3]),
            ("financien", names[4]),
            ("dorde", names[5]),
            ("thor", names[5]),
        ] {
            let address = format!("{}/api/v1/themes", server.origin);
            let page: Value = http.get(address).query(&[("q", asked)]).send().await.unwrap().json().await.unwrap();
            assert!(page["items"].as_array().unwrap().iter().any(|item| item["nameNl"] == name), "{engine:?} {asked}: {page}");
        }
    }
}

/// What was folded by an older rule is folded anew when the server starts.
#[tokio::test]
async fn what_was_stored_earlier_is_found_after_an_update() {
    for engine in ENGINES {
        let mut server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        administrator.themes().create(&ThemeInput { name_nl: "Yıldız".into(), name_en: "Star".into(), parent_id: None }).await.unwrap();
        server.kill();
        let database = server.database().await;
        for sql in ["UPDATE theme SET name_key = 'yıldız' WHERE name_en = 'Star'", "UPDATE folding SET version = 1"] {
            database.execute_raw(Statement::from_string(database.get_database_backend(), sql)).await.unwrap();
        }
        server.restart().await;
        let address = format!("{}/api/v1/themes?q=yildiz", server.origin);
        let page: Value = Client::new().get(address).send().await.unwrap().json().await.unwrap();
        assert_eq!(page["items"][0]["nameNl"], "Yıldız", "{engine:?}: {page}");
    }
}

#[tokio::test]
async fn texts_are_looked_at_before_they_are_sent() {
    let server = Server::start(Engine::Sqlite).await;
    let member = server.account("beleidsadviseur.oirschot").await;
    let body = json!({"texts": ["Geen nieuws.", "Jansen, geboren 03-04-1980, bel 06-12345678. NL91 ABNA 0417 1643 00, bsn 123456782"]});
    let answer = Client::new().post(format!("{}/api/v1/text-checks", server.origin)).bearer_auth(member.token().unwrap()).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let found: contract::text_check::TextChecks = answer.json().await.unwrap();
    let told: Vec<_> = found.findings.iter().map(|one| (one.pointer.as_str(), one.kind, one.position)).collect();
    assert_eq!(
        told,
        [
            ("/texts/1", PersonalData::BirthDate, 17),
            ("/texts/1", PersonalData::PhoneNumber, 33),
            ("/texts/1", PersonalData::Iban, 46),
            ("/texts/1", PersonalData::Bsn, 74)
        ]
    );
    // They are no reason to refuse.
    let task = TaskInput {
        sub_project_id: id("sub-project", "kansen"),
        title: "Bel 06-12345678".into(),
        note: String::new(),
        assignee_id: None,
        due_date: "2026-12-31".parse().unwrap(),
        done_date: None,
    };
    let lead = server.account("beheerder.wsd").await;
    let sent: Result<_, Error> = lead.tasks().create(&task).await;
    assert_eq!(sent.unwrap().value.title, "Bel 06-12345678");
}

/// Markdown that nests without end is refused wherever it is sent, and what looks like HTML is shown.
#[tokio::test]
async fn markdown_is_bounded_and_nothing_of_it_vanishes() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let sub_project = id("sub-project", "kansen");
        let (http, token) = (Client::new(), administrator.token().unwrap());
        let address = format!("{}/api/v1/sub-projects/{sub_project}", server.origin);
        let etag = administrator.sub_projects().get(sub_project).await.unwrap().etag;
        let patch = async |body: Value| http.patch(&address).bearer_auth(&token).header("if-match", &etag).json(&body).send().await.unwrap();
        let deep = "- ".repeat(9_999) + "x";
        let answer = patch(json!({"aim": deep, "method": "> ".repeat(5_000) + "x"})).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{engine:?}");
        let problem: Value = answer.json().await.unwrap();
        let told: Vec<_> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| format!("{} {}", error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap()))
            .collect();
        assert_eq!(told, ["/aim nested_too_deep", "/method nested_too_deep"], "{engine:?}");
        let answer = patch(json!({"aim": "Vul <gemeente> in.\n\n| Een | Twee |\n| --- | --- |\n| x<y en y>z | 2 |"})).await;
        assert_eq!(answer.status(), StatusCode::OK, "{engine:?}");
        let html = answer.json::<Value>().await.unwrap()["aimHtml"].as_str().unwrap().to_owned();
        for shown in
            ["Vul &lt;gemeente&gt; in.", "x&lt;y en y&gt;z", r#"<div class="kompaan-scroll" role="region" tabindex="0" aria-label="Tabel: Een, Twee"><table>"#]
        {
            assert!(html.contains(shown), "{engine:?} {shown}: {html}");
        }
    }
}
