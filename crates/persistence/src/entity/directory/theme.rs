//! The table `theme`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "theme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub name_nl: String,
    pub name_en: String,
    pub name_key: String,
    pub parent_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
