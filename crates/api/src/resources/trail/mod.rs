//! What happened: the journal, its audit, history and events.
pub mod audit;
pub mod event;
