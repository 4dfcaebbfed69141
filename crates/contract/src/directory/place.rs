//! Places on the wire.
use crate::{
    frame::{filter, view},
    list::Reference,
    validate::input,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is created, replaced and patched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlaceInput {
    /// The municipality in which it is; its coordinators, and those of who works for it, keep it.
    pub municipality_id: Uuid,
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub name: String,
    /// Street, number, postcode and town.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub address: String,
    /// What one can do there, and whom to ask.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub description: String,
    /// What there is: a room for twenty, coffee, a screen.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::items))]
    pub facilities: Vec<String>,
    /// How everybody gets in and around: steps, lift, toilet, ring line.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub accessibility: String,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::reason))]
    pub opening_hours: String,
    /// An image that you sent to `/uploads`.
    #[serde(default)]
    pub photo_id: Option<Uuid>,
}

input!(PlaceInput <=> domain::place::Place {
    municipality_id: id, name, address, description, facilities, accessibility, opening_hours, photo_id: optional_id,
});

view! {
    /// A place where people of several municipalities meet and work.
    Place {
        municipality: Reference,
        name: String,
        address: String,
        description: String,
        facilities: Vec<String>,
        accessibility: String,
        opening_hours: String,
        /// Its photo, at `/places/{placeId}/photo`.
        photo_id: Option<Uuid>,
    }
}

filter! {
    /// Which places.
    PlaceFilter {} any of {
        municipality_id: Uuid,
    }
}
