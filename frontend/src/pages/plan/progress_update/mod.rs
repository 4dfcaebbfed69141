//! Progress updates of sub-projects.
mod detail;
mod edit;
mod figures;
mod moves;
mod report;
pub mod story;

pub use detail::ProgressUpdatePage;
pub use edit::fields;
pub use report::NewProgressUpdate;
