//! Signing in at the identity provider of one's organisation: going there, coming back, and hearing that somebody signed out there.
use crate::{
    auth::{
        self,
        cookie::ATTEMPT,
        oidc::{Attempt, Failure, IdToken, Provider},
    },
    error::ApiError,
    extract::Ctx,
    mail::{Letter, tell},
    resources::session::{self, Started},
    state::App,
};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Duration};
use domain::{
    OrganisationId, PersonId,
    account::PRIVACY_VERSION,
    journal::{Entry, Verb},
    person::{Language, Person},
    resource::Kind,
    role::Role,
    visibility::Visibility,
};
use persistence::{UnitOfWork, api_client::use_assertion, identity, new_id, organisation::Organisations, person, privacy, resource, role, session as store};
use serde::Deserialize;
use uuid::Uuid;

/// What an attempt is sealed for.
const SEALED: &str = "kompaan_oidc";
/// So long somebody may take at the provider.
const MINUTES: i64 = 15;

/// Mounts the addresses.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/oidc/{provider}/start", web::get().to(start))
        .route("/oidc/callback", web::get().to(callback))
        .route("/oidc/{provider}/backchannel-logout", web::post().to(backchannel_logout));
}

/// Where a provider sends people back to.
fn redirect(app: &App) -> String {
    app.link("/oidc/callback")
}

fn go(address: &str) -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header(("Location", address.to_owned())).insert_header(("Cache-Control", "no-store"));
    answer
}

async fn start(app: web::Data<App>, path: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let Some(provider) = app.providers.get(&path) else { return Err(ApiError::NotFound) };
    let attempt = Attempt {
        provider: provider.key.clone(),
        state: auth::random_token(),
        nonce: auth::random_token(),
        verifier: auth::random_token(),
        expires_at: (app.clock.now() + Duration::minutes(MINUTES)).timestamp(),
    };
    let address = match provider.address(&attempt, &redirect(&app)).await {
        Ok(address) => address,
        Err(failure) => return Ok(failed(&app, &failure.to_string(), "provider")),
    };
    let kept = app.vault.lock(&serde_json::to_vec(&attempt).map_err(ApiError::internal)?, SEALED)?;
    Ok(go(&address).cookie(ATTEMPT.set(&app.config.server, kept, Duration::minutes(MINUTES))).finish())
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    iss: Option<String>,
}

/// Back to the page to sign in, which says what to do.
fn failed(app: &App, why: &str, code: &str) -> HttpResponse {
    tracing::warn!(why, "signing in at a provider failed");
    go(&format!("/inloggen?fout={code}")).cookie(ATTEMPT.end(&app.config.server)).finish()
}

async fn callback(ctx: Ctx, answer: web::Query<Answer>) -> Result<HttpResponse, ApiError> {
    let app = &ctx.app;
    let now = app.clock.now();
    let kept = ATTEMPT.read(&app.config.server, ctx.request()).and_then(|kept| app.vault.unlock(&kept, SEALED).ok());
    let attempt = kept.and_then(|kept| serde_json::from_slice::<Attempt>(&kept).ok()).filter(|attempt| attempt.expires_at > now.timestamp());
    let Some(attempt) = attempt.filter(|attempt| answer.state.as_deref() == Some(attempt.state.as_str())) else {
        return Ok(failed(app, "an answer to no attempt of this browser", "opnieuw"));
    };
    // Each attempt is answered once.
    let until = DateTime::from_timestamp(attempt.expires_at, 0).unwrap_or(now);
    if !use_assertion(app.db.bookkeeping(), &auth::hash(&attempt.state), until, now).await? {
        return Ok(failed(app, "an answer that was used before", "opnieuw"));
    }
    let (Some(provider), Some(code)) = (app.providers.get(&attempt.provider), &answer.code) else {
        return Ok(failed(app, "the provider did not sign anybody in", "geweigerd"));
    };
    let token = match provider.exchange(&attempt, code, answer.iss.as_deref(), &redirect(app)).await {
        Ok(token) => token,
        Err(failure @ Failure::Unreachable(_)) => return Ok(failed(app, &failure.to_string(), "provider")),
        Err(failure) => return Ok(failed(app, &failure.to_string(), "geweigerd")),
    };
    let mut unit = app.db.begin(now).await?;
    let person = match person_of(&ctx, &mut unit, provider, &token).await? {
        Ok(person) => person,
        Err(code) => return Ok(failed(app, "the provider does not say enough of this person", code)),
    };
    let started = Started { family: new_id(), at: now, provider: Some((provider.key.clone(), token.sid.clone())), passkey: None };
    let (_, cookies) = session::open(&ctx, &unit, person, &started).await?;
    session::record(&ctx, &mut unit, started.family, Some(person), Verb::Started).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(session::with(go("/aangemeld"), cookies).cookie(ATTEMPT.end(&app.config.server)).finish())
}

/// The person of an account at a provider; made at the first time. An account that is there already is linked only when the provider says that the
/// e-mail address is verified, and the domain of the address is the provider's own.
async fn person_of(ctx: &Ctx, unit: &mut UnitOfWork, provider: &Provider, token: &IdToken) -> Result<Result<PersonId, &'static str>, ApiError> {
    let now = unit.now();
    if let Some((person, let_in)) = identity::find(unit.conn(), &provider.key, &token.sub).await? {
        if let_in {
            return Ok(Ok(person));
        }
        // Who was deleted and then let in anew has another account, with the same address.
        if !identity::is_of_deleted(unit.conn(), &provider.key, &token.sub).await? {
            return Ok(Err("niet-toegelaten"));
        }
    }
    let email = token.email.as_deref().unwrap_or_default().trim().to_lowercase();
    let owned = email.rsplit_once('@').is_some_and(|(_, domain)| provider.owns(domain));
    if !token.email_verified || !owned {
        return Ok(Err("e-mailadres"));
    }
    if let Some((person, _, _)) = person::by_email(unit.conn(), &email).await? {
        identity::insert(unit.conn(), &provider.key, &token.sub, person, now).await?;
        if let Some(found) = person::account_of(unit.conn(), person).await? {
            tell(unit.conn(), &found.stored.state, Letter::ProviderLinked(&provider.config.name), now).await?;
        }
        unit.record(&entry(ctx, person, Verb::Activated), None).await?;
        return Ok(Ok(person));
    }
    // Who was deleted comes back when somebody lets them in, not by themselves.
    if identity::is_of_deleted(unit.conn(), &provider.key, &token.sub).await? || person::was_deleted(unit.conn(), &email).await? {
        return Ok(Err("niet-toegelaten"));
    }
    let name = token.name.clone().filter(|name| name.trim().chars().count() > 1).unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
    let Some(organisation_id) = organisation_of(unit, provider, token).await? else { return Ok(Err("organisatie")) };
    let state = Person {
        name,
        email,
        job_title: String::new(),
        organisation_id,
        expertise: vec![],
        theme_ids: vec![],
        language: Language::Dutch,
        email_visible: false,
    }
    .normalised();
    if !state.violations().is_empty() {
        return Ok(Err("gegevens"));
    }
    let id = PersonId(new_id());
    match resource::insert::<person::People, _>(unit.conn(), id, &state, now).await {
        Ok(()) => {}
        // Somebody with this address is no longer let in.
        Err(persistence::StoreError::Duplicate) => return Ok(Err("niet-toegelaten")),
        Err(error) => return Err(error.into()),
    }
    identity::insert(unit.conn(), &provider.key, &token.sub, id, now).await?;
    privacy::accept(unit.conn(), id, PRIVACY_VERSION).await?;
    unit.record(&entry(ctx, id, Verb::Created), Some(1)).await?;
    for role in roles_of(provider, token) {
        role::grant(unit.conn(), id, &role::Grant { role, end_date: None, granted_at: now }).await?;
        unit.record(&entry(ctx, id, Verb::RoleGranted), None).await?;
    }
    Ok(Ok(id))
}

/// The organisation that a claim names by its CBS code, when the provider may speak for it; without the claim that of the provider.
async fn organisation_of(unit: &UnitOfWork, provider: &Provider, token: &IdToken) -> Result<Option<OrganisationId>, ApiError> {
    let own = OrganisationId(provider.config.organisation_id);
    if let Some(claimed) = provider.config.organisation_claim.as_ref().and_then(|claim| token.others.get(claim)) {
        let Some(code) = claimed.as_str() else { return Ok(None) };
        let named = identity::organisation_by_code(unit.conn(), code).await?;
        return Ok(named.filter(|named| *named == own || provider.speaks_for(code)));
    }
    let found = resource::find::<Organisations, _>(unit.conn(), &domain::policy::Actor::Anonymous, own, false).await?;
    Ok(found.map(|found| found.stored.id))
}

/// The roles that the claims stand for, as configured. Nobody becomes an administrator by a claim.
fn roles_of(provider: &Provider, token: &IdToken) -> Vec<Role> {
    let claims = provider.config.role_claim.as_ref().and_then(|claim| token.others.get(claim));
    let named: Vec<&str> = match claims {
        Some(serde_json::Value::String(one)) => vec![one],
        Some(serde_json::Value::Array(many)) => many.iter().filter_map(|name| name.as_str()).collect(),
        _ => vec![],
    };
    let mut roles: Vec<Role> = named.iter().filter_map(|name| provider.config.roles.get(*name).copied()).filter(|role| role.is_of_organisation()).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

fn entry(ctx: &Ctx, person: PersonId, verb: Verb) -> Entry {
    Entry { actor: Some(person.0), audience: Visibility::Network, request_id: ctx.request_id(), ..Entry::new(Kind::Person, person.0, verb) }
}

#[derive(Deserialize)]
struct Logout {
    logout_token: String,
}

/// Somebody signed out at the provider: the sessions that came from there end here too.
async fn backchannel_logout(ctx: Ctx, request: HttpRequest, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let app = &ctx.app;
    let Some(provider) = app.providers.get(request.match_info().query("provider")) else { return Err(ApiError::NotFound) };
    let refused = || Ok(HttpResponse::BadRequest().insert_header(("Cache-Control", "no-store")).finish());
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let Ok(Logout { logout_token }) = web::Query::<Logout>::from_query(text).map(web::Query::into_inner) else { return refused() };
    let now = app.clock.now();
    let token = match provider.logout(&logout_token).await {
        Ok(token) if (token.iat - now.timestamp()).abs() <= 300 => token,
        Ok(_) => return refused(),
        Err(failure) => {
            tracing::warn!(%failure, "a logout token was refused");
            return refused();
        }
    };
    if !use_assertion(app.db.bookkeeping(), &auth::hash(&format!("logout {} {}", provider.key, token.jti)), now + Duration::minutes(10), now).await? {
        return refused();
    }
    let mut unit = app.db.begin(now).await?;
    let person = match &token.sub {
        Some(sub) => identity::find(unit.conn(), &provider.key, sub).await?.map(|(person, _)| person),
        None => None,
    };
    let ended = store::end_at_provider(unit.conn(), &provider.key, token.sid.as_deref(), person).await?;
    if ended > 0 {
        session::record(&ctx, &mut unit, Uuid::nil(), person, Verb::Ended).await?;
        unit.commit().await?;
        ctx.rights_changed();
    }
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).finish())
}
