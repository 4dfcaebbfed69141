//! Everything SQL: entities, queries, the unit of work with its journal, and visibility. The same queries run on SQLite and PostgreSQL;
//! where a dialect differs it stands in `dialect.rs`.

pub mod account;
pub mod bulk;
pub mod community;
pub mod day;
pub mod dialect;
pub mod directory;
pub mod entity;
pub mod error;
pub mod folding;
pub mod idempotency;
pub mod in_use;
pub mod missed;
mod new_id;
pub mod plan;
pub mod readiness;
pub mod registry;
pub mod resource;
pub mod row;
pub mod statements;
pub mod steering;
pub mod table;
mod template;
pub mod thing;
pub mod trail;
pub mod transaction;
pub mod unit_of_work;
pub mod viewer;
pub mod visibility;

// The paths by which the areas are known are short: `task`, not `plan::task`.
pub use account::*;
pub use community::*;
pub use directory::*;
pub use plan::*;
pub use steering::*;
pub use thing::*;
pub use trail::*;

pub use error::StoreError;
pub use new_id::new_id;
pub use resource::{Found, Resource};
pub use transaction::Transaction;
pub use unit_of_work::{Database, UnitOfWork};
