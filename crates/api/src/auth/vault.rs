//! Encryption of what must be read back: AES-256-GCM with a key that follows from the secret of the server.
use crate::error::ApiError;
use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Keeps secrets.
pub struct Vault(RandomizedNonceKey);

impl Vault {
    /// A vault of which the key follows from this secret.
    pub fn new(secret: &[u8]) -> anyhow::Result<Self> {
        let mut derive = Hmac::<Sha256>::new_from_slice(secret)?;
        derive.update(b"kompaan vault 1");
        let key = derive.finalize().into_bytes();
        Ok(Self(RandomizedNonceKey::new(&AES_256_GCM, &key).map_err(|_| anyhow::anyhow!("the key of the vault"))?))
    }

    /// Encrypts; `of` names what it belongs to, so that it cannot be moved elsewhere.
    pub fn lock(&self, plain: &[u8], of: &str) -> Result<String, ApiError> {
        let mut sealed = plain.to_vec();
        let nonce = self.0.seal_in_place_append_tag(Aad::from(of.as_bytes()), &mut sealed).map_err(|_| ApiError::internal("cannot encrypt"))?;
        let mut kept = nonce.as_ref().to_vec();
        kept.extend(sealed);
        Ok(BASE64_URL_SAFE_NO_PAD.encode(kept))
    }

    /// Decrypts what [`Vault::lock`] made for the same thing.
    pub fn unlock(&self, kept: &str, of: &str) -> Result<Vec<u8>, ApiError> {
        let broken = || ApiError::internal("a secret was encrypted with another key");
        let mut kept = BASE64_URL_SAFE_NO_PAD.decode(kept).map_err(|_| broken())?;
        if kept.len() < NONCE_LEN {
            return Err(broken());
        }
        let mut sealed = kept.split_off(NONCE_LEN);
        let nonce = Nonce::try_assume_unique_for_key(&kept).map_err(|_| broken())?;
        Ok(self.0.open_in_place(nonce, Aad::from(of.as_bytes()), &mut sealed).map_err(|_| broken())?.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_locked_opens_only_here_and_for_its_own() {
        let vault = Vault::new(b"a secret of the server").unwrap();
        let kept = vault.lock(b"geheim", "person 1").unwrap();
        assert_ne!(kept, vault.lock(b"geheim", "person 1").unwrap(), "a nonce of its own each time");
        assert_eq!(vault.unlock(&kept, "person 1").unwrap(), b"geheim");
        assert!(vault.unlock(&kept, "person 2").is_err());
        assert!(Vault::new(b"another secret").unwrap().unlock(&kept, "person 1").is_err());
        assert!(vault.unlock("", "person 1").is_err());
    }
}
