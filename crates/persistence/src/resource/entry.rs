//! What is asked of a resource of which only the kind is known while the program runs.
use super::{Resource, Surroundings, names};
use crate::{StoreError, table::Table};
use domain::{policy::Actor, resource::Kind};
use sea_orm::{DatabaseConnection, IdenStatic};
use std::pin::Pin;
use uuid::Uuid;

/// The ids and names that were found, once they are.
type Names<'a> = Pin<Box<dyn Future<Output = Result<Vec<(Uuid, String)>, StoreError>> + 'a>>;

/// What a thing is a part of: its kind, and the column that says which.
pub struct Parent {
    pub kind: Kind,
    pub column: &'static str,
}

/// What is known of a resource.
pub struct Entry {
    pub kind: Kind,
    /// The table, and its column that holds the name.
    pub table: fn() -> &'static str,
    pub name: fn() -> &'static str,
    pub parent: fn() -> Option<Parent>,
    /// The names of those of these that somebody may see: at most one statement.
    pub names: for<'a> fn(&'a DatabaseConnection, &'a Actor, &'a [Uuid]) -> Names<'a>,
}

/// The entry of a resource.
pub const fn entry<R: Resource>() -> Entry {
    fn of<'a, R: Resource>(conn: &'a DatabaseConnection, actor: &'a Actor, ids: &'a [Uuid]) -> Names<'a> {
        Box::pin(names::<R, _>(conn, actor, ids))
    }
    Entry {
        kind: R::KIND,
        table: R::Table::table,
        name: || R::NAME.as_str(),
        parent: || R::Lives::parent().map(|(kind, column)| Parent { kind, column }),
        names: of::<R>,
    }
}
