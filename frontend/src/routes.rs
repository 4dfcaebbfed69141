//! The addresses of the pages.
use crate::access::Who;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;
use yew_router::prelude::*;

/// A chunk of the program, which is loaded when somebody first goes to one of its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chunk {
    Work,
    Steering,
    Directory,
    Account,
}

impl Chunk {
    /// All chunks, in the order in which they are fetched once the first page is there.
    pub const ALL: &'static [Self] = &[Self::Work, Self::Steering, Self::Directory, Self::Account];
}

/// What is searched for, in the address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchQuery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
}

const NOT_FOUND: &str = "/niet-gevonden";

/// Whether an address is that of a page; if so, what the page is about, when it is about something.
fn id_at(path: &str, address: &str) -> Option<Option<Uuid>> {
    let (mut parts, mut id) = (address.split('/'), None);
    for part in path.split('/') {
        match (part, parts.next()?) {
            (":id", here) => id = Some(here.parse().ok()?),
            (part, here) if part == here => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some(id)
}

macro_rules! id_of {
    () => {
        None
    };
    ($id:ident) => {
        Some($id)
    };
}

macro_rules! routes {
    ($($(#[$doc:meta])* $pages:ident, $chunk:expr => { $($name:ident $({ $id:ident })? = $path:literal, $who:ident;)* })*) => {
        /// A page.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Route {
            $($($name $({ $id: Uuid })?,)*)*
            NotFound,
        }

        // By hand: what is derived reads the id anew for each of the pages, which the first load would carry.
        impl Routable for Route {
            fn from_path(path: &str, params: &HashMap<&str, &str>) -> Option<Self> {
                let id = params.get("id").and_then(|id| id.parse().ok());
                Self::of(path, id)
            }

            fn to_path(&self) -> String {
                let (path, id) = match self {
                    $($(Self::$name $({ $id })? => ($path, id_of!($($id)?)),)*)*
                    Self::NotFound => (NOT_FOUND, None),
                };
                id.map_or_else(|| path.to_owned(), |id| path.replace(":id", &id.to_string()))
            }

            fn routes() -> Vec<&'static str> {
                PATHS.to_vec()
            }

            fn not_found_route() -> Option<Self> {
                Some(Self::NotFound)
            }

            fn recognize(pathname: &str) -> Option<Self> {
                let found = PATHS.iter().find_map(|path| Self::of(path, id_at(path, pathname)?));
                Some(found.unwrap_or(Self::NotFound))
            }
        }

        /// The addresses of all pages.
        const PATHS: &[&str] = &[$($($path,)*)* NOT_FOUND];

        impl Route {
            /// The page with this address, which may be about something.
            fn of(path: &str, about: Option<Uuid>) -> Option<Self> {
                Some(match path {
                    $($($path => Self::$name $({ $id: about? })?,)*)*
                    NOT_FOUND => Self::NotFound,
                    _ => return None,
                })
            }
        }

        impl Route {
            /// The chunk of the program that shows this page; the pages that come with the app itself have none.
            pub fn chunk(&self) -> Option<Chunk> {
                match self {
                    $($(Self::$name { .. })|* => $chunk,)*
                    Self::NotFound => None,
                }
            }

            /// For whom this page is.
            pub fn who(&self) -> Who {
                match self {
                    $($(Self::$name { .. } => Who::$who,)*)*
                    Self::NotFound => Who::Everyone,
                }
            }
        }

        $(
            $(#[$doc])*
            pub enum $pages {
                $($name $({ $id: Uuid })?,)*
            }

            impl TryFrom<Route> for $pages {
                /// The route, when it leads elsewhere.
                type Error = Route;

                fn try_from(route: Route) -> Result<Self, Route> {
                    match route {
                        $(Route::$name $({ $id })? => Ok(Self::$name $({ $id })?),)*
                        other => Err(other),
                    }
                }
            }
        )*

        /// The address of each page with the chunk that shows it, for the file by which the app starts.
        #[cfg(test)]
        pub fn pages_of_chunks() -> Vec<(String, Chunk)> {
            let all: &[(&[&str], Option<Chunk>)] = &[$((&[$($path),*], $chunk)),*];
            all.iter().flat_map(|(paths, chunk)| paths.iter().filter_map(|path| Some(((*path).to_owned(), (*chunk)?)))).collect()
        }

        /// One of each page, for the tests.
        #[cfg(test)]
        fn all() -> Vec<Route> {
            vec![$($(Route::$name $({ $id: Uuid::nil() })?),*),*]
        }
    };
}

routes! {
    /// The pages that come with the app itself.
    StartPage, None => {
        Home = "/", Everyone;
        SignIn = "/inloggen", Everyone;
        SignedIn = "/aangemeld", Everyone;
    }
    /// The pages in which people work: communities, plans, sub-projects.
    WorkPage, Some(Chunk::Work) => {
        Communities = "/communities", Everyone;
        NewCommunity = "/communities/nieuw", SignedIn;
        Community { id } = "/communities/:id", Everyone;
        EditCommunity { id } = "/communities/:id/wijzigen", SignedIn;
        LocalPlans = "/lokale-plannen", Everyone;
        NewLocalPlan = "/lokale-plannen/nieuw", PlanMakers;
        LocalPlan { id } = "/lokale-plannen/:id", Everyone;
        EditLocalPlan { id } = "/lokale-plannen/:id/wijzigen", SignedIn;
        PlanStatus { id } = "/lokale-plannen/:id/status", SignedIn;
        NewSubProject { id } = "/lokale-plannen/:id/nieuw-deelproject", SignedIn;
        SubProject { id } = "/deelprojecten/:id", Everyone;
        EditSubProject { id } = "/deelprojecten/:id/wijzigen", SignedIn;
        ChangePhase { id } = "/deelprojecten/:id/fase", SignedIn;
        NewProgressUpdate { id } = "/deelprojecten/:id/nieuw-voortgangsbericht", SignedIn;
        ProgressUpdate { id } = "/voortgangsberichten/:id", Everyone;
        EditProgressUpdate { id } = "/voortgangsberichten/:id/wijzigen", SignedIn;
        NewMilestone { id } = "/deelprojecten/:id/nieuwe-mijlpaal", SignedIn;
        Milestone { id } = "/mijlpalen/:id", Everyone;
        EditMilestone { id } = "/mijlpalen/:id/wijzigen", SignedIn;
        Region = "/regio", SignedIn;
        RegionSheet = "/regio/a4", SignedIn;
        Capacity { id } = "/organisaties/:id/draagkracht", SignedIn;
    }
    /// The pages about what sub-projects are measured and steered by.
    SteeringPage, Some(Chunk::Steering) => {
        NewTask { id } = "/deelprojecten/:id/nieuwe-taak", SignedIn;
        Task { id } = "/taken/:id", Everyone;
        EditTask { id } = "/taken/:id/wijzigen", SignedIn;
        NewRisk { id } = "/deelprojecten/:id/nieuw-risico", SignedIn;
        Risk { id } = "/risicos/:id", Everyone;
        EditRisk { id } = "/risicos/:id/wijzigen", SignedIn;
        NewDocument { id } = "/deelprojecten/:id/nieuw-document", SignedIn;
        Document { id } = "/documenten/:id", Everyone;
        EditDocument { id } = "/documenten/:id/wijzigen", SignedIn;
        NewBudgetLine { id } = "/deelprojecten/:id/nieuwe-begrotingsregel", SignedIn;
        BudgetLine { id } = "/begrotingsregels/:id", Everyone;
        EditBudgetLine { id } = "/begrotingsregels/:id/wijzigen", SignedIn;
        NewSubProjectIndicator { id } = "/deelprojecten/:id/nieuw-cijfer", SignedIn;
        SubProjectIndicator { id } = "/cijfers/:id", Everyone;
        EditSubProjectIndicator { id } = "/cijfers/:id/wijzigen", SignedIn;
        NewMeasurement { id } = "/cijfers/:id/nieuwe-meting", SignedIn;
        Measurement { id } = "/metingen/:id", Everyone;
        EditMeasurement { id } = "/metingen/:id/wijzigen", SignedIn;
        Indicators = "/indicatoren", Everyone;
        NewIndicator = "/indicatoren/nieuw", ThemeKeepers;
        Indicator { id } = "/indicatoren/:id", Everyone;
        EditIndicator { id } = "/indicatoren/:id/wijzigen", ThemeKeepers;
        StrategicCourses = "/koers", Everyone;
        NewStrategicCourse = "/koers/nieuw", CourseKeepers;
        StrategicCourse { id } = "/koers/:id", Everyone;
        EditStrategicCourse { id } = "/koers/:id/wijzigen", CourseKeepers;
        NewStrategicGoal { id } = "/koers/:id/nieuw-doel", CourseKeepers;
        StrategicGoal { id } = "/doelen/:id", Everyone;
        EditStrategicGoal { id } = "/doelen/:id/wijzigen", CourseKeepers;
        EvaluateGoal { id } = "/doelen/:id/beoordelen", SignedIn;
        SubProjectSheet { id } = "/deelprojecten/:id/a4", Everyone;
        PlanSheet { id } = "/lokale-plannen/:id/a4", Everyone;
    }
    /// The pages in which people look around and administrators keep things.
    DirectoryPage, Some(Chunk::Directory) => {
        Search = "/zoeken", Everyone;
        People = "/mensen", SignedIn;
        NewPerson = "/mensen/nieuw", Coordinators;
        Person { id } = "/mensen/:id", SignedIn;
        EditPerson { id } = "/mensen/:id/wijzigen", SignedIn;
        Password { id } = "/mensen/:id/wachtwoord", SignedIn;
        Organisations = "/organisaties", Everyone;
        NewOrganisation = "/organisaties/nieuw", Administrators;
        Organisation { id } = "/organisaties/:id", Everyone;
        EditOrganisation { id } = "/organisaties/:id/wijzigen", SignedIn;
        Places = "/plekken", Everyone;
        NewPlace = "/plekken/nieuw", PlaceKeepers;
        Place { id } = "/plekken/:id", Everyone;
        EditPlace { id } = "/plekken/:id/wijzigen", SignedIn;
        Manage = "/beheer", ThemeKeepers;
        ManageThemes = "/beheer/themas", ThemeKeepers;
        NewTheme = "/beheer/themas/nieuw", ThemeKeepers;
        EditTheme { id } = "/beheer/themas/:id", ThemeKeepers;
        Deleted = "/beheer/verwijderd", Administrators;
        Mails = "/beheer/mail", Administrators;
        Erasures = "/beheer/vergeten", Administrators;
        Roles { id } = "/mensen/:id/rollen", SignedIn;
        Successions = "/opvolging", Coordinators;
        Accessibility = "/toegankelijkheid", Everyone;
        Privacy = "/privacy", Everyone;
        Handbook = "/handleiding", Everyone;
        Style = "/stijl", Everyone;
    }
    /// The pages about accounts, of people and of systems, and about who did what.
    AccountPage, Some(Chunk::Account) => {
        ForgotPassword = "/wachtwoord-vergeten", Everyone;
        AccountLink = "/account", Everyone;
        MyAccount = "/mijn-account", SignedIn;
        ChangeEmail = "/mijn-account/e-mailadres", SignedIn;
        SecondFactor = "/mijn-account/twee-stappen", SignedIn;
        NewPasskey = "/mijn-account/passkey", SignedIn;
        RemovePasskey { id } = "/mijn-account/passkey/:id", SignedIn;
        Audit = "/logboek", Auditors;
        ApiClients = "/beheer/koppelingen", Coordinators;
        NewApiClient = "/beheer/koppelingen/nieuw", Coordinators;
        ApiClient { id } = "/beheer/koppelingen/:id", Coordinators;
        EditApiClient { id } = "/beheer/koppelingen/:id/wijzigen", Coordinators;
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
