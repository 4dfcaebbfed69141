//! Passkeys (WebAuthn): the two ceremonies. What the server has to remember between their steps travels sealed with the browser, and counts once.
use crate::{
    auth::{self, Vault},
    clock::Clock,
    error::ApiError,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration};
use contract::{FieldError, passkey::PasskeyChallenge, problem::explain};
use domain::PersonId;
use persistence::{
    Database,
    api_client::use_assertion,
    passkey::{Passkey as Kept, by_credential},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{DiscoverableAuthentication, Passkey, PasskeyRegistration, Url},
};
use webauthn_rs_proto::ResidentKeyRequirement;

/// So long somebody may take with the device.
const MINUTES: i64 = 5;
const SIGNING_IN: &str = "passkey: signing in";

/// The ceremonies for this installation; none where its address is a number, to which browsers bind no passkeys.
pub struct Passkeys(Option<Webauthn>);

/// What is remembered between the steps.
#[derive(Serialize, Deserialize)]
struct Attempt<State> {
    id: String,
    expires_at: i64,
    state: State,
}

impl Passkeys {
    /// For an installation at this origin.
    pub fn new(origin: &str) -> Self {
        let made = Url::parse(origin).ok().and_then(|origin| {
            let domain = origin.domain()?.to_owned();
            WebauthnBuilder::new(&domain, &origin).and_then(|builder| builder.rp_name("Kompaan").build()).ok()
        });
        if made.is_none() {
            tracing::warn!(origin, "no passkeys at this address; set server.publicUrl to a name");
        }
        Self(made)
    }

    fn webauthn(&self) -> Result<&Webauthn, ApiError> {
        self.0.as_ref().ok_or_else(|| ApiError::State("no_passkeys", "This installation has no passkeys: its address is not a name.".into()))
    }

    /// Begins adding a passkey; `present` are those that the person has.
    pub fn start_adding(
        &self,
        clock: &Clock,
        vault: &Vault,
        person: PersonId,
        email: &str,
        name: &str,
        present: &[Kept],
    ) -> Result<PasskeyChallenge, ApiError> {
        let present = present.iter().map(|kept| Ok(parse(kept)?.cred_id().clone())).collect::<Result<Vec<_>, ApiError>>()?;
        let (mut options, state) =
            self.webauthn()?.start_passkey_registration(person.0, email, name, Some(present)).map_err(|error| ApiError::internal(error.to_string()))?;
        // The device keeps who it is for, so that nobody has to type an address to sign in.
        if let Some(selection) = &mut options.public_key.authenticator_selection {
            selection.resident_key = Some(ResidentKeyRequirement::Required);
            selection.require_resident_key = true;
        }
        challenge(clock, vault, &options.public_key, state, &adding(person))
    }

    /// Checks what the device answered; the id that it gave the key, and the key.
    pub async fn finish_adding(
        &self,
        db: &Database,
        clock: &Clock,
        vault: &Vault,
        person: PersonId,
        attempt: &str,
        credential: Value,
    ) -> Result<(String, String), ApiError> {
        let webauthn = self.webauthn()?;
        let credential = serde_json::from_value(credential).map_err(|_| malformed())?;
        let state: PasskeyRegistration = reopen(db, clock, vault, attempt, &adding(person)).await?;
        let passkey = webauthn.finish_passkey_registration(&credential, &state).map_err(|error| {
            log(&error.to_string());
            ApiError::UnknownReference(vec![FieldError::body("/credential", "passkey_refused", explain("passkey_refused", None))])
        })?;
        Ok((id_of(passkey.cred_id()), serde_json::to_string(&passkey).map_err(ApiError::internal)?))
    }

    /// Begins signing in.
    pub fn start_signing_in(&self, clock: &Clock, vault: &Vault) -> Result<PasskeyChallenge, ApiError> {
        let (options, state) = self.webauthn()?.start_discoverable_authentication().map_err(|error| ApiError::internal(error.to_string()))?;
        challenge(clock, vault, &options.public_key, state, SIGNING_IN)
    }

    /// Checks what the device answered against the passkey with its id; the passkey with what the device says since.
    pub async fn finish_signing_in(&self, db: &Database, clock: &Clock, vault: &Vault, attempt: &str, credential: Value) -> Result<Kept, ApiError> {
        let webauthn = self.webauthn()?;
        let credential = serde_json::from_value(credential).map_err(|_| malformed())?;
        let state: DiscoverableAuthentication = reopen(db, clock, vault, attempt, SIGNING_IN).await?;
        let (person, id): (Uuid, _) = webauthn.identify_discoverable_authentication(&credential).map_err(|error| refused(&error.to_string()))?;
        let kept = by_credential(db.reader(), &id_of(id)).await?.filter(|kept| kept.person_id.0 == person).ok_or_else(|| refused("not known"))?;
        let mut passkey = parse(&kept)?;
        let result = webauthn.finish_discoverable_authentication_v2(&credential, state, &passkey).map_err(|error| refused(&error.to_string()))?;
        passkey.update_credential(&result);
        Ok(Kept { credential: serde_json::to_string(&passkey).map_err(ApiError::internal)?, ..kept })
    }
}

fn adding(person: PersonId) -> String {
    format!("passkey: adding for {person}")
}

fn id_of(id: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(id)
}

fn parse(kept: &Kept) -> Result<Passkey, ApiError> {
    serde_json::from_str(&kept.credential).map_err(ApiError::internal)
}

fn malformed() -> ApiError {
    ApiError::Invalid(vec![FieldError::body("/credential", "invalid_format", explain("invalid_format", None))])
}

fn log(why: &str) {
    tracing::info!(why, "a passkey was refused");
}

fn refused(why: &str) -> ApiError {
    log(why);
    ApiError::PasskeyRefused
}

fn challenge<Options: Serialize, State: Serialize>(
    clock: &Clock,
    vault: &Vault,
    options: &Options,
    state: State,
    of: &str,
) -> Result<PasskeyChallenge, ApiError> {
    let attempt = Attempt { id: auth::random_token(), expires_at: (clock.now() + Duration::minutes(MINUTES)).timestamp(), state };
    let attempt = vault.lock(&serde_json::to_vec(&attempt).map_err(ApiError::internal)?, of)?;
    Ok(PasskeyChallenge { attempt, options: serde_json::to_value(options).map_err(ApiError::internal)? })
}

/// Reads what was sealed for this purpose, the first time that it comes back in time.
async fn reopen<State: DeserializeOwned>(db: &Database, clock: &Clock, vault: &Vault, attempt: &str, of: &str) -> Result<State, ApiError> {
    let over = || ApiError::State("attempt_over", "This took too long, or was tried before. Begin again.".into());
    let now = clock.now();
    let plain = vault.unlock(attempt, of).map_err(|_| over())?;
    let attempt: Attempt<State> = serde_json::from_slice(&plain).map_err(|_| over())?;
    let until = DateTime::from_timestamp(attempt.expires_at, 0).filter(|until| *until > now).ok_or_else(over)?;
    if !use_assertion(db.bookkeeping(), &auth::hash(&format!("passkey {}", attempt.id)), until, now).await? {
        return Err(over());
    }
    Ok(attempt.state)
}
