//! When to look again at a sub-project that was parked or stopped.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("sub_project").add_column(date_null("reconsider_date")).to_owned()).await?;
        m.alter_table(Table::alter().table("sub_project").add_column(text_null("reconsider_when")).to_owned()).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in ["reconsider_when", "reconsider_date"] {
            m.alter_table(Table::alter().table("sub_project").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
