//! Communities.
mod detail;
mod edit;
mod list;
mod member_end;
mod members;

pub use detail::CommunityPage;
pub use edit::{NewCommunity, fields};
pub use list::Communities;
