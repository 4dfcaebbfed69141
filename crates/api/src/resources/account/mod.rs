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

use super::part::{Part, resource};

/// What this area has in the API, in the order in which the document shows it.
pub(super) static PARTS: &[Part] = &[
    Part::Others(session::operations),
    Part::Others(account::operations),
    Part::Others(second_factor::operations),
    Part::Others(passkey::operations),
    Part::Others(privacy::operations),
    Part::Others(succession::operations),
    Part::Others(mail::operations),
    Part::Others(password::operations),
    resource::<api_client::ApiClients>(),
    Part::Others(api_client::operations),
];
