//! Organisations.
mod detail;
mod edit;
mod list;

pub use detail::OrganisationPage;
pub use edit::{EditOrganisation, NewOrganisation};
pub use list::Organisations;
