//! What pages share: loading, titles, filters in the address.
mod fetch;
mod page;
mod query;

pub use fetch::{Fetch, use_fetch};
pub use page::use_page;
pub use query::use_query;
