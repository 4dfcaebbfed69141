//! What happened: the journal, its audit, history and events.
pub mod journal;
pub mod journal_seal;
pub mod text_version;
