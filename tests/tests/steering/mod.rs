//! Figures, the course and its goals.
mod measuring;
mod reports;
mod suppression;
