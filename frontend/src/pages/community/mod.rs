//! The pages of communities.
pub mod community;

pub use community::*;
