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
    progress_update::{ProgressUpdate, ProgressUpdateFilter},
    report::ReportInput,
};

macro_rules! define {
    ($(#[doc = $doc:literal] $kind:ident = $text:literal, [$dutch:literal, $dutch_many:literal, $english:literal, $english_many:literal],
        $(fields $of:ident::$fields:ident,)? read $read:ident
        $(, id $id:ident at $area:ident::$module:ident, $all:ident, $many:ident $path:literal, $input:ident, $filter:ident)?;)+) => {
        impl Client {
            $($(
                #[doc = concat!($english_many, ".")]
                pub fn $many(
                    &self,
                ) -> Resource<'_, contract::$area::$module::$kind, contract::$area::$module::$input, contract::$area::$module::$filter> {
                    Resource::new(self, $path)
                }
            )?)+
        }
    };
}

contract::kinds!(define);

impl Client {
    /// Reports: a progress update with what was measured and which milestones were reached or moved. They are made only; what was made is read as progress
    /// updates, measurements and milestones.
    pub fn reports(&self) -> Resource<'_, ProgressUpdate, ReportInput, ProgressUpdateFilter> {
        Resource::new(self, "reports")
    }

    /// The members of a community.
    pub fn members(&self, community: uuid::Uuid) -> Members<'_> {
        Members::new(self, community)
    }
}
