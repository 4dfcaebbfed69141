//! Milestones of sub-projects.
use crate::helpers::{drop_all, index, list_indexes, name_key, reference, resource};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            resource("milestone")
                .col(uuid("sub_project_id"))
                .col(string("title"))
                .col(name_key(m))
                .col(date("planned_date"))
                .col(date_null("forecast_date"))
                .col(date_null("actual_date"))
                .col(uuid_null("owner_id"))
                .col(text("note"))
                .foreign_key(&mut reference("milestone", "sub_project_id", "sub_project", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("milestone", "owner_id", "person", ForeignKeyAction::SetNull))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "milestone").await?;
        index(m, "milestone", &["planned_date", "id"]).await?;
        index(m, "milestone", &["sub_project_id", "planned_date", "id"]).await?;
        index(m, "milestone", &["owner_id", "planned_date", "id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["milestone"]).await
    }
}
