//! The table `person`; see `migrations`.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
    pub name: String,
    pub name_key: String,
    #[sea_orm(unique)]
    pub email: String,
    pub job_title: String,
    pub organisation_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub expertise: String,
    pub language: String,
    #[sea_orm(column_type = "Text")]
    pub expertise_key: String,
    pub email_visible: bool,
    pub deactivated_at: Option<DateTimeUtc>,
    pub seen_at: Option<DateTimeUtc>,
    pub visit_since: Option<DateTimeUtc>,
    pub warned_at: Option<DateTimeUtc>,
    pub erasure_asked_at: Option<DateTimeUtc>,
    pub erased_at: Option<DateTimeUtc>,
    pub privacy_version: i32,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::table::resource_table!();
