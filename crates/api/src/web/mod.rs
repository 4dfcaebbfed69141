//! The web app and Swagger UI.
mod files;
mod first_view;
mod serve;

pub use files::{Files, USUAL_ZONE};
pub use serve::{serve, swagger};
