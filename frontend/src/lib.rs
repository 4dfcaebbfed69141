//! The pages, components and texts of the web app. Everything here also renders on the host, where its tests run.

mod access;
mod app;
pub mod browser;
pub mod calendar;
pub mod chunks;
pub mod components;
pub mod first_view;
pub mod format;
pub mod hooks;
pub mod i18n;
pub mod pages;
pub mod passkey;
pub mod resources;
pub mod routes;
pub mod scroll_restoration;
pub mod session;
#[cfg(test)]
mod testing;

pub use app::App;
