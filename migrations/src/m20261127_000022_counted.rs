//! What counts of a figure in a year is read from its index alone: a course asks it of every sub-project.
use crate::helpers::index;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const COUNTED: &str = "idx-measurement-counted";
/// What it takes the place of.
const BY_DAY: &str = "idx-measurement-sub_project_indicator_id_measured_date_id";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let mut counted = Index::create().name(COUNTED).table("measurement").to_owned();
        for column in ["sub_project_indicator_id", "measured_date", "id", "value", "approved_at", "deleted_at"] {
            counted.col(column);
        }
        m.create_index(counted).await?;
        m.drop_index(Index::drop().name(BY_DAY).table("measurement").to_owned()).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        index(m, "measurement", &["sub_project_indicator_id", "measured_date", "id"]).await?;
        m.drop_index(Index::drop().name(COUNTED).table("measurement").to_owned()).await
    }
}
