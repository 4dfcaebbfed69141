//! Communities and their members.
pub mod community;
pub mod member;

pub use community::*;

use super::part::{Part, resource};

/// What this area has in the API, in the order in which the document shows it.
pub(super) static PARTS: &[Part] = &[resource::<community::Communities>(), Part::Others(member::operations)];
