//! What happened: the journal, its audit, history and events.
pub mod journal;
pub mod visit;
