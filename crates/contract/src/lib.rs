//! The wire of Kompaan: what travels over HTTP, shared by the server, the browser and integrators.
//!
//! Each resource has an `…Input` (what is created, replaced and patched), a view (what is answered) and a `…Filter` (what a list
//! accepts). Rules are not repeated here: [`validator::Validate`] of an input asks the domain.

pub mod account;
pub mod api_client;
pub mod audit;
pub mod budget_line;
pub mod bulk;
pub mod capacity;
pub mod community;
pub mod document;
pub mod event;
pub mod export;
pub mod external_reference;
mod frame;
pub mod history;
pub mod indicator;
pub mod list;
pub mod local_plan;
pub mod measurement;
pub mod member;
pub mod milestone;
pub mod organisation;
pub mod passkey;
pub mod person;
pub mod privacy;
pub mod problem;
pub mod progress_update;
pub mod report;
pub mod risk;
pub mod role;
pub mod role_end;
#[cfg(feature = "openapi")]
pub mod schema;
pub mod second_factor;
pub mod session;
pub mod strategic_course;
pub mod strategic_goal;
pub mod sub_project;
pub mod sub_project_indicator;
pub mod succession;
pub mod target;
pub mod task;
pub mod text_check;
pub mod theme;
mod validate;

pub use list::{Page, PageQuery, Reference};
pub use problem::{FieldError, Problem};
pub use validate::{Input, field_errors, violations_to_errors};

/// Percent-encodes everything but unreserved characters (RFC 3986).
pub fn percent_encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
