//! Local plans and their sub-projects.
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
            resource("local_plan")
                .col(string("title"))
                .col(name_key(m))
                .col(date("start_date"))
                .col(date("end_date"))
                .col(text("ambition"))
                .col(string("status"))
                .col(date_null("adoption_date"))
                .col(string_null("adopted_by"))
                .col(date_null("closing_date"))
                .col(string("visibility"))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "local_plan").await?;
        index(m, "local_plan", &["start_date", "id"]).await?;
        link(m, "local_plan_municipality", ("local_plan_id", "local_plan"), ("municipality_id", "organisation")).await?;
        link(m, "local_plan_lead", ("local_plan_id", "local_plan"), ("person_id", "person")).await?;

        m.create_table(
            resource("sub_project")
                .col(uuid("local_plan_id"))
                .col(string("name"))
                .col(name_key(m))
                .col(text("aim"))
                .col(text("target_group"))
                .col(text("method"))
                .col(text("places"))
                .col(string("phase"))
                .col(text_null("phase_reason"))
                .col(uuid_null("municipality_lead_id"))
                .col(uuid_null("partner_lead_id"))
                .col(uuid_null("community_id"))
                .foreign_key(&mut reference("sub_project", "local_plan_id", "local_plan", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("sub_project", "municipality_lead_id", "person", ForeignKeyAction::SetNull))
                .foreign_key(&mut reference("sub_project", "partner_lead_id", "person", ForeignKeyAction::SetNull))
                .foreign_key(&mut reference("sub_project", "community_id", "community", ForeignKeyAction::SetNull))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "sub_project").await?;
        index(m, "sub_project", &["local_plan_id", "name_key", "id"]).await?;
        index(m, "sub_project", &["phase", "name_key", "id"]).await?;
        index(m, "sub_project", &["municipality_lead_id", "local_plan_id"]).await?;
        index(m, "sub_project", &["partner_lead_id", "local_plan_id"]).await?;
        index(m, "sub_project", &["community_id", "name_key", "id"]).await?;
        link(m, "sub_project_theme", ("sub_project_id", "sub_project"), ("theme_id", "theme")).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["sub_project_theme", "sub_project", "local_plan_lead", "local_plan_municipality", "local_plan"]).await
    }
}
