//! Accounts from beginning to end, and what somebody tries who should not get in; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::{Client, Error};
use contract::{
    account::{EmailChangeInput, LinkInput, Mail, Purpose},
    person::{AccountStatus, PasswordInput, PersonInput},
    role::{Role, RoleInput},
    session::SignInInput,
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tests::{ENGINES, PASSWORD, Server, count, id};
use totp_rs::{Builder, Secret};
use uuid::Uuid;

const STRONG: &str = "vier groene fietsen bij de sluis";

fn code(error: &Error) -> &str {
    error.problem().map_or("", |problem| problem.code.as_str())
}

fn newcomer(organisation: &str, email: &str) -> PersonInput {
    serde_json::from_value(json!({"name": "Demo Nieuwe collega", "email": email, "organisationId": id("organisation", organisation), "language": "nl"}))
        .unwrap()
}

/// The mails to somebody, the latest first, once there are so many. They are sent beside the request that gives cause to them.
async fn mails_to(administrator: &Client, recipient: &str, number: usize) -> Vec<Mail> {
    let start = Instant::now();
    loop {
        let mails: Vec<_> =
            administrator.mails().await.unwrap().items.into_iter().filter(|mail| mail.recipient == recipient && mail.sent_at.is_some()).collect();
        if mails.len() >= number {
            assert_eq!(mails.len(), number, "{mails:?}");
            return mails;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "no mail to {recipient}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The token of the link in a mail.
fn token_in(mail: &Mail) -> String {
    mail.text.as_deref().unwrap().split("/account#").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

fn with_password(token: &str, password: &str) -> LinkInput {
    LinkInput { token: token.into(), password: Some(password.into()) }
}

#[tokio::test]
async fn a_coordinator_lets_a_colleague_in_and_no_longer() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let coordinator = server.account("teammanager.dommelvallei").await;
        let email = "nieuw.dommelvallei@voorbeeld.example";
        let elsewhere = coordinator.people().create(&newcomer("best", "nieuw.best@voorbeeld.example")).await.unwrap_err();
        assert_eq!(elsewhere.status(), Some(403), "only in the own organisation");
        let person = coordinator.people().create(&newcomer("dommelvallei", email)).await.unwrap();
        assert_eq!(person.value.status, AccountStatus::Invited);
        let colleague = person.value.id;

        coordinator.invite_person(colleague).await.unwrap();
        let first = token_in(&mails_to(&administrator, email, 1).await[0]);
        coordinator.invite_person(colleague).await.unwrap();
        let mails = mails_to(&administrator, email, 2).await;
        let token = token_in(&mails[0]);
        assert!(mails[0].text.as_deref().unwrap().contains(&format!("{}/account#", server.public_url())), "{mails:?}");
        let anonymous = server.anonymous();
        assert_eq!(code(&anonymous.read_link(&first).await.unwrap_err()), "link_invalid", "a new link replaces the old one");
        let link = anonymous.read_link(&token).await.unwrap();
        assert_eq!((link.purpose, link.email.as_str()), (Purpose::Invitation, email));

        for (weak, rule) in
            [("kort", "too_short"), ("abcdefghijklm", "weak_password"), ("collega-collega-collega", "weak_password"), ("iloveyou1234", "weak_password")]
        {
            let refused = anonymous.use_link(&with_password(&token, weak)).await.unwrap_err();
            assert_eq!(refused.problem().unwrap().errors[0].code, rule, "{weak}");
        }
        anonymous.use_link(&with_password(&token, STRONG)).await.unwrap();
        assert_eq!(code(&anonymous.use_link(&with_password(&token, STRONG)).await.unwrap_err()), "link_invalid", "a link works once");
        let own = server.anonymous();
        let session = own.sign_in(email, STRONG).await.unwrap();
        assert_eq!(session.person.status, AccountStatus::Active);
        assert_eq!(code(&coordinator.invite_person(colleague).await.unwrap_err()), "already_active");

        // A token of somebody who is no longer let in does not count any more, at once; nor does the cookie.
        let now = coordinator.people().get(colleague).await.unwrap();
        let gone = coordinator.set_active(colleague, &now.etag, false).await.unwrap();
        assert_eq!(gone.value.status, AccountStatus::Deactivated);
        assert_eq!(own.me().await.unwrap_err().status(), Some(401));
        assert_eq!(own.renew().await.unwrap_err().status(), Some(401));
        assert_eq!(code(&server.anonymous().sign_in(email, STRONG).await.unwrap_err()), "wrong_credentials");
        assert_eq!(code(&coordinator.invite_person(colleague).await.unwrap_err()), "deactivated");
        let back = coordinator.set_active(colleague, &gone.etag, true).await.unwrap();
        assert_eq!(back.value.status, AccountStatus::Active);
        server.anonymous().sign_in(email, STRONG).await.unwrap();

        let history = coordinator.people().history(colleague, None).await.unwrap();
        let actions: Vec<_> = history.items.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["person.reactivated", "person.deactivated", "person.activated", "person.invited", "person.invited", "person.created"]);
    }
}

#[tokio::test]
async fn a_forgotten_password_and_another_address() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let email = "consulent.best@demo.example";
        let other_device = server.account("consulent.best").await;
        let anonymous = server.anonymous();
        anonymous.ask_password_reset("niemand@demo.example").await.unwrap();
        anonymous.ask_password_reset("Consulent.Best@demo.example").await.unwrap();
        let token = token_in(&mails_to(&administrator, email, 1).await[0]);
        assert!(administrator.mails().await.unwrap().items.iter().all(|mail| mail.recipient != "niemand@demo.example"));
        anonymous.use_link(&with_password(&token, STRONG)).await.unwrap();
        assert_eq!(other_device.me().await.unwrap_err().status(), Some(401), "a new password ends all sessions");
        mails_to(&administrator, email, 2).await;
        let own = server.anonymous();
        own.sign_in(email, STRONG).await.unwrap();

        // Another address counts once its link is used; the old one is told, and somebody else's address does nothing.
        let ask = |email: &str, password: &str| EmailChangeInput { email: email.into(), current_password: password.into() };
        let refused = own.ask_email_change(&ask("nieuw.best@voorbeeld.example", "verkeerd")).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].code, "wrong_password");
        own.ask_email_change(&ask("consulent.vught@demo.example", STRONG)).await.unwrap();
        own.ask_email_change(&ask("nieuw.best@voorbeeld.example", STRONG)).await.unwrap();
        let token = token_in(&mails_to(&administrator, "nieuw.best@voorbeeld.example", 1).await[0]);
        mails_to(&administrator, email, 4).await;
        mails_to(&administrator, "consulent.vught@demo.example", 0).await;
        assert_eq!(own.me().await.unwrap().email.as_deref(), Some(email), "nothing changed yet");
        anonymous.use_link(&LinkInput { token, password: None }).await.unwrap();
        assert_eq!(own.me().await.unwrap().email.as_deref(), Some("nieuw.best@voorbeeld.example"));
        server.anonymous().sign_in("nieuw.best@voorbeeld.example", STRONG).await.unwrap();
    }
}

#[tokio::test]
async fn signing_in_with_two_steps() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let own = server.account("consulent.vught").await;
        let me = own.me().await.unwrap().id;
        let setup = own.set_up_second_factor(Some(PASSWORD)).await.unwrap();
        assert!(setup.address.starts_with("otpauth://totp/Kompaan") && setup.picture.contains("<svg"), "{setup:?}");
        let totp = Builder::new().with_secret(Secret::try_from_base32(&setup.secret).unwrap()).with_account_name("test").build().unwrap();
        assert!(!own.second_factor().await.unwrap().active, "it does not count before a code confirms it");
        let wrong = own.confirm_second_factor("000000").await.unwrap_err();
        assert_eq!(wrong.problem().unwrap().errors[0].code, "wrong_code");
        let used = totp.generate_current().to_string();
        let recovery = own.confirm_second_factor(&used).await.unwrap().codes;
        assert_eq!(recovery.len(), 10);

        let with = |code: Option<&str>| SignInInput { email: "consulent.vught@demo.example".into(), password: PASSWORD.into(), code: code.map(str::to_owned) };
        let anonymous = server.anonymous();
        assert_eq!(code(&anonymous.sign_in_with(&with(None)).await.unwrap_err()), "second_factor_required");
        assert_eq!(code(&anonymous.sign_in_with(&with(Some(&used))).await.unwrap_err()), "wrong_code", "a code works once");
        anonymous.sign_in_with(&with(Some(&recovery[0].to_lowercase()))).await.unwrap();
        assert_eq!(code(&anonymous.sign_in_with(&with(Some(&recovery[0]))).await.unwrap_err()), "wrong_code", "so does a recovery code");
        assert_eq!(own.second_factor().await.unwrap().recovery_codes, 9);

        // The secret cannot be read from the database.
        let kept = count(&server.database().await, "SELECT COUNT(*) AS n FROM second_factor WHERE length(secret) > 40").await;
        assert_eq!(kept, 1);

        // Whoever lost the phone asks the coordinator or an administrator.
        let administrator = server.account("beheerder.wsd").await;
        let stranger = server.account("teammanager.dommelvallei").await;
        assert_eq!(stranger.remove_second_factor_of(me).await.unwrap_err().status(), Some(403));
        administrator.remove_second_factor_of(me).await.unwrap();
        anonymous.sign_in_with(&with(None)).await.unwrap();

        // An organisation can require it: until then one sees only who one is.
        let vught = id("organisation", "vught");
        let before = administrator.organisations().get(vught).await.unwrap();
        administrator.organisations().patch(vught, &before.etag, &json!({"secondFactorRequired": true})).await.unwrap();
        let session = anonymous.sign_in_with(&with(None)).await.unwrap();
        assert!(session.second_factor_missing);
        let refused = anonymous.communities().list(&Default::default(), &Default::default()).await.unwrap_err();
        assert_eq!((refused.status(), code(&refused)), (Some(403), "second_factor_missing"));
        let setup = anonymous.set_up_second_factor(Some(PASSWORD)).await.unwrap();
        let totp = Builder::new().with_secret(Secret::try_from_base32(&setup.secret).unwrap()).with_account_name("test").build().unwrap();
        anonymous.confirm_second_factor(&totp.generate_current().to_string()).await.unwrap();
        anonymous.communities().list(&Default::default(), &Default::default()).await.unwrap();
    }
}

#[tokio::test]
async fn sessions_are_seen_and_ended() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let (first, second) = (server.account("privacy.wsd").await, server.account("privacy.wsd").await);
        let sessions = first.my_sessions().await.unwrap().items;
        assert_eq!(sessions.len(), 2);
        let other = sessions.iter().find(|session| !session.current).unwrap().id;
        let stranger = server.account("consulent.vught").await;
        assert_eq!(stranger.end_session(other).await.unwrap_err().status(), Some(404), "a session of somebody else does not exist");
        first.end_session(other).await.unwrap();
        assert_eq!(second.me().await.unwrap_err().status(), Some(401));
        first.me().await.unwrap();
        let third = server.account("privacy.wsd").await;
        first.end_sessions().await.unwrap();
        assert_eq!(third.me().await.unwrap_err().status(), Some(401));
        assert_eq!(first.renew().await.unwrap_err().status(), Some(401));
    }
}

/// Every role tries to grant every role to somebody of the own organisation and of another one: nobody grants more than they have.
#[tokio::test]
async fn nobody_makes_more_of_somebody_than_they_are() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let (own, other) = (id("person", "casemanager-dommelvallei"), id("person", "consulent-best"));
        let actor = server.account("teammanager.dommelvallei").await;
        let me = actor.me().await.unwrap().id;
        administrator.end_role(me, Role::Coordinator).await.unwrap();
        for held in std::iter::once(None).chain(Role::ALL.iter().copied().map(Some)) {
            if let Some(held) = held {
                administrator.grant_role(me, held, &RoleInput::default()).await.unwrap();
            }
            for granted in Role::ALL.iter().copied() {
                for (target, home) in [(own, true), (other, false), (me, true)] {
                    let allowed = match held {
                        Some(Role::Administrator) => true,
                        Some(Role::Coordinator) => home && granted.is_of_organisation(),
                        _ => false,
                    };
                    let before = administrator.person_roles(target).await.unwrap();
                    let answer = actor.grant_role(target, granted, &RoleInput::default()).await;
                    assert_eq!(answer.is_ok(), allowed, "{engine:?}: {held:?} grants {granted}, own organisation: {home}");
                    match answer {
                        Ok(()) if Some(granted) != held || target != me => administrator.end_role(target, granted).await.unwrap(),
                        Ok(()) => {}
                        Err(error) => {
                            assert_eq!(error.status(), Some(403));
                            assert_eq!(administrator.person_roles(target).await.unwrap().items, before.items, "nothing was written");
                        }
                    }
                }
            }
            if let Some(held) = held {
                administrator.end_role(me, held).await.unwrap();
            }
        }
        let mine = administrator.me().await.unwrap().id;
        assert_eq!(code(&administrator.end_role(mine, Role::Administrator).await.unwrap_err()), "last_administrator");
        let end = RoleInput { end_date: "2099-01-01".parse().ok() };
        assert_eq!(code(&administrator.grant_role(mine, Role::Administrator, &end).await.unwrap_err()), "last_administrator");
        let past = RoleInput { end_date: "2020-01-01".parse().ok() };
        assert_eq!(administrator.grant_role(own, Role::Auditor, &past).await.unwrap_err().problem().unwrap().errors[0].pointer.as_deref(), Some("/endDate"));
        let someone = administrator.people().get(mine).await.unwrap();
        assert_eq!(code(&administrator.set_active(mine, &someone.etag, false).await.unwrap_err()), "last_administrator");
    }
}

/// Who guesses waits longer and longer; the owner, who comes from elsewhere, gets in.
#[tokio::test]
async fn guessing_is_slowed_down_and_the_owner_is_not_locked_out() {
    for engine in ENGINES {
        let server = Server::start_with(engine, &[("KOMPAAN__SERVER__BEHIND_PROXY", "true")]).await;
        let http = reqwest::Client::new();
        let sign_in = async |email: &str, password: &str, from: &str| {
            let body = json!({"email": email, "password": password});
            let request = http.post(format!("{}/api/v1/sessions", server.origin)).header("x-forwarded-for", format!("10.9.9.9, {from}")).json(&body);
            let answer = request.send().await.unwrap();
            let wait: Option<i64> = answer.headers().get("retry-after").map(|wait| wait.to_str().unwrap().parse().unwrap());
            (answer.status().as_u16(), wait, answer.json::<Value>().await.unwrap()["code"].as_str().map(str::to_owned))
        };
        for email in ["consulent.best@demo.example", "niemand@demo.example"] {
            for _ in 0..5 {
                assert_eq!(sign_in(email, "geraden wachtwoord", "192.0.2.1").await.0, 401, "{email}");
            }
            let (status, wait, _) = sign_in(email, PASSWORD, "192.0.2.1").await;
            assert_eq!(status, 429, "{email}: also with the right password");
            assert!((1..=30).contains(&wait.unwrap()), "{wait:?}");
        }
        assert_eq!(sign_in("consulent.best@demo.example", PASSWORD, "198.51.100.7").await.0, 201, "the owner comes from elsewhere");
        // One address with many accounts: each of them counts for itself, and the answer is the same for accounts that do not exist.
        let known = sign_in("consulent.vught@demo.example", "geraden wachtwoord", "192.0.2.2").await;
        let unknown = sign_in("niemand.anders@demo.example", "geraden wachtwoord", "192.0.2.2").await;
        assert_eq!(known, unknown);
    }
}

/// Too much is told when to come back; another account is not affected.
#[tokio::test]
async fn one_caller_does_not_ask_everything() {
    let limits = [("KOMPAAN__LIMITS__REQUESTS_PER_MINUTE", "30"), ("KOMPAAN__LIMITS__ATTEMPTS_PER_MINUTE", "8")];
    let server = Server::start_with(ENGINES[0], &limits).await;
    let (busy, other) = (server.account("consulent.best").await.token().unwrap(), server.account("consulent.vught").await.token().unwrap());
    let http = reqwest::Client::new();
    let ask = async |token: &str| http.get(format!("{}/api/v1/themes", server.origin)).bearer_auth(token).send().await.unwrap();
    for _ in 0..30 {
        assert_eq!(ask(&busy).await.status(), 200);
    }
    let refused = ask(&busy).await;
    assert_eq!(refused.status(), 429);
    let wait: i64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(ask(&other).await.status(), 200);
    // Stuffing: another account each time, from one network.
    let mut statuses = vec![];
    for n in 0..8 {
        let body = json!({"email": format!("iemand{n}@demo.example"), "password": "geraden wachtwoord"});
        statuses.push(http.post(format!("{}/api/v1/sessions", server.origin)).json(&body).send().await.unwrap().status().as_u16());
    }
    assert_eq!((statuses[0], statuses[7]), (401, 429), "{statuses:?}");
}

/// A page of somebody else can make the browser bring the cookie along, and gets nothing for it.
#[tokio::test]
async fn the_cookie_counts_only_from_our_own_pages() {
    let server = Server::start_with(ENGINES[0], &[("KOMPAAN__SERVER__SECURE_COOKIES", "true")]).await;
    let http = reqwest::Client::new();
    let body = json!({"email": "consulent.best@demo.example", "password": PASSWORD});
    let answer = http.post(format!("{}/api/v1/sessions", server.origin)).json(&body).send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    for part in ["__Host-kompaan_refresh=", "; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    for what in ["_renew", "_end"] {
        for (header, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://kwaad.example"), ("origin", "null")] {
            let request = http.post(format!("{}/api/v1/sessions/{what}", server.origin)).header("cookie", &cookie).header(header, value);
            assert_eq!(request.send().await.unwrap().status(), 403, "{what} {header}: {value}");
        }
    }
    let own = http.post(format!("{}/api/v1/sessions/_renew", server.origin)).header("cookie", &cookie).header("origin", &server.origin);
    assert_eq!(own.send().await.unwrap().status(), 200);
}

/// What a mail says comes from the settings, never from what a request calls itself.
#[tokio::test]
async fn a_forged_host_does_not_get_into_a_mail() {
    let server = Server::start(ENGINES[0]).await;
    let administrator = server.account("beheerder.wsd").await;
    let http = reqwest::Client::new();
    let request = http.post(format!("{}/api/v1/password-resets", server.origin)).json(&json!({"email": "consulent.best@demo.example"}));
    let answer =
        request.header("host", "kwaad.example").header("x-forwarded-host", "kwaad.example").header("forwarded", "host=kwaad.example").send().await.unwrap();
    assert_eq!(answer.status(), 202);
    let mail = &mails_to(&administrator, "consulent.best@demo.example", 1).await[0];
    let text = mail.text.as_deref().unwrap();
    assert!(text.contains(&server.public_url()) && !text.contains("kwaad.example"), "{text}");
}

/// Signing in takes as long for an account that does not exist; asking for a new password answers before it looks.
#[tokio::test]
async fn time_does_not_tell_whether_an_account_exists() {
    let server = Server::start(ENGINES[0]).await;
    let http = reqwest::Client::new();
    let mut times: [Vec<f64>; 2] = [vec![], vec![]];
    for round in 0..4 {
        for (which, email) in [(0, format!("consulent.best+{round}@demo.example")), (1, "consulent.best@demo.example".to_owned())] {
            let start = Instant::now();
            let body = json!({"email": email, "password": "geraden wachtwoord"});
            assert_eq!(http.post(format!("{}/api/v1/sessions", server.origin)).json(&body).send().await.unwrap().status(), 401);
            times[which].push(start.elapsed().as_secs_f64());
        }
    }
    let best = |times: &[f64]| times.iter().copied().fold(f64::MAX, f64::min);
    let ratio = best(&times[0]) / best(&times[1]);
    println!("unknown to known account: {ratio:.2}");
    // Without the hash for nobody the ratio is below 0.1; machines differ by far less than this.
    assert!((0.4..2.5).contains(&ratio), "{ratio:.2}");
}

/// Administrators give first passwords, not new ones: they cannot become somebody else.
#[tokio::test]
async fn administrators_do_not_replace_the_password_of_somebody() {
    let server = Server::start(ENGINES[0]).await;
    let administrator = server.account("beheerder.wsd").await;
    let input = PasswordInput { password: STRONG.into(), current_password: None };
    let refused = administrator.set_password(id("person", "consulent-best"), &input).await.unwrap_err();
    assert_eq!(code(&refused), "has_password");
    let unknown = administrator.set_password(Uuid::now_v7(), &input).await.unwrap_err();
    assert_eq!(unknown.status(), Some(404));
}
