//! Shared definitions of indicators, the indicators of sub-projects, and measurements.
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
            resource("indicator")
                .col(string("name"))
                .col(name_key(m))
                .col(string("unit"))
                .col(string("direction"))
                .col(string("accumulation"))
                .col(boolean("counts_residents"))
                .col(text("definition"))
                .col(text("source"))
                .col(text("groups"))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "indicator").await?;
        m.create_table(
            resource("sub_project_indicator")
                .col(uuid("sub_project_id"))
                .col(string("title"))
                .col(name_key(m))
                .col(uuid_null("indicator_id"))
                .col(string_null("comparability"))
                .col(string("unit"))
                .col(string("direction"))
                .col(string("accumulation"))
                .col(boolean("counts_residents"))
                .col(text("definition"))
                .col(text("groups"))
                .col(big_integer_null("baseline_value"))
                .col(date_null("baseline_date"))
                .col(text("targets"))
                .col(date_null("locked_date"))
                .foreign_key(&mut reference("sub_project_indicator", "sub_project_id", "sub_project", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("sub_project_indicator", "indicator_id", "indicator", ForeignKeyAction::Restrict))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "sub_project_indicator").await?;
        index(m, "sub_project_indicator", &["sub_project_id", "name_key", "id"]).await?;
        index(m, "sub_project_indicator", &["indicator_id", "sub_project_id"]).await?;
        m.create_table(
            resource("measurement")
                .col(uuid("sub_project_indicator_id"))
                .col(date("measured_date"))
                .col(name_key(m))
                .col(big_integer("value"))
                .col(text("note"))
                .col(text_null("evidence_url"))
                .col(text("cells"))
                .col(timestamp_with_time_zone_null("approved_at"))
                .col(uuid_null("approved_by_id"))
                .foreign_key(&mut reference("measurement", "sub_project_indicator_id", "sub_project_indicator", ForeignKeyAction::Restrict))
                .foreign_key(&mut reference("measurement", "approved_by_id", "person", ForeignKeyAction::SetNull))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "measurement").await?;
        index(m, "measurement", &["measured_date", "id"]).await?;
        index(m, "measurement", &["sub_project_indicator_id", "measured_date", "id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["measurement", "sub_project_indicator", "indicator"]).await
    }
}
