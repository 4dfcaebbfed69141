//! One's own passkeys, and signing in with one.
use crate::resources::{
    password::check_own,
    person::People,
    session::{self, Started},
};
use crate::{
    crud, demo,
    error::{ApiError, check_rules},
    extract::Ctx,
    mail::{Letter, tell},
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{account::OwnPasswordInput, passkey as wire};
use domain::{account, journal::Verb, text};
use persistence::{dialect::take_turn, new_id, passkey as store, person, session::purge};
use serde_json::json;
use utoipa::ToSchema;

const TAG: &str = "Accounts";

/// The operations on passkeys.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (passkeys, passkey, challenge) = (schemas.add::<wire::Passkeys>(), schemas.add::<wire::Passkey>(), schemas.add::<wire::PasskeyChallenge>());
    let (start, input, sign_in_input) = (schemas.add::<OwnPasswordInput>(), schemas.add::<wire::PasskeyInput>(), schemas.add::<wire::PasskeySignInInput>());
    let session = schemas.add::<contract::session::Session>();
    let answered = json!({"id": "AQID", "rawId": "AQID", "type": "public-key", "response": {}});
    vec![
        Operation::new("get", "/me/passkeys", "listMyPasskeys", Access::SignedIn, list)
            .text(TAG, "List my passkeys", "For everyone who is signed in.")
            .answers(200, "The passkeys, the oldest first.", Some(&passkeys), &[]),
        Operation::new("post", "/me/passkeys/_start", "startMyPasskey", Access::SignedIn, start_adding)
            .text(TAG, "Begin to add a passkey", "For everyone who is signed in, with the password for who has one. Hand the options to the browser.")
            .errors(&[409, 429])
            .body(&start, &json!({"currentPassword": demo::PASSWORD}))
            .answers(200, "For the browser.", Some(&challenge), &[]),
        Operation::new("post", "/me/passkeys", "addMyPasskey", Access::SignedIn, add)
            .text(TAG, "Add a passkey", "With what the device answered. You get a mail about it.")
            .errors(&[409])
            .body(&input, &json!({"attempt": "…", "name": "Telefoon van het werk", "credential": answered.clone()}))
            .answers(201, "You can sign in with it from now on.", Some(&passkey), &[]),
        Operation::new("post", "/me/passkeys/{passkeyId}/_remove", "removeMyPasskey", Access::SignedIn, remove)
            .text(
                TAG,
                "Remove one of my passkeys",
                "For everyone who is signed in, with the password for who has one. The sessions that began with it end. You get a mail about it.",
            )
            .id_parameter("passkeyId", "01890a5d-ac96-774b-bcce-b302099a8057")
            .errors(&[409, 429])
            .body(&start, &json!({"currentPassword": demo::PASSWORD}))
            .answers(204, "Removed.", None, &[]),
        Operation::new("post", "/passkey-challenges", "startPasskeySignIn", Access::Open, start_signing_in)
            .text("Sessions", "Begin to sign in with a passkey", "For anyone. Hand the options to the browser.")
            .errors(&[409, 429])
            .answers(200, "For the browser.", Some(&challenge), &[]),
        Operation::new("post", "/sessions/_passkey", "signInWithPasskey", Access::Open, sign_in)
            .text("Sessions", "Sign in with a passkey", "For anyone with a passkey. The device has verified its user, so nothing else is asked.")
            .errors(&[401, 409, 429])
            .body(&sign_in_input, &json!({"attempt": "…", "credential": answered}))
            .answers(201, "Signed in.", Some(&session), &["Set-Cookie"]),
    ]
}

fn view(passkey: store::Passkey) -> wire::Passkey {
    let store::Passkey { id, name, created_at, used_at, .. } = passkey;
    wire::Passkey { id, name, created_at, used_at }
}

async fn list(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let id = ctx.person()?;
    let conn = ctx.app.db.reader();
    let items = store::of_person(conn, id).await?.into_iter().map(view).collect();
    // Who signs in at an identity provider has no password here.
    let password_needed = person::credential_of(conn, id).await?.is_some();
    Ok(HttpResponse::Ok().json(wire::Passkeys { items, password_needed }))
}

async fn start_adding(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let id = ctx.person()?;
    check_own(&ctx, id, &bytes).await?;
    let conn = ctx.app.db.reader();
    let found = person::account_of(conn, id).await?.ok_or(ApiError::Unauthenticated)?;
    let present = store::of_person(conn, id).await?;
    let state = &found.stored.state;
    Ok(HttpResponse::Ok().json(ctx.app.passkeys.start_adding(&ctx.app.clock, &ctx.app.vault, id, &state.email, &state.name, &present)?))
}

async fn add(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let id = ctx.person()?;
    let wire::PasskeyInput { attempt, name, credential } = ctx.body(&bytes, &wire::PasskeyInput::name())?;
    let name = text::normalise(&name);
    let present = store::of_person(ctx.app.db.reader(), id).await?.len();
    check_rules(account::passkey_violations(&name, present))?;
    let (credential_id, credential) = ctx.app.passkeys.finish_adding(&ctx.app.db, &ctx.app.clock, &ctx.app.vault, id, &attempt, credential).await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    // Counted again where no other request adds one in between.
    take_turn(unit.conn(), &format!("passkeys of {id}")).await?;
    check_rules(account::passkey_violations(&name, store::of_person(unit.conn(), id).await?.len()))?;
    let passkey = store::Passkey { id: new_id(), person_id: id, name, credential_id, credential, created_at: unit.now(), used_at: None };
    store::insert(unit.conn(), &passkey).await?;
    let found = person::account_of(unit.conn(), id).await?.ok_or(ApiError::Unauthenticated)?;
    let state = &found.stored.state;
    tell(unit.conn(), state, Letter::PasskeyAdded(&passkey.name), unit.now()).await?;
    crud::record::<People>(&mut unit, &ctx, &found, Verb::PasskeyAdded, vec![]).await?;
    unit.commit().await?;
    ctx.app.work.notify_one();
    Ok(HttpResponse::Created().json(view(passkey)))
}

async fn remove(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let id = ctx.person()?;
    let passkey = ctx.path_id("passkeyId")?;
    check_own(&ctx, id, &bytes).await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let present = store::of_person(unit.conn(), id).await?;
    let passkey = present.into_iter().find(|present| present.id == passkey).ok_or(ApiError::NotFound)?;
    if !store::remove(unit.conn(), id, passkey.id).await? {
        return Err(ApiError::NotFound);
    }
    let found = person::account_of(unit.conn(), id).await?.ok_or(ApiError::Unauthenticated)?;
    tell(unit.conn(), &found.stored.state, Letter::PasskeyRemoved(&passkey.name), unit.now()).await?;
    crud::record::<People>(&mut unit, &ctx, &found, Verb::PasskeyRemoved, vec![]).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(HttpResponse::NoContent().finish())
}

async fn start_signing_in(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.app.limits.attempt(&ctx.network())?;
    Ok(HttpResponse::Ok().json(ctx.app.passkeys.start_signing_in(&ctx.app.clock, &ctx.app.vault)?))
}

async fn sign_in(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let wire::PasskeySignInInput { attempt, credential } = ctx.body(&bytes, &wire::PasskeySignInInput::name())?;
    ctx.app.limits.attempt(&ctx.network())?;
    let passkey = ctx.app.passkeys.finish_signing_in(&ctx.app.db, &ctx.app.clock, &ctx.app.vault, &attempt, credential).await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let now = unit.now();
    store::used(unit.conn(), passkey.id, &passkey.credential, now).await?;
    purge(unit.conn(), now).await?;
    let started = Started { family: new_id(), at: now, provider: None, passkey: Some(passkey.id) };
    let (session, cookies) = session::open(&ctx, &unit, passkey.person_id, &started).await?;
    session::record(&ctx, &mut unit, started.family, Some(passkey.person_id), Verb::Started).await?;
    unit.commit().await?;
    Ok(session::with(HttpResponse::Created(), cookies).json(session))
}
