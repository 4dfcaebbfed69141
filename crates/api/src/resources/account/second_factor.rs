//! One's own second factor, and taking it away from somebody who lost it.
use crate::{
    auth::{brake::Brake, second_factor as codes},
    crud, demo,
    error::{ApiError, allow},
    extract::Ctx,
    mail::{Letter, tell},
    operation::{Access, Operation},
    resources::{password::check_own, person::People, session::record},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{FieldError, account::OwnPasswordInput, problem::explain, second_factor as wire};
use domain::{
    PersonId,
    journal::Verb,
    policy::{Action, Actor, decide},
};
use persistence::{
    UnitOfWork,
    account::{self as store, SecondFactor},
    organisation, person,
    resource::find,
};
use qrcode::{QrCode, render::svg};
use serde_json::json;
use utoipa::ToSchema;

const TAG: &str = "Accounts";

/// The operations on second factors.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (state, setup, recovery) = (schemas.add::<wire::SecondFactor>(), schemas.add::<wire::SecondFactorSetup>(), schemas.add::<wire::RecoveryCodes>());
    let (code, own) = (schemas.add::<wire::CodeInput>(), schemas.add::<OwnPasswordInput>());
    let mine = "/me/second-factor";
    vec![
        Operation::new("get", mine, "getMySecondFactor", Access::SignedIn, read)
            .text(TAG, "Read how my second factor stands", "For everyone who is signed in.")
            .answers(200, "As it is now.", Some(&state), &[]),
        Operation::new("post", mine, "setUpMySecondFactor", Access::SignedIn, set_up)
            .text(
                TAG,
                "Set up a second factor",
                "For everyone who is signed in and has none, with the password for who has one. It counts after confirming it with a code of the app.",
            )
            .errors(&[409, 429])
            .body(&own, &json!({"currentPassword": demo::PASSWORD}))
            .answers(201, "The secret, shown this one time.", Some(&setup), &[]),
        Operation::new("post", "/me/second-factor/_confirm", "confirmMySecondFactor", Access::SignedIn, confirm)
            .text(
                TAG,
                "Confirm a second factor",
                "With a code that the app shows. The recovery codes in the answer are shown this one time. You get a mail about it.",
            )
            .errors(&[409, 429])
            .body(&code, &json!({"code": "123456"}))
            .answers(200, "It counts from now on.", Some(&recovery), &[]),
        Operation::new("post", "/me/second-factor/_remove", "removeMySecondFactor", Access::SignedIn, remove)
            .text(
                TAG,
                "Remove my second factor",
                "With your password, for who has one. When your organisation asks for a second factor, set up another at once. You get a mail about it.",
            )
            .errors(&[409, 429])
            .body(&own, &json!({"currentPassword": demo::PASSWORD})),
        Operation::new("delete", "/people/{personId}/second-factor", "removeSecondFactor", Access::SignedIn, remove_of)
            .text(
                TAG,
                "Remove the second factor of somebody who lost it",
                "For administrators, and for the coordinators of the organisation. The person gets a mail about it.",
            )
            .id_parameter("personId", &demo::id("person", "consulent-best").to_string())
            .errors(&[403]),
    ]
}

async fn read(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let id = ctx.person()?;
    let conn = ctx.app.db.reader();
    let active = store::second_factor(conn, id).await?.is_some_and(|factor| factor.confirmed_at.is_some());
    let organisation = ctx.actor.organisation().ok_or(ApiError::Unauthenticated)?;
    let organisation = find::<organisation::Organisations, _>(conn, &Actor::Anonymous, organisation, false).await?;
    let required = organisation.is_some_and(|found| found.stored.state.second_factor_required);
    let recovery_codes = if active { store::recovery_codes(conn, id).await? } else { 0 };
    let password_needed = person::credential_of(conn, id).await?.is_some();
    Ok(HttpResponse::Ok().json(wire::SecondFactor { active, required, recovery_codes, password_needed }))
}

fn already() -> ApiError {
    ApiError::State("already_there", "You have a second factor already.".into())
}

async fn set_up(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let id = ctx.person()?;
    check_own(&ctx, id, &bytes).await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let found = find::<person::People, _>(unit.conn(), &ctx.actor, id, false).await?.ok_or(ApiError::Unauthenticated)?;
    if store::second_factor(unit.conn(), id).await?.is_some_and(|factor| factor.confirmed_at.is_some()) {
        return Err(already());
    }
    let secret = codes::new_secret();
    let kept = SecondFactor { secret: codes::lock(&ctx.app.vault, id, &secret)?, confirmed_at: None, last_step: 0 };
    store::set_second_factor(unit.conn(), id, &kept).await?;
    // Not a second factor yet, so nothing for the history of the person.
    record(&ctx, &mut unit, ctx.session.unwrap_or_default(), Some(id), Verb::Requested).await?;
    unit.commit().await?;
    let totp = codes::totp(&secret, &found.stored.state.email)?;
    let address = totp.to_url().map_err(|error| ApiError::internal(error.to_string()))?;
    let picture = QrCode::new(&address).map_err(ApiError::internal)?.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    let secret = totp_rs::Secret::from(secret.to_vec()).to_base32();
    Ok(HttpResponse::Created().json(wire::SecondFactorSetup { secret, address, picture }))
}

async fn confirm(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let id = ctx.person()?;
    let wire::CodeInput { code } = ctx.body(&bytes, &wire::CodeInput::name())?;
    let brake = Brake::of(&ctx.network(), &format!("second factor of {id}"));
    // What is not a guess is told before one is counted.
    let standing = |factor: Option<SecondFactor>| match factor {
        None => Err(ApiError::State("not_set_up", "Set up a second factor first.".into())),
        Some(factor) if factor.confirmed_at.is_some() => Err(already()),
        Some(factor) => Ok(factor),
    };
    standing(store::second_factor(ctx.app.db.reader(), id).await?)?;
    let attempt = brake.attempt(&ctx.app.db, &ctx.app.clock).await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let factor = standing(store::second_factor(unit.conn(), id).await?)?;
    let Some(step) = codes::step_of(&ctx.app.vault, id, &factor, &code, unit.now())? else {
        record(&ctx, &mut unit, ctx.session.unwrap_or_default(), Some(id), Verb::Refused).await?;
        unit.commit().await?;
        return Err(ApiError::UnknownReference(vec![FieldError::body("/code", "wrong_code", explain("wrong_code", None))]));
    };
    attempt.succeeded(unit.conn()).await?;
    store::set_second_factor(unit.conn(), id, &SecondFactor { confirmed_at: Some(unit.now()), last_step: step, ..factor }).await?;
    let recovery = codes::new_recovery_codes();
    let hashes: Vec<String> = recovery.iter().map(|code| codes::hash_code(id, code)).collect();
    store::set_recovery_codes(unit.conn(), id, &hashes).await?;
    record_change(&ctx, &mut unit, id, Verb::SecondFactorSet, Some(Letter::SecondFactorSet)).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(HttpResponse::Ok().json(wire::RecoveryCodes { codes: recovery }))
}

async fn remove(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let id = ctx.person()?;
    check_own(&ctx, id, &bytes).await?;
    take_away(&ctx, id).await
}

async fn remove_of(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let id = PersonId(ctx.path_id("personId")?);
    let found = find::<person::People, _>(ctx.app.db.reader(), &ctx.actor, id, false).await?.ok_or(ApiError::NotFound)?;
    allow(decide(&ctx.actor, Action::ManageAccount, &found.scope(&ctx.actor)))?;
    take_away(&ctx, id).await
}

async fn take_away(ctx: &Ctx, id: PersonId) -> Result<HttpResponse, ApiError> {
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let counted = store::second_factor(unit.conn(), id).await?.is_some_and(|factor| factor.confirmed_at.is_some());
    store::remove_second_factor(unit.conn(), id).await?;
    record_change(ctx, &mut unit, id, Verb::SecondFactorRemoved, counted.then_some(Letter::SecondFactorRemoved)).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(HttpResponse::NoContent().finish())
}

async fn record_change(ctx: &Ctx, unit: &mut UnitOfWork, id: PersonId, verb: Verb, about: Option<Letter<'_>>) -> Result<(), ApiError> {
    let found = find::<person::People, _>(unit.conn(), &ctx.actor, id, false).await?.ok_or(ApiError::NotFound)?;
    if let Some(about) = about {
        tell(unit.conn(), &found.stored.state, about, unit.now()).await?;
    }
    crud::record::<People>(unit, ctx, &found, verb, vec![]).await
}
