//! Communities and their members.
pub mod community;
pub mod member;

pub use community::*;
