//! The table `local_plan`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "local_plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub title: String,
    pub name_key: String,
    pub start_date: Date,
    pub end_date: Date,
    #[sea_orm(column_type = "Text")]
    pub ambition: String,
    pub status: String,
    pub adoption_date: Option<Date>,
    pub adopted_by: Option<String>,
    pub closing_date: Option<Date>,
    pub visibility: String,
    pub next_role_end: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub role_ends: String,
    #[sea_orm(column_type = "Text")]
    pub gates: String,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
