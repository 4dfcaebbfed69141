//! What every thing can have: documents and their files, numbers of other systems, and texts that are looked at.
pub mod document;
pub mod text_check;
pub mod upload;
