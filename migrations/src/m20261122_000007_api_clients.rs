//! Systems that use the API: clients with their secrets, the keys that sign their tokens, and the assertions that were used.
use crate::helpers::{drop_all, index, list_indexes, name_key, reference, resource, unique};
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
            resource("api_client")
                .col(string("name"))
                .col(name_key(m))
                .col(uuid("organisation_id"))
                .col(text("scopes"))
                .col(text("networks"))
                .col(text_null("public_key"))
                .col(boolean("active"))
                .col(timestamp_with_time_zone_null("last_used_at"))
                .foreign_key(&mut reference("api_client", "organisation_id", "organisation", ForeignKeyAction::Restrict))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "api_client").await?;
        index(m, "api_client", &["organisation_id", "name_key", "id"]).await?;

        m.create_table(
            Table::create()
                .table("client_secret")
                .col(pk_uuid("id"))
                .col(uuid("client_id"))
                .col(string("secret_hash"))
                .col(string("hint"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone_null("last_used_at"))
                .foreign_key(&mut reference("client_secret", "client_id", "api_client", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
        unique(m, "client_secret", &["secret_hash"]).await?;
        index(m, "client_secret", &["client_id"]).await?;

        m.create_table(
            Table::create()
                .table("used_assertion")
                .col(ColumnDef::new("hash").string().not_null().primary_key())
                .col(timestamp_with_time_zone("expires_at"))
                .to_owned(),
        )
        .await?;
        index(m, "used_assertion", &["expires_at"]).await?;

        m.create_table(
            Table::create()
                .table("signing_key")
                .col(pk_uuid("id"))
                .col(text("private_key"))
                .col(text("public_key"))
                .col(timestamp_with_time_zone("created_at"))
                .to_owned(),
        )
        .await?;
        index(m, "signing_key", &["created_at"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["signing_key", "used_assertion", "client_secret", "api_client"]).await
    }
}
