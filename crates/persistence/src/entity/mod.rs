//! One file per table. A test holds these against the migrations, on both databases.
pub mod account;
pub mod community;
pub mod directory;
pub mod folding;
pub mod idempotency;
pub mod plan;
pub mod readiness;
pub mod steering;
pub mod thing;
pub mod trail;

// The paths by which the areas are known are short: `task`, not `plan::task`.
pub use account::*;
pub use community::*;
pub use directory::*;
pub use plan::*;
pub use steering::*;
pub use thing::*;
pub use trail::*;
