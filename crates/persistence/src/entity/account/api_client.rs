//! The table `api_client`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_client")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub name: String,
    pub name_key: String,
    pub organisation_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub scopes: String,
    #[sea_orm(column_type = "Text")]
    pub networks: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub public_key: Option<String>,
    pub active: bool,
    pub last_used_at: Option<DateTimeUtc>,
    pub by_administrator: bool,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
