//! Passwords: set by people themselves, and asked for before a way to sign in changes.
use crate::{
    auth::{self, brake::Brake},
    crud, demo,
    error::{ApiError, allow, check_rules},
    extract::Ctx,
    mail::{Letter, tell},
    operation::{Access, Operation},
    resources::{person::People, session},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{FieldError, account::OwnPasswordInput, person::PasswordInput, problem::explain};
use domain::{
    PersonId,
    account::{PRIVACY_VERSION, Purpose},
    journal::Verb,
    password,
    person::{AccountStatus, Person},
    policy::{Action, decide},
};
use persistence::{Found, UnitOfWork, account, person as store, privacy};
use serde_json::json;
use utoipa::ToSchema;

/// Setting a password.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let input = schemas.add::<PasswordInput>();
    vec![
        Operation::new("put", "/people/{personId}/password", "setPassword", Access::SignedIn, set_password)
            .text(
                "People",
                "Set a password",
                "For the person, with the current password; for administrators as long as the person has none. All sessions of the person end.",
            )
            .id_parameter("personId", &demo::id("person", "beleidsadviseur-oirschot").to_string())
            .errors(&[403, 409])
            .body(&input, &json!({"password": "groene-fiets-bij-de-sluis", "currentPassword": demo::PASSWORD})),
    ]
}

async fn set_password(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let id = PersonId(ctx.path_id("personId")?);
    let input: PasswordInput = ctx.body(&bytes, &PasswordInput::name())?;
    let conn = ctx.app.db.reader();
    let found = persistence::resource::find::<store::People, _>(conn, &ctx.actor, id, false).await?.ok_or(ApiError::NotFound)?;
    allow(decide(&ctx.actor, Action::ChangePassword, &found.scope(&ctx.actor)))?;
    check_password(&found.stored.state, &input.password).await?;
    let stored = store::credential_of(conn, id).await?;
    if ctx.actor.person() == Some(id) {
        check_own_password(&ctx, id, input.current_password.clone().unwrap_or_default(), "/currentPassword").await?;
    } else if stored.is_some() {
        return Err(ApiError::State("has_password", "This person has a password; only the person can change it. Send an invitation or have it reset.".into()));
    }
    let hash = auth::password::hash(input.password).await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let was_told = found.extra.status == AccountStatus::Active || account::links(unit.conn(), id, Purpose::Invitation, unit.now()).await? > 0;
    replace_password(&ctx, &mut unit, &found, &hash, Verb::PasswordChanged).await?;
    // Who was never told of the account, and cannot sign in yet, hears of the password from who chose it.
    if stored.is_some() {
        tell(unit.conn(), &found.stored.state, Letter::PasswordChanged, unit.now()).await?;
    } else if was_told {
        tell(unit.conn(), &found.stored.state, Letter::PasswordSet, unit.now()).await?;
    }
    unit.commit().await?;
    ctx.rights_changed();
    // Where somebody chose a password, they are known from then on.
    let own = ctx.actor.person() == Some(id);
    let cookies = if own { vec![ctx.known_device().remember(id, &hash)?] } else { vec![] };
    Ok(session::with(HttpResponse::NoContent(), cookies).finish())
}

/// Refuses a password that breaks a rule of the domain, or that is easy to guess.
pub async fn check_password(person: &Person, password: &str) -> Result<(), ApiError> {
    let mut own_words: Vec<String> = person.name.split_whitespace().map(str::to_owned).collect();
    own_words.extend(person.email.split('@').map(str::to_owned));
    let words: Vec<&str> = own_words.iter().map(String::as_str).collect();
    let mut violations = password::violations(password, &words);
    if violations.is_empty() && auth::password::guessable(password.to_owned(), own_words).await? {
        violations.add("password", domain::Code::WeakPassword);
    }
    check_rules(violations)
}

/// Whether it is the person who is signed in, before a way to sign in changes: by the password in the body, for who has one. Who signs in at an identity
/// provider or with a passkey only has none.
pub async fn check_own(ctx: &Ctx, id: PersonId, bytes: &[u8]) -> Result<(), ApiError> {
    let OwnPasswordInput { current_password } = ctx.body(bytes, &OwnPasswordInput::name())?;
    if store::credential_of(ctx.app.db.reader(), id).await?.is_none() {
        return Ok(());
    }
    check_own_password(ctx, id, current_password.unwrap_or_default(), "/currentPassword").await
}

/// Whether it is the person who is signed in; guessing is braked as when signing in.
pub async fn check_own_password(ctx: &Ctx, id: PersonId, typed: String, pointer: &str) -> Result<(), ApiError> {
    let attempt = Brake::of(&ctx.network(), &format!("password of {id}")).attempt(&ctx.app.db, &ctx.app.clock).await?;
    let stored = store::credential_of(ctx.app.db.reader(), id).await?;
    if auth::password::verify(typed, stored).await? {
        return attempt.succeeded(ctx.app.db.bookkeeping()).await;
    }
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    session::record(ctx, &mut unit, ctx.session.unwrap_or_default(), Some(id), Verb::Refused).await?;
    unit.commit().await?;
    Err(ApiError::UnknownReference(vec![FieldError::body(pointer, "wrong_password", explain("wrong_password", None))]))
}

/// Replaces the password; all sessions and links of the person end.
pub async fn replace_password(ctx: &Ctx, unit: &mut UnitOfWork, found: &Found<store::People>, hash: &str, verb: Verb) -> Result<(), ApiError> {
    let id = found.stored.id;
    let is_first = store::credential_of(unit.conn(), id).await?.is_none();
    store::set_credential(unit.conn(), id, hash, unit.now()).await?;
    account::shut_out(unit.conn(), id).await?;
    // Who chooses a first password does so on a page with the statement.
    if is_first {
        privacy::accept(unit.conn(), id, PRIVACY_VERSION).await?;
    }
    crud::record::<People>(unit, ctx, found, verb, vec![]).await
}
