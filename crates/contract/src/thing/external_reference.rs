//! External references on the wire.
use serde::{Deserialize, Serialize};

/// What a thing is called in another system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExternalReference {
    /// The system, such as `zaaksysteem`; without a colon.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 50, pattern = r"^[^:\u0000-\u001f\u007f-\u009f]+$"))]
    pub system: String,
    /// Its number there.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$")
    )]
    pub reference: String,
    /// Where it is found there.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::website))]
    pub url: Option<String>,
}

/// All external references of a thing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExternalReferencesInput {
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub items: Vec<ExternalReference>,
}

impl From<ExternalReference> for domain::external_reference::ExternalReference {
    fn from(ExternalReference { system, reference, url }: ExternalReference) -> Self {
        Self { system, reference, url }
    }
}

impl From<domain::external_reference::ExternalReference> for ExternalReference {
    fn from(domain::external_reference::ExternalReference { system, reference, url }: domain::external_reference::ExternalReference) -> Self {
        Self { system, reference, url }
    }
}
