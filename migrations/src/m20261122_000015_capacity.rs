//! What organisations can carry at once, and the decisions to go beyond it.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("organisation").add_column(integer_null("capacity_limit")).to_owned()).await?;
        for (column, weight) in [("exploring_weight", 0), ("pilot_weight", 1), ("running_weight", 1)] {
            m.alter_table(Table::alter().table("organisation").add_column(integer(column).default(weight)).to_owned()).await?;
        }
        for column in ["exceed_decided_by", "exceed_reason"] {
            m.alter_table(Table::alter().table("sub_project").add_column(text_null(column)).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in ["exceed_reason", "exceed_decided_by"] {
            m.alter_table(Table::alter().table("sub_project").drop_column(column).to_owned()).await?;
        }
        for column in ["running_weight", "pilot_weight", "exploring_weight", "capacity_limit"] {
            m.alter_table(Table::alter().table("organisation").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
