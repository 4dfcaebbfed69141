//! Progress updates of sub-projects.
mod detail;
mod edit;
pub mod list;
mod measurements;
mod milestones;
mod report;

pub use detail::ProgressUpdatePage;
pub use edit::fields;
pub use report::NewProgressUpdate;
