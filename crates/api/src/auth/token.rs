//! Access tokens: short-lived JWTs that say who somebody is.
use chrono::{DateTime, Duration, Utc};
use domain::{OrganisationId, PersonId, policy::Actor};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const ISSUER: &str = "kompaan";
const AUDIENCE: &str = "kompaan-api";

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    sub: Uuid,
    /// The organisation of the person.
    org: Uuid,
    /// Whether the person administers the platform.
    adm: bool,
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

    /// A token for somebody, and when it stops working.
    pub fn issue(
        &self,
        person: PersonId,
        organisation: OrganisationId,
        administrator: bool,
        now: DateTime<Utc>,
    ) -> Result<(String, DateTime<Utc>), jsonwebtoken::errors::Error> {
        let expires_at = now + self.lifetime;
        let claims = Claims {
            sub: person.0,
            org: organisation.0,
            adm: administrator,
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            iat: now.timestamp(),
            exp: expires_at.timestamp(),
        };
        Ok((encode(&Header::new(Algorithm::HS256), &claims, &self.signing)?, expires_at))
    }

    /// Who the token is for; `None` when it is not ours, expired or for another audience.
    pub fn verify(&self, token: &str) -> Option<Actor> {
        let claims = decode::<Claims>(token, &self.verifying, &self.validation).ok()?.claims;
        Some(Actor::Person { id: PersonId(claims.sub), organisation: OrganisationId(claims.org), administrator: claims.adm })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_unexpired_tokens_count() {
        let tokens = Tokens::new(b"a secret of the server", Duration::minutes(10));
        let (person, organisation) = (PersonId::generate(), OrganisationId::generate());
        let (token, _) = tokens.issue(person, organisation, false, Utc::now()).unwrap();
        assert_eq!(tokens.verify(&token).and_then(|actor| actor.person()), Some(person));
        let (expired, _) = tokens.issue(person, organisation, false, Utc::now() - Duration::minutes(11)).unwrap();
        assert_eq!(tokens.verify(&expired), None);
        assert_eq!(Tokens::new(b"another secret", Duration::minutes(10)).verify(&token), None);
        let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", token.split('.').nth(1).unwrap());
        assert_eq!(tokens.verify(&unsigned), None);
    }
}
