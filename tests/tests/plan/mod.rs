//! Plans, sub-projects and what is done in those.
mod capacity;
mod gates;
mod milestones;
mod progress;
mod team;
