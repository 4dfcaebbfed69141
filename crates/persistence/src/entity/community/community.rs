//! The table `community`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "community")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub name: String,
    pub name_key: String,
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub purpose: String,
    pub visibility: String,
    pub join_policy: String,
    pub archived: bool,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
