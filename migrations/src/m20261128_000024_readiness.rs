//! One row that a server writes to know whether it can write at all.
use crate::helpers::drop_all;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("readiness")
                .col(ColumnDef::new("id").integer().not_null().primary_key())
                .col(timestamp_with_time_zone("written_at"))
                .col(text("ballast"))
                .to_owned(),
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["readiness"]).await
    }
}
