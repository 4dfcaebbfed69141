//! Accounts: signing in, sessions, second factors, systems, privacy, mail and succession.
pub mod account_link;
pub mod api_client;
pub mod client_secret;
pub mod credential;
pub mod identity;
pub mod mail;
pub mod passkey;
pub mod recovery_code;
pub mod second_factor;
pub mod session;
pub mod sign_in_failure;
pub mod signing_key;
pub mod used_assertion;
