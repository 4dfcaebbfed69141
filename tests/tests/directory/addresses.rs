//! E-mail addresses as people have and type them count the same everywhere; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use reqwest::Method;
use serde_json::{Value, json};
use tests::{
    ENGINES, PASSWORD, Server, count,
    hr::{BOTH, Hr},
    id,
};

async fn post(server: &Server, path: &str, token: Option<&str>, body: Value) -> u16 {
    let mut request = reqwest::Client::new().post(format!("{}/api/v1{path}", server.origin)).json(&body);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn an_address_is_taken_as_it_is_and_as_it_is_typed() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let token = administrator.token().unwrap();
        let hr = Hr::new(&server, &administrator, "best", BOTH).await;
        let person = |email: &str| json!({"name": "Demo Adres", "email": email, "organisationId": id("organisation", "best"), "language": "nl"});
        for (number, local) in ["m.o'brien", "r&d", "a!#$%*+/=?^_`{|}~-b", "o''neill"].into_iter().enumerate() {
            let rest = format!("{local}.{number}@best.example");
            assert_eq!(post(&server, "/people", Some(&token), person(&rest)).await, 201, "{engine:?} {rest}");
            assert_eq!(post(&server, "/password-resets", None, json!({"email": rest})).await, 202, "{engine:?} {rest}");
            assert_eq!(post(&server, "/sessions", None, json!({"email": rest, "password": PASSWORD})).await, 401, "{engine:?} {rest}");
            let scim = format!("{local}.{number}@scim.best.example");
            assert_eq!(hr.post("/Users", json!({"userName": scim, "displayName": "Demo Adres"})).await.status, 201, "{engine:?} {scim}");
            assert_eq!(hr.filtered("/Users", &format!("userName eq \"{scim}\"")).await.body["totalResults"], 1, "{engine:?} {scim}");
        }
        let change = json!({"email": " m.O'Hara@best.example ", "currentPassword": PASSWORD});
        assert_eq!(post(&server, "/me/email-changes", Some(&token), change).await, 202, "{engine:?}");
        server.until("SELECT COUNT(*) AS n FROM account_link WHERE email = 'm.o''hara@best.example'").await;

        // Space around it and capitals in it do not make another account of it.
        for (before, after) in [("", " "), (" ", ""), ("\t", "\n"), ("\u{a0}", "\u{a0}")] {
            let typed = |local: &str| format!("{before}{local}@Best.Example{after}");
            assert_eq!(post(&server, "/people", Some(&token), person(&typed("M.O'Brien.0"))).await, 409, "{engine:?} {:?}", typed(""));
            assert_eq!(hr.post("/Users", json!({"userName": typed("M.O'Brien.0"), "displayName": "Demo Adres"})).await.status, 409, "{engine:?}");
            assert_eq!(post(&server, "/password-resets", None, json!({"email": typed("R&D.1")})).await, 202, "{engine:?}");
            let signed_in = json!({"email": format!("{before}Beheerder.WSD@demo.example{after}"), "password": PASSWORD});
            assert_eq!(post(&server, "/sessions", None, signed_in).await, 201, "{engine:?} {before:?} {after:?}");
        }
        assert_eq!(count(&server.database().await, "SELECT COUNT(*) AS n FROM person WHERE email <> LOWER(TRIM(email))").await, 0, "{engine:?}");
        for wrong in [
            "",
            "best.example",
            "@best.example",
            "a b@best.example",
            "a@best",
            "a,b@best.example",
            "a@b@best.example",
            "a\u{0}@best.example",
            "<a@best.example>",
        ] {
            for (path, body) in [("/people", person(wrong)), ("/password-resets", json!({"email": wrong}))] {
                assert_eq!(post(&server, path, Some(&token), body).await, 400, "{engine:?} {path} {wrong:?}");
            }
            assert_eq!(hr.post("/Users", json!({"userName": wrong, "displayName": "Demo Adres"})).await.status, 400, "{engine:?} {wrong:?}");
        }
    }
}

/// The same for every text on one line: what is pasted along around it is taken off before it is looked at.
#[tokio::test]
async fn space_around_a_text_does_not_count() {
    let server = Server::start(ENGINES[0]).await;
    let administrator = server.account("beheerder.wsd").await;
    let token = administrator.token().unwrap();
    let send = async |path: &str, body: Value| -> (u16, Value) {
        let request = reqwest::Client::new().request(Method::POST, format!("{}/api/v1{path}", server.origin)).bearer_auth(&token).json(&body);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    };
    for (around, number) in [(" ", 1), ("\n", 2), ("\t ", 3), ("\u{a0}", 4)] {
        let spaced = |text: String| format!("{around}{text}{around}");
        let (status, made) = send(
            "/organisations",
            json!({"name": spaced(format!("Demo Gemeente {number}")), "kind": "municipality", "cbsCode": spaced(format!("GM999{number}")), "website": spaced("https://gemeente.example".into())}),
        )
        .await;
        assert_eq!(status, 201, "{around:?}: {made}");
        assert_eq!(
            (&made["name"], &made["cbsCode"], &made["website"]),
            (&json!(format!("Demo Gemeente {number}")), &json!(format!("GM999{number}")), &json!("https://gemeente.example")),
            "{around:?}"
        );
        let (status, made) = send(
            "/people",
            json!({"name": spaced("Demo Spatie".into()), "email": spaced(format!("spatie.{number}@best.example")), "jobTitle": spaced("Consulent".into()),
                   "organisationId": id("organisation", "best"), "expertise": [spaced("participatie".into())], "language": "nl"}),
        )
        .await;
        assert_eq!(
            (status, &made["name"], &made["jobTitle"], &made["expertise"]),
            (201, &json!("Demo Spatie"), &json!("Consulent"), &json!(["participatie"])),
            "{around:?}: {made}"
        );
    }
    let (status, refused) = send("/organisations", json!({"name": "Demo\nGemeente", "kind": "partner"})).await;
    assert_eq!(status, 400, "{refused}");
}
