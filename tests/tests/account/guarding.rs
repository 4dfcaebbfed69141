//! Guessing at once, keeping an owner out, headers that a caller forges, and what is told and recorded of a refusal.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use contract::{account::EmailChangeInput, audit::AuditFilter, person::PasswordInput};
use futures::future::join_all;
use reqwest::header::HeaderMap;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tests::{ENGINES, Engine, PASSWORD, Server, count, id};
use totp_rs::{Builder, Secret};

/// So many are sent at the same time.
const AT_ONCE: usize = 60;
/// So many are free for one account from one address.
const FREE: usize = 5;

async fn sign_in(http: &reqwest::Client, origin: &str, body: &Value, headers: &[(&str, String)]) -> (u16, HeaderMap) {
    let mut request = http.post(format!("{origin}/api/v1/sessions")).json(body);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.headers().clone())
}

/// How many of these answers are not "wait".
fn looked_at(statuses: &[u16]) -> usize {
    statuses.iter().filter(|status| **status != 429).count()
}

/// The value of a cookie that an answer sets.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let set = headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
    set.filter_map(|line| line.split(';').next()?.split_once('=')).find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
}

#[tokio::test]
async fn guessing_at_once_is_counted_before_it_is_looked_at() {
    let http = reqwest::Client::new();
    for engine in ENGINES {
        let server = Server::start(engine).await;
        // On PostgreSQL several servers answer.
        let replica = if engine == Engine::Postgres { Some(server.replica().await) } else { None };
        let origins = [server.origin.clone(), replica.as_ref().unwrap_or(&server).origin.clone()];
        let guess = async |body: Value| -> Vec<u16> {
            join_all((0..AT_ONCE).map(|n| sign_in(&http, &origins[n % 2], &body, &[]))).await.into_iter().map(|(status, _)| status).collect()
        };
        for email in ["consulent.best@demo.example", "niemand@demo.example"] {
            let statuses = guess(json!({"email": email, "password": "geraden wachtwoord"})).await;
            assert_eq!(looked_at(&statuses), FREE, "{engine:?} {email}: {statuses:?}");
        }
        let refused = count(&server.database().await, "SELECT COUNT(*) AS n FROM journal WHERE action = 'session.refused'").await;
        assert_eq!(refused, i64::try_from(2 * FREE).unwrap(), "{engine:?}");

        // Codes of the second factor, at signing in.
        let own = server.account("consulent.vught").await;
        let setup = own.set_up_second_factor(Some(PASSWORD)).await.unwrap();
        // Codes to confirm it.
        let token = own.token().unwrap();
        let put = async |address: &str, body: Value| -> Vec<u16> {
            let ask = |n: usize| http.post(format!("{}/api/v1{address}", origins[n % 2])).bearer_auth(&token).json(&body).send();
            join_all((0..AT_ONCE).map(ask)).await.into_iter().map(|answer| answer.unwrap().status().as_u16()).collect()
        };
        let statuses = put("/me/second-factor/_confirm", json!({"code": "000000"})).await;
        assert_eq!(looked_at(&statuses), FREE, "{engine:?}, confirming: {statuses:?}");
        server.database().await.execute_unprepared("DELETE FROM sign_in_failure").await.unwrap();
        let totp = Builder::new().with_secret(Secret::try_from_base32(&setup.secret).unwrap()).with_account_name("test").build().unwrap();
        own.confirm_second_factor(&totp.generate_current().to_string()).await.unwrap();
        for wrong in ["000000", "AAAAA-AAAAA"] {
            let statuses = guess(json!({"email": "consulent.vught@demo.example", "password": PASSWORD, "code": wrong})).await;
            assert_eq!(looked_at(&statuses), FREE, "{engine:?} {wrong}: {statuses:?}");
            server.database().await.execute_unprepared("DELETE FROM sign_in_failure").await.unwrap();
        }
        // One's own password, with a token that somebody found.
        let statuses = put("/me/email-changes", json!({"email": "a@voorbeeld.example", "currentPassword": "geraden"})).await;
        assert_eq!(looked_at(&statuses), FREE, "{engine:?}, own password: {statuses:?}");

        // The secret of a system.
        let client = id("api-client", "zaaksysteem-oirschot");
        let form = format!("grant_type=client_credentials&client_id={client}&client_secret=geraden");
        let ask = |n: usize| http.post(format!("{}/oauth/token", origins[n % 2])).body(form.clone()).send();
        let statuses: Vec<_> = join_all((0..AT_ONCE).map(ask)).await.into_iter().map(|answer| answer.unwrap().status().as_u16()).collect();
        assert_eq!(looked_at(&statuses), FREE, "{engine:?}, client: {statuses:?}");

        // Who is right at the same time is not taken for somebody who guesses, and leaves nothing counted.
        let right = json!({"email": "consulent.oirschot@demo.example", "password": PASSWORD});
        let statuses: Vec<_> = join_all((0..20).map(|_| sign_in(&http, &server.origin, &right, &[]))).await.into_iter().map(|(status, _)| status).collect();
        assert_eq!(statuses, [201; 20], "{engine:?}");
        let mut asked_for_code = vec![];
        for _ in 0..8 {
            asked_for_code.push(sign_in(&http, &server.origin, &json!({"email": "consulent.vught@demo.example", "password": PASSWORD}), &[]).await.0);
        }
        assert_eq!(asked_for_code, [401; 8], "{engine:?}: a right password without a code is not a guess");
    }
}

#[tokio::test]
async fn an_owner_on_a_known_device_is_never_kept_out() {
    let http = reqwest::Client::new();
    for engine in ENGINES {
        let server = Server::start_with(engine, &[("KOMPAAN__SERVER__BEHIND_PROXY", "true")]).await;
        let from = |address: &str| ("x-forwarded-for", address.to_owned());
        let body = |password: &str| json!({"email": "consulent.best@demo.example", "password": password});
        let (status, headers) = sign_in(&http, &server.origin, &body(PASSWORD), &[from("192.0.2.1")]).await;
        let device = cookie(&headers, "kompaan_device").unwrap();
        assert_eq!(status, 201);
        let line = headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).find(|line| line.starts_with("kompaan_device")).unwrap();
        assert!(line.contains("HttpOnly") && line.contains("SameSite=Strict") && line.contains("Max-Age=34560000"), "{line}");
        assert!(!device.contains(&id("person", "consulent-best").to_string()) && device.len() < 60, "it tells nothing: {device}");
        let (_, headers) = sign_in(&http, &server.origin, &json!({"email": "consulent.vught@demo.example", "password": PASSWORD}), &[from("192.0.2.1")]).await;
        let of_other = cookie(&headers, "kompaan_device").unwrap();

        // From many networks, and from that of the owner.
        for n in 0..50 {
            sign_in(&http, &server.origin, &body("geraden wachtwoord"), &[from(&format!("198.51.100.{n}"))]).await;
        }
        for _ in 0..FREE {
            sign_in(&http, &server.origin, &body("geraden wachtwoord"), &[from("192.0.2.1")]).await;
        }
        // The wait does not end while this test runs.
        let database = server.database().await;
        database.execute_unprepared("UPDATE sign_in_failure SET last_at = (SELECT MAX(expires_at) FROM session)").await.unwrap();
        let with = |value: &str| ("cookie", format!("kompaan_device={value}"));
        let made_up = "A".repeat(38);
        for (what, cookies) in [("no cookie", ""), ("of another account", of_other.as_str()), ("made up", made_up.as_str())] {
            let (status, _) = sign_in(&http, &server.origin, &body(PASSWORD), &[from("203.0.113.7"), with(cookies)]).await;
            assert_eq!(status, 429, "{engine:?}: {what}");
        }
        for network in ["192.0.2.1", "203.0.113.8"] {
            let (status, headers) = sign_in(&http, &server.origin, &body(PASSWORD), &[from(network), with(&device)]).await;
            assert_eq!(status, 201, "{engine:?}: the owner, on a device of theirs, from {network}");
            assert_eq!(cookie(&headers, "kompaan_device").as_deref(), Some(device.as_str()));
        }
        // A device remembers several accounts, and guessing on it is braked for itself.
        let both = format!("{of_other}.{device}");
        let mut statuses = vec![];
        for _ in 0..=FREE {
            statuses.push(sign_in(&http, &server.origin, &body("geraden wachtwoord"), &[from("203.0.113.9"), with(&both)]).await.0);
        }
        assert_eq!(looked_at(&statuses), FREE, "{engine:?}: {statuses:?}");

        // A new password ends it; the device on which it was chosen is known.
        let owner = server.anonymous();
        database.execute_unprepared("DELETE FROM sign_in_failure").await.unwrap();
        owner.sign_in("consulent.best@demo.example", PASSWORD).await.unwrap();
        let new = "vier groene fietsen bij de sluis";
        let input = PasswordInput { password: new.into(), current_password: Some(PASSWORD.into()) };
        owner.set_password(id("person", "consulent-best"), &input).await.unwrap();
        for n in 0..50 {
            sign_in(&http, &server.origin, &body("geraden wachtwoord"), &[from(&format!("198.51.100.{n}"))]).await;
        }
        database.execute_unprepared("UPDATE sign_in_failure SET last_at = (SELECT MAX(expires_at) FROM session)").await.unwrap();
        let (status, _) = sign_in(&http, &server.origin, &body(new), &[from("203.0.113.10"), with(&device)]).await;
        assert_eq!(status, 429, "{engine:?}: known with the old password only");
        owner.sign_in("consulent.best@demo.example", new).await.expect("the device on which the password was chosen");
    }
}

/// Only what the proxy wrote last counts, on however many lines.
#[tokio::test]
async fn a_caller_does_not_choose_an_address() {
    let http = reqwest::Client::new();
    let server = Server::start_with(ENGINES[0], &[("KOMPAAN__SERVER__BEHIND_PROXY", "true")]).await;
    let body = json!({"email": "consulent.best@demo.example", "password": "geraden wachtwoord"});
    for (what, own, network) in [("an address", "", "192.0.2.9"), ("with a port", ":4711", "192.0.2.10")] {
        let mut statuses = vec![];
        for n in 0..8 {
            let lines = [("x-forwarded-for", format!("10.0.1.{n}")), ("x-forwarded-for", format!("10.0.2.{n}, {network}{own}"))];
            statuses.push(sign_in(&http, &server.origin, &body, &lines).await.0);
        }
        assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429, 429], "{what}");
    }
}

#[tokio::test]
async fn a_header_that_means_one_thing_occurs_once() {
    let server = Server::start(ENGINES[0]).await;
    let token = server.account("consulent.best").await.token().unwrap();
    let bearer = format!("Bearer {token}");
    let http = reqwest::Client::new();
    for (name, values) in [
        ("authorization", [bearer.as_str(), "Bearer iets-anders"]),
        ("idempotency-key", ["een", "twee"]),
        ("origin", ["https://een.example", "https://twee.example"]),
        ("content-type", ["application/json", "application/merge-patch+json"]),
    ] {
        let request = values.iter().fold(http.get(format!("{}/api/v1/me", server.origin)), |request, value| request.header(name, *value));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 400, "{name}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!((&problem["errors"][0]["parameter"], &problem["errors"][0]["code"]), (&json!(name), &json!("duplicate_item")), "{problem}");
    }
    // A list on two lines is one list.
    let request = http.get(format!("{}/api/v1/themes", server.origin)).header("accept", "text/csv").header("accept", "application/json");
    assert_eq!(request.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_token_is_read_in_any_case_and_a_bad_one_is_told_from_none() {
    let server = Server::start(ENGINES[0]).await;
    let token = server.account("consulent.best").await.token().unwrap();
    let http = reqwest::Client::new();
    let ask = async |authorization: Option<String>| {
        let request = http.get(format!("{}/api/v1/me", server.origin));
        let answer = authorization.into_iter().fold(request, |request, value| request.header("authorization", value)).send().await.unwrap();
        (answer.status().as_u16(), answer.headers().get("www-authenticate").map(|value| value.to_str().unwrap().to_owned()))
    };
    for scheme in ["Bearer", "bearer", "BEARER"] {
        assert_eq!(ask(Some(format!("{scheme} {token}"))).await, (200, None), "{scheme}");
    }
    let invalid = (401, Some("Bearer error=\"invalid_token\"".to_owned()));
    assert_eq!(ask(Some("Bearer iets-anders".into())).await, invalid);
    assert_eq!(ask(Some(format!("Bearer {}x", token))).await, invalid);
    assert_eq!(ask(Some("Basic iets".into())).await, (401, Some("Bearer".into())));
    assert_eq!(ask(None).await, (401, Some("Bearer".into())));
}

#[tokio::test]
async fn who_asks_too_much_hears_of_the_limit() {
    let limits = [("KOMPAAN__LIMITS__REQUESTS_PER_MINUTE", "6"), ("KOMPAAN__LIMITS__ATTEMPTS_PER_MINUTE", "2")];
    let server = Server::start_with(ENGINES[0], &limits).await;
    let http = reqwest::Client::new();
    let ask = async || {
        let answer =
            http.post(format!("{}/oauth/token", server.origin)).body("grant_type=client_credentials&client_id=x&client_secret=y").send().await.unwrap();
        let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let headers = [header("retry-after"), header("ratelimit"), header("ratelimit-policy")];
        (answer.status().as_u16(), headers, answer.json::<Value>().await.unwrap())
    };
    let mut answers = vec![];
    for _ in 0..7 {
        answers.push(ask().await);
    }
    assert_eq!(answers[0].0, 401, "{answers:?}");
    for (which, policy) in [(2, "\"attempts\";q=2;w=60"), (6, "\"requests\";q=6;w=60")] {
        let (status, [wait, limit, named], body) = &answers[which];
        let wait = wait.as_deref().unwrap();
        assert_eq!((*status, named.as_deref()), (429, Some(policy)), "{answers:?}");
        assert_eq!(limit.as_deref(), Some(format!("{};r=0;t={wait}", policy.split(';').next().unwrap()).as_str()));
        assert_eq!((&body["error"], &body["instance"]), (&json!("slow_down"), &json!("/oauth/token")), "{body}");
    }
    let problem = http.get(format!("{}/api/v1/themes", server.origin)).send().await.unwrap();
    assert_eq!((problem.status().as_u16(), problem.headers()["ratelimit-policy"].to_str().unwrap()), (429, "\"requests\";q=6;w=60"));
}

/// What somebody may not do is in the trail with who asked, once for each operation.
#[tokio::test]
async fn a_refusal_is_in_the_trail() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let own = server.account("consulent.best").await;
        let me = own.me().await.unwrap().id;
        for _ in 0..3 {
            assert_eq!(own.audit_entries(&AuditFilter::default(), None).await.unwrap_err().status(), Some(403));
        }
        assert_eq!(own.remove_second_factor_of(id("person", "consulent-vught")).await.unwrap_err().status(), Some(403));
        let auditor = server.account("privacy.wsd").await;
        let filter = AuditFilter { actor_id: Some(me), action: Some("session.denied".into()), ..AuditFilter::default() };
        let found = auditor.audit_entries(&filter, None).await.unwrap().items;
        let fields: Vec<_> = found.iter().flat_map(|entry| entry.fields.clone()).collect();
        assert_eq!(fields, ["DELETE /api/v1/people/{personId}/second-factor", "GET /api/v1/audit-entries"], "{engine:?}");
        assert!(found.iter().all(|entry| entry.request_id.is_some()), "{found:?}");
        let denied = count(&server.database().await, "SELECT COUNT(*) AS n FROM journal WHERE action LIKE '%.denied'").await;
        assert_eq!(denied, 2, "{engine:?}: what is not there or hidden is not in it");
        let (sound, said) = server.run("check");
        assert!(sound, "{said}");
    }
}

#[tokio::test]
async fn nothing_stays_in_the_browser_after_signing_out() {
    let http = reqwest::Client::new();
    let server = Server::start(ENGINES[0]).await;
    let (_, headers) = sign_in(&http, &server.origin, &json!({"email": "consulent.best@demo.example", "password": PASSWORD}), &[]).await;
    let refresh = cookie(&headers, "kompaan_refresh").unwrap();
    let request = reqwest::Client::new().post(format!("{}/api/v1/sessions/_end", server.origin)).header("cookie", format!("kompaan_refresh={refresh}"));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["clear-site-data"], "\"cache\"");
    assert_eq!(cookie(answer.headers(), "kompaan_refresh").as_deref(), Some(""));
    assert_eq!(cookie(answer.headers(), "kompaan_device"), None, "the device stays known");
    for path in ["/", "/api/v1/themes", "/healthz", "/oauth/jwks"] {
        let answer = reqwest::get(format!("{}{path}", server.origin)).await.unwrap();
        assert_eq!(answer.headers()["cross-origin-resource-policy"], "same-origin", "{path}");
    }
}

/// Each change of a way to sign in asks the password, and is told by mail to the owner.
#[tokio::test]
async fn a_way_to_sign_in_changes_with_the_password_and_is_told() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let own = server.account("consulent.best").await;
        let me = own.me().await.unwrap().id;
        let told = async |part: &str| {
            let mails = administrator.mails().await.unwrap().items;
            mails
                .into_iter()
                .filter(|mail| mail.recipient == "consulent.best@demo.example" && mail.text.as_deref().is_some_and(|text| text.contains(part)))
                .count()
        };
        for typed in [None, Some("geraden wachtwoord")] {
            let refused = own.set_up_second_factor(typed).await.unwrap_err();
            assert_eq!(tests::faults(&refused), ["/currentPassword wrong_password"], "{engine:?} {typed:?}");
        }
        let none = own.second_factor().await.unwrap();
        assert!(!none.active && none.password_needed);
        let setup = own.set_up_second_factor(Some(PASSWORD)).await.unwrap();
        let totp = Builder::new().with_secret(Secret::try_from_base32(&setup.secret).unwrap()).with_account_name("test").build().unwrap();
        assert_eq!(told("twee stappen").await, 0, "not before it counts");
        own.confirm_second_factor(&totp.generate_current().to_string()).await.unwrap();
        assert_eq!(told("logt voortaan in twee stappen in").await, 1);
        let refused = own.remove_second_factor(&contract::account::OwnPasswordInput { current_password: Some("geraden".into()) }).await.unwrap_err();
        assert_eq!(tests::faults(&refused), ["/currentPassword wrong_password"]);
        administrator.remove_second_factor_of(me).await.unwrap();
        assert_eq!(told("niet meer in twee stappen in").await, 1);
        administrator.remove_second_factor_of(me).await.unwrap();
        assert_eq!(told("niet meer in twee stappen in").await, 1, "there was none to remove");

        // A password that an administrator chooses for somebody who was invited.
        let invited = id("person", "nieuw-best");
        administrator.invite_person(invited).await.unwrap();
        let chosen = PasswordInput { password: "vier groene fietsen bij de sluis".into(), current_password: None };
        administrator.set_password(invited, &chosen).await.unwrap();
        let mails = administrator.mails().await.unwrap().items;
        assert!(mails.iter().any(|mail| mail.recipient == "nieuw.best@demo.example" && mail.subject.starts_with("Er is een wachtwoord gekozen")), "{mails:?}");

        let change = EmailChangeInput { email: "nog.anders@demo.example".into(), current_password: "geraden".into() };
        assert_eq!(tests::faults(&own.ask_email_change(&change).await.unwrap_err()), ["/currentPassword wrong_password"]);
        // Another address by an administrator is told to the old one.
        let person = administrator.people().get(me).await.unwrap();
        administrator.people().patch(me, &person.etag, &json!({"email": "anders.best@demo.example"})).await.unwrap();
        assert_eq!(told("anders.best@demo.example").await, 1);
    }
}

/// Whoever keeps asking for a new password for somebody neither ends the link of the owner nor fills the mailbox.
#[tokio::test]
async fn a_link_for_a_new_password_stays_when_others_ask_for_one() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let email = "consulent.best@demo.example";
        let ask = || server.anonymous();
        ask().ask_password_reset(email).await.unwrap();
        server.until("SELECT COUNT(*) AS n FROM account_link WHERE purpose = 'reset'").await;
        for _ in 0..20 {
            ask().ask_password_reset(email).await.unwrap();
        }
        server.until("SELECT COUNT(*) / 5 AS n FROM account_link WHERE purpose = 'reset'").await;
        server.until("SELECT COUNT(*) / 5 AS n FROM mail WHERE recipient = 'consulent.best@demo.example' AND sent_at IS NOT NULL").await;
        let mails = administrator.mails().await.unwrap().items;
        let theirs: Vec<_> = mails.iter().filter(|mail| mail.recipient == email).collect();
        assert_eq!(theirs.len(), 5, "{engine:?}");
        let first = theirs.last().unwrap();
        let token = first.text.as_deref().unwrap().split("/account#").nth(1).unwrap().split_whitespace().next().unwrap();
        let anonymous = server.anonymous();
        anonymous.use_link(&contract::account::LinkInput { token: token.into(), password: Some("vier groene fietsen bij de sluis".into()) }).await.unwrap();
        assert_eq!(count(&server.database().await, "SELECT COUNT(*) AS n FROM account_link WHERE purpose = 'reset'").await, 0, "a new password ends all links");
    }
}

/// The link for a new password proves the mailbox, not the second step.
#[tokio::test]
async fn a_forgotten_password_does_not_go_around_the_second_step() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let own = server.account("consulent.vught").await;
        let setup = own.set_up_second_factor(Some(PASSWORD)).await.unwrap();
        let totp = Builder::new().with_secret(Secret::try_from_base32(&setup.secret).unwrap()).with_account_name("test").build().unwrap();
        own.confirm_second_factor(&totp.generate_current().to_string()).await.unwrap();
        let anonymous = server.anonymous();
        anonymous.ask_password_reset("consulent.vught@demo.example").await.unwrap();
        server
            .until("SELECT COUNT(*) AS n FROM mail WHERE recipient = 'consulent.vught@demo.example' AND body LIKE '%/account#%' AND sent_at IS NOT NULL")
            .await;
        let mails = administrator.mails().await.unwrap().items;
        let text = mails.iter().find_map(|mail| mail.text.clone().filter(|text| text.contains("/account#"))).unwrap();
        let token = text.split("/account#").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        let new = "vier groene fietsen bij de sluis";
        anonymous.use_link(&contract::account::LinkInput { token, password: Some(new.into()) }).await.unwrap();
        let refused = anonymous.sign_in("consulent.vught@demo.example", new).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().code, "second_factor_required", "{engine:?}");
    }
}

/// Who reads the database can use none of what gets somebody in.
#[tokio::test]
async fn what_gets_somebody_in_cannot_be_read_from_the_database() {
    let http = reqwest::Client::new();
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let (_, headers) = sign_in(&http, &server.origin, &json!({"email": "consulent.best@demo.example", "password": PASSWORD}), &[]).await;
        let own = server.account("consulent.vught").await;
        let setup = own.set_up_second_factor(Some(PASSWORD)).await.unwrap();
        let totp = Builder::new().with_secret(Secret::try_from_base32(&setup.secret).unwrap()).with_account_name("test").build().unwrap();
        let recovery = own.confirm_second_factor(&totp.generate_current().to_string()).await.unwrap().codes;
        let system = administrator.new_client_secret(id("api-client", "zaaksysteem-oirschot")).await.unwrap().secret;
        let database = server.database().await;
        let backend = database.get_database_backend();
        for (what, table, column, value) in [
            ("the refresh token", "session", "token_hash", cookie(&headers, "kompaan_refresh").unwrap()),
            ("the secret of a system", "client_secret", "secret_hash", system),
            ("a recovery code", "recovery_code", "code_hash", recovery[0].clone()),
            ("the secret of the second step", "second_factor", "secret", setup.secret),
        ] {
            let rows = database.query_all_raw(sea_orm::Statement::from_string(backend, format!("SELECT {column} AS kept FROM {table}"))).await.unwrap();
            assert!(!rows.is_empty(), "{engine:?}: {what}");
            let bare = value.replace('-', "");
            for row in rows {
                let kept: String = row.try_get("", "kept").unwrap();
                assert!(!kept.contains(&value) && !kept.contains(&bare), "{engine:?}: {what}");
            }
        }
    }
}

/// Nobody sends somebody elsewhere by an address here.
#[tokio::test]
async fn an_address_here_leads_nowhere_else() {
    let server = Server::start(ENGINES[0]).await;
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    for path in [
        "/oidc/elders/start",
        "/oidc/https:%2F%2Fkwaad.example/start",
        "/oidc/callback?state=x&code=y&next=https://kwaad.example",
        "/oidc/callback?iss=https://kwaad.example",
        "//kwaad.example/",
        "/inloggen?terug=https://kwaad.example",
    ] {
        let answer = http.get(format!("{}{path}", server.origin)).header("host", "kwaad.example").send().await.unwrap();
        let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        assert!(to.is_empty() || to.starts_with("/inloggen?fout="), "{path}: {to}");
    }
}

#[tokio::test]
async fn a_password_counts_as_it_was_typed() {
    let http = reqwest::Client::new();
    let server = Server::start(ENGINES[0]).await;
    let changed = [PASSWORD.to_uppercase(), format!(" {PASSWORD}"), format!("{PASSWORD} "), PASSWORD[..PASSWORD.len() - 1].to_owned()];
    for typed in changed {
        let (status, _) = sign_in(&http, &server.origin, &json!({"email": "consulent.best@demo.example", "password": typed}), &[]).await;
        assert_eq!(status, 401, "{typed:?}");
    }
}
