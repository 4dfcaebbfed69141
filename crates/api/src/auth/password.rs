//! Hashing of passwords with argon2id, away from the threads that answer requests.
use crate::error::ApiError;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Each hash takes 19 MiB and a core; more at once than cores would only queue in memory.
static SLOTS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from))));

/// Whether somebody who knows these words about the person would guess the password soon (zxcvbn: below 3 of 4). Takes some milliseconds, so
/// also away from the threads that answer.
pub async fn guessable(password: String, own_words: Vec<String>) -> Result<bool, ApiError> {
    run(move || {
        let words: Vec<&str> = own_words.iter().map(String::as_str).chain(["kompaan", "gemeente", "wachtwoord", "welkom"]).collect();
        zxcvbn::zxcvbn(&password, &words).score() < zxcvbn::Score::Three
    })
    .await
}

/// A hash of the password, with its own salt.
pub async fn hash(password: String) -> Result<String, ApiError> {
    run(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| ApiError::internal(error.to_string())))
        .await?
}

/// Whether the password belongs to the hash. Without a hash it takes as long, so that time does not tell whether an account exists.
pub async fn verify(password: String, stored: Option<String>) -> Result<bool, ApiError> {
    run(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| DUMMY.clone());
        let matches = PasswordHash::new(&stored).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        known && matches
    })
    .await
}

static DUMMY: LazyLock<String> =
    LazyLock::new(|| Argon2::default().hash_password(b"nobody has this password").map(|hash| hash.to_string()).unwrap_or_default());

async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    let slot = SLOTS.clone().acquire_owned().await.map_err(ApiError::internal)?;
    let work = move || {
        // Kept until the work is done, also when nobody waits for the answer any more.
        let _slot = slot;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_attackers_try_first_is_guessable() {
        for (password, expected) in
            [("drie-blije-tuinen", false), ("correct horse battery staple", false), ("abcdefghijklm", true), ("iloveyou1234", true), ("zaq12wsxcde3", true)]
        {
            assert_eq!(guessable(password.into(), vec!["Vught".into()]).await.unwrap(), expected, "{password}");
        }
    }

    #[tokio::test]
    async fn a_password_belongs_to_its_own_hash_only() {
        let stored = hash("drie-blije-tuinen".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("drie-blije-tuinen".into(), Some(stored.clone())).await.unwrap());
        assert!(!verify("vier-blije-tuinen".into(), Some(stored)).await.unwrap());
        assert!(!verify("nobody has this password".into(), None).await.unwrap());
    }
}
