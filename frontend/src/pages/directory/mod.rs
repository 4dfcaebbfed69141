//! The pages of organisations and people, of looking for them, and of keeping the lists of the platform.
pub mod info;
pub mod manage;
pub mod organisation;
pub mod person;
pub mod place;
pub mod search;
