//! Sub-projects.
mod choice;
mod detail;
mod edit;
pub mod exceed;
pub mod gate;
mod phase;

pub use detail::SubProjectPage;
pub use edit::{NewSubProject, fields};
pub use phase::{ChangePhase, PhaseQuery};
