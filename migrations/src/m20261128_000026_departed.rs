//! Who was deleted has left, as who is no longer let in: what they led needs a successor.
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let connection = m.get_connection();
        connection.execute_unprepared("UPDATE person SET deactivated_at = deleted_at WHERE deleted_at IS NOT NULL AND deactivated_at IS NULL").await?;
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.get_connection().execute_unprepared("UPDATE person SET deactivated_at = NULL WHERE deactivated_at = deleted_at").await?;
        Ok(())
    }
}
