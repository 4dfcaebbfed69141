//! Organisations, themes, people with their sessions, and what every write needs: the journal, kept texts, idempotency keys.
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
            resource("organisation")
                .col(string("name"))
                .col(name_key(m))
                .col(string("kind"))
                .col(string_null("cbs_code"))
                .col(string_null("website"))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "organisation").await?;
        unique(m, "organisation", &["cbs_code"]).await?;
        link(m, "organisation_serves", ("organisation_id", "organisation"), ("municipality_id", "organisation")).await?;

        m.create_table(
            resource("theme")
                .col(string("name_nl"))
                .col(string("name_en"))
                .col(name_key(m))
                .col(uuid_null("parent_id"))
                .foreign_key(&mut reference("theme", "parent_id", "theme", ForeignKeyAction::Restrict))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "theme").await?;
        index(m, "theme", &["parent_id", "name_key"]).await?;

        m.create_table(
            resource("person")
                .col(string("name"))
                .col(name_key(m))
                .col(string("email"))
                .col(string("job_title"))
                .col(uuid("organisation_id"))
                .col(text("expertise"))
                .col(string("language"))
                .col(string("role"))
                .foreign_key(&mut reference("person", "organisation_id", "organisation", ForeignKeyAction::Restrict))
                .to_owned(),
        )
        .await?;
        list_indexes(m, "person").await?;
        unique(m, "person", &["email"]).await?;
        index(m, "person", &["organisation_id", "name_key", "id"]).await?;
        link(m, "person_theme", ("person_id", "person"), ("theme_id", "theme")).await?;

        m.create_table(
            Table::create()
                .table("credential")
                .col(pk_uuid("person_id"))
                .col(string("password_hash"))
                .col(timestamp_with_time_zone("changed_at"))
                .foreign_key(&mut reference("credential", "person_id", "person", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("session")
                .col(pk_uuid("id"))
                .col(uuid("family_id"))
                .col(uuid("person_id"))
                .col(string("token_hash"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .col(timestamp_with_time_zone_null("used_at"))
                .foreign_key(&mut reference("session", "person_id", "person", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
        unique(m, "session", &["token_hash"]).await?;
        index(m, "session", &["family_id"]).await?;
        index(m, "session", &["person_id"]).await?;
        index(m, "session", &["expires_at"]).await?;

        m.create_table(
            Table::create()
                .table("sign_in_failure")
                .col(ColumnDef::new("email_hash").string().not_null().primary_key())
                .col(integer("failures"))
                .col(timestamp_with_time_zone("last_at"))
                .to_owned(),
        )
        .await?;

        m.create_table(
            Table::create()
                .table("journal")
                .col(big_integer("seq").auto_increment().primary_key())
                .col(uuid("id"))
                .col(big_integer("xid"))
                .col(timestamp_with_time_zone("at"))
                .col(uuid_null("actor_id"))
                .col(uuid_null("on_behalf_of"))
                .col(string("action"))
                .col(string("kind"))
                .col(uuid("resource_id"))
                .col(uuid_null("within_id"))
                .col(string("audience"))
                .col(integer_null("version"))
                .col(text("changes"))
                .col(string_null("request_id"))
                .to_owned(),
        )
        .await?;
        index(m, "journal", &["resource_id", "seq"]).await?;
        index(m, "journal", &["within_id", "seq"]).await?;
        index(m, "journal", &["actor_id", "seq"]).await?;
        index(m, "journal", &["xid", "seq"]).await?;

        m.create_table(
            Table::create()
                .table("text_version")
                .col(uuid("resource_id"))
                .col(string("field"))
                .col(integer("version"))
                .col(text("content"))
                .primary_key(Index::create().col("resource_id").col("field").col("version"))
                .to_owned(),
        )
        .await?;

        m.create_table(
            Table::create()
                .table("idempotency")
                .col(uuid("person_id"))
                .col(string("idempotency_key"))
                .col(string("fingerprint"))
                .col(integer("status"))
                .col(string_null("location"))
                .col(string_null("etag"))
                .col(text("body"))
                .col(timestamp_with_time_zone("created_at"))
                .primary_key(Index::create().col("person_id").col("idempotency_key"))
                .to_owned(),
        )
        .await?;
        index(m, "idempotency", &["created_at"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            m,
            &[
                "idempotency",
                "text_version",
                "journal",
                "sign_in_failure",
                "session",
                "credential",
                "person_theme",
                "person",
                "theme",
                "organisation_serves",
                "organisation",
            ],
        )
        .await
    }
}
