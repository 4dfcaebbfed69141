//! The parts of a name that an HR system keeps; and what is unique is so among what is not deleted, so that a deleted account keeps nobody from coming back.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What is unique.
const UNIQUE: [(&str, &str); 2] = [("person", "email"), ("organisation", "cbs_code")];

async fn unique(m: &SchemaManager<'_>, table: &'static str, column: &'static str, condition: &str) -> Result<(), DbErr> {
    m.drop_index(Index::drop().name(format!("idx-{table}-{column}")).table(table).to_owned()).await?;
    let index = format!("CREATE UNIQUE INDEX \"idx-{table}-{column}\" ON \"{table}\" (\"{column}\"){condition}");
    m.get_connection().execute_unprepared(&index).await?;
    Ok(())
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in ["given_name", "family_name"] {
            m.alter_table(Table::alter().table("person").add_column(string_null(column)).to_owned()).await?;
        }
        for (table, column) in UNIQUE {
            unique(m, table, column, " WHERE deleted_at IS NULL").await?;
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in UNIQUE {
            unique(m, table, column, "").await?;
        }
        for column in ["family_name", "given_name"] {
            m.alter_table(Table::alter().table("person").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
