//! An entry of the journal is found by its id: the seal names entries by it, and without an index each look went through all of them.
use crate::helpers::unique;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        unique(m, "journal", &["id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_index(Index::drop().name("idx-journal-id").table("journal").to_owned()).await
    }
}
