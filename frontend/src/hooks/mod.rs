//! What pages share: loading, titles, filters in the address, forms.
mod fetch;
mod form;
mod page;
mod query;
mod resource;

pub use fetch::{Fetch, use_fetch};
pub use form::{Form, FormOf, TextOptions, use_form};
pub use page::use_page;
pub use query::use_query;
pub use resource::{Pages, settled, use_pages, use_resource};
