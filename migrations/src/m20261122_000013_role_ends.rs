//! Until when somebody is a member, leads or contributes.
use crate::helpers::index;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The column by which the roles that have ended are found.
const DUE: [(&str, &str); 3] = [("member", "end_date"), ("local_plan", "next_role_end"), ("sub_project", "next_role_end")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in DUE {
            m.alter_table(Table::alter().table(table).add_column(date_null(column)).to_owned()).await?;
            index(m, table, &[column]).await?;
        }
        for table in ["local_plan", "sub_project"] {
            m.alter_table(Table::alter().table(table).add_column(text("role_ends").default("[]")).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in ["local_plan", "sub_project"] {
            m.alter_table(Table::alter().table(table).drop_column("role_ends").to_owned()).await?;
        }
        for (table, column) in DUE {
            m.drop_index(Index::drop().name(format!("idx-{table}-{column}")).table(table).to_owned()).await?;
            m.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
