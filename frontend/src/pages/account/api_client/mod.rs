//! Systems that use the API.
mod detail;
mod edit;
mod list;

pub use detail::ApiClientPage;
pub use edit::{EditApiClient, NewApiClient};
pub use list::ApiClients;

use crate::{format::moment, i18n::ApiClientTexts, session::Session};
use chrono::{DateTime, Utc};
use contract::api_client::ApiScope;

/// When a system or a secret was used last.
fn last_used(session: &Session, at: Option<DateTime<Utc>>) -> String {
    let own = ApiClientTexts::of(session.lang);
    format!("{}: {}", own.last_used, at.map_or_else(|| own.never_used.to_owned(), |at| moment(session.lang, at)))
}

/// What a scope allows, in words.
fn scope_name(own: &ApiClientTexts, scope: ApiScope) -> &'static str {
    match scope {
        ApiScope::CommunitiesRead => own.scope_communities_read,
        ApiScope::PlansRead => own.scope_plans_read,
        ApiScope::PlansWrite => own.scope_plans_write,
        ApiScope::PeopleRead => own.scope_people_read,
        ApiScope::PeopleWrite => own.scope_people_write,
        ApiScope::RolesWrite => own.scope_roles_write,
        ApiScope::CatalogueRead => own.scope_catalogue_read,
        ApiScope::AuditRead => own.scope_audit_read,
    }
}
