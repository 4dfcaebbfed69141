//! Accounts: signing in, sessions, second factors, systems, privacy, mail and succession.
pub mod account;
pub mod api_client;
pub mod mail;
pub mod passkey;
pub mod password;
pub mod privacy;
pub mod second_factor;
pub mod session;
pub mod succession;

pub use account::*;
