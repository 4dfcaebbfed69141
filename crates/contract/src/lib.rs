//! The wire of Kompaan: what travels over HTTP, shared by the server, the browser and integrators.
//!
//! Each resource has an `…Input` (what is created, replaced and patched), a view (what is answered) and a `…Filter` (what a list
//! accepts). Rules are not repeated here: [`Input::checked`] asks the domain.

pub mod account;
pub mod bulk;
pub mod community;
pub mod directory;
mod frame;
pub mod list;
pub mod plan;
pub mod problem;
#[cfg(feature = "openapi")]
pub mod schema;
pub mod steering;
pub mod thing;
pub mod trail;
mod validate;
pub mod words;

// The paths by which the areas are known are short: `task`, not `plan::task`.
pub use account::*;
pub use community::*;
pub use directory::*;
pub use plan::*;
pub use steering::*;
pub use thing::*;
pub use trail::*;

pub use domain::kinds;
pub use list::{Page, PageQuery, Reference};
pub use problem::{FieldError, Problem};
pub use validate::{Checked, Input, StateInput, field_errors};

/// Percent-encodes everything but unreserved characters (RFC 3986).
pub fn percent_encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
