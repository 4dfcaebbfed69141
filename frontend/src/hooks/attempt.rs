//! Making something once: when the answer was lost, sending again makes nothing twice.
use crate::{browser, resources::Managed};
use client::{Client, Error};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many different bodies are remembered of one draft.
const MOST: usize = 8;

/// What was sent of a draft without an answer that settles it, all with one `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempts<I> {
    key: Uuid,
    sent: Vec<I>,
}

/// What became of it.
#[derive(Debug, PartialEq)]
pub enum Made<V> {
    /// It was made as it was sent now.
    Now(V),
    /// An earlier attempt had made it, with another content.
    Before(V),
}

impl<I: Clone + PartialEq> Attempts<I> {
    #[expect(clippy::disallowed_methods, reason = "the key of a draft; nothing else in the browser makes an id")]
    fn new() -> Self {
        Self { key: Uuid::now_v7(), sent: vec![] }
    }

    /// This is sent now.
    fn sending(&mut self, input: &I) {
        self.sent.retain(|sent| sent != input);
        self.sent.push(input.clone());
        if self.sent.len() > MOST {
            self.sent.remove(0);
        }
    }

    /// The server refused this, so that it did not make anything of it.
    fn refused(&mut self, input: &I) {
        self.sent.retain(|sent| sent != input);
    }

    /// What else was sent, the latest first.
    fn others(&self, input: &I) -> Vec<I> {
        self.sent.iter().rev().filter(|sent| *sent != input).cloned().collect()
    }
}

fn name(draft: &str) -> String {
    format!("attempt.{draft}")
}

/// Forgets what was sent of a draft: what is typed next is another thing.
pub fn forget(draft: &str) {
    browser::keep(&name(draft), None);
}

/// Makes it, under the key of its draft. A key that was used for another content tells that an earlier attempt did arrive: then that one is asked what it made.
pub async fn make<M: Managed>(client: &Client, draft: &str, input: &M::Input) -> Result<Made<M::View>, Error> {
    let name = name(draft);
    let mut attempts: Attempts<M::Input> = browser::kept(&name).and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_else(Attempts::new);
    let keep = |attempts: &Attempts<M::Input>| browser::keep(&name, serde_json::to_string(attempts).ok().as_deref());
    attempts.sending(input);
    keep(&attempts);
    let resource = M::of(client);
    let mut result = resource.create_once(input, attempts.key).await.map(|found| Made::Now(found.value));
    if result.as_ref().is_err_and(is_reused) {
        for earlier in attempts.others(input) {
            result = resource.create_once(&earlier, attempts.key).await.map(|found| Made::Before(found.value));
            if !result.as_ref().is_err_and(is_reused) {
                break;
            }
        }
        if result.as_ref().is_err_and(is_reused) {
            // Not of what is known here; another key for another thing.
            attempts = Attempts::new();
            attempts.sending(input);
            keep(&attempts);
            result = resource.create_once(input, attempts.key).await.map(|found| Made::Now(found.value));
        }
    }
    match &result {
        Ok(_) => browser::keep(&name, None),
        Err(error) if error.status().is_some_and(|status| (400..500).contains(&status)) => {
            attempts.refused(input);
            keep(&attempts);
        }
        Err(_) => {}
    }
    result
}

fn is_reused(error: &Error) -> bool {
    error.problem().is_some_and(|problem| problem.code == "idempotency_key_reused")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_keeps_its_key_and_what_may_have_arrived() {
        let mut attempts = Attempts::new();
        attempts.sending(&"een");
        attempts.sending(&"twee");
        attempts.sending(&"een");
        assert_eq!(attempts.others(&"een"), ["twee"]);
        assert_eq!(attempts.others(&"drie"), ["een", "twee"], "the latest first");
        attempts.refused(&"een");
        assert_eq!(attempts.others(&"drie"), ["twee"], "what was refused did not arrive");
        let key = attempts.key;
        for number in 0..20 {
            attempts.sending(if number % 2 == 0 { &"even" } else { &"oneven" });
        }
        assert_eq!(attempts.key, key);
    }
}
