//! The table `sub_project_indicator`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sub_project_indicator")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    /// Of those that are not deleted, one for each definition.
    #[sea_orm(unique_key = "followed_once")]
    pub sub_project_id: Uuid,
    pub title: String,
    pub name_key: String,
    #[sea_orm(unique_key = "followed_once")]
    pub indicator_id: Option<Uuid>,
    pub comparability: Option<String>,
    pub unit: String,
    pub direction: String,
    pub accumulation: String,
    pub counts_residents: bool,
    #[sea_orm(column_type = "Text")]
    pub definition: String,
    #[sea_orm(column_type = "Text")]
    pub groups: String,
    pub baseline_value: Option<i64>,
    pub baseline_date: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub targets: String,
    pub locked_date: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub interim_targets: String,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
