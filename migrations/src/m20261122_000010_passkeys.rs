//! Passkeys: keys of people's devices to sign in with.
use crate::helpers::{drop_all, index, reference, unique};
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
                .table("passkey")
                .col(pk_uuid("id"))
                .col(uuid("person_id"))
                .col(string("name"))
                .col(string("credential_id"))
                .col(text("credential"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(&mut reference("passkey", "person_id", "person", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
        unique(m, "passkey", &["credential_id"]).await?;
        index(m, "passkey", &["person_id", "created_at"]).await?;
        m.alter_table(Table::alter().table("session").add_column(uuid_null("passkey_id")).to_owned()).await?;
        index(m, "session", &["passkey_id"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_index(Index::drop().name("idx-session-passkey_id").table("session").to_owned()).await?;
        m.alter_table(Table::alter().table("session").drop_column("passkey_id").to_owned()).await?;
        drop_all(m, &["passkey"]).await
    }
}
