//! Where the ids of what is new come from.
use uuid::Uuid;

/// A new id: it sorts after those that this server made before it, so that rows that are made together stand together.
#[expect(clippy::disallowed_methods, reason = "the one place on the server where ids are made")]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}
