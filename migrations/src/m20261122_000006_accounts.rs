//! Accounts: roles as grants, who is let in and no longer, links by mail, second factors, sessions by device, and the seal on the journal.
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
                .table("role_grant")
                .col(uuid("person_id"))
                .col(string("role"))
                .col(date_null("end_date"))
                .col(timestamp_with_time_zone("granted_at"))
                .primary_key(Index::create().col("person_id").col("role"))
                .foreign_key(&mut reference("role_grant", "person_id", "person", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
        index(m, "role_grant", &["role", "person_id"]).await?;
        let conn = m.get_connection();
        conn.execute_unprepared(
            "INSERT INTO role_grant (person_id, role, granted_at) SELECT id, 'administrator', created_at FROM person WHERE role = 'administrator'",
        )
        .await?;
        m.alter_table(Table::alter().table("person").drop_column("role").to_owned()).await?;
        m.alter_table(Table::alter().table("person").add_column(timestamp_with_time_zone_null("deactivated_at")).to_owned()).await?;
        m.alter_table(Table::alter().table("organisation").add_column(boolean("second_factor_required").default(false)).to_owned()).await?;

        m.alter_table(Table::alter().table("session").add_column(string("device").default("")).to_owned()).await?;
        m.alter_table(Table::alter().table("session").add_column(timestamp_with_time_zone_null("started_at")).to_owned()).await?;
        conn.execute_unprepared("UPDATE session SET started_at = created_at").await?;

        m.create_table(
            Table::create()
                .table("account_link")
                .col(pk_uuid("id"))
                .col(uuid("person_id"))
                .col(string("purpose"))
                .col(string("token_hash"))
                .col(string_null("email"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("expires_at"))
                .foreign_key(&mut reference("account_link", "person_id", "person", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
        unique(m, "account_link", &["token_hash"]).await?;
        index(m, "account_link", &["person_id", "purpose"]).await?;
        index(m, "account_link", &["expires_at"]).await?;

        m.create_table(
            Table::create()
                .table("second_factor")
                .col(pk_uuid("person_id"))
                .col(string("secret"))
                .col(timestamp_with_time_zone_null("confirmed_at"))
                .col(big_integer("last_step"))
                .foreign_key(&mut reference("second_factor", "person_id", "person", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("recovery_code")
                .col(uuid("person_id"))
                .col(string("code_hash"))
                .primary_key(Index::create().col("person_id").col("code_hash"))
                .foreign_key(&mut reference("recovery_code", "person_id", "person", ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;

        m.create_table(
            Table::create()
                .table("mail")
                .col(pk_uuid("id"))
                .col(string("recipient"))
                .col(string("subject"))
                .col(text("body"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("due_at"))
                .col(integer("attempts"))
                .col(timestamp_with_time_zone_null("sent_at"))
                .col(text_null("failure"))
                .to_owned(),
        )
        .await?;
        index(m, "mail", &["sent_at", "due_at"]).await?;
        index(m, "mail", &["created_at"]).await?;

        m.create_table(
            Table::create()
                .table("journal_seal")
                .col(ColumnDef::new("number").big_integer().not_null().primary_key())
                .col(uuid("journal_id"))
                .col(string("hash"))
                .to_owned(),
        )
        .await?;
        unique(m, "journal_seal", &["journal_id"]).await?;
        index(m, "journal", &["on_behalf_of", "seq"]).await?;
        index(m, "journal", &["action", "seq"]).await?;
        index(m, "journal", &["kind", "seq"]).await?;
        index(m, "journal", &["at", "seq"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for name in ["on_behalf_of", "action", "kind", "at"] {
            m.drop_index(Index::drop().name(format!("idx-journal-{name}_seq")).table("journal").to_owned()).await?;
        }
        m.alter_table(Table::alter().table("session").drop_column("started_at").to_owned()).await?;
        m.alter_table(Table::alter().table("session").drop_column("device").to_owned()).await?;
        m.alter_table(Table::alter().table("organisation").drop_column("second_factor_required").to_owned()).await?;
        m.alter_table(Table::alter().table("person").drop_column("deactivated_at").to_owned()).await?;
        m.alter_table(Table::alter().table("person").add_column(string("role").default("member")).to_owned()).await?;
        m.get_connection()
            .execute_unprepared("UPDATE person SET role = 'administrator' WHERE id IN (SELECT person_id FROM role_grant WHERE role = 'administrator')")
            .await?;
        drop_all(m, &["journal_seal", "mail", "recovery_code", "second_factor", "account_link", "role_grant"]).await
    }
}
