//! Strategic courses with their goals, and which plans and sub-projects contribute to them.
use crate::helpers::{drop_all, index, link, list_indexes, name_key, reference, resource};
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
            resource("strategic_course")
                .col(string("title"))
                .col(name_key(m))
                .col(text("description"))
                .col(date("start_date"))
                .col(date("end_date"))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "strategic_course").await?;
        index(m, "strategic_course", &["start_date", "id"]).await?;
        m.create_table(
            resource("strategic_goal")
                .col(uuid("strategic_course_id"))
                .col(string("title"))
                .col(name_key(m))
                .col(text("description"))
                .col(uuid_null("indicator_id"))
                .col(text("targets"))
                .col(text("evaluations").default("[]"))
                .foreign_key(&mut reference("strategic_goal", "strategic_course_id", "strategic_course", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("strategic_goal", "indicator_id", "indicator", ForeignKeyAction::Restrict))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "strategic_goal").await?;
        index(m, "strategic_goal", &["strategic_course_id", "name_key", "id"]).await?;
        index(m, "strategic_goal", &["indicator_id"]).await?;
        link(m, "local_plan_goal", ("local_plan_id", "local_plan"), ("goal_id", "strategic_goal")).await?;
        link(m, "sub_project_goal", ("sub_project_id", "sub_project"), ("goal_id", "strategic_goal")).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["sub_project_goal", "local_plan_goal", "strategic_goal", "strategic_course"]).await
    }
}
