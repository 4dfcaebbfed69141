//! Until when somebody leads or contributes, on the wire.
use chrono::NaiveDate;
use domain::role_end;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Until when somebody in the team leads or contributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleEnd {
    pub person_id: Uuid,
    /// The last day on which the role counts. A new end lies after today.
    pub end_date: NaiveDate,
}

impl From<RoleEnd> for role_end::RoleEnd {
    fn from(RoleEnd { person_id, end_date }: RoleEnd) -> Self {
        Self { person_id: person_id.into(), end_date }
    }
}

impl From<role_end::RoleEnd> for RoleEnd {
    fn from(role_end::RoleEnd { person_id, end_date }: role_end::RoleEnd) -> Self {
        Self { person_id: person_id.into(), end_date }
    }
}
