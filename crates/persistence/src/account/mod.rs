//! Accounts: signing in, sessions, second factors, systems, privacy, mail and succession.
pub mod account;
pub mod api_client;
pub mod brake;
pub mod identity;
pub mod mail;
pub mod passkey;
pub mod personal_data;
pub mod privacy;
pub mod session;
pub mod succession;

pub use account::*;
