//! Files that were sent, and the documents that they are for.
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
        m.create_table(
            Table::create()
                .table("upload")
                .col(pk_uuid("id"))
                .col(timestamp_with_time_zone("created_at"))
                // A person or a system.
                .col(uuid("uploaded_by"))
                .col(string("file_name"))
                .col(string("kind"))
                .col(big_integer("size"))
                .col(string("sha256"))
                .col(uuid_null("document_id"))
                .col(timestamp_with_time_zone_null("removed_at"))
                .to_owned(),
        )
        .await?;
        index(m, "upload", &["uploaded_by", "document_id"]).await?;
        index(m, "upload", &["document_id", "created_at"]).await?;
        m.create_table(
            resource("document")
                .col(uuid("sub_project_id"))
                .col(string("title"))
                .col(name_key(m))
                .col(text("note"))
                .col(boolean("team_only"))
                .col(uuid("upload_id"))
                .foreign_key(&mut reference("document", "sub_project_id", "sub_project", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("document", "upload_id", "upload", ForeignKeyAction::Restrict))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "document").await?;
        index(m, "document", &["sub_project_id", "created_at", "id"]).await?;
        index(m, "document", &["upload_id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["document", "upload"]).await
    }
}
