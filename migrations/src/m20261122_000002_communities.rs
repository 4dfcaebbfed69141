//! Communities and their members.
use crate::helpers::{drop_all, index, link, list_indexes, name_key, reference, resource, unique};
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
            resource("community")
                .col(string("name"))
                .col(name_key(m))
                .col(string("kind"))
                .col(text("purpose"))
                .col(string("visibility"))
                .col(string("join_policy"))
                .col(boolean("archived"))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "community").await?;
        link(m, "community_theme", ("community_id", "community"), ("theme_id", "theme")).await?;
        link(m, "community_organisation", ("community_id", "community"), ("organisation_id", "organisation")).await?;

        m.create_table(
            resource("member")
                .col(uuid("community_id"))
                .col(uuid("person_id"))
                .col(string("role"))
                .col(string("status"))
                .foreign_key(&mut reference("member", "community_id", "community", ForeignKeyAction::Cascade))
                .foreign_key(&mut reference("member", "person_id", "person", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
        unique(m, "member", &["community_id", "person_id"]).await?;
        index(m, "member", &["person_id", "status"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["member", "community_organisation", "community_theme", "community"]).await
    }
}
