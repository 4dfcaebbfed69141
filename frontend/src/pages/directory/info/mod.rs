//! Pages about the app itself: the user guide, accessibility, privacy, and all components in all states.
mod handbook;
mod statements;
mod style;

pub use handbook::Handbook;
pub use statements::{Accessibility, Privacy};
pub use style::Style;
