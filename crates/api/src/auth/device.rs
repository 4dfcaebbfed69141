//! Devices on which somebody signed in before. On those the wait after failures of others elsewhere does not count, so that nobody keeps an owner out.
//! A cookie holds a number for each account, sealed for that account and its present password: it tells nothing, gets nobody in, and a new password ends it.
use super::cookie;
use crate::{app::App, auth, error::ApiError, extract::Ctx};
use actix_web::cookie::Cookie;
use chrono::Duration;
use domain::PersonId;

/// So many days a device stays known; browsers keep no cookie for longer.
const DAYS: i64 = 400;
/// So many accounts one device remembers.
const MOST: usize = 5;

/// What the number is sealed for.
fn of(person: PersonId, password_hash: &str) -> String {
    format!("device of {person} with {password_hash}")
}

fn numbers(ctx: &Ctx) -> Vec<String> {
    let kept = cookie::DEVICE.read(&ctx.app, ctx.request()).unwrap_or_default();
    kept.split('.').filter(|number| !number.is_empty()).take(MOST).map(str::to_owned).collect()
}

fn fits(app: &App, number: &str, person: PersonId, password_hash: &str) -> bool {
    app.vault.unlock(number, &of(person, password_hash)).is_ok()
}

/// Whether the request says that it comes from a device that is known to somebody.
pub fn claims(ctx: &Ctx) -> bool {
    !numbers(ctx).is_empty()
}

/// The device from which the request comes, when this account with this password was signed in to there.
pub fn known(ctx: &Ctx, person: PersonId, password_hash: &str) -> Option<String> {
    numbers(ctx).into_iter().find(|number| fits(&ctx.app, number, person, password_hash)).map(|number| auth::hash(&number))
}

/// The cookie that makes the device known to this account, and keeps it known to others.
pub fn remember(ctx: &Ctx, person: PersonId, password_hash: &str) -> Result<Cookie<'static>, ApiError> {
    let mut kept = numbers(ctx);
    let own = match kept.iter().position(|number| fits(&ctx.app, number, person, password_hash)) {
        Some(place) => kept.remove(place),
        None => ctx.app.vault.lock(b"", &of(person, password_hash))?,
    };
    kept.insert(0, own);
    kept.truncate(MOST);
    Ok(cookie::DEVICE.set(&ctx.app, kept.join("."), Duration::days(DAYS)))
}
