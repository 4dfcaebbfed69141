//! Signing in with the account of one's own organisation: OpenID Connect (code flow with PKCE). Tokens are checked with the library that checks our own;
//! `openidconnect` would bring a second implementation of RSA with an open advisory.
use crate::{config, error::ApiError};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use contract::percent_encode;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, jwk::JwkSet};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

/// How long what a provider says about itself is kept.
const KEPT: Duration = Duration::from_secs(3600);
/// A key that is not known makes us ask again, but not more often than this.
const AGAIN: Duration = Duration::from_secs(5);
/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// With a public key only: a provider that signs with the secret of the client would let whoever knows it make tokens.
const ALGORITHMS: [Algorithm; 8] =
    [Algorithm::RS256, Algorithm::RS384, Algorithm::RS512, Algorithm::PS256, Algorithm::PS384, Algorithm::PS512, Algorithm::ES256, Algorithm::ES384];

/// The identity providers, by the key under which they are configured.
pub struct Providers {
    all: BTreeMap<String, Provider>,
}

/// An identity provider.
pub struct Provider {
    pub key: String,
    pub config: config::OidcProvider,
    http: reqwest::Client,
    known: RwLock<Option<(Instant, Arc<Known>)>>,
}

/// What a provider says about itself.
struct Known {
    metadata: Metadata,
    keys: JwkSet,
}

#[derive(Clone, Debug, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// What is kept in the browser while somebody is at the provider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    pub provider: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
    /// Seconds since 1970.
    pub expires_at: i64,
}

/// What an ID token says of somebody.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct IdToken {
    pub sub: String,
    #[serde(default)]
    pub nonce: Option<String>,
    #[serde(default)]
    pub azp: Option<String>,
    #[serde(default)]
    pub sid: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub email_verified: bool,
    #[serde(default)]
    pub name: Option<String>,
    aud: Audience,
    #[serde(flatten)]
    pub others: serde_json::Map<String, serde_json::Value>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// What a provider says when somebody signed out there (OpenID Connect Back-Channel Logout).
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LogoutToken {
    #[serde(default)]
    pub sub: Option<String>,
    #[serde(default)]
    pub sid: Option<String>,
    #[serde(default)]
    pub nonce: Option<String>,
    pub jti: String,
    pub iat: i64,
    pub events: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: String,
    #[serde(default)]
    access_token: Option<String>,
}

/// What a provider says of somebody beside the ID token.
#[derive(Deserialize)]
struct UserInfo {
    sub: String,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    email_verified: bool,
    #[serde(default)]
    name: Option<String>,
    #[serde(flatten)]
    others: serde_json::Map<String, serde_json::Value>,
}

/// Why somebody could not be signed in by a provider.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the provider cannot be reached: {0}")]
    Unreachable(String),
    #[error("what the provider says is not right: {0}")]
    Untrusted(&'static str),
}

impl Providers {
    /// As configured.
    ///
    /// # Errors
    /// When a provider cannot be trusted, as its address is not `https`.
    #[expect(clippy::disallowed_methods, reason = "the one client of the server: it waits only so long, and follows nobody elsewhere")]
    pub fn new(config: &BTreeMap<String, config::OidcProvider>) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build()?;
        let mut all = BTreeMap::new();
        for (key, config) in config {
            anyhow::ensure!(may_trust(&config.issuer), "oidc.{key}.issuer must begin with https://");
            let provider = Provider { key: key.clone(), config: config.clone(), http: http.clone(), known: RwLock::default() };
            all.insert(key.clone(), provider);
        }
        Ok(Self { all })
    }

    /// The provider with this key.
    pub fn get(&self, key: &str) -> Option<&Provider> {
        self.all.get(key)
    }

    /// The provider where people with an e-mail address in this domain sign in.
    pub fn of_domain(&self, domain: &str) -> Option<&Provider> {
        self.all.values().find(|provider| provider.owns(domain))
    }
}

/// Over HTTPS, or on this machine for development.
fn may_trust(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://localhost:") || address.starts_with("http://127.0.0.1:")
}

impl Provider {
    /// Whether e-mail addresses in this domain belong to it.
    pub fn owns(&self, domain: &str) -> bool {
        self.config.domains.iter().any(|own| own.eq_ignore_ascii_case(domain))
    }

    /// Whether it may say that somebody works for the municipality with this CBS code.
    pub fn speaks_for(&self, code: &str) -> bool {
        self.config.organisation_codes.iter().any(|own| own == code)
    }

    async fn get<T: DeserializeOwned>(&self, address: &str) -> Result<T, Failure> {
        let unreachable = |error: reqwest::Error| Failure::Unreachable(error.to_string());
        self.http.get(address).send().await.and_then(reqwest::Response::error_for_status).map_err(unreachable)?.json().await.map_err(unreachable)
    }

    async fn discover(&self) -> Result<Arc<Known>, Failure> {
        let address = format!("{}/.well-known/openid-configuration", self.config.issuer.trim_end_matches('/'));
        let metadata: Metadata = self.get(&address).await?;
        if metadata.issuer != self.config.issuer {
            return Err(Failure::Untrusted("it names another issuer"));
        }
        if ![&metadata.authorization_endpoint, &metadata.token_endpoint, &metadata.jwks_uri].into_iter().all(|address| may_trust(address)) {
            return Err(Failure::Untrusted("an address without HTTPS"));
        }
        let keys = self.get(&metadata.jwks_uri).await?;
        let known = Arc::new(Known { metadata, keys });
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), known.clone()));
        Ok(known)
    }

    fn cached(&self) -> Option<(Duration, Arc<Known>)> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().map(|(since, known)| (since.elapsed(), known.clone()))
    }

    async fn known(&self) -> Result<Arc<Known>, Failure> {
        match self.cached() {
            Some((age, known)) if age < KEPT => Ok(known),
            _ => self.discover().await,
        }
    }

    /// Where somebody goes to sign in.
    pub async fn address(&self, attempt: &Attempt, redirect: &str) -> Result<String, Failure> {
        let known = self.known().await?;
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(attempt.verifier.as_bytes()));
        let fields = [
            ("response_type", "code"),
            ("scope", "openid email profile"),
            ("client_id", &self.config.client_id),
            ("redirect_uri", redirect),
            ("state", &attempt.state),
            ("nonce", &attempt.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let separator = if known.metadata.authorization_endpoint.contains('?') { '&' } else { '?' };
        Ok(format!("{}{separator}{}", known.metadata.authorization_endpoint, form(&fields)))
    }

    /// Exchanges the code for what the provider says of somebody. `issuer` is what the answer named as its origin (RFC 9207).
    pub async fn exchange(&self, attempt: &Attempt, code: &str, issuer: Option<&str>, redirect: &str) -> Result<IdToken, Failure> {
        let known = self.known().await?;
        match issuer {
            Some(issuer) if issuer != known.metadata.issuer => return Err(Failure::Untrusted("the answer comes from another provider")),
            None if known.metadata.authorization_response_iss_parameter_supported => {
                return Err(Failure::Untrusted("the answer does not say where it comes from"));
            }
            _ => {}
        }
        let mut fields = vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", attempt.verifier.as_str())];
        let mut request = self.http.post(&known.metadata.token_endpoint).header("accept", "application/json");
        if self.config.client_secret.is_empty() {
            fields.push(("client_id", &self.config.client_id));
        } else {
            request = request.basic_auth(percent_encode(&self.config.client_id), Some(percent_encode(&self.config.client_secret)));
        }
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form(&fields));
        let unreachable = |error: reqwest::Error| Failure::Unreachable(error.to_string());
        let answer = request.send().await.map_err(unreachable)?;
        if !answer.status().is_success() {
            return Err(Failure::Untrusted("it does not accept the code"));
        }
        let answer: TokenAnswer = answer.json().await.map_err(unreachable)?;
        let mut token: IdToken = self.read(&answer.id_token, &["exp", "iss", "aud", "sub"]).await?;
        if token.nonce.as_deref() != Some(attempt.nonce.as_str()) {
            return Err(Failure::Untrusted("the token is of another attempt"));
        }
        let several = matches!(&token.aud, Audience::Many(audience) if audience.len() > 1);
        if (several || token.azp.is_some()) && token.azp.as_ref() != Some(&self.config.client_id) {
            return Err(Failure::Untrusted("the token is for another client"));
        }
        // Many providers keep the ID token small, and tell the rest to who asks.
        if let (None, Some(address), Some(access_token)) = (&token.email, &known.metadata.userinfo_endpoint, &answer.access_token) {
            if !may_trust(address) {
                return Err(Failure::Untrusted("an address without HTTPS"));
            }
            let request = self.http.get(address).bearer_auth(access_token).header("accept", "application/json");
            let info: UserInfo = request.send().await.and_then(reqwest::Response::error_for_status).map_err(unreachable)?.json().await.map_err(unreachable)?;
            if info.sub != token.sub {
                return Err(Failure::Untrusted("it tells of somebody else"));
            }
            (token.email, token.email_verified, token.name) = (info.email, info.email_verified, info.name);
            token.others.extend(info.others);
        }
        Ok(token)
    }

    /// What the provider says about signing out.
    pub async fn logout(&self, token: &str) -> Result<LogoutToken, Failure> {
        let token: LogoutToken = self.read(token, &["iss", "aud"]).await?;
        let is_logout = token.events.contains_key("http://schemas.openid.net/event/backchannel-logout");
        // A nonce tells an ID token from a logout token.
        if !is_logout || token.nonce.is_some() || (token.sub.is_none() && token.sid.is_none()) {
            return Err(Failure::Untrusted("this is not a logout token"));
        }
        Ok(token)
    }

    /// Reads a token that the provider signed for us.
    async fn read<T: DeserializeOwned>(&self, token: &str, required: &[&str]) -> Result<T, Failure> {
        let header = decode_header(token).map_err(|_| Failure::Untrusted("the token cannot be read"))?;
        if !ALGORITHMS.contains(&header.alg) {
            return Err(Failure::Untrusted("the token is signed in a way that we do not accept"));
        }
        let key_of = |known: &Known| {
            let key = match &header.kid {
                Some(kid) => known.keys.find(kid),
                None if known.keys.keys.len() == 1 => known.keys.keys.first(),
                None => None,
            };
            key.and_then(|key| DecodingKey::from_jwk(key).ok())
        };
        let known = self.known().await?;
        let mut key = key_of(&known);
        // The provider may have changed its keys.
        if key.is_none() && self.cached().is_none_or(|(age, _)| age > AGAIN) {
            key = key_of(&*self.discover().await?);
        }
        let key = key.ok_or(Failure::Untrusted("the token is signed with an unknown key"))?;
        let mut validation = Validation::new(header.alg);
        validation.set_issuer(&[&self.config.issuer]);
        validation.set_audience(&[&self.config.client_id]);
        validation.set_required_spec_claims(required);
        validation.leeway = 30;
        decode::<T>(token, &key, &validation).map(|data| data.claims).map_err(|error| {
            use jsonwebtoken::errors::ErrorKind;
            Failure::Untrusted(match error.kind() {
                ErrorKind::ExpiredSignature => "the token has expired",
                ErrorKind::InvalidAudience => "the token is for another client",
                ErrorKind::InvalidIssuer => "the token comes from another provider",
                _ => "the token is not right",
            })
        })
    }
}

/// Fields as a form.
fn form(fields: &[(&str, &str)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={}", percent_encode(value))).collect::<Vec<_>>().join("&")
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        Self::internal(failure)
    }
}
