//! The table `strategic_goal`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "strategic_goal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub strategic_course_id: Uuid,
    pub title: String,
    pub name_key: String,
    #[sea_orm(column_type = "Text")]
    pub description: String,
    pub indicator_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub targets: String,
    #[sea_orm(column_type = "Text")]
    pub evaluations: String,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
