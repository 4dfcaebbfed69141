//! The addresses of the pages.
use crate::{
    pages,
    parts::{Part, PartPage},
};
use uuid::Uuid;
use yew::prelude::*;
use yew_router::prelude::*;

macro_rules! routes {
    ($($name:ident $({ $id:ident })? = $path:literal => $part:expr;)*) => {
        /// A page.
        #[derive(Clone, Debug, PartialEq, Routable)]
        pub enum Route {
            $(#[at($path)] $name $({ $id: Uuid })?,)*
            #[not_found]
            #[at("/niet-gevonden")]
            NotFound,
        }

        impl Route {
            /// The part of the app that shows this page; the pages that come with the app itself have none.
            fn part(&self) -> Option<Part> {
                match self {
                    $(Self::$name { .. } => $part,)*
                    Self::NotFound => None,
                }
            }
        }

        /// One of each page, for the tests.
        #[cfg(test)]
        fn all() -> Vec<Route> {
            vec![$(Route::$name $({ $id: Uuid::nil() })?),*]
        }
    };
}

routes! {
    Home = "/" => None;
    SignIn = "/inloggen" => None;
    SignedIn = "/aangemeld" => None;
    Search = "/zoeken" => Some(Part::Directory);
    Communities = "/communities" => Some(Part::Work);
    NewCommunity = "/communities/nieuw" => Some(Part::Work);
    Community { id } = "/communities/:id" => Some(Part::Work);
    EditCommunity { id } = "/communities/:id/wijzigen" => Some(Part::Work);
    LocalPlans = "/lokale-plannen" => Some(Part::Work);
    NewLocalPlan = "/lokale-plannen/nieuw" => Some(Part::Work);
    LocalPlan { id } = "/lokale-plannen/:id" => Some(Part::Work);
    EditLocalPlan { id } = "/lokale-plannen/:id/wijzigen" => Some(Part::Work);
    PlanStatus { id } = "/lokale-plannen/:id/status" => Some(Part::Work);
    NewSubProject { id } = "/lokale-plannen/:id/nieuw-deelproject" => Some(Part::Work);
    SubProject { id } = "/deelprojecten/:id" => Some(Part::Work);
    EditSubProject { id } = "/deelprojecten/:id/wijzigen" => Some(Part::Work);
    ChangePhase { id } = "/deelprojecten/:id/fase" => Some(Part::Work);
    NewProgressUpdate { id } = "/deelprojecten/:id/nieuw-voortgangsbericht" => Some(Part::Work);
    ProgressUpdate { id } = "/voortgangsberichten/:id" => Some(Part::Work);
    EditProgressUpdate { id } = "/voortgangsberichten/:id/wijzigen" => Some(Part::Work);
    NewMilestone { id } = "/deelprojecten/:id/nieuwe-mijlpaal" => Some(Part::Work);
    Milestone { id } = "/mijlpalen/:id" => Some(Part::Work);
    EditMilestone { id } = "/mijlpalen/:id/wijzigen" => Some(Part::Work);
    NewTask { id } = "/deelprojecten/:id/nieuwe-taak" => Some(Part::Steering);
    Task { id } = "/taken/:id" => Some(Part::Steering);
    EditTask { id } = "/taken/:id/wijzigen" => Some(Part::Steering);
    NewRisk { id } = "/deelprojecten/:id/nieuw-risico" => Some(Part::Steering);
    Risk { id } = "/risicos/:id" => Some(Part::Steering);
    EditRisk { id } = "/risicos/:id/wijzigen" => Some(Part::Steering);
    NewDocument { id } = "/deelprojecten/:id/nieuw-document" => Some(Part::Steering);
    Document { id } = "/documenten/:id" => Some(Part::Steering);
    EditDocument { id } = "/documenten/:id/wijzigen" => Some(Part::Steering);
    NewBudgetLine { id } = "/deelprojecten/:id/nieuwe-begrotingsregel" => Some(Part::Steering);
    BudgetLine { id } = "/begrotingsregels/:id" => Some(Part::Steering);
    EditBudgetLine { id } = "/begrotingsregels/:id/wijzigen" => Some(Part::Steering);
    NewFigure { id } = "/deelprojecten/:id/nieuw-cijfer" => Some(Part::Steering);
    Figure { id } = "/cijfers/:id" => Some(Part::Steering);
    EditFigure { id } = "/cijfers/:id/wijzigen" => Some(Part::Steering);
    NewMeasurement { id } = "/cijfers/:id/nieuwe-meting" => Some(Part::Steering);
    Measurement { id } = "/metingen/:id" => Some(Part::Steering);
    EditMeasurement { id } = "/metingen/:id/wijzigen" => Some(Part::Steering);
    Indicators = "/indicatoren" => Some(Part::Steering);
    NewIndicator = "/indicatoren/nieuw" => Some(Part::Steering);
    Indicator { id } = "/indicatoren/:id" => Some(Part::Steering);
    EditIndicator { id } = "/indicatoren/:id/wijzigen" => Some(Part::Steering);
    StrategicCourses = "/koers" => Some(Part::Steering);
    NewStrategicCourse = "/koers/nieuw" => Some(Part::Steering);
    StrategicCourse { id } = "/koers/:id" => Some(Part::Steering);
    EditStrategicCourse { id } = "/koers/:id/wijzigen" => Some(Part::Steering);
    NewStrategicGoal { id } = "/koers/:id/nieuw-doel" => Some(Part::Steering);
    StrategicGoal { id } = "/doelen/:id" => Some(Part::Steering);
    EditStrategicGoal { id } = "/doelen/:id/wijzigen" => Some(Part::Steering);
    EvaluateGoal { id } = "/doelen/:id/beoordelen" => Some(Part::Steering);
    SubProjectSheet { id } = "/deelprojecten/:id/a4" => Some(Part::Steering);
    PlanSheet { id } = "/lokale-plannen/:id/a4" => Some(Part::Steering);
    Region = "/regio" => Some(Part::Work);
    RegionSheet = "/regio/a4" => Some(Part::Work);
    Capacity { id } = "/organisaties/:id/draagkracht" => Some(Part::Work);
    People = "/mensen" => Some(Part::Directory);
    NewPerson = "/mensen/nieuw" => Some(Part::Directory);
    Person { id } = "/mensen/:id" => Some(Part::Directory);
    EditPerson { id } = "/mensen/:id/wijzigen" => Some(Part::Directory);
    Password { id } = "/mensen/:id/wachtwoord" => Some(Part::Directory);
    Organisations = "/organisaties" => Some(Part::Directory);
    NewOrganisation = "/organisaties/nieuw" => Some(Part::Directory);
    Organisation { id } = "/organisaties/:id" => Some(Part::Directory);
    EditOrganisation { id } = "/organisaties/:id/wijzigen" => Some(Part::Directory);
    Manage = "/beheer" => Some(Part::Directory);
    ManageThemes = "/beheer/themas" => Some(Part::Directory);
    NewTheme = "/beheer/themas/nieuw" => Some(Part::Directory);
    EditTheme { id } = "/beheer/themas/:id" => Some(Part::Directory);
    Deleted = "/beheer/verwijderd" => Some(Part::Directory);
    Mails = "/beheer/mail" => Some(Part::Directory);
    Erasures = "/beheer/vergeten" => Some(Part::Directory);
    Roles { id } = "/mensen/:id/rollen" => Some(Part::Directory);
    Successions = "/opvolging" => Some(Part::Directory);
    ForgotPassword = "/wachtwoord-vergeten" => Some(Part::Account);
    AccountLink = "/account" => Some(Part::Account);
    MyAccount = "/mijn-account" => Some(Part::Account);
    ChangeEmail = "/mijn-account/e-mailadres" => Some(Part::Account);
    SecondFactor = "/mijn-account/twee-stappen" => Some(Part::Account);
    NewPasskey = "/mijn-account/passkey" => Some(Part::Account);
    Audit = "/logboek" => Some(Part::Account);
    ApiClients = "/beheer/koppelingen" => Some(Part::Account);
    NewApiClient = "/beheer/koppelingen/nieuw" => Some(Part::Account);
    ApiClient { id } = "/beheer/koppelingen/:id" => Some(Part::Account);
    EditApiClient { id } = "/beheer/koppelingen/:id/wijzigen" => Some(Part::Account);
    Accessibility = "/toegankelijkheid" => Some(Part::Directory);
    Privacy = "/privacy" => Some(Part::Directory);
    Handbook = "/handleiding" => Some(Part::Directory);
    Style = "/stijl" => Some(Part::Directory);
}

/// The page of an address.
pub fn switch(route: Route) -> Html {
    match (route.part(), route) {
        (Some(part), route) => html! { <PartPage {part} {route} /> },
        (None, Route::Home) => html! { <pages::home::Home /> },
        (None, Route::SignedIn) => html! { <pages::sign_in::SignedIn /> },
        (None, Route::SignIn) => html! { <pages::sign_in::SignIn /> },
        (None, _) => html! { <pages::not_found::NotFound /> },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_to_its_page() {
        for route in all() {
            assert_eq!(Route::recognize(&route.to_path()), Some(route));
        }
        assert_eq!(Route::recognize("/communities/geen-id"), Some(Route::NotFound));
    }
}
