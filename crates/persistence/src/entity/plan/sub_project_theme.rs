//! The table `sub_project_theme`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sub_project_theme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sub_project_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub theme_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
