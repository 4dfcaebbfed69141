//! The pages of accounts, of people and of systems.
pub mod account;
pub mod api_client;
pub mod sign_in;

pub use account::*;
