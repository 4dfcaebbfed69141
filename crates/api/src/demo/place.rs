//! The places of the demo data, as the file `demo/places.toml` holds them.
use super::id;
use contract::place::PlaceInput;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = include_str!("../../demo/places.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    municipality: String,
    name: String,
    address: String,
    description: String,
    facilities: Vec<String>,
    accessibility: String,
    hours: String,
}

/// Every place by its name in the file.
pub fn places() -> anyhow::Result<Vec<(String, PlaceInput)>> {
    let places: BTreeMap<String, Place> = toml::from_str(FILE)?;
    let input = |place: Place| PlaceInput {
        municipality_id: id("organisation", &place.municipality),
        name: place.name,
        address: place.address,
        description: place.description,
        facilities: place.facilities,
        accessibility: place.accessibility,
        opening_hours: place.hours,
        photo_id: None,
    };
    Ok(places.into_iter().map(|(name, place)| (name, input(place))).collect())
}
