//! Passkeys: adding one, signing in with it, and every way in which a device, a page or a person cheats; on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

use client::{Client, Error};
use contract::{
    account::OwnPasswordInput,
    passkey::{PasskeyChallenge, PasskeyInput, PasskeySignInInput},
};
use serde_json::{Value, json};
use tests::{ENGINES, PASSWORD, Server, authenticator::Authenticator, id};
use uuid::Uuid;

fn code(error: &Error) -> (Option<u16>, &str) {
    (error.status(), error.problem().map_or("", |problem| problem.code.as_str()))
}

/// The code of the only fault in the fields.
fn fault(error: &Error) -> &str {
    error.problem().and_then(|problem| problem.errors.first()).map_or("", |fault| fault.code.as_str())
}

fn own_password() -> OwnPasswordInput {
    OwnPasswordInput { current_password: Some(PASSWORD.into()) }
}

async fn start(client: &Client) -> PasskeyChallenge {
    client.start_passkey(&own_password()).await.unwrap()
}

fn input(attempt: &PasskeyChallenge, credential: Value) -> PasskeyInput {
    PasskeyInput { attempt: attempt.attempt.clone(), name: "Telefoon van het werk".into(), credential }
}

/// Adds the passkey of a device.
async fn add(client: &Client, device: &mut Authenticator) -> Uuid {
    let attempt = start(client).await;
    client.add_passkey(&input(&attempt, device.create(&attempt.options))).await.unwrap().id
}

async fn sign_in(server: &Server, device: &mut Authenticator, person: Uuid) -> Result<Client, Error> {
    let client = server.anonymous();
    let attempt = client.start_passkey_sign_in().await.unwrap();
    let credential = device.get(&attempt.options, person);
    client.sign_in_with_passkey(&PasskeySignInInput { attempt: attempt.attempt, credential }).await.map(|_| client)
}

#[tokio::test]
async fn a_passkey_is_added_by_its_owner_on_our_own_page_once() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let owner = server.account("consulent.best").await;
        let other = server.account("consulent.vught").await;
        let mut device = Authenticator::new(&server.public_url());
        let refused = owner.start_passkey(&OwnPasswordInput { current_password: Some("niet-mijn-wachtwoord".into()) }).await.unwrap_err();
        assert_eq!(refused.problem().unwrap().errors[0].pointer.as_deref(), Some("/currentPassword"));
        let attempt = start(&owner).await;
        assert_eq!(attempt.options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(attempt.options["authenticatorSelection"]["userVerification"], "required");

        let unread = owner.add_passkey(&input(&attempt, json!({"id": "x"}))).await.unwrap_err();
        assert_eq!(unread.problem().unwrap().errors[0].pointer.as_deref(), Some("/credential"));
        let nameless = PasskeyInput { name: "  ".into(), ..input(&attempt, device.create(&attempt.options)) };
        assert_eq!(owner.add_passkey(&nameless).await.unwrap_err().problem().unwrap().errors[0].pointer.as_deref(), Some("/name"));
        let theirs = input(&attempt, device.create(&attempt.options));
        assert_eq!(code(&other.add_passkey(&theirs).await.unwrap_err()), (Some(409), "attempt_over"), "the attempt of somebody else");

        // Each cheat uses up its attempt.
        let cheats: [fn(&mut Authenticator); 2] = [|device| device.origin = "https://kwaad.example".into(), |device| device.verifies = false];
        for cheat in cheats {
            let attempt = start(&owner).await;
            let mut cheating = Authenticator::new(&server.public_url());
            cheat(&mut cheating);
            let cheated = input(&attempt, cheating.create(&attempt.options));
            assert_eq!(fault(&owner.add_passkey(&cheated).await.unwrap_err()), "passkey_refused");
            assert_eq!(code(&owner.add_passkey(&cheated).await.unwrap_err()), (Some(409), "attempt_over"));
        }
        let of_other = start(&owner).await;
        let elsewhere = input(&attempt, device.create(&of_other.options));
        assert_eq!(fault(&owner.add_passkey(&elsewhere).await.unwrap_err()), "passkey_refused", "the answer to another challenge");
        assert!(owner.passkeys().await.unwrap().items.is_empty());

        let made = add(&owner, &mut device).await;
        let found = owner.passkeys().await.unwrap();
        assert!(found.password_needed);
        assert_eq!(
            found.items.iter().map(|passkey| (passkey.id, passkey.name.as_str(), passkey.used_at)).collect::<Vec<_>>(),
            [(made, "Telefoon van het werk", None)]
        );
        let administrator = server.account("beheerder.wsd").await;
        let mails = administrator.mails().await.unwrap().items;
        assert!(
            mails
                .iter()
                .any(|mail| mail.recipient == "consulent.best@demo.example" && mail.text.as_deref().is_some_and(|text| text.contains("Telefoon van het werk"))),
            "the owner is told"
        );
        let attempt = start(&other).await;
        let same = other.add_passkey(&input(&attempt, device.create(&attempt.options))).await.unwrap_err();
        assert_eq!(same.status(), Some(409), "one key belongs to one person");
        assert_eq!(other.remove_passkey(made, &own_password()).await.unwrap_err().status(), Some(404), "the passkey of somebody else does not exist");
    }
}

#[tokio::test]
async fn signing_in_with_a_passkey_asks_for_nothing_else() {
    for engine in ENGINES {
        let server = Server::start(engine).await;
        let administrator = server.account("beheerder.wsd").await;
        let best = id("organisation", "best");
        let owner = server.account("consulent.best").await;
        let me = owner.me().await.unwrap().id;
        let mut device = Authenticator::new(&server.public_url());
        let passkey = add(&owner, &mut device).await;
        let organisation = administrator.organisations().get(best).await.unwrap();
        administrator.organisations().patch(best, &organisation.etag, &json!({"secondFactorRequired": true})).await.unwrap();
        let by_password = server.anonymous().sign_in("consulent.best@demo.example", PASSWORD).await.unwrap();
        assert!(by_password.second_factor_missing, "a password alone is one factor");

        let signed_in = sign_in(&server, &mut device, me).await.unwrap();
        assert_eq!(signed_in.me().await.unwrap().id, me);
        signed_in.local_plans().list(&Default::default(), &Default::default()).await.expect("a passkey is two factors");
        signed_in.renew().await.unwrap();
        signed_in.local_plans().list(&Default::default(), &Default::default()).await.expect("also after renewing");
        assert!(signed_in.passkeys().await.unwrap().items[0].used_at.is_some());

        // Signing in once more with the same answer, with a stolen copy, with another key, for another person, without a finger, on another page.
        let client = server.anonymous();
        let attempt = client.start_passkey_sign_in().await.unwrap();
        let used = PasskeySignInInput { credential: device.get(&attempt.options, me), attempt: attempt.attempt };
        client.sign_in_with_passkey(&used).await.unwrap();
        assert_eq!(code(&client.sign_in_with_passkey(&used).await.unwrap_err()), (Some(409), "attempt_over"));
        let other = server.account("consulent.vught").await.me().await.unwrap().id;
        let mut stranger = Authenticator::new(&server.public_url());
        assert_eq!(code(&sign_in(&server, &mut stranger, me).await.map(drop).unwrap_err()), (Some(401), "passkey_refused"), "a key that nobody added");
        stranger.id.clone_from(&device.id);
        stranger.counter = device.counter;
        assert_eq!(
            code(&sign_in(&server, &mut stranger, me).await.map(drop).unwrap_err()),
            (Some(401), "passkey_refused"),
            "the id of one key, signed by another"
        );
        assert_eq!(code(&sign_in(&server, &mut device, other).await.map(drop).unwrap_err()), (Some(401), "passkey_refused"), "for another person");
        device.verifies = false;
        assert_eq!(code(&sign_in(&server, &mut device, me).await.map(drop).unwrap_err()), (Some(401), "passkey_refused"), "nobody touched it");
        device.verifies = true;
        let origin = std::mem::replace(&mut device.origin, "https://kwaad.example".into());
        assert_eq!(code(&sign_in(&server, &mut device, me).await.map(drop).unwrap_err()), (Some(401), "passkey_refused"), "on a page that is not ours");
        device.origin = origin;
        let now = std::mem::replace(&mut device.counter, 0);
        assert_eq!(code(&sign_in(&server, &mut device, me).await.map(drop).unwrap_err()), (Some(401), "passkey_refused"), "a copy that lags behind");
        device.counter = now;
        sign_in(&server, &mut device, me).await.expect("the device itself still works");

        // Who is no longer let in is not let in with a passkey either; without the passkey, its sessions end.
        let etag = administrator.people().get(me).await.unwrap().etag;
        let etag = administrator.set_active(me, &etag, false).await.unwrap().etag;
        assert_eq!(code(&sign_in(&server, &mut device, me).await.map(drop).unwrap_err()), (Some(401), "passkey_refused"));
        administrator.set_active(me, &etag, true).await.unwrap();
        let again = sign_in(&server, &mut device, me).await.unwrap();
        for typed in [None, Some("geraden wachtwoord")] {
            let input = OwnPasswordInput { current_password: typed.map(str::to_owned) };
            assert_eq!(fault(&again.remove_passkey(passkey, &input).await.unwrap_err()), "wrong_password", "{typed:?}");
        }
        again.remove_passkey(passkey, &own_password()).await.unwrap();
        let mails = administrator.mails().await.unwrap().items;
        let told = |mail: &contract::account::Mail| mail.recipient == "consulent.best@demo.example" && mail.subject == "Passkey voor Kompaan weggehaald";
        assert!(mails.iter().any(told), "the owner is told");
        assert_eq!(again.me().await.unwrap_err().status(), Some(401), "its session has ended");
        assert_eq!(code(&sign_in(&server, &mut device, me).await.map(drop).unwrap_err()), (Some(401), "passkey_refused"));
        let trail = server.account("privacy.wsd").await;
        for action in ["person.passkey_added", "person.passkey_removed"] {
            let filter = contract::audit::AuditFilter { resource_id: Some(me), action: Some(action.into()), ..Default::default() };
            assert_eq!(trail.audit_entries(&filter, None).await.unwrap().items.len(), 1, "{action}");
        }
    }
}
