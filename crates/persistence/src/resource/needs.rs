//! What a thing cannot stand without.
use super::Resource;
use domain::resource::Kind;
use uuid::Uuid;

/// What a state refers to and cannot stand without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The field as the API names it.
    pub field: &'static str,
    /// Whether the field is a list.
    pub listed: bool,
    pub kind: Kind,
    pub ids: Vec<Uuid>,
}

impl Need {
    /// One thing, when there is one.
    pub fn one<R: Resource>(field: &'static str, id: impl Into<Option<R::Id>>) -> Self {
        Self { field, listed: false, kind: R::KIND, ids: id.into().map(Into::into).into_iter().collect() }
    }

    /// Each of a list.
    pub fn each<R: Resource>(field: &'static str, ids: &[R::Id]) -> Self {
        Self { field, listed: true, kind: R::KIND, ids: ids.iter().map(|id| (*id).into()).collect() }
    }
}
