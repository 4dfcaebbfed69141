//! What every thing can have: documents and their files, numbers of other systems, and texts that are looked at.
pub mod document;
pub mod text_check;
pub mod upload;

use super::part::{Part, with};
use crate::crud::external;

/// What this area has in the API, in the order in which the document shows it.
pub(super) static PARTS: &[Part] = &[
    Part::Others(upload::operations),
    with::<document::Documents>(external::operations::<document::Documents>),
    Part::Others(document::operations),
    Part::Others(text_check::operations),
];
