//! The region: what organisations carry, what they can, and what waits.
mod capacity;
mod goals;
mod loads;
mod overview;
mod sheet;

pub use capacity::CapacityPage;
pub use overview::{Region, RegionStart};
pub use sheet::RegionSheet;
