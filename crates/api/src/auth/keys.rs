//! The keys that sign the tokens of API clients (ES256). They stand encrypted in the database, so that they survive a restart and replicas share
//! them; a new one takes over in time, and the old one is published until its last token has expired.
use crate::{auth::Vault, clock::Clock, error::ApiError};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use persistence::{
    Database,
    api_client::{self as store, SigningKey},
    new_id,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration as Span, Instant},
};
use uuid::Uuid;

/// A key signs for so many days.
const DAYS: i64 = 90;
/// It is published so many days longer than that.
const GRACE_DAYS: i64 = 2;
/// How long a server does not ask the database for keys.
const KEPT: Span = Span::from_secs(300);
/// How long a token works, in seconds.
pub const LIFETIME: i64 = 600;

/// The keys, as this server knows them.
pub struct Keys {
    issuer: String,
    audience: String,
    known: RwLock<Option<(Instant, Arc<Vec<Key>>)>>,
}

struct Key {
    id: Uuid,
    signing: EncodingKey,
    verifying: DecodingKey,
    public: Value,
    created_at: DateTime<Utc>,
}

/// What a token of a client says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    /// The client.
    pub sub: Uuid,
    pub client_id: Uuid,
    pub aud: String,
    pub scope: String,
    pub iat: i64,
    pub exp: i64,
    pub jti: Uuid,
}

impl Keys {
    /// The keys of who issues tokens as `issuer`, for `audience`.
    pub const fn new(issuer: String, audience: String) -> Self {
        Self { issuer, audience, known: RwLock::new(None) }
    }

    fn cached(&self) -> Option<Arc<Vec<Key>>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|(since, _)| since.elapsed() < KEPT).map(|(_, keys)| keys.clone())
    }

    async fn load(&self, db: &Database, clock: &Clock, vault: &Vault) -> Result<Arc<Vec<Key>>, ApiError> {
        let now = clock.now();
        let mut stored = store::signing_keys(db.reader(), now - Duration::days(DAYS + GRACE_DAYS)).await?;
        if stored.first().is_none_or(|key| key.created_at < now - Duration::days(DAYS)) {
            let key = generate(vault, now)?;
            store::insert_signing_key(db.bookkeeping(), &key).await?;
            store::purge_signing_keys(db.bookkeeping(), now - Duration::days(DAYS + GRACE_DAYS)).await?;
            stored = store::signing_keys(db.bookkeeping(), now - Duration::days(DAYS + GRACE_DAYS)).await?;
        }
        let keys: Arc<Vec<Key>> = Arc::new(stored.into_iter().map(|key| read(vault, key)).collect::<Result<_, _>>()?);
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), keys.clone()));
        Ok(keys)
    }

    async fn all(&self, db: &Database, clock: &Clock, vault: &Vault) -> Result<Arc<Vec<Key>>, ApiError> {
        match self.cached() {
            Some(keys) => Ok(keys),
            None => self.load(db, clock, vault).await,
        }
    }

    /// The public keys as a JSON Web Key Set.
    pub async fn public(&self, db: &Database, clock: &Clock, vault: &Vault) -> Result<Value, ApiError> {
        let keys = self.all(db, clock, vault).await?;
        Ok(json!({"keys": keys.iter().map(|key| key.public.clone()).collect::<Vec<_>>()}))
    }

    /// Signs with the newest key.
    pub async fn sign(&self, db: &Database, clock: &Clock, vault: &Vault, claims: &Claims) -> Result<String, ApiError> {
        let keys = self.all(db, clock, vault).await?;
        let key = keys.iter().max_by_key(|key| key.created_at).ok_or_else(|| ApiError::internal("no key"))?;
        let header = Header { kid: Some(key.id.to_string()), typ: Some("at+jwt".into()), ..Header::new(Algorithm::ES256) };
        encode(&header, claims, &key.signing).map_err(ApiError::internal)
    }

    /// What a token says; `None` when it is not ours, expired or for another audience.
    pub async fn verify(&self, db: &Database, clock: &Clock, vault: &Vault, token: &str) -> Result<Option<Claims>, ApiError> {
        let Some(id) = decode_header(token).ok().filter(|header| header.alg == Algorithm::ES256).and_then(|header| header.kid?.parse::<Uuid>().ok()) else {
            return Ok(None);
        };
        let mut keys = self.all(db, clock, vault).await?;
        if !keys.iter().any(|key| key.id == id) {
            // Another server may have made a new one.
            keys = self.load(db, clock, vault).await?;
        }
        let Some(key) = keys.iter().find(|key| key.id == id) else { return Ok(None) };
        let mut validation = Validation::new(Algorithm::ES256);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[&self.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.leeway = 5;
        Ok(decode::<Claims>(token, &key.verifying, &validation).ok().map(|data| data.claims))
    }
}

fn generate(vault: &Vault, now: DateTime<Utc>) -> Result<SigningKey, ApiError> {
    let failed = |_| ApiError::internal("cannot make a key");
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(failed)?;
    let private = pair.to_pkcs8v1().map_err(failed)?;
    let id = new_id();
    // An uncompressed point: 4, then both coordinates.
    let point = pair.public_key().as_ref();
    let (x, y) = point.get(1..33).zip(point.get(33..65)).ok_or_else(|| ApiError::internal("the public key has another form"))?;
    let public = json!({
        "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": id,
        "x": BASE64_URL_SAFE_NO_PAD.encode(x), "y": BASE64_URL_SAFE_NO_PAD.encode(y),
    });
    Ok(SigningKey { id, private_key: vault.lock(private.as_ref(), &format!("signing key {id}"))?, public_key: public.to_string(), created_at: now })
}

fn read(vault: &Vault, key: SigningKey) -> Result<Key, ApiError> {
    let private = vault.unlock(&key.private_key, &format!("signing key {}", key.id))?;
    let public: Value = serde_json::from_str(&key.public_key).map_err(ApiError::internal)?;
    let coordinate = |name: &str| public[name].as_str().unwrap_or_default().to_owned();
    Ok(Key {
        id: key.id,
        signing: EncodingKey::from_ec_der(&private),
        verifying: DecodingKey::from_ec_components(&coordinate("x"), &coordinate("y")).map_err(ApiError::internal)?,
        public,
        created_at: key.created_at,
    })
}
