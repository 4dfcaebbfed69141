//! What the tables have in common.
use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

/// The columns that every resource has: id, version, moments.
pub fn resource(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(pk_uuid("id"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(timestamp_with_time_zone_null("deleted_at"))
        .to_owned()
}

/// The folded name on which lists sort and search; compared byte by byte on both databases.
pub fn name_key(m: &SchemaManager) -> ColumnDef {
    let mut column = string("name_key");
    if m.get_database_backend() == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}

/// A foreign key `table.column -> target.id`.
pub fn reference(table: &'static str, column: &'static str, target: &'static str, on_delete: ForeignKeyAction) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(format!("fk-{table}-{column}")).from(table, column).to(target, "id").on_delete(on_delete).to_owned()
}

/// A table that links an owner to others; the links go with the owner.
pub async fn link(m: &SchemaManager<'_>, table: &'static str, owner: (&'static str, &'static str), other: (&'static str, &'static str)) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table(table)
            .col(uuid(owner.0))
            .col(uuid(other.0))
            .primary_key(Index::create().col(owner.0).col(other.0))
            .foreign_key(&mut reference(table, owner.0, owner.1, ForeignKeyAction::Cascade))
            .foreign_key(&mut reference(table, other.0, other.1, ForeignKeyAction::Restrict))
            .to_owned(),
    )
    .await?;
    index(m, table, &[other.0, owner.0]).await
}

/// An index on these columns.
pub async fn index(m: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    m.create_index(build_index(table, columns)).await
}

/// A unique index on these columns.
pub async fn unique(m: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    m.create_index(build_index(table, columns).unique().to_owned()).await
}

fn build_index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(format!("idx-{table}-{}", columns.join("_"))).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// The indexes behind the sorts that every list offers.
pub async fn list_indexes(m: &SchemaManager<'_>, table: &'static str) -> Result<(), DbErr> {
    index(m, table, &["name_key", "id"]).await?;
    index(m, table, &["created_at", "id"]).await?;
    index(m, table, &["updated_at", "id"]).await
}

/// Drops tables in this order.
pub async fn drop_all(m: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        m.drop_table(Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}
