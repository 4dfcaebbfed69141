//! Counting the sub-projects of a plan by phase goes by one index; without it SQLite reads all sub-projects in the phase.
use crate::helpers::index;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        index(m, "sub_project", &["local_plan_id", "phase", "deleted_at"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_index(Index::drop().name("idx-sub_project-local_plan_id_phase_deleted_at").table("sub_project").to_owned()).await
    }
}
