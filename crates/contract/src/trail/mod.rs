//! What happened: the journal, its audit, history and events.
pub mod audit;
pub mod event;
pub mod export;
pub mod history;
