//! Who contributes to a sub-project beside its pair of leads.
use crate::helpers::{drop_all, link};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        link(m, "sub_project_contributor", ("sub_project_id", "sub_project"), ("person_id", "person")).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        drop_all(m, &["sub_project_contributor"]).await
    }
}
