//! The addresses of the pages.
use crate::pages;
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

/// A page.
#[derive(Clone, Debug, PartialEq, Routable)]
pub enum Route {
    #[at("/")]
    Home,
    #[at("/inloggen")]
    SignIn,
    #[at("/communities")]
    Communities,
    #[at("/communities/:id")]
    Community { id: Uuid },
    #[at("/lokale-plannen")]
    LocalPlans,
    #[at("/lokale-plannen/:id")]
    LocalPlan { id: Uuid },
    #[at("/deelprojecten/:id")]
    SubProject { id: Uuid },
    #[at("/deelprojecten/:id/wijzigen")]
    EditSubProject { id: Uuid },
    #[at("/deelprojecten/:id/fase")]
    ChangePhase { id: Uuid },
    #[at("/deelprojecten/:id/geschiedenis")]
    SubProjectHistory { id: Uuid },
    #[not_found]
    #[at("/niet-gevonden")]
    NotFound,
}

/// The page of an address.
pub fn switch(route: Route) -> Html {
    match route {
        Route::Home => html! { <pages::home::Home /> },
        Route::SignIn => html! { <pages::sign_in::SignIn /> },
        Route::Communities => html! { <pages::community::list::Communities /> },
        Route::Community { id } => html! { <pages::community::detail::CommunityPage key={id.to_string()} {id} /> },
        Route::LocalPlans => html! { <pages::local_plan::list::LocalPlans /> },
        Route::LocalPlan { id } => html! { <pages::local_plan::detail::LocalPlanPage key={id.to_string()} {id} /> },
        Route::SubProject { id } => html! { <pages::sub_project::detail::SubProjectPage key={id.to_string()} {id} /> },
        Route::EditSubProject { id } => html! { <pages::sub_project::edit::EditSubProject key={id.to_string()} {id} /> },
        Route::ChangePhase { id } => html! { <pages::sub_project::phase::ChangePhase key={id.to_string()} {id} /> },
        Route::SubProjectHistory { id } => html! { <pages::sub_project::history::SubProjectHistory key={id.to_string()} {id} /> },
        Route::NotFound => html! { <pages::not_found::NotFound /> },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_to_its_page() {
        let id = Uuid::nil();
        for route in [
            Route::Home,
            Route::SignIn,
            Route::Communities,
            Route::Community { id },
            Route::LocalPlans,
            Route::LocalPlan { id },
            Route::SubProject { id },
            Route::EditSubProject { id },
            Route::ChangePhase { id },
            Route::SubProjectHistory { id },
        ] {
            assert_eq!(Route::recognize(&route.to_path()), Some(route));
        }
        assert_eq!(Route::recognize("/communities/geen-id"), Some(Route::NotFound));
    }
}
