//! Devices on which somebody signed in before. On those the wait after failures of others elsewhere does not count, so that nobody keeps an owner out.
//! A cookie holds a number for each account, sealed for that account and its present password: it tells nothing, gets nobody in, and a new password ends it.
use super::cookie;
use crate::{
    auth::{self, Vault},
    config::Server,
    error::ApiError,
};
use actix_web::{HttpRequest, cookie::Cookie};
use chrono::Duration;
use domain::PersonId;

/// So many days a device stays known; browsers keep no cookie for longer.
const DAYS: i64 = 400;
/// So many accounts one device remembers.
const MAX_ACCOUNTS: usize = 5;

/// What the number is sealed for.
fn of(person: PersonId, password_hash: &str) -> String {
    format!("device of {person} with {password_hash}")
}

fn fits(vault: &Vault, number: &str, person: PersonId, password_hash: &str) -> bool {
    vault.unlock(number, &of(person, password_hash)).is_ok()
}

/// The device from which a request comes.
pub struct Device<'a> {
    server: &'a Server,
    vault: &'a Vault,
    numbers: Vec<String>,
}

impl<'a> Device<'a> {
    /// As the cookie of the request tells.
    pub fn of(server: &'a Server, vault: &'a Vault, request: &HttpRequest) -> Self {
        let kept = cookie::DEVICE.read(server, request).unwrap_or_default();
        let numbers = kept.split('.').filter(|number| !number.is_empty()).take(MAX_ACCOUNTS).map(str::to_owned).collect();
        Self { server, vault, numbers }
    }

    /// Whether the request says that it comes from a device that is known to somebody.
    pub const fn claims(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// The device, when this account with this password was signed in to there.
    pub fn known(&self, person: PersonId, password_hash: &str) -> Option<String> {
        self.numbers.iter().find(|number| fits(self.vault, number, person, password_hash)).map(|number| auth::hash(number))
    }

    /// The cookie that makes the device known to this account, and keeps it known to others.
    pub fn remember(self, person: PersonId, password_hash: &str) -> Result<Cookie<'static>, ApiError> {
        let Self { server, vault, numbers: mut kept } = self;
        let own = match kept.iter().position(|number| fits(vault, number, person, password_hash)) {
            Some(place) => kept.remove(place),
            None => vault.lock(b"", &of(person, password_hash))?,
        };
        kept.insert(0, own);
        kept.truncate(MAX_ACCOUNTS);
        Ok(cookie::DEVICE.set(server, kept.join("."), Duration::days(DAYS)))
    }
}
