//! With which version of the folding the stored names were made, so that they are made anew when it changes.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(Table::create().table("folding").col(integer("id").primary_key()).col(integer("version")).to_owned()).await?;
        // What is there was made by the first version.
        m.exec_stmt(Query::insert().into_table("folding").columns(["id", "version"]).values_panic([1.into(), 1.into()]).to_owned()).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_table(Table::drop().table("folding").to_owned()).await
    }
}
