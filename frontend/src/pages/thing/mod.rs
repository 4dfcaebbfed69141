//! The pages of what every thing can have: documents.
pub mod document;
