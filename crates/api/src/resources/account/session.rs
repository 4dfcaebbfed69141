//! Signing in, renewing, signing out, and who I am.
use crate::{
    auth::{self, brake::Brake, cookie},
    crud::ApiResource,
    demo,
    error::ApiError,
    extract::{Ctx, etag},
    operation::{Access, Operation},
    resources::person::People,
    schemas::Schemas,
};
use actix_web::{HttpResponse, HttpResponseBuilder, cookie::Cookie, web};
use chrono::{DateTime, Duration, Utc};
use contract::session as wire;
use domain::{
    PersonId,
    account::PRIVACY_VERSION,
    journal::{Entry, Verb},
    resource::Kind,
};
use persistence::{UnitOfWork, account, new_id, person, privacy, role, session as store};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

const TAG: &str = "Sessions";
/// The operations on sessions.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (input, session, person) = (schemas.add::<wire::SignInInput>(), schemas.add::<wire::Session>(), schemas.add::<contract::person::Person>());
    let sessions = schemas.add::<wire::OpenSessions>();
    let (domain, found) = (schemas.add::<wire::SignInOptionsFilter>(), schemas.add::<wire::SignInOptions>());
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
                "With the refresh cookie, which works once: the answer sets its successor. Using a cookie twice ends the session. Not for pages of another site.",
            )
            .errors(&[403])
            .answers(200, "Renewed.", Some(&session), &["Set-Cookie"]),
        Operation::new("post", "/sessions/_end", "signOut", Access::Open, sign_out)
            .text(TAG, "Sign out", "Ends the session of the refresh cookie, if there is one. Not for pages of another site.")
            .errors(&[403])
            .answers(204, "Signed out.", None, &["Set-Cookie"]),
        Operation::new("get", "/sign-in-options", "listSignInOptions", Access::Open, options)
            .text(TAG, "Find out how somebody signs in", "For anyone: whether people with an e-mail address in this domain sign in at the identity provider of their organisation.")
            .query(&domain)
            .answers(200, "How.", Some(&found), &[]),
        Operation::new("get", "/me/sessions", "listMySessions", Access::SignedIn, my_sessions)
            .text(TAG, "List where I am signed in", "For everyone who is signed in: your own sessions that have not ended.")
            .answers(200, "Your sessions, the latest first.", Some(&sessions), &[]),
        Operation::new("delete", "/me/sessions", "endMySessions", Access::SignedIn, end_my_sessions)
            .text(TAG, "Sign out everywhere", "Ends all your sessions, also the one with which you ask.")
            .answers(204, "Signed out everywhere.", None, &[]),
        Operation::new("delete", "/me/sessions/{sessionId}", "endMySession", Access::SignedIn, end_my_session)
            .text(TAG, "End one of my sessions", "For everyone who is signed in.")
            .id_parameter("sessionId", "01890a5d-ac96-774b-bcce-b302099a8057")
            .answers(204, "Ended.", None, &[]),
        Operation::new("get", "/me", "getMe", Access::SignedIn, me).text(TAG, "Read who I am", "For everyone who is signed in.").answers(
            200,
            "You.",
            Some(&person),
            &["ETag"],
        ),
    ]
}

async fn sign_in(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let wire::SignInInput { email, password, code } = ctx.body(&bytes, &wire::SignInInput::name())?;
    let email = domain::text::normalise(&email).to_lowercase();
    // PostgreSQL cannot hold NUL; no address has one.
    let email = email.replace('\0', "");
    ctx.app.limits.attempt(&ctx.network())?;
    let conn = ctx.app.db.reader();
    // Only who brings the cookie is looked up before waiting.
    let device = if ctx.known_device().claims() {
        person::credential_by_email(conn, &email).await?.and_then(|(person, stored)| ctx.known_device().known(person, &stored))
    } else {
        None
    };
    let brake = device.map_or_else(|| Brake::of(&ctx.network(), &email), |device| Brake::on_device(&email, &device));
    let attempt = brake.attempt(&ctx.app.db, &ctx.app.clock).await?;
    let now = ctx.app.clock.now();
    let (person, stored) = person::credential_by_email(conn, &email).await?.unzip();
    let matches = auth::password::verify(password, stored).await?;
    let mut unit = ctx.app.db.begin(now).await?;
    let Some(person) = person.filter(|_| matches) else {
        return refuse(&ctx, unit, None, ApiError::WrongCredentials).await;
    };
    let factor = account::second_factor(unit.conn(), person).await?.filter(|factor| factor.confirmed_at.is_some());
    if let Some(factor) = factor {
        let Some(code) = code else {
            drop(unit);
            attempt.take_back(ctx.app.db.bookkeeping()).await?;
            return Err(ApiError::SecondFactorRequired);
        };
        if !auth::second_factor::accept(&ctx.app.vault, unit.conn(), person, &factor, &code, now).await? {
            return refuse(&ctx, unit, Some(person), ApiError::WrongCode).await;
        }
    }
    attempt.succeeded(unit.conn()).await?;
    store::purge(unit.conn(), now).await?;
    let family = new_id();
    let (session, cookies) = open(&ctx, &unit, person, &Started { family, at: now, provider: None, passkey: None }).await?;
    record(&ctx, &mut unit, family, Some(person), Verb::Started).await?;
    unit.commit().await?;
    Ok(with(HttpResponse::Created(), cookies).json(session))
}

/// Records a failure, which is kept although the request fails.
async fn refuse(ctx: &Ctx, mut unit: UnitOfWork, person: Option<PersonId>, error: ApiError) -> Result<HttpResponse, ApiError> {
    record(ctx, &mut unit, Uuid::nil(), person, Verb::Refused).await?;
    unit.commit().await?;
    Err(error)
}

/// An answer with these cookies.
pub fn with(mut answer: HttpResponseBuilder, cookies: Vec<Cookie<'static>>) -> HttpResponseBuilder {
    for cookie in cookies {
        answer.cookie(cookie);
    }
    answer
}

/// How a session began.
pub struct Started {
    pub family: Uuid,
    pub at: DateTime<Utc>,
    /// The identity provider and its own session, for who signed in there.
    pub provider: Option<(String, Option<String>)>,
    /// The passkey with which somebody signed in.
    pub passkey: Option<Uuid>,
}

/// A new access token and a new refresh token of a session. Who has a password makes this device known.
pub async fn open(ctx: &Ctx, unit: &UnitOfWork, person: PersonId, started: &Started) -> Result<(wire::Session, Vec<Cookie<'static>>), ApiError> {
    let family = started.family;
    let found = person::account_of(unit.conn(), person).await?.ok_or(ApiError::Unauthenticated)?;
    let now = unit.now();
    let (access_token, expires_at) = ctx.app.tokens.issue(person, family, now).map_err(ApiError::internal)?;
    let token = auth::random_token();
    let lifetime = Duration::days(ctx.app.config.auth.session_days);
    let kept = store::Token {
        id: new_id(),
        family_id: family,
        person_id: person,
        token_hash: auth::hash(&token),
        expires_at: now + lifetime,
        used_at: None,
        device: ctx.device(),
        started_at: started.at,
        provider: started.provider.clone(),
        passkey_id: started.passkey,
    };
    store::insert(unit.conn(), &kept, now).await?;
    if started.at == now {
        store::keep_latest(unit.conn(), person).await?;
    }
    let last_visit_at = privacy::seen(unit.conn(), person, now).await?;
    let standing = privacy::standing(unit.conn(), person).await?;
    let privacy_to_accept = standing.is_some_and(|standing| standing.privacy_version < PRIVACY_VERSION);
    let identity = role::of_session(unit.conn(), family, now).await?.ok_or(ApiError::Unauthenticated)?;
    let session = wire::Session {
        access_token,
        expires_at,
        second_factor_missing: identity.second_factor_missing,
        privacy_to_accept,
        last_visit_at,
        person: People::view(found, &identity.actor, true),
    };
    let mut cookies = vec![cookie::REFRESH.set(&ctx.app.config.server, token, lifetime)];
    if let Some(stored) = person::credential_of(unit.conn(), person).await? {
        cookies.push(ctx.known_device().remember(person, &stored)?);
    }
    Ok((session, cookies))
}

fn sent_token(ctx: &Ctx) -> Option<String> {
    cookie::REFRESH.read(&ctx.app.config.server, ctx.request())
}

async fn renew(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.same_site()?;
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
        ctx.rights_changed();
        tracing::warn!(session = %kept.family_id, "a refresh token was used twice; the session has ended");
        return Err(ApiError::Unauthenticated);
    }
    let started = Started { family: kept.family_id, at: kept.started_at, provider: kept.provider, passkey: kept.passkey_id };
    let (session, cookies) = open(&ctx, &unit, kept.person_id, &started).await?;
    record(&ctx, &mut unit, kept.family_id, Some(kept.person_id), Verb::Renewed).await?;
    unit.commit().await?;
    Ok(with(HttpResponse::Ok(), cookies).json(session))
}

async fn sign_out(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.same_site()?;
    if let Some(token) = sent_token(&ctx) {
        let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        if let Some(kept) = store::find(unit.conn(), &auth::hash(&token)).await? {
            store::end_family(unit.conn(), kept.family_id).await?;
            record(&ctx, &mut unit, kept.family_id, Some(kept.person_id), Verb::Ended).await?;
            unit.commit().await?;
            ctx.rights_changed();
        }
    }
    Ok(signed_out(&ctx))
}

/// Nothing of the session stays in the browser: neither the cookie nor answers that it kept. What the app keeps itself it clears itself, so that settings
/// of the device (the language) and drafts of who signs in again survive.
fn signed_out(ctx: &Ctx) -> HttpResponse {
    HttpResponse::NoContent().cookie(cookie::REFRESH.end(&ctx.app.config.server)).insert_header(("Clear-Site-Data", "\"cache\"")).finish()
}

/// Appends what happened to a session, or to all of somebody's when `family` is nil.
pub async fn record(ctx: &Ctx, unit: &mut UnitOfWork, family: Uuid, person: Option<PersonId>, verb: Verb) -> Result<(), ApiError> {
    let entry = Entry { actor: person.map(Uuid::from), request_id: ctx.request_id(), ..Entry::new(Kind::Session, family, verb) };
    Ok(unit.record(&entry, None).await?)
}

async fn me(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let person = ctx.person()?;
    // The token outlives an account that was deleted a moment ago.
    let found = person::account_of(ctx.app.db.reader(), person).await?.ok_or(ApiError::Unauthenticated)?;
    let version = found.stored.version;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(version))).json(People::view(found, &ctx.actor, true)))
}

async fn my_sessions(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let person = ctx.person()?;
    let open = store::open_of(ctx.app.db.reader(), person, ctx.app.clock.now()).await?;
    let items = open.into_iter().map(|store::Open { id, device, started_at, renewed_at, expires_at }| wire::OpenSession {
        id,
        device,
        started_at,
        renewed_at,
        expires_at,
        current: ctx.session == Some(id),
    });
    Ok(HttpResponse::Ok().json(wire::OpenSessions { items: items.collect() }))
}

async fn end_my_session(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let person = ctx.person()?;
    let id = ctx.path_id("sessionId")?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    if !store::end_one(unit.conn(), person, id).await? {
        return Err(ApiError::NotFound);
    }
    record(&ctx, &mut unit, id, Some(person), Verb::Ended).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(HttpResponse::NoContent().finish())
}

async fn end_my_sessions(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let person = ctx.person()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    store::end_all(unit.conn(), person).await?;
    record(&ctx, &mut unit, person.0, Some(person), Verb::Ended).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(signed_out(&ctx))
}

async fn options(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let filter: wire::SignInOptionsFilter = ctx.filter()?;
    let provider = filter.domain.as_deref().and_then(|domain| ctx.app.providers.of_domain(domain));
    let provider = provider.map(|provider| wire::SignInProvider { name: provider.config.name.clone(), address: format!("/oidc/{}/start", provider.key) });
    Ok(HttpResponse::Ok().json(wire::SignInOptions { provider }))
}
