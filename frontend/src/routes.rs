//! The addresses of the pages.
use crate::access::Who;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew_router::prelude::*;

/// A part of the app, which is loaded when somebody first goes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Work,
    Steering,
    Directory,
    Account,
}

impl Part {
    /// All parts, in the order in which they are fetched once the first page is there.
    pub const ALL: &'static [Self] = &[Self::Work, Self::Steering, Self::Directory, Self::Account];
}

/// What is searched for, in the address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
}

macro_rules! routes {
    ($($name:ident $({ $id:ident })? = $path:literal => $part:expr, $who:ident;)*) => {
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
            pub fn part(&self) -> Option<Part> {
                match self {
                    $(Self::$name { .. } => $part,)*
                    Self::NotFound => None,
                }
            }
        }

        impl Route {
            /// For whom this page is.
            pub fn who(&self) -> Who {
                match self {
                    $(Self::$name { .. } => Who::$who,)*
                    Self::NotFound => Who::Everyone,
                }
            }
        }

        /// The address of each page with the part that shows it, for the file by which the app starts.
        #[cfg(test)]
        pub fn pages_of_parts() -> Vec<(String, Part)> {
            let all: &[(&str, Option<Part>)] = &[$(($path, $part)),*];
            all.iter().filter_map(|(path, part)| Some(((*path).to_owned(), (*part)?))).collect()
        }

        /// One of each page, for the tests.
        #[cfg(test)]
        fn all() -> Vec<Route> {
            vec![$(Route::$name $({ $id: Uuid::nil() })?),*]
        }
    };
}

routes! {
    Home = "/" => None, Everyone;
    SignIn = "/inloggen" => None, Everyone;
    SignedIn = "/aangemeld" => None, Everyone;
    Search = "/zoeken" => Some(Part::Directory), Everyone;
    Communities = "/communities" => Some(Part::Work), Everyone;
    NewCommunity = "/communities/nieuw" => Some(Part::Work), SignedIn;
    Community { id } = "/communities/:id" => Some(Part::Work), Everyone;
    EditCommunity { id } = "/communities/:id/wijzigen" => Some(Part::Work), SignedIn;
    LocalPlans = "/lokale-plannen" => Some(Part::Work), Everyone;
    NewLocalPlan = "/lokale-plannen/nieuw" => Some(Part::Work), PlanMakers;
    LocalPlan { id } = "/lokale-plannen/:id" => Some(Part::Work), Everyone;
    EditLocalPlan { id } = "/lokale-plannen/:id/wijzigen" => Some(Part::Work), SignedIn;
    PlanStatus { id } = "/lokale-plannen/:id/status" => Some(Part::Work), SignedIn;
    NewSubProject { id } = "/lokale-plannen/:id/nieuw-deelproject" => Some(Part::Work), SignedIn;
    SubProject { id } = "/deelprojecten/:id" => Some(Part::Work), Everyone;
    EditSubProject { id } = "/deelprojecten/:id/wijzigen" => Some(Part::Work), SignedIn;
    ChangePhase { id } = "/deelprojecten/:id/fase" => Some(Part::Work), SignedIn;
    NewProgressUpdate { id } = "/deelprojecten/:id/nieuw-voortgangsbericht" => Some(Part::Work), SignedIn;
    ProgressUpdate { id } = "/voortgangsberichten/:id" => Some(Part::Work), Everyone;
    EditProgressUpdate { id } = "/voortgangsberichten/:id/wijzigen" => Some(Part::Work), SignedIn;
    NewMilestone { id } = "/deelprojecten/:id/nieuwe-mijlpaal" => Some(Part::Work), SignedIn;
    Milestone { id } = "/mijlpalen/:id" => Some(Part::Work), Everyone;
    EditMilestone { id } = "/mijlpalen/:id/wijzigen" => Some(Part::Work), SignedIn;
    NewTask { id } = "/deelprojecten/:id/nieuwe-taak" => Some(Part::Steering), SignedIn;
    Task { id } = "/taken/:id" => Some(Part::Steering), Everyone;
    EditTask { id } = "/taken/:id/wijzigen" => Some(Part::Steering), SignedIn;
    NewRisk { id } = "/deelprojecten/:id/nieuw-risico" => Some(Part::Steering), SignedIn;
    Risk { id } = "/risicos/:id" => Some(Part::Steering), Everyone;
    EditRisk { id } = "/risicos/:id/wijzigen" => Some(Part::Steering), SignedIn;
    NewDocument { id } = "/deelprojecten/:id/nieuw-document" => Some(Part::Steering), SignedIn;
    Document { id } = "/documenten/:id" => Some(Part::Steering), Everyone;
    EditDocument { id } = "/documenten/:id/wijzigen" => Some(Part::Steering), SignedIn;
    NewBudgetLine { id } = "/deelprojecten/:id/nieuwe-begrotingsregel" => Some(Part::Steering), SignedIn;
    BudgetLine { id } = "/begrotingsregels/:id" => Some(Part::Steering), Everyone;
    EditBudgetLine { id } = "/begrotingsregels/:id/wijzigen" => Some(Part::Steering), SignedIn;
    NewFigure { id } = "/deelprojecten/:id/nieuw-cijfer" => Some(Part::Steering), SignedIn;
    Figure { id } = "/cijfers/:id" => Some(Part::Steering), Everyone;
    EditFigure { id } = "/cijfers/:id/wijzigen" => Some(Part::Steering), SignedIn;
    NewMeasurement { id } = "/cijfers/:id/nieuwe-meting" => Some(Part::Steering), SignedIn;
    Measurement { id } = "/metingen/:id" => Some(Part::Steering), Everyone;
    EditMeasurement { id } = "/metingen/:id/wijzigen" => Some(Part::Steering), SignedIn;
    Indicators = "/indicatoren" => Some(Part::Steering), Everyone;
    NewIndicator = "/indicatoren/nieuw" => Some(Part::Steering), ThemeKeepers;
    Indicator { id } = "/indicatoren/:id" => Some(Part::Steering), Everyone;
    EditIndicator { id } = "/indicatoren/:id/wijzigen" => Some(Part::Steering), ThemeKeepers;
    StrategicCourses = "/koers" => Some(Part::Steering), Everyone;
    NewStrategicCourse = "/koers/nieuw" => Some(Part::Steering), CourseKeepers;
    StrategicCourse { id } = "/koers/:id" => Some(Part::Steering), Everyone;
    EditStrategicCourse { id } = "/koers/:id/wijzigen" => Some(Part::Steering), CourseKeepers;
    NewStrategicGoal { id } = "/koers/:id/nieuw-doel" => Some(Part::Steering), CourseKeepers;
    StrategicGoal { id } = "/doelen/:id" => Some(Part::Steering), Everyone;
    EditStrategicGoal { id } = "/doelen/:id/wijzigen" => Some(Part::Steering), CourseKeepers;
    EvaluateGoal { id } = "/doelen/:id/beoordelen" => Some(Part::Steering), SignedIn;
    SubProjectSheet { id } = "/deelprojecten/:id/a4" => Some(Part::Steering), Everyone;
    PlanSheet { id } = "/lokale-plannen/:id/a4" => Some(Part::Steering), Everyone;
    Region = "/regio" => Some(Part::Work), SignedIn;
    RegionSheet = "/regio/a4" => Some(Part::Work), SignedIn;
    Capacity { id } = "/organisaties/:id/draagkracht" => Some(Part::Work), SignedIn;
    People = "/mensen" => Some(Part::Directory), SignedIn;
    NewPerson = "/mensen/nieuw" => Some(Part::Directory), Coordinators;
    Person { id } = "/mensen/:id" => Some(Part::Directory), SignedIn;
    EditPerson { id } = "/mensen/:id/wijzigen" => Some(Part::Directory), SignedIn;
    Password { id } = "/mensen/:id/wachtwoord" => Some(Part::Directory), SignedIn;
    Organisations = "/organisaties" => Some(Part::Directory), Everyone;
    NewOrganisation = "/organisaties/nieuw" => Some(Part::Directory), Administrators;
    Organisation { id } = "/organisaties/:id" => Some(Part::Directory), Everyone;
    EditOrganisation { id } = "/organisaties/:id/wijzigen" => Some(Part::Directory), SignedIn;
    Manage = "/beheer" => Some(Part::Directory), ThemeKeepers;
    ManageThemes = "/beheer/themas" => Some(Part::Directory), ThemeKeepers;
    NewTheme = "/beheer/themas/nieuw" => Some(Part::Directory), ThemeKeepers;
    EditTheme { id } = "/beheer/themas/:id" => Some(Part::Directory), ThemeKeepers;
    Deleted = "/beheer/verwijderd" => Some(Part::Directory), Administrators;
    Mails = "/beheer/mail" => Some(Part::Directory), Administrators;
    Erasures = "/beheer/vergeten" => Some(Part::Directory), Administrators;
    Roles { id } = "/mensen/:id/rollen" => Some(Part::Directory), SignedIn;
    Successions = "/opvolging" => Some(Part::Directory), Coordinators;
    ForgotPassword = "/wachtwoord-vergeten" => Some(Part::Account), Everyone;
    AccountLink = "/account" => Some(Part::Account), Everyone;
    MyAccount = "/mijn-account" => Some(Part::Account), SignedIn;
    ChangeEmail = "/mijn-account/e-mailadres" => Some(Part::Account), SignedIn;
    SecondFactor = "/mijn-account/twee-stappen" => Some(Part::Account), SignedIn;
    NewPasskey = "/mijn-account/passkey" => Some(Part::Account), SignedIn;
    RemovePasskey { id } = "/mijn-account/passkey/:id" => Some(Part::Account), SignedIn;
    Audit = "/logboek" => Some(Part::Account), Auditors;
    ApiClients = "/beheer/koppelingen" => Some(Part::Account), Coordinators;
    NewApiClient = "/beheer/koppelingen/nieuw" => Some(Part::Account), Coordinators;
    ApiClient { id } = "/beheer/koppelingen/:id" => Some(Part::Account), Coordinators;
    EditApiClient { id } = "/beheer/koppelingen/:id/wijzigen" => Some(Part::Account), Coordinators;
    Accessibility = "/toegankelijkheid" => Some(Part::Directory), Everyone;
    Privacy = "/privacy" => Some(Part::Directory), Everyone;
    Handbook = "/handleiding" => Some(Part::Directory), Everyone;
    Style = "/stijl" => Some(Part::Directory), Everyone;
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

    #[test]
    fn no_form_that_changes_something_is_for_strangers() {
        for route in all() {
            let path = route.to_path();
            let form =
                ["nieuw", "wijzigen", "/fase", "/status", "/draagkracht", "/wachtwoord", "/rollen", "/beoordelen", "/beheer", "/mijn-account", "/opvolging"];
            if form.iter().any(|part| path.contains(part)) && path != "/wachtwoord-vergeten" {
                assert_ne!(route.who(), Who::Everyone, "{path}");
            }
        }
    }
}
