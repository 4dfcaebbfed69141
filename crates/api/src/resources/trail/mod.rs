//! What happened: the journal, its audit, history and events.
pub mod audit;
pub mod event;

use super::part::Part;

/// What this area has in the API, in the order in which the document shows it.
pub(super) static PARTS: &[Part] = &[Part::Others(event::operations), Part::Others(audit::operations)];
