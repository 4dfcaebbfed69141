//! The rules of Kompaan as pure functions: no async, no SQL, no HTTP, no clock.
//!
//! One file per resource holds its state and its rules; [`policy`] holds who may do what. The server and
//! the browser call the same functions, so a rule exists once.

pub mod account;
pub mod bsn;
pub mod characters;
pub mod community;
pub mod day;
pub mod directory;
pub mod fold;
pub mod id;
pub mod kinds;
pub mod number;
pub mod plan;
pub mod policy;
pub mod resident;
pub mod resource;
pub mod steering;
pub mod text;
pub mod thing;
pub mod trail;
pub mod violation;
pub mod visibility;

// The paths by which the areas are known are short: `task`, not `plan::task`.
pub use account::*;
pub use community::*;
pub use directory::*;
pub use plan::*;
pub use steering::*;
pub use thing::*;
pub use trail::*;

pub use id::*;
pub use violation::{Code, Violation, Violations};

/// A text that is none of the values of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownText;

/// Declares an enumeration that is stored and sent as text.
///
/// The text of each value is part of the API and of the database: it never changes.
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Every value, in the order in which people list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text under which the value is stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Reads the stored text back; `None` for any other text.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownText;

            fn from_str(text: &str) -> Result<Self, $crate::UnknownText> {
                Self::parse(text).ok_or($crate::UnknownText)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom("unknown value"))
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some(Self::ALL.iter().map(|value| value.as_str())))
                    // By what generated programs call the values, such as `0.4`, that are no names.
                    .extensions(Some(
                        utoipa::openapi::extensions::ExtensionsBuilder::new().add("x-enum-varnames", vec![$(stringify!($variant)),+]).build(),
                    ))
                    .into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}
