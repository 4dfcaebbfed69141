//! People are found by their expertise, and choose whether colleagues see their e-mail address.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("person").add_column(text("expertise_key").default("")).to_owned()).await?;
        m.alter_table(Table::alter().table("person").add_column(boolean("email_visible").default(false)).to_owned()).await?;
        // Until somebody changes their profile, accents in their expertise count.
        m.get_connection().execute_unprepared("UPDATE person SET expertise_key = LOWER(expertise)").await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("person").drop_column("email_visible").to_owned()).await?;
        m.alter_table(Table::alter().table("person").drop_column("expertise_key").to_owned()).await
    }
}
