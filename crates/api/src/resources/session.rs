//! Signing in, renewing, signing out, and who I am.
use crate::{
    auth::{self, COOKIE},
    crud::ApiResource,
    demo,
    error::ApiError,
    extract::{Ctx, etag},
    operation::{Access, Operation},
    resources::person::People,
    schemas::Schemas,
};
use actix_web::{
    HttpResponse,
    cookie::{Cookie, SameSite, time::Duration as CookieDuration},
    web,
};
use chrono::{DateTime, Duration, Utc};
use contract::session as wire;
use domain::{
    PersonId,
    journal::{Entry, Verb},
    person::PlatformRole,
    policy::Actor,
    resource::Kind,
    visibility::Visibility,
};
use persistence::{Found, UnitOfWork, person, resource::find, session as store};
use sea_orm::ConnectionTrait;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

const TAG: &str = "Sessions";
/// So many wrong passwords are forgiven before waiting begins.
const FREE_FAILURES: i32 = 5;
/// The first wait, in seconds; each further failure doubles it.
const FIRST_WAIT: i64 = 30;
/// The longest wait between attempts, in seconds.
const LONGEST_WAIT: i64 = 900;

/// The operations on sessions.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (input, session, person) = (schemas.add::<wire::SignInInput>(), schemas.add::<wire::Session>(), schemas.add::<contract::person::Person>());
    vec![
        Operation::new("post", "/sessions", "signIn", Access::Open, sign_in)
            .text(TAG, "Sign in", "For anyone with an account. After several failures there is a growing wait.")
            .errors(&[401, 429])
            .body(&input, &json!({"email": "beleidsadviseur.oirschot@demo.example", "password": demo::PASSWORD}))
            .answers(201, "Signed in.", Some(&session), &["Set-Cookie"]),
        Operation::new("post", "/sessions/_renew", "renewSession", Access::Cookie, renew)
            .text(
                TAG,
                "Renew the access token",
                "With the refresh cookie, which works once: the answer sets its successor. Using a cookie twice ends the session.",
            )
            .answers(200, "Renewed.", Some(&session), &["Set-Cookie"]),
        Operation::new("post", "/sessions/_end", "signOut", Access::Open, sign_out)
            .text(TAG, "Sign out", "Ends the session of the refresh cookie, if there is one.")
            .answers(204, "Signed out.", None, &["Set-Cookie"]),
        Operation::new("get", "/me", "getMe", Access::SignedIn, me).text(TAG, "Read who I am", "For everyone who is signed in.").answers(
            200,
            "You.",
            Some(&person),
            &["ETag"],
        ),
    ]
}

async fn sign_in(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let wire::SignInInput { email, password } = ctx.body(&bytes, &wire::SignInInput::name())?;
    let email = domain::text::normalise(&email).to_lowercase();
    // PostgreSQL cannot hold NUL; no address has one.
    let email = email.replace('\0', "");
    let email_hash = auth::hash(&email);
    let conn = ctx.app.db.reader();
    let now = ctx.app.clock.now();
    let failures = store::failures(conn, &email_hash).await?;
    if let Some((failures, last_at)) = failures
        && failures >= FREE_FAILURES
    {
        let wait = (FIRST_WAIT << (failures - FREE_FAILURES).clamp(0, 20)).min(LONGEST_WAIT);
        let left = (last_at + Duration::seconds(wait) - now).num_seconds();
        if left > 0 {
            return Err(ApiError::TooManyAttempts(left));
        }
    }
    let (person, stored) = person::credential_by_email(conn, &email).await?.unzip();
    let matches = auth::password::verify(password, stored).await?;
    let mut unit = ctx.app.db.begin(now).await?;
    let Some(person) = person.filter(|_| matches) else {
        store::count_failure(unit.conn(), &email_hash, failures.map_or(1, |(count, _)| count.saturating_add(1)), now).await?;
        record(&ctx, &mut unit, Uuid::nil(), None, Verb::Refused).await?;
        unit.commit().await?;
        return Err(ApiError::WrongCredentials);
    };
    if failures.is_some() {
        store::clear_failures(unit.conn(), &email_hash).await?;
    }
    store::purge(unit.conn(), now).await?;
    let family = Uuid::now_v7();
    let answer = open(&ctx, &unit, person, family).await?;
    record(&ctx, &mut unit, family, Some(person), Verb::Started).await?;
    unit.commit().await?;
    let (session, cookie) = answer;
    Ok(HttpResponse::Created().cookie(cookie).json(session))
}

/// A new access token and a new refresh token in a family.
async fn open(ctx: &Ctx, unit: &UnitOfWork, person: PersonId, family: Uuid) -> Result<(wire::Session, Cookie<'static>), ApiError> {
    let found = account(unit.conn(), person).await?.ok_or(ApiError::Unauthenticated)?;
    let state = &found.stored.state;
    let now = unit.now();
    let administrator = state.role == PlatformRole::Administrator;
    let (access_token, expires_at) = ctx.app.tokens.issue(person, state.organisation_id, administrator, now).map_err(ApiError::internal)?;
    let token = auth::random_token();
    let lifetime = Duration::days(ctx.app.config.auth.session_days);
    let kept =
        store::Token { id: Uuid::now_v7(), family_id: family, person_id: person, token_hash: auth::hash(&token), expires_at: now + lifetime, used_at: None };
    store::insert(unit.conn(), &kept, now).await?;
    let actor = Actor::Person { id: person, organisation: state.organisation_id, administrator };
    Ok((wire::Session { access_token, expires_at, person: People::view(found, &actor, true) }, cookie(ctx, token, lifetime)))
}

async fn account<C: ConnectionTrait>(conn: &C, person: PersonId) -> Result<Option<Found<person::People>>, ApiError> {
    // Reads on behalf of the person, who may see people.
    let actor = Actor::Person { id: person, organisation: domain::OrganisationId(Uuid::nil()), administrator: false };
    Ok(find::<person::People, _>(conn, &actor, person, false).await?)
}

fn cookie(ctx: &Ctx, value: String, lifetime: Duration) -> Cookie<'static> {
    Cookie::build(COOKIE, value)
        .path(format!("{}/sessions", crate::BASE))
        .http_only(true)
        .secure(ctx.app.config.server.secure_cookies)
        .same_site(SameSite::Strict)
        .max_age(CookieDuration::seconds(lifetime.num_seconds()))
        .finish()
}

fn sent_token(ctx: &Ctx) -> Option<String> {
    ctx.request().cookie(COOKIE).map(|cookie| cookie.value().to_owned())
}

async fn renew(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let token = sent_token(&ctx).ok_or(ApiError::Unauthenticated)?;
    let now: DateTime<Utc> = ctx.app.clock.now();
    let mut unit = ctx.app.db.begin(now).await?;
    let kept = store::find(unit.conn(), &auth::hash(&token)).await?.ok_or(ApiError::Unauthenticated)?;
    if kept.expires_at <= now {
        return Err(ApiError::Unauthenticated);
    }
    if !store::mark_used(unit.conn(), kept.id, now).await? {
        // Somebody has this token beside its owner; neither may go on.
        store::end_family(unit.conn(), kept.family_id).await?;
        record(&ctx, &mut unit, kept.family_id, Some(kept.person_id), Verb::Reused).await?;
        unit.commit().await?;
        tracing::warn!(session = %kept.family_id, "a refresh token was used twice; the session has ended");
        return Err(ApiError::Unauthenticated);
    }
    let (session, cookie) = open(&ctx, &unit, kept.person_id, kept.family_id).await?;
    record(&ctx, &mut unit, kept.family_id, Some(kept.person_id), Verb::Renewed).await?;
    unit.commit().await?;
    Ok(HttpResponse::Ok().cookie(cookie).json(session))
}

async fn sign_out(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    if let Some(token) = sent_token(&ctx) {
        let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        if let Some(kept) = store::find(unit.conn(), &auth::hash(&token)).await? {
            store::end_family(unit.conn(), kept.family_id).await?;
            record(&ctx, &mut unit, kept.family_id, Some(kept.person_id), Verb::Ended).await?;
            unit.commit().await?;
        }
    }
    let gone = cookie(&ctx, String::new(), Duration::zero());
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}

async fn record(ctx: &Ctx, unit: &mut UnitOfWork, family: Uuid, person: Option<PersonId>, verb: Verb) -> Result<(), ApiError> {
    let entry = Entry {
        actor: person,
        on_behalf_of: None,
        kind: Kind::Session,
        resource_id: family,
        within: None,
        verb,
        audience: Visibility::Hidden,
        changes: vec![],
        request_id: ctx.request_id(),
    };
    Ok(unit.record(&entry, None).await?)
}

async fn me(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let person = ctx.person()?;
    // The token outlives an account that was deleted a moment ago.
    let found = account(ctx.app.db.reader(), person).await?.ok_or(ApiError::Unauthenticated)?;
    let version = found.stored.version;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(version))).json(People::view(found, &ctx.actor, true)))
}
