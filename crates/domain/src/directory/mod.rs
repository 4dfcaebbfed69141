//! Who and what there is: organisations, people, places, roles and themes.
pub mod organisation;
pub mod person;
pub mod person_name;
pub mod place;
pub mod role;
pub mod theme;
