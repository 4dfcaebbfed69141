//! Who is asking: access tokens, passwords, sessions.
pub mod brake;
pub mod cookie;
pub mod device;
pub mod identity;
pub mod keys;
pub mod oidc;
pub mod passkey;
pub mod password;
pub mod readings;
pub mod second_factor;
pub mod token;
pub mod vault;

pub use identity::Identities;
pub use readings::Readings;
pub use token::Tokens;
pub use vault::Vault;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A new unguessable token.
pub fn random_token() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

/// Bytes that nobody can guess.
#[expect(clippy::disallowed_methods, reason = "the one place where the server asks for randomness")]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    rand::random()
}

/// The form in which a token or address is kept where its value must not be readable.
pub fn hash(text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}
