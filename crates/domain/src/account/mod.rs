//! Accounts: signing in, sessions, second factors, systems, privacy, mail and succession.
pub mod account;
pub mod api_client;
pub mod password;
pub mod succession;

pub use account::*;
