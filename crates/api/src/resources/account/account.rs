//! Accounts: letting people in and no longer, invitations, forgotten passwords, and another e-mail address.
use crate::{
    auth,
    crud::{self, find_for_writing, find_to_change, to_json},
    demo,
    error::ApiError,
    extract::{Ctx, etag},
    mail::{Letter, letter, tell},
    operation::{Access, Operation},
    resources::{
        password::{check_own_password, check_password, replace_password},
        person::{People, leave, tell_old_address},
        session::{record, with},
    },
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use chrono::Duration;
use contract::{FieldError, account as wire, problem::explain};
use domain::{
    PersonId,
    account::{MOST_RESETS, Purpose},
    api_client::ApiScope,
    journal::Verb,
    person::{AccountStatus, is_email},
    policy::Action,
    text,
};
use persistence::{Found, UnitOfWork, account as store, mail, new_id, person, resource::find};
use serde_json::json;
use utoipa::ToSchema;

const TAG: &str = "Accounts";

/// The operations on accounts.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (reset, email, link_input) = (schemas.add::<wire::ResetInput>(), schemas.add::<wire::EmailChangeInput>(), schemas.add::<wire::LinkInput>());
    let (link, person) = (schemas.add::<wire::Link>(), schemas.add::<contract::person::Person>());
    let id = demo::id("person", "consulent-best").to_string();
    let example = "bWFhaWwgZGl0IG5pZXQgbmE";
    let managed = "For administrators, and for the coordinators of the organisation.";
    vec![
        Operation::new("post", "/people/{personId}/_invite", "invitePerson", Access::SignedIn, invite)
            .for_systems(ApiScope::PeopleWrite)
            .text(TAG, "Send an invitation", format!("{managed} By mail goes a link with which the person chooses a password; an earlier link stops working."))
            .id_parameter("personId", &demo::id("person", "nieuw-best").to_string())
            .errors(&[403, 409]),
        Operation::new("post", "/people/{personId}/_deactivate", "deactivatePerson", Access::SignedIn, deactivate)
            .for_systems(ApiScope::PeopleWrite)
            .text(TAG, "Let somebody in no longer", format!("{managed} All sessions end at once; what the person made stays."))
            .id_parameter("personId", &id)
            .if_match()
            .errors(&[403, 409])
            .answers(200, "As it is now.", Some(&person), &["ETag"]),
        Operation::new("post", "/people/{personId}/_reactivate", "reactivatePerson", Access::SignedIn, reactivate)
            .for_systems(ApiScope::PeopleWrite)
            .text(TAG, "Let somebody in again", managed)
            .id_parameter("personId", &id)
            .if_match()
            .errors(&[403, 409])
            .answers(200, "As it is now.", Some(&person), &["ETag"]),
        Operation::new("post", "/password-resets", "askPasswordReset", Access::Open, ask_reset)
            .text(
                TAG,
                "Ask for a new password",
                "For anyone. When there is an account with this address, a link goes there by mail; the answer is the same when there is none.",
            )
            .errors(&[429])
            .body(&reset, &json!({"email": "consulent.best@demo.example"}))
            .answers(202, "Asked.", None, &[]),
        Operation::new("post", "/me/email-changes", "askEmailChange", Access::SignedIn, ask_email_change)
            .text(
                TAG,
                "Ask for another e-mail address",
                "For yourself. A link goes to the new address, and word of it to the old one; until the link is used, nothing changes.",
            )
            .errors(&[409])
            .body(&email, &json!({"email": "beleid.oirschot@voorbeeld.example", "currentPassword": demo::PASSWORD}))
            .answers(202, "Asked.", None, &[]),
        Operation::new("post", "/account-links/_read", "readAccountLink", Access::Open, read_link)
            .text(TAG, "Read what a link is for", "For whoever has the link from a mail. Reading does not use it up.")
            .errors(&[409])
            .body(&link_input, &json!({"token": example}))
            .answers(200, "What it is for.", Some(&link), &[]),
        Operation::new("post", "/account-links/_use", "useAccountLink", Access::Open, use_link)
            .text(TAG, "Use a link", "For whoever has the link from a mail; it works once. Sets the password, or confirms the e-mail address.")
            .errors(&[409])
            .body(&link_input, &json!({"token": example, "password": "groene-fiets-bij-de-sluis"})),
    ]
}

/// Makes a link, and the mail that brings it.
async fn send_link(ctx: &Ctx, unit: &UnitOfWork, person: &Found<person::People>, purpose: Purpose, email: Option<&str>) -> Result<(), ApiError> {
    let token = auth::random_token();
    let link = store::Link {
        id: new_id(),
        person_id: person.stored.id,
        purpose,
        token_hash: auth::hash(&token),
        email: email.map(str::to_owned),
        expires_at: unit.now() + Duration::hours(purpose.hours()),
    };
    store::insert_link(unit.conn(), &link, unit.now()).await?;
    let state = &person.stored.state;
    // Behind the #, so that no server and no log on the way sees it.
    let address = ctx.app.link(&format!("/account#{token}"));
    let (subject, text) = letter(Letter::Link(purpose, &address), state.language, &state.name);
    Ok(mail::insert(unit.conn(), email.unwrap_or(&state.email), subject, &text, unit.now()).await?)
}

async fn invite(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = PersonId(ctx.path_id("personId")?);
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let found = find::<person::People, _>(unit.conn(), &ctx.actor, id, false).await?.ok_or(ApiError::NotFound)?;
    crate::error::allow(domain::policy::decide(&ctx.actor, Action::ManageAccount, &found.scope(&ctx.actor)))?;
    match found.extra.status {
        AccountStatus::Invited => {}
        AccountStatus::Active => return Err(ApiError::State("already_active", "This person has signed up already.".into())),
        AccountStatus::Deactivated => return Err(ApiError::State("deactivated", "This person is no longer let in. Let them in again first.".into())),
    }
    send_link(&ctx, &unit, &found, Purpose::Invitation, None).await?;
    crud::record::<People>(&mut unit, &ctx, &found, Verb::Invited, vec![]).await?;
    unit.commit().await?;
    ctx.app.work.notify_one();
    Ok(HttpResponse::NoContent().finish())
}

async fn deactivate(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    set_active(ctx, false).await
}

async fn reactivate(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    set_active(ctx, true).await
}

async fn set_active(ctx: Ctx, active: bool) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = PersonId(ctx.path_id("personId")?);
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let before = find_to_change::<People>(&unit, &ctx, id.0, Action::ManageAccount, &seen).await?;
    let seen = before.stored.version;
    if active == (before.extra.status != AccountStatus::Deactivated) {
        return Err(ApiError::State("already_there", "This is so already.".into()));
    }
    let now = unit.now();
    if !active {
        leave(&unit, &before).await?;
    }
    person::set_deactivated(unit.conn(), id, seen, (!active).then_some(now), now).await?;
    let found = find_for_writing::<People>(&unit, &ctx, id.0).await?;
    crud::record::<People>(&mut unit, &ctx, &found, if active { Verb::Reactivated } else { Verb::Deactivated }, vec![]).await?;
    unit.commit().await?;
    ctx.rights_changed();
    let version = found.stored.version;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(version))).json(to_json(&<People as crud::ApiResource>::view(found, &ctx.actor, true))?))
}

/// Answers before it looks, so that neither the text nor the time of the answer tells whether there is an account.
async fn ask_reset(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let wire::ResetInput { email } = ctx.body(&bytes, &wire::ResetInput::name())?;
    ctx.app.limits.attempt(&ctx.network())?;
    let email = text::normalise(&email).to_lowercase();
    actix_web::rt::spawn(async move {
        if let Err(error) = reset(&ctx, &email).await {
            tracing::error!(%error, "asking for a new password failed");
        }
    });
    Ok(HttpResponse::Accepted().finish())
}

async fn reset(ctx: &Ctx, email: &str) -> Result<(), ApiError> {
    let Some((id, _, _)) = person::by_email(ctx.app.db.reader(), email).await? else { return Ok(()) };
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let found = person::account_of(unit.conn(), id).await?.ok_or(ApiError::NotFound)?;
    // Whoever asks for somebody else neither ends the links that the owner has, nor fills the mailbox.
    if store::links(unit.conn(), id, Purpose::Reset, unit.now()).await? >= MOST_RESETS {
        return Ok(());
    }
    send_link(ctx, &unit, &found, Purpose::Reset, None).await?;
    crud::record::<People>(&mut unit, ctx, &found, Verb::ResetAsked, vec![]).await?;
    unit.commit().await?;
    ctx.app.work.notify_one();
    Ok(())
}

/// The person as themselves, where nobody is signed in.
async fn ask_email_change(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let id = ctx.person()?;
    let wire::EmailChangeInput { email, current_password } = ctx.body(&bytes, &wire::EmailChangeInput::name())?;
    let email = text::normalise(&email).to_lowercase();
    if !is_email(&email) {
        return Err(ApiError::Invalid(vec![FieldError::body("/email", "invalid_format", explain("invalid_format", None))]));
    }
    check_own_password(&ctx, id, current_password, "/currentPassword").await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let found = person::account_of(unit.conn(), id).await?.ok_or(ApiError::Unauthenticated)?;
    let state = &found.stored.state;
    if state.email != email {
        tell(unit.conn(), state, Letter::EmailChanges(&email), unit.now()).await?;
        // Whether somebody else has this address is told to nobody: the link then does not work.
        if person::by_email(unit.conn(), &email).await?.is_none() {
            send_link(&ctx, &unit, &found, Purpose::Email, Some(&email)).await?;
        }
        record(&ctx, &mut unit, id.0, Some(id), Verb::Requested).await?;
        unit.commit().await?;
        ctx.app.work.notify_one();
    }
    Ok(HttpResponse::Accepted().finish())
}

fn dead_link() -> ApiError {
    ApiError::State("link_invalid", "This link was used, or has expired. Ask for a new one.".into())
}

async fn read_link(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let wire::LinkInput { token, .. } = ctx.body(&bytes, &wire::LinkInput::name())?;
    let conn = ctx.app.db.reader();
    let link = store::find_link(conn, &auth::hash(&token), ctx.app.clock.now()).await?.ok_or_else(dead_link)?;
    let state = person::account_of(conn, link.person_id).await?.ok_or_else(dead_link)?.stored.state;
    Ok(HttpResponse::Ok().json(wire::Link { purpose: link.purpose, name: state.name, email: link.email.unwrap_or(state.email), expires_at: link.expires_at }))
}

async fn use_link(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let wire::LinkInput { token, password } = ctx.body(&bytes, &wire::LinkInput::name())?;
    let hash = auth::hash(&token);
    let conn = ctx.app.db.reader();
    let link = store::find_link(conn, &hash, ctx.app.clock.now()).await?.ok_or_else(dead_link)?;
    let found = person::account_of(conn, link.person_id).await?.ok_or_else(dead_link)?;
    let password_hash = match password {
        Some(password) if link.purpose.sets_password() => {
            check_password(&found.stored.state, &password).await?;
            Some(auth::password::hash(password).await?)
        }
        None if link.purpose.sets_password() => {
            return Err(ApiError::Invalid(vec![FieldError::body("/password", "required", explain("required", None))]));
        }
        _ => None,
    };
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    if store::find_link(unit.conn(), &hash, unit.now()).await?.is_none() || !store::use_link(unit.conn(), link.id).await? {
        return Err(dead_link());
    }
    let mut cookies = vec![];
    match (&link.email, password_hash) {
        (Some(email), _) => {
            store::set_email(unit.conn(), link.person_id, email, unit.now()).await.map_err(|error| match error {
                persistence::StoreError::Duplicate => dead_link(),
                other => other.into(),
            })?;
            // Who changes it has proven to be the owner, so sessions stay; what was sent to the old address does not count any more.
            store::end_links(unit.conn(), link.person_id, None).await?;
            tell_old_address(&unit, &found.stored.state, email).await?;
            let found = person::account_of(unit.conn(), link.person_id).await?.ok_or_else(dead_link)?;
            crud::record::<People>(&mut unit, &ctx, &found, Verb::EmailChanged, vec![]).await?;
        }
        (None, Some(hash)) => {
            let verb = if link.purpose == Purpose::Invitation { Verb::Activated } else { Verb::PasswordChanged };
            replace_password(&ctx, &mut unit, &found, &hash, verb).await?;
            cookies.push(ctx.known_device().remember(link.person_id, &hash)?);
            if verb == Verb::PasswordChanged {
                tell(unit.conn(), &found.stored.state, Letter::PasswordChanged, unit.now()).await?;
            }
        }
        (None, None) => return Err(dead_link()),
    }
    unit.commit().await?;
    ctx.rights_changed();
    Ok(with(HttpResponse::NoContent(), cookies).finish())
}
