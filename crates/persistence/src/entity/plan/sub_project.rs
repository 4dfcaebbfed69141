//! The table `sub_project`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sub_project")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub local_plan_id: Uuid,
    pub name: String,
    pub name_key: String,
    #[sea_orm(column_type = "Text")]
    pub aim: String,
    #[sea_orm(column_type = "Text")]
    pub target_group: String,
    #[sea_orm(column_type = "Text")]
    pub method: String,
    #[sea_orm(column_type = "Text")]
    pub places: String,
    pub phase: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub phase_reason: Option<String>,
    pub reconsider_date: Option<Date>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reconsider_when: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub exceed_decided_by: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub exceed_reason: Option<String>,
    pub municipality_lead_id: Option<Uuid>,
    pub partner_lead_id: Option<Uuid>,
    pub community_id: Option<Uuid>,
    pub next_role_end: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub role_ends: String,
    pub cost_cents: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub conditions: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub gate_missing: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub gate_decided_by: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub gate_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
