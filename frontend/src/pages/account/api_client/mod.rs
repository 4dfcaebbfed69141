//! Systems that use the API.
mod detail;
mod edit;
mod list;

pub use detail::ApiClientPage;
pub use edit::{EditApiClient, NewApiClient};
pub use list::ApiClients;

use crate::i18n::ApiClientTexts;
use contract::api_client::ApiScope;

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
