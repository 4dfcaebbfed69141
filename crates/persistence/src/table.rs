//! The tables of resources: what they have in common.
use chrono::{DateTime, Utc};
use sea_orm::EntityTrait;
use uuid::Uuid;

/// The table of a resource: one with the columns that every resource has. An entity becomes one by `resource_table!()`.
pub trait Table: EntityTrait {
    /// The columns that every resource has.
    const COLUMNS: Columns<Self::Column>;

    /// What a row keeps in them.
    fn facts(row: &Self::Model) -> Facts;

    /// Fills them for something new.
    fn begin(row: &mut Self::ActiveModel, id: Uuid, now: DateTime<Utc>);

    /// Keeps the folded form of the name, by which people find it and lists are sorted.
    fn set_name_key(row: &mut Self::ActiveModel, key: String);

    /// Its name.
    fn table() -> &'static str {
        Self::default().table_name()
    }
}

/// The columns that every resource has.
pub struct Columns<C> {
    pub id: C,
    pub version: C,
    pub created_at: C,
    pub updated_at: C,
    pub deleted_at: C,
    /// The folded form of the name.
    pub name_key: C,
}

/// What is kept of every resource beside its state.
pub struct Facts {
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
}

/// Makes the entity of a file the table of a resource; it does not compile when one of the columns is missing.
macro_rules! resource_table {
    () => {
        impl $crate::table::Table for Entity {
            const COLUMNS: $crate::table::Columns<Column> = $crate::table::Columns {
                id: Column::Id,
                version: Column::Version,
                created_at: Column::CreatedAt,
                updated_at: Column::UpdatedAt,
                deleted_at: Column::DeletedAt,
                name_key: Column::NameKey,
            };

            fn facts(row: &Model) -> $crate::table::Facts {
                let Model { id, version, created_at, updated_at, deleted_at, .. } = row;
                $crate::table::Facts { id: *id, version: *version, created_at: *created_at, updated_at: *updated_at, deleted_at: *deleted_at }
            }

            fn begin(row: &mut ActiveModel, id: Uuid, now: DateTimeUtc) {
                row.id = sea_orm::Set(id);
                row.version = sea_orm::Set(1);
                row.created_at = sea_orm::Set(now);
                row.updated_at = sea_orm::Set(now);
            }

            fn set_name_key(row: &mut ActiveModel, key: String) {
                row.name_key = sea_orm::Set(key);
            }
        }
    };
}
pub(crate) use resource_table;
