//! What all resources share: their names and the facts that are kept of each.
use crate::text_enum;
use chrono::{DateTime, Utc};

macro_rules! define {
    ($(#[doc = $doc:literal] $kind:ident = $text:literal, [$($word:literal),+], $(fields $of:ident::$fields:ident,)? read $read:ident
        $(, id $id:ident at $area:ident::$module:ident, $all:ident, $many:ident $path:literal, $input:ident, $filter:ident)?;)+) => {
        text_enum! {
            /// The kinds of resources. The text is used in the journal and in events.
            Kind { $(#[doc = $doc] $kind = $text,)+ }
        }

        impl Kind {
            /// Whether it is a resource of its own, which is made, changed and deleted.
            pub const fn is_resource(self) -> bool {
                match self { $(Self::$kind => false $(|| stringify!($id).len() > 0)?,)+ }
            }

            /// Whether it is recorded who read one that is not for everyone.
            pub const fn reading_is_recorded(self) -> bool {
                match self { $(Self::$kind => recorded!($read),)+ }
            }
        }
    };
}

macro_rules! recorded {
    (told) => {
        true
    };
    (open) => {
        false
    };
}

crate::kinds!(define);

/// How long a deleted resource can be restored, in days.
pub const RESTORE_DAYS: i64 = 30;

/// A state that is kept, with the facts that are kept of every resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored<Id, State> {
    pub id: Id,
    /// Counts the changes, from 1; the ETag of the resource is `"v<version>"`.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Set while the resource waits to be purged; see [`RESTORE_DAYS`].
    pub deleted_at: Option<DateTime<Utc>>,
    pub state: State,
}
