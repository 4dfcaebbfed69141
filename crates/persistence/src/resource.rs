//! What every resource does with its table, written once: insert, update by version, delete, restore, find, and list by keyset.
//!
//! A resource implements [`Resource`]; where it lives gives it the rest ([`Surroundings`]). Functions here fail with what the database answers
//! ([`StoreError`]), and otherwise as they say.
mod entry;
mod narrow;
mod needs;
mod page;
mod read;
mod stored;
mod surroundings;
mod write;

pub use entry::{Entry, Parent, entry};
pub use narrow::{join, join_person, narrow_by_any, narrow_by_filled, narrow_by_link, narrow_by_name, narrow_by_part};
pub use needs::Need;
pub use page::{Paging, Position, Sort, SortContent, count, count_where, list, list_query, sort_by_latest_change, sort_by_name, sorts};
pub use read::{any, find, linked, missing, names, out_of_use, referring, referring_by_link};
pub(crate) use stored::stored;
pub use surroundings::{Alone, NewScope, StandsAlone, Surroundings};
pub use write::{insert, no_earlier, renew, set_deleted, touch, update};

use crate::{
    StoreError,
    table::{Columns, Table},
    viewer::Viewer,
};
use domain::resource::{Kind, Stored};
use sea_orm::{ColumnTrait, Condition, DbBackend, EntityTrait, QueryResult, sea_query::SelectStatement};
use uuid::Uuid;

/// A row of a resource's table.
pub type ModelOf<R> = <<R as Resource>::Table as EntityTrait>::Model;
/// A row that is written.
pub type ActiveModelOf<R> = <<R as Resource>::Table as EntityTrait>::ActiveModel;
/// A column of a resource's table.
pub type ColumnOf<R> = <<R as Resource>::Table as EntityTrait>::Column;
/// What is read of the surroundings of a resource.
pub type AroundOf<R> = <<R as Resource>::Lives as Surroundings<R>>::Around;

/// How one resource is stored. Its columns, from and to its state, are named by `stored!`.
pub trait Resource: Sized + 'static {
    /// The table.
    type Table: Table;
    /// Where it lives, from which it has who sees it, what the rules know of it, and in whose history it stands.
    type Lives: Surroundings<Self>;
    const KIND: Kind;
    /// The column that holds the name by which people know it, of which the folded form is kept.
    const NAME: ColumnOf<Self>;
    /// Columns with long content, and what stands in their place in a list, as SQL.
    const LONG: &'static [(ColumnOf<Self>, &'static str)] = &[];
    type Id: Copy + Into<Uuid> + From<Uuid>;
    /// What is stored.
    type State: Clone;
    /// What a query answers beside the state and the surroundings, for example counts and the names of others.
    type Extra;
    /// What a list filters on.
    type Filter;

    /// The state as a row.
    fn row(state: &Self::State) -> ActiveModelOf<Self>;
    /// The state that a row holds.
    ///
    /// # Errors
    /// `Corrupt` when the row breaks a rule of the domain.
    fn state(row: ModelOf<Self>, query: &QueryResult) -> Result<Self::State, StoreError>;
    /// The link tables that hold a part of the state.
    fn links() -> Vec<Link> {
        vec![]
    }
    /// The ids that they hold for a state, in the order of [`Resource::links`].
    fn linked(_state: &Self::State) -> Vec<Vec<Uuid>> {
        vec![]
    }
    /// Columns that follow from the state, beside those that hold it.
    fn derive(_state: &Self::State, _row: &mut ActiveModelOf<Self>) {}
    /// What something new starts with outside its state.
    fn begin(_row: &mut ActiveModelOf<Self>) {}
    /// The name on which the resource is sorted and found.
    fn name(state: &Self::State) -> &str;
    /// The sorts that a list offers beside those that every list has.
    fn sorts() -> Vec<Sort> {
        vec![]
    }
    /// Asks for what [`Resource::extra`] reads and is no column of the table.
    fn select(_query: &mut SelectStatement, _backend: DbBackend, _viewer: &Viewer, _in_full: bool) {}
    /// What a query answers beside the state.
    ///
    /// # Errors
    /// `Corrupt` when the row breaks a rule of the domain.
    fn extra(row: &ModelOf<Self>, query: &QueryResult) -> Result<Self::Extra, StoreError>;
    /// What a state cannot stand without, beside what it lives in: these are not deleted as long as it stands, and it is restored after them.
    fn needs(_state: &Self::State) -> Vec<Need> {
        vec![]
    }
    /// What is still there and can no longer be chosen: who has left, what was archived. Nothing by default.
    fn out_of_use() -> Option<Condition> {
        None
    }
    /// Narrows a list.
    fn narrow(query: &mut SelectStatement, filter: &Self::Filter, viewer: &Viewer);
    /// The name by which people know what was found.
    fn title(found: &Found<Self>) -> String {
        Self::name(&found.stored.state).to_owned()
    }
}

/// A resource as found.
pub struct Found<R: Resource> {
    pub stored: Stored<R::Id, R::State>,
    /// What it lives in.
    pub around: AroundOf<R>,
    pub extra: R::Extra,
}

/// A link table that holds a part of the state of a resource.
#[derive(Clone, Copy)]
pub struct Link {
    /// Under which name a query answers the ids.
    pub name: &'static str,
    pub table: &'static str,
    /// The column of the resource itself, and the one of what it is linked to.
    pub owner: &'static str,
    pub other: &'static str,
    /// Whether a list reads them too.
    pub in_lists: bool,
}

impl Link {
    /// A link table by its two columns.
    pub fn new<C: ColumnTrait>(name: &'static str, owner: C, other: C, in_lists: bool) -> Self {
        let table = <C::EntityName as Default>::default();
        Self { name, table: sea_orm::EntityName::table_name(&table), owner: owner.as_str(), other: other.as_str(), in_lists }
    }
}

/// The columns that every resource has.
pub const fn columns<R: Resource>() -> Columns<ColumnOf<R>> {
    R::Table::COLUMNS
}
