//! The pages, one folder per resource.
pub mod community;
pub mod home;
pub mod local_plan;
pub mod not_found;
pub mod sign_in;
pub mod sub_project;
