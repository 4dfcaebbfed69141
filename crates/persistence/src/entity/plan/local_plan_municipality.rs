//! The table `local_plan_municipality`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "local_plan_municipality")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub local_plan_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub municipality_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
