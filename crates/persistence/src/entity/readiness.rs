//! The table `readiness`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "readiness")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub written_at: DateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub ballast: String,
}

impl ActiveModelBehavior for ActiveModel {}
