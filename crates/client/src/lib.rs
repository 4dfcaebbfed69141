//! A typed client of the Kompaan REST API, for native programs and for the browser.
//!
//! ```no_run
//! # async fn example() -> Result<(), client::Error> {
//! let kompaan = client::Client::new("https://kompaan.example");
//! kompaan.sign_in("beleidsadviseur.oirschot@demo.example", "…").await?;
//! let plans = kompaan.local_plans().list(&Default::default(), &Default::default()).await?;
//! println!("{} plans", plans.items.len());
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! Every call fails in the same three ways: errors of the server arrive as [`Error::Problem`] with every fault that it names, a broken connection as
//! [`Error::Network`] (whether the request arrived is then not known), and an answer of another form as [`Error::Unreadable`]. A method says only which
//! problems its caller has to expect beside the usual ones (400, 401, 403 and 404). A busy server (503) is asked again a few times. When the
//! access token has expired, a new one is got once, by renewing the session or with the secret of the system, and the request repeated;
//! [`Client::changes`] tells what becomes of the session.

mod account;
mod api_client;
mod audit;
mod document;
mod error;
mod http;
#[cfg(target_arch = "wasm32")]
mod lock;
mod members;
mod passkey;
mod privacy;
mod resource;
mod session;
mod steering;
mod transport;

pub use error::Error;
pub use members::Members;
pub use resource::{Resource, Versioned};
pub use transport::{Change, Client};

use contract::{
    api_client::{ApiClient, ApiClientFilter, ApiClientInput},
    community, local_plan,
    milestone::{Milestone, MilestoneFilter, MilestoneInput},
    organisation, person,
    progress_update::{ProgressUpdate, ProgressUpdateFilter, ProgressUpdateInput},
    report::ReportInput,
    sub_project, theme,
};

impl Client {
    /// Organisations.
    pub fn organisations(&self) -> Resource<'_, organisation::Organisation, organisation::OrganisationInput, organisation::OrganisationFilter> {
        Resource::new(self, "organisations")
    }

    /// Themes.
    pub fn themes(&self) -> Resource<'_, theme::Theme, theme::ThemeInput, theme::ThemeFilter> {
        Resource::new(self, "themes")
    }

    /// People.
    pub fn people(&self) -> Resource<'_, person::Person, person::PersonInput, person::PersonFilter> {
        Resource::new(self, "people")
    }

    /// Communities.
    pub fn communities(&self) -> Resource<'_, community::Community, community::CommunityInput, community::CommunityFilter> {
        Resource::new(self, "communities")
    }

    /// Local plans.
    pub fn local_plans(&self) -> Resource<'_, local_plan::LocalPlan, local_plan::LocalPlanInput, local_plan::LocalPlanFilter> {
        Resource::new(self, "local-plans")
    }

    /// Sub-projects.
    pub fn sub_projects(&self) -> Resource<'_, sub_project::SubProject, sub_project::SubProjectInput, sub_project::SubProjectFilter> {
        Resource::new(self, "sub-projects")
    }

    /// Progress updates of sub-projects.
    pub fn progress_updates(&self) -> Resource<'_, ProgressUpdate, ProgressUpdateInput, ProgressUpdateFilter> {
        Resource::new(self, "progress-updates")
    }

    /// Reports: a progress update with what was measured and which milestones were reached or moved. They are made only; what was made is read as progress
    /// updates, measurements and milestones.
    pub fn reports(&self) -> Resource<'_, ProgressUpdate, ReportInput, ProgressUpdateFilter> {
        Resource::new(self, "reports")
    }

    /// Milestones of sub-projects.
    pub fn milestones(&self) -> Resource<'_, Milestone, MilestoneInput, MilestoneFilter> {
        Resource::new(self, "milestones")
    }

    /// API clients.
    pub fn api_clients(&self) -> Resource<'_, ApiClient, ApiClientInput, ApiClientFilter> {
        Resource::new(self, "api-clients")
    }

    /// The members of a community.
    pub fn members(&self, community: uuid::Uuid) -> Members<'_> {
        Members::new(self, community)
    }
}
