//! Documents, and what stands in texts.
mod documents;
mod texts;
