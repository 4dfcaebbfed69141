//! The table `progress_update`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "progress_update")]
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
    pub report_date: Date,
    pub time_light: String,
    #[sea_orm(column_type = "Text")]
    pub time_note: String,
    pub money_light: String,
    #[sea_orm(column_type = "Text")]
    pub money_note: String,
    pub result_light: String,
    #[sea_orm(column_type = "Text")]
    pub result_note: String,
    #[sea_orm(column_type = "Text")]
    pub lesson: String,
    #[sea_orm(column_type = "Text")]
    pub help: String,
    pub author_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
