//! The addresses of the pages.
use crate::{
    pages,
    parts::{Part, PartPage},
};
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

impl Route {
    /// The part of the app that shows this page; the pages that come with the app itself have none.
    fn part(&self) -> Option<Part> {
        match self {
            Self::Home | Self::SignIn | Self::NotFound => None,
            Self::Communities | Self::Community { .. } => Some(Part::Community),
            Self::LocalPlans | Self::LocalPlan { .. } => Some(Part::LocalPlan),
            Self::SubProject { .. } | Self::EditSubProject { .. } | Self::ChangePhase { .. } | Self::SubProjectHistory { .. } => Some(Part::SubProject),
        }
    }
}

/// The page of an address.
pub fn switch(route: Route) -> Html {
    match (route.part(), route) {
        (Some(part), route) => html! { <PartPage key={format!("{part:?}")} {part} {route} /> },
        (None, Route::Home) => html! { <pages::home::Home /> },
        (None, Route::SignIn) => html! { <pages::sign_in::SignIn /> },
        (None, _) => html! { <pages::not_found::NotFound /> },
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
