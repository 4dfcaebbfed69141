//! Everything SQL: entities, queries, the unit of work with its journal, and visibility. The same queries run on SQLite and PostgreSQL;
//! where a dialect differs it stands in `dialect.rs`.

pub mod account;
pub mod api_client;
pub mod audit;
pub mod bulk;
pub mod capacity;
pub mod community;
pub mod dialect;
pub mod entity;
pub mod error;
pub mod idempotency;
pub mod identity;
pub mod journal;
pub mod local_plan;
pub mod mail;
pub mod member;
pub mod milestone;
pub mod organisation;
pub mod passkey;
pub mod person;
pub mod privacy;
pub mod progress_update;
pub mod resource;
pub mod role;
pub mod role_end;
pub mod session;
pub mod sub_project;
pub mod succession;
mod template;
pub mod theme;
pub mod unit_of_work;
pub mod visibility;
pub mod within_sub_project;

pub use error::StoreError;
pub use resource::{Found, Resource};
pub use unit_of_work::{Database, UnitOfWork};
