//! Gates between phases, what is told of what was stopped, the task to look at it again; a definition is followed once in a sub-project.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

const FOLLOWED_ONCE: &str = "idx-sub_project_indicator-followed_once";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("local_plan").add_column(text("gates").default("[]")).to_owned()).await?;
        m.alter_table(Table::alter().table("sub_project").add_column(big_integer_null("cost_cents")).to_owned()).await?;
        m.alter_table(Table::alter().table("sub_project").add_column(text("gate_missing").default("[]")).to_owned()).await?;
        for column in ["conditions", "gate_decided_by", "gate_reason"] {
            m.alter_table(Table::alter().table("sub_project").add_column(text_null(column)).to_owned()).await?;
        }
        m.alter_table(Table::alter().table("task").add_column(boolean("looks_again").default(false)).to_owned()).await?;
        m.create_index(
            Index::create()
                .name(FOLLOWED_ONCE)
                .table("sub_project_indicator")
                .col("sub_project_id")
                .col("indicator_id")
                .unique()
                .cond_where(Expr::col("indicator_id").is_not_null().and(Expr::col("deleted_at").is_null()))
                .to_owned(),
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_index(Index::drop().name(FOLLOWED_ONCE).table("sub_project_indicator").to_owned()).await?;
        m.alter_table(Table::alter().table("task").drop_column("looks_again").to_owned()).await?;
        for column in ["gate_reason", "gate_decided_by", "conditions", "gate_missing", "cost_cents"] {
            m.alter_table(Table::alter().table("sub_project").drop_column(column).to_owned()).await?;
        }
        m.alter_table(Table::alter().table("local_plan").drop_column("gates").to_owned()).await
    }
}
