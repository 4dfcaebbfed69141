//! The Kompaan server: the REST API, Swagger UI and the web app, on one port.

pub mod app;
pub mod auth;
pub mod clock;
pub mod colleagues;
pub mod config;
pub mod crud;
pub mod csv;
pub mod cursor;
pub mod demo;
mod describe;
mod descriptors;
pub mod error;
pub mod extract;
pub mod files;
pub mod headers;
pub mod jobs;
pub mod json;
pub mod limits;
pub mod mail;
pub mod markdown;
pub mod media_type;
pub mod merge_patch;
pub mod names;
pub mod oauth;
pub mod openapi;
pub mod operation;
mod pace;
pub mod page;
pub mod precondition;
pub mod private;
pub mod problems;
pub mod query;
mod ranges;
pub mod readiness;
pub mod references;
pub mod representation;
pub mod resources;
pub mod schemas;
pub mod scim;
pub mod sign_in;
pub mod state;
pub mod table;
pub mod web;

/// The version of the API, in every answer and in the document.
pub const API_VERSION: &str = "1.0.0";
/// Where the API lives.
pub const BASE: &str = "/api/v1";
/// Where an installation is of which nothing is known.
pub const SOMEWHERE: &str = "https://kompaan.example";
