//! Communities and their members.
pub mod community;
pub mod community_organisation;
pub mod community_theme;
pub mod member;

pub use community::*;
