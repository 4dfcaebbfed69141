//! By which numbers other systems know what is here.
use crate::helpers::{drop_all, index};
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
                .table("external_reference")
                .col(string("kind"))
                .col(uuid("resource_id"))
                .col(string("system"))
                .col(string("reference"))
                .col(string_null("url"))
                .primary_key(Index::create().col("kind").col("resource_id").col("system").col("reference"))
                .to_owned(),
        )
        .await?;
        index(m, "external_reference", &["system", "reference", "kind", "resource_id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["external_reference"]).await
    }
}
