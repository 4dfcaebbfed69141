//! What the API is made of.
use crate::{
    crud::{self, ApiResource},
    operation::Operation,
    schemas::Schemas,
};

/// The operations of a part of the API.
pub(super) type Operations = fn(&mut Schemas) -> Vec<Operation>;

/// What the API has: a resource, or operations of another form.
pub(super) enum Part {
    Resource {
        operations: Operations,
        /// What systems have beside the nine.
        for_systems: Operations,
        #[cfg(test)]
        kind: domain::resource::Kind,
        #[cfg(test)]
        keeps_texts_trimmed: fn(),
        #[cfg(test)]
        has_words: fn(),
        #[cfg(test)]
        limits_agree: fn(&Schemas) -> usize,
    },
    Others(Operations),
}

/// A resource that systems keep one by one, or not at all.
pub(super) const fn resource<R: ApiResource>() -> Part {
    with::<R>(|_| vec![])
}

/// A resource of which systems keep many.
pub(super) const fn kept_by_systems<R: ApiResource>() -> Part {
    with::<R>(crud::operations_for_systems::<R>)
}

pub(super) const fn with<R: ApiResource>(for_systems: Operations) -> Part {
    Part::Resource {
        operations: crud::operations::<R>,
        for_systems,
        #[cfg(test)]
        kind: <R::Store as persistence::Resource>::KIND,
        #[cfg(test)]
        keeps_texts_trimmed: super::tests::keeps_texts_trimmed::<R>,
        #[cfg(test)]
        has_words: super::tests::has_words::<R>,
        #[cfg(test)]
        limits_agree: crud::limits::agree::<R>,
    }
}
