//! The keys that sign the tokens of API clients (ES256). They stand encrypted in the database, so that they survive a restart and replicas share
//! them; a new one takes over in time, and the old one is published until its last token has expired.
use crate::{app::App, error::ApiError};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use persistence::api_client::{self as store, SigningKey};
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
#[derive(Default)]
pub struct Keys {
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
    fn cached(&self) -> Option<Arc<Vec<Key>>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|(since, _)| since.elapsed() < KEPT).map(|(_, keys)| keys.clone())
    }

    async fn load(&self, app: &App) -> Result<Arc<Vec<Key>>, ApiError> {
        let now = app.clock.now();
        let mut stored = store::signing_keys(app.db.reader(), now - Duration::days(DAYS + GRACE_DAYS)).await?;
        if stored.first().is_none_or(|key| key.created_at < now - Duration::days(DAYS)) {
            let key = generate(app, now)?;
            store::insert_signing_key(app.db.bookkeeping(), &key).await?;
            store::purge_signing_keys(app.db.bookkeeping(), now - Duration::days(DAYS + GRACE_DAYS)).await?;
            stored = store::signing_keys(app.db.bookkeeping(), now - Duration::days(DAYS + GRACE_DAYS)).await?;
        }
        let keys: Arc<Vec<Key>> = Arc::new(stored.into_iter().map(|key| read(app, key)).collect::<Result<_, _>>()?);
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), keys.clone()));
        Ok(keys)
    }

    async fn all(&self, app: &App) -> Result<Arc<Vec<Key>>, ApiError> {
        match self.cached() {
            Some(keys) => Ok(keys),
            None => self.load(app).await,
        }
    }

    /// The public keys as a JSON Web Key Set.
    pub async fn public(&self, app: &App) -> Result<Value, ApiError> {
        let keys = self.all(app).await?;
        Ok(json!({"keys": keys.iter().map(|key| key.public.clone()).collect::<Vec<_>>()}))
    }

    /// Signs with the newest key.
    pub async fn sign(&self, app: &App, claims: &Claims) -> Result<String, ApiError> {
        let keys = self.all(app).await?;
        let key = keys.iter().max_by_key(|key| key.created_at).ok_or_else(|| ApiError::internal("no key"))?;
        let header = Header { kid: Some(key.id.to_string()), typ: Some("at+jwt".into()), ..Header::new(Algorithm::ES256) };
        encode(&header, claims, &key.signing).map_err(ApiError::internal)
    }

    /// What a token says; `None` when it is not ours, expired or for another audience.
    pub async fn verify(&self, app: &App, token: &str) -> Result<Option<Claims>, ApiError> {
        let Some(id) = decode_header(token).ok().filter(|header| header.alg == Algorithm::ES256).and_then(|header| header.kid?.parse::<Uuid>().ok()) else {
            return Ok(None);
        };
        let mut keys = self.all(app).await?;
        if !keys.iter().any(|key| key.id == id) {
            // Another server may have made a new one.
            keys = self.load(app).await?;
        }
        let Some(key) = keys.iter().find(|key| key.id == id) else { return Ok(None) };
        let mut validation = Validation::new(Algorithm::ES256);
        validation.set_issuer(&[app.issuer()]);
        validation.set_audience(&[app.audience()]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.leeway = 5;
        Ok(decode::<Claims>(token, &key.verifying, &validation).ok().map(|data| data.claims))
    }
}

fn generate(app: &App, now: DateTime<Utc>) -> Result<SigningKey, ApiError> {
    let failed = |_| ApiError::internal("cannot make a key");
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(failed)?;
    let private = pair.to_pkcs8v1().map_err(failed)?;
    let id = Uuid::now_v7();
    // An uncompressed point: 4, then both coordinates.
    let point = pair.public_key().as_ref();
    let (x, y) = point.get(1..33).zip(point.get(33..65)).ok_or_else(|| ApiError::internal("the public key has another form"))?;
    let public = json!({
        "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": id,
        "x": BASE64_URL_SAFE_NO_PAD.encode(x), "y": BASE64_URL_SAFE_NO_PAD.encode(y),
    });
    Ok(SigningKey { id, private_key: app.vault.lock(private.as_ref(), &format!("signing key {id}"))?, public_key: public.to_string(), created_at: now })
}

fn read(app: &App, key: SigningKey) -> Result<Key, ApiError> {
    let private = app.vault.unlock(&key.private_key, &format!("signing key {}", key.id))?;
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
