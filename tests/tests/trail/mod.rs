//! What happened, and lists as tables.
mod audit;
mod exports;
