//! Accounts at the identity providers of organisations, the sessions that came from there, and what privacy asks to be kept of an account.
use crate::helpers::{drop_all, index, reference};
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
            Table::create()
                .table("identity")
                .col(string("provider"))
                .col(string("subject"))
                .col(uuid("person_id"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(Index::create().col("provider").col("subject"))
                .foreign_key(&mut reference("identity", "person_id", "person", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
        index(m, "identity", &["person_id"]).await?;
        m.alter_table(Table::alter().table("session").add_column(string_null("provider")).to_owned()).await?;
        m.alter_table(Table::alter().table("session").add_column(string_null("provider_session")).to_owned()).await?;
        index(m, "session", &["provider", "provider_session"]).await?;

        m.alter_table(Table::alter().table("person").add_column(timestamp_with_time_zone_null("seen_at")).to_owned()).await?;
        m.alter_table(Table::alter().table("person").add_column(timestamp_with_time_zone_null("warned_at")).to_owned()).await?;
        m.alter_table(Table::alter().table("person").add_column(timestamp_with_time_zone_null("erasure_asked_at")).to_owned()).await?;
        m.alter_table(Table::alter().table("person").add_column(timestamp_with_time_zone_null("erased_at")).to_owned()).await?;
        m.alter_table(Table::alter().table("person").add_column(integer("privacy_version").default(0)).to_owned()).await?;
        index(m, "person", &["erasure_asked_at"]).await?;
        index(m, "person", &["seen_at"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in [("person", "erasure_asked_at"), ("person", "seen_at"), ("session", "provider_provider_session")] {
            m.drop_index(Index::drop().name(format!("idx-{table}-{columns}")).table(table).to_owned()).await?;
        }
        for column in ["privacy_version", "erased_at", "erasure_asked_at", "warned_at", "seen_at"] {
            m.alter_table(Table::alter().table("person").drop_column(column).to_owned()).await?;
        }
        for column in ["provider_session", "provider"] {
            m.alter_table(Table::alter().table("session").drop_column(column).to_owned()).await?;
        }
        drop_all(m, &["identity"]).await
    }
}
