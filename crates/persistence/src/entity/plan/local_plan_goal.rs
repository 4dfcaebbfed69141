//! The table `local_plan_goal`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "local_plan_goal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub local_plan_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub goal_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
