//! Who and what there is: organisations, people, roles and themes.
pub mod organisation;
pub mod organisation_serves;
pub mod person;
pub mod person_theme;
pub mod place;
pub mod role_grant;
pub mod theme;
