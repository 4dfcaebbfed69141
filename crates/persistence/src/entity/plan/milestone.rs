//! The table `milestone`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "milestone")]
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
    pub planned_date: Date,
    pub forecast_date: Option<Date>,
    pub actual_date: Option<Date>,
    pub owner_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub note: String,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
