//! Systems that use the API.
mod detail;
mod edit;
mod list;

use crate::{i18n::ApiClientTexts, routes::Route};
use contract::api_client::ApiScope;
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::NewApiClient => html! { <edit::NewApiClient /> },
        Route::ApiClient { id } => html! { <detail::ApiClientPage key={id.to_string()} {id} /> },
        Route::EditApiClient { id } => html! { <edit::EditApiClient key={id.to_string()} {id} /> },
        _ => html! { <list::ApiClients /> },
    }
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
