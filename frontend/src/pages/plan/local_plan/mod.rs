//! Local plans.
mod board;
mod detail;
mod edit;
mod filter;
mod list;
mod status;
mod table;
mod timeline;

pub use detail::LocalPlanPage;
pub use edit::{NewLocalPlan, fields};
pub use list::LocalPlans;
pub use status::ChangeStatus;
