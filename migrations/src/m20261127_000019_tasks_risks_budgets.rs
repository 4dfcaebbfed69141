//! Tasks, risks and budget lines of sub-projects.
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
            resource("task")
                .col(uuid("sub_project_id"))
                .col(string("title"))
                .col(name_key(m))
                .col(date("due_date"))
                .col(date_null("done_date"))
                .col(uuid_null("assignee_id"))
                .col(text("note"))
                .foreign_key(&mut reference("task", "sub_project_id", "sub_project", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("task", "assignee_id", "person", ForeignKeyAction::SetNull))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "task").await?;
        index(m, "task", &["due_date", "id"]).await?;
        index(m, "task", &["sub_project_id", "due_date", "id"]).await?;
        index(m, "task", &["assignee_id", "due_date", "id"]).await?;
        m.create_table(
            resource("risk")
                .col(uuid("sub_project_id"))
                .col(string("title"))
                .col(name_key(m))
                .col(integer("likelihood"))
                .col(integer("impact"))
                .col(integer("weight"))
                .col(text("measure"))
                .col(uuid_null("owner_id"))
                .col(boolean("closed"))
                .foreign_key(&mut reference("risk", "sub_project_id", "sub_project", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("risk", "owner_id", "person", ForeignKeyAction::SetNull))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "risk").await?;
        index(m, "risk", &["weight", "id"]).await?;
        index(m, "risk", &["sub_project_id", "weight", "id"]).await?;
        m.create_table(
            resource("budget_line")
                .col(uuid("sub_project_id"))
                .col(string("title"))
                .col(name_key(m))
                .col(integer("year"))
                .col(string("source"))
                .col(string("task_field"))
                .col(big_integer("planned_cents"))
                .col(big_integer("committed_cents"))
                .col(big_integer("spent_cents"))
                .foreign_key(&mut reference("budget_line", "sub_project_id", "sub_project", ForeignKeyAction::Restrict))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "budget_line").await?;
        index(m, "budget_line", &["sub_project_id", "year", "name_key"]).await?;
        index(m, "budget_line", &["year", "task_field"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["budget_line", "risk", "task"]).await
    }
}
