//! The table `measurement`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "measurement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub sub_project_indicator_id: Uuid,
    pub measured_date: Date,
    pub name_key: String,
    pub value: i64,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub evidence_url: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub cells: String,
    pub approved_at: Option<DateTimeUtc>,
    pub approved_by_id: Option<Uuid>,
    pub additional: bool,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
