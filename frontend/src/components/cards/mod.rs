//! Things in lists, wherever those stand.
mod community;
mod local_plan;
mod sub_project;

pub use community::CommunityCard;
pub use local_plan::PlanCard;
pub use sub_project::SubProjectCard;
