//! Who and what there is: organisations, people, places, roles and themes.
pub mod organisation;
pub mod person;
pub mod place;
pub mod role;
pub mod theme;

use super::part::{Part, resource};

/// What this area has in the API, in the order in which the document shows it.
pub(super) static PARTS: &[Part] = &[
    resource::<person::People>(),
    Part::Others(role::operations),
    resource::<organisation::Organisations>(),
    resource::<place::Places>(),
    Part::Others(place::operations),
    resource::<theme::Themes>(),
    Part::Others(theme::operations),
];
