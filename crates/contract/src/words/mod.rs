//! The words for what the API names by codes: its fields, their values and its problems, in Dutch and English. There is one for each; tables that are taken
//! along, the app and the glossary have it from here.
//!
//! What a part of the app does not name is not loaded with it: so there is a table for each thing, and [`fields_of`] is for who shows all of them.
pub mod account;
pub mod community;
pub mod directory;
pub mod plan;
pub mod problem;
pub mod steering;
#[cfg(test)]
mod tests;
mod text;
pub mod thing;

pub use text::{Field, Language, Text, Worded, Words, find};

use domain::resource::Kind;
use text::{as_text, codes, fields, last, wire_length, wire_name};

fields! {
    /// The fields that everything has.
    RECORD: RecordFields {
        created_at: "Gemaakt op", "Created at";
        updated_at: "Laatst gewijzigd", "Last changed";
        id: "Id", "Id";
    }
}

macro_rules! define {
    ($(#[doc = $doc:literal] $kind:ident = $text:literal, [$dutch:literal, $dutch_many:literal, $english:literal, $english_many:literal],
        $(fields $of:ident::$fields:ident,)? read $read:ident
        $(, id $id:ident at $area:ident::$module:ident, $all:ident, $many:ident $path:literal, $input:ident, $filter:ident)?;)+) => {
        codes! {
            Kind { $($kind: $dutch, $english;)+ }
        }

        /// The word for several of a kind.
        pub fn several(kind: Kind, language: Language) -> &'static str {
            match kind { $(Kind::$kind => Text::new($dutch_many, $english_many).of(language),)+ }
        }

        /// The fields of a kind of thing beside [`RECORD`], in the order in which a form asks for them.
        pub fn fields_of(kind: Kind) -> &'static [&'static Field] {
            match kind { $(Kind::$kind => fields_in!($($of::$fields)?),)+ }
        }
    };
}

macro_rules! fields_in {
    () => {
        &[]
    };
    ($of:ident::$fields:ident) => {
        $of::$fields.all()
    };
}

domain::kinds!(define);
