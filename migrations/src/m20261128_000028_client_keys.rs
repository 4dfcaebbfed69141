//! Of each system, whether only administrators set it up and have had its secrets: what a coordinator had in hands does no more than a coordinator may.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("api_client").add_column(boolean("by_administrator").default(false)).to_owned()).await?;
        // What the journal tells of those that are there: made, and touched by nobody but who administers today.
        let known = "UPDATE api_client SET by_administrator = TRUE
            WHERE EXISTS (SELECT 1 FROM journal WHERE journal.resource_id = api_client.id)
            AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.resource_id = api_client.id AND (journal.actor_id IS NULL
                OR journal.actor_id NOT IN (SELECT role_grant.person_id FROM role_grant WHERE role_grant.role = 'administrator')))";
        m.get_connection().execute_unprepared(known).await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("api_client").drop_column("by_administrator").to_owned()).await
    }
}
