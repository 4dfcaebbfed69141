//! The table `journal`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    #[sea_orm(unique)]
    pub id: Uuid,
    pub xid: i64,
    pub at: DateTimeUtc,
    pub actor_id: Option<Uuid>,
    pub on_behalf_of: Option<Uuid>,
    pub action: String,
    pub kind: String,
    pub resource_id: Uuid,
    pub within_id: Option<Uuid>,
    pub audience: String,
    pub version: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub changes: String,
    pub request_id: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
