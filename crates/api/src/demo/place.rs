//! The places of the demo data, as the file `demo/places.toml` holds them.
use super::id;
use contract::place::PlaceInput;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = include_str!("../../demo/places.toml");

/// A drawing of some of them, for want of a photo.
const DRAWINGS: &[(&str, &[u8])] = &[
    ("gemeentehuis-oirschot", include_bytes!("../../demo/places/gemeentehuis-oirschot.png")),
    ("sint-ursula", include_bytes!("../../demo/places/sint-ursula.png")),
    ("wsd-boxtel", include_bytes!("../../demo/places/wsd-boxtel.png")),
];

/// The drawing of a place, when there is one.
pub fn drawing(name: &str) -> Option<Vec<u8>> {
    DRAWINGS.iter().find(|(place, _)| *place == name).map(|(_, content)| content.to_vec())
}

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
