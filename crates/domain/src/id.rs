//! Identifiers: one newtype per resource, so that ids cannot be mixed up. Values are UUIDs; making one takes a clock and randomness, so the server does that.
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub uuid::Uuid);

        #[cfg(test)]
        impl $name {
            /// Another one, for tests.
            #[expect(clippy::disallowed_methods, reason = "tests may make ids freely")]
            pub fn generate() -> Self { Self(uuid::Uuid::now_v7()) }
        }
        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self { Self(id) }
        }
        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
    )*};
}

macro_rules! define {
    ($(#[doc = $doc:literal] $kind:ident = $text:literal, [$($word:literal),+], $(fields $of:ident::$fields:ident,)? read $read:ident
        $(, id $id:ident at $area:ident::$module:ident, $all:ident, $many:ident $path:literal, $input:ident, $filter:ident)?;)+) => {
        ids! { $($(#[doc = $doc] $id,)?)+ }
    };
}

crate::kinds!(define);

ids! {
    /// Identifies a file that was sent.
    UploadId,
}
