//! Every resource that the database keeps.
use crate::resource::{Entry, entry};
use domain::resource::Kind;

macro_rules! define {
    ($(#[doc = $doc:literal] $kind:ident = $text:literal, [$($word:literal),+], $(fields $of:ident::$fields:ident,)? read $read:ident
        $(, id $id:ident at $area:ident::$module:ident, $all:ident, $many:ident $path:literal, $input:ident, $filter:ident)?;)+) => {
        /// Every resource.
        pub static RESOURCES: &[Entry] = &[$($(entry::<crate::$area::$module::$all>(),)?)+];
    };
}

domain::kinds!(define);

/// What is known of a kind; nothing of what is no resource of its own.
pub fn of(kind: Kind) -> Option<&'static Entry> {
    RESOURCES.iter().find(|entry| entry.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_registry_names_what_keeps_it() {
        let kept: Vec<Kind> = RESOURCES.iter().map(|entry| entry.kind).collect();
        assert_eq!(kept, Kind::ALL.iter().copied().filter(|kind| kind.is_resource()).collect::<Vec<_>>());
    }
}
