//! What every thing can have: documents and their files, numbers of other systems, and texts that are looked at.
pub mod document;
pub mod external_reference;
pub mod upload;
