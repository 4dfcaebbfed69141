//! People.
mod account;
mod detail;
mod edit;
mod list;
mod password;
mod roles;
mod succession;

pub use account::Erase;
pub use detail::PersonPage;
pub use edit::{EditPerson, NewPerson};
pub use list::{People, PersonCards};
pub use password::ChangePassword;
pub use roles::RolesPage;
pub use succession::Successions;
