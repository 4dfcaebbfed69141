//! Access tokens: short-lived JWTs that name a session. What the session may do is not in the token, so that it can be taken back.
use chrono::{DateTime, Duration, Utc};
use domain::PersonId;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const ISSUER: &str = "kompaan";
const AUDIENCE: &str = "kompaan-api";

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    sub: Uuid,
    /// The session.
    sid: Uuid,
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
}

/// Issues and verifies access tokens.
pub struct Tokens {
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
    lifetime: Duration,
}

impl Tokens {
    pub fn new(secret: &[u8], lifetime: Duration) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.leeway = 5;
        Self { signing: EncodingKey::from_secret(secret), verifying: DecodingKey::from_secret(secret), validation, lifetime }
    }

    /// A token for a session of somebody, and when it stops working.
    pub fn issue(&self, person: PersonId, session: Uuid, now: DateTime<Utc>) -> Result<(String, DateTime<Utc>), jsonwebtoken::errors::Error> {
        let expires_at = now + self.lifetime;
        let claims = Claims { sub: person.0, sid: session, iss: ISSUER.into(), aud: AUDIENCE.into(), iat: now.timestamp(), exp: expires_at.timestamp() };
        Ok((encode(&Header::new(Algorithm::HS256), &claims, &self.signing)?, expires_at))
    }

    /// The session for which the token was issued; `None` when it is not ours, expired or for another audience.
    pub fn verify(&self, token: &str) -> Option<Uuid> {
        Some(decode::<Claims>(token, &self.verifying, &self.validation).ok()?.claims.sid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use persistence::new_id;

    #[test]
    fn only_our_own_unexpired_tokens_count() {
        let tokens = Tokens::new(b"a secret of the server", Duration::minutes(10));
        let (person, session, now) = (PersonId(new_id()), new_id(), Clock::system().now());
        let (token, _) = tokens.issue(person, session, now).unwrap();
        assert_eq!(tokens.verify(&token), Some(session));
        let (expired, _) = tokens.issue(person, session, now - Duration::minutes(11)).unwrap();
        assert_eq!(tokens.verify(&expired), None);
        assert_eq!(Tokens::new(b"another secret", Duration::minutes(10)).verify(&token), None);
        let (issued, secret) = (now.timestamp(), EncodingKey::from_secret(b"a secret of the server"));
        for (issuer, audience) in [(ISSUER, AUDIENCE), ("another", AUDIENCE), (ISSUER, "another")] {
            let claims = Claims { sub: person.0, sid: session, iss: issuer.into(), aud: audience.into(), iat: issued, exp: issued + 60 };
            let token = encode(&Header::new(Algorithm::HS256), &claims, &secret).unwrap();
            assert_eq!(tokens.verify(&token).is_some(), (issuer, audience) == (ISSUER, AUDIENCE), "{issuer} {audience}");
            let other = encode(&Header::new(Algorithm::HS512), &claims, &secret).unwrap();
            assert_eq!(tokens.verify(&other), None, "signed in another way");
        }
        let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", token.split('.').nth(1).unwrap());
        assert_eq!(tokens.verify(&unsigned), None);
    }
}
