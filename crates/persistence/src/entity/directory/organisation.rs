//! The table `organisation`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
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
    #[sea_orm(unique)]
    pub cbs_code: Option<String>,
    pub website: Option<String>,
    pub second_factor_required: bool,
    pub capacity_limit: Option<i32>,
    pub exploring_weight: i32,
    pub pilot_weight: i32,
    pub running_weight: i32,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
