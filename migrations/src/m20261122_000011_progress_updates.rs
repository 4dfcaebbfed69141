//! Progress updates of sub-projects.
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
            resource("progress_update")
                .col(uuid("sub_project_id"))
                .col(string("title"))
                .col(name_key(m))
                .col(date("report_date"))
                .col(string("time_light"))
                .col(text("time_note"))
                .col(string("money_light"))
                .col(text("money_note"))
                .col(string("result_light"))
                .col(text("result_note"))
                .col(text("lesson"))
                .col(text("help"))
                .col(uuid_null("author_id"))
                .foreign_key(&mut reference("progress_update", "sub_project_id", "sub_project", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("progress_update", "author_id", "person", ForeignKeyAction::SetNull))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "progress_update").await?;
        index(m, "progress_update", &["report_date", "id"]).await?;
        index(m, "progress_update", &["sub_project_id", "report_date", "id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["progress_update"]).await
    }
}
