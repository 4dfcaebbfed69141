//! What happened: the journal, its audit, history and events.
mod actions;
pub mod audit;
pub mod journal;
