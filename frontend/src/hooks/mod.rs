//! What pages share: loading, titles, filters in the address, forms.
mod asking;
mod attempt;
mod draft;
mod fetch;
mod filters;
mod first;
mod form;
mod page;
mod people;
mod query;
mod quick;
mod resource;
mod submit;
pub mod typed;

pub use asking::{Asking, use_asking};
pub use draft::{TypedDraft, use_typed_draft};
pub use fetch::{Fetch, use_fetch, use_own};
pub use filters::use_filters;
pub use first::{First, use_first};
pub use form::{Form, FormOf, TextOptions, use_form};
pub use page::use_page;
pub use people::use_people;
pub use query::use_query;
pub use quick::use_quick_change;
pub use resource::{Pages, settled, use_list, use_pages, use_resource};
pub use submit::{Submission, required, use_submit, use_typed};
