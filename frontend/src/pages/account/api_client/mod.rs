//! Systems that use the API.
mod detail;
mod edit;
mod list;

pub use detail::ApiClientPage;
pub use edit::{EditApiClient, NewApiClient};
pub use list::ApiClients;

use crate::{format::moment, session::Session};
use chrono::{DateTime, Utc};
use contract::words::account::API_CLIENT;

/// When a system or a secret was used last.
fn last_used(session: &Session, at: Option<DateTime<Utc>>) -> String {
    let texts = session.texts();
    format!("{}: {}", texts.label(&API_CLIENT.last_used_at), at.map_or_else(|| texts.client_never_used().to_owned(), |at| moment(session.lang, at)))
}
