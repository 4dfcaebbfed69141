//! Places, and files that any thing may hold.
use crate::helpers::{drop_all, index, list_indexes, name_key, reference, resource};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("upload").rename_column("document_id", "thing_id").to_owned()).await?;
        m.create_table(
            resource("place")
                .col(uuid("municipality_id"))
                .col(string("name"))
                .col(name_key(m))
                .col(string("address"))
                .col(text("description"))
                .col(text("facilities"))
                .col(text("accessibility"))
                .col(text("opening_hours"))
                .col(uuid_null("photo_id"))
                .foreign_key(&mut reference("place", "municipality_id", "organisation", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("place", "photo_id", "upload", ForeignKeyAction::Restrict))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "place").await?;
        index(m, "place", &["municipality_id", "name_key", "id"]).await?;
        index(m, "place", &["photo_id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["place"]).await?;
        m.alter_table(Table::alter().table("upload").rename_column("thing_id", "document_id").to_owned()).await
    }
}
