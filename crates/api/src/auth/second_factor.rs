//! Codes of a second factor: TOTP (RFC 6238: SHA-1, six digits, thirty seconds, as all apps know it) and recovery codes.
use crate::{
    auth::{self, Vault},
    error::ApiError,
};
use chrono::{DateTime, Utc};
use domain::{
    PersonId,
    account::{CODE_SECONDS, RECOVERY_CODES, acceptable_steps, normalise_code},
};
use persistence::account::{self as store, SecondFactor};
use sea_orm::ConnectionTrait;
use subtle::ConstantTimeEq;
use totp_rs::{Builder, Totp};

const SECRET_BYTES: usize = 20;

/// A new secret.
pub fn new_secret() -> [u8; SECRET_BYTES] {
    auth::random_bytes()
}

/// The generator of the codes of a secret.
pub fn totp(secret: &[u8], account: &str) -> Result<Totp, ApiError> {
    let builder = Builder::new().with_secret(secret.to_vec()).with_account_name(account).with_issuer(Some("Kompaan"));
    builder.build().map_err(|error| ApiError::internal(error.to_string()))
}

/// Encrypts a secret for its person.
pub fn lock(vault: &Vault, person: PersonId, secret: &[u8]) -> Result<String, ApiError> {
    vault.lock(secret, &format!("second factor of {person}"))
}

/// The step of which this is the code, when it has not been used.
pub fn step_of(vault: &Vault, person: PersonId, factor: &SecondFactor, code: &str, now: DateTime<Utc>) -> Result<Option<i64>, ApiError> {
    let secret = vault.unlock(&factor.secret, &format!("second factor of {person}"))?;
    let totp = totp(&secret, "kompaan")?;
    let typed = normalise_code(code);
    Ok(acceptable_steps(now.timestamp(), factor.last_step).find(|step| {
        let at = u64::try_from(step * CODE_SECONDS).unwrap_or_default();
        totp.generate(at).to_string().as_bytes().ct_eq(typed.as_bytes()).into()
    }))
}

/// Whether the code is right; it is used up.
pub async fn accept<C: ConnectionTrait>(
    vault: &Vault,
    conn: &C,
    person: PersonId,
    factor: &SecondFactor,
    code: &str,
    now: DateTime<Utc>,
) -> Result<bool, ApiError> {
    if let Some(step) = step_of(vault, person, factor, code, now)? {
        return Ok(store::use_step(conn, person, step).await?);
    }
    Ok(store::use_recovery_code(conn, person, &hash_code(person, code)).await?)
}

/// New recovery codes: 50 bits each, in two groups that are easy to type over.
pub fn new_recovery_codes() -> Vec<String> {
    // Without letters and digits that look alike.
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let code = || {
        let letters: String = auth::random_bytes::<10>().iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
        let (left, right) = letters.split_at(5);
        format!("{left}-{right}")
    };
    (0..RECOVERY_CODES).map(|_| code()).collect()
}

/// The form in which a recovery code is kept.
pub fn hash_code(person: PersonId, code: &str) -> String {
    auth::hash(&format!("{person} {}", normalise_code(code)))
}
