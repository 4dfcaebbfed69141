//! What needs a successor, on the wire.
use crate::list::Reference;
pub use domain::resource::Kind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that is led by somebody who is no longer let in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Succession {
    /// `local_plan`, `sub_project` or `community`.
    pub kind: Kind,
    pub resource: Reference,
    pub person: Reference,
}

/// What needs a successor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Successions {
    pub items: Vec<Succession>,
}

/// Who takes over what from whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuccessionInput {
    /// `local_plan`, `sub_project` or `community`.
    pub kind: Kind,
    /// The plan, the sub-project or the community.
    pub resource_id: Uuid,
    /// Who led it and is no longer let in.
    pub person_id: Uuid,
    /// Who leads it from now on.
    pub successor_id: Uuid,
}
