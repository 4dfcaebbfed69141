//! Local plans.
mod board;
mod detail;
mod edit;
mod filter;
mod list;
mod status;
mod table;
mod timeline;

use crate::{
    components::edit_page::{EditPage, Fields},
    resources::LocalPlans,
    routes::Route,
    session::Session,
};
use domain::policy::{Action, Decision, Scope, decide};
use yew::prelude::*;

/// The page of an address of this part.
pub fn view(route: Route) -> Html {
    match route {
        Route::LocalPlan { id } => html! { <detail::LocalPlanPage key={id.to_string()} {id} /> },
        Route::NewLocalPlan => html! { <edit::NewLocalPlan /> },
        Route::EditLocalPlan { id } => html! { <EditPage<LocalPlans> key={id.to_string()} {id} fields={edit::fields as Fields<LocalPlans>} /> },
        Route::PlanStatus { id } => html! { <status::ChangeStatus key={id.to_string()} {id} /> },
        _ => html! { <list::LocalPlans /> },
    }
}

/// The municipalities for which somebody may make a plan: their own, or those that their organisation works for.
pub fn own_municipalities(session: &Session) -> Vec<uuid::Uuid> {
    let Some(person) = &session.person else { return vec![] };
    let own = session.catalogue.organisations.iter().find(|organisation| organisation.id == person.organisation_id);
    let served = own.into_iter().flat_map(|own| own.serves_ids.iter().copied().chain([own.id]));
    let served: Vec<_> = served.collect();
    session.catalogue.municipalities().map(|municipality| municipality.id).filter(|id| served.contains(id)).collect()
}

/// Whether somebody may make a plan.
pub fn may_create(session: &Session) -> bool {
    decide(&session.actor(), Action::Create, &Scope::NewLocalPlan { own: !own_municipalities(session).is_empty() }) == Decision::Allow
}
