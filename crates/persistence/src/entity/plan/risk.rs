//! The table `risk`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "risk")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub sub_project_id: Uuid,
    pub title: String,
    pub name_key: String,
    pub likelihood: i32,
    pub impact: i32,
    pub weight: i32,
    #[sea_orm(column_type = "Text")]
    pub measure: String,
    pub owner_id: Option<Uuid>,
    pub closed: bool,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
