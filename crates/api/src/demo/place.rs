//! The places of the demo data, as the file `demo/places.toml` holds them.
use super::id;
use contract::place::PlaceInput;
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = include_str!("../../demo/places.toml");

/// A drawing of each, for want of a photo.
const DRAWINGS: &[(&str, &[u8])] = &[
    ("gemeentehuis-best", include_bytes!("../../demo/places/gemeentehuis-best.png")),
    ("gemeentehuis-boxtel", include_bytes!("../../demo/places/gemeentehuis-boxtel.png")),
    ("gemeentehuis-meierijstad", include_bytes!("../../demo/places/gemeentehuis-meierijstad.png")),
    ("gemeentehuis-nuenen", include_bytes!("../../demo/places/gemeentehuis-nuenen.png")),
    ("gemeentehuis-oirschot", include_bytes!("../../demo/places/gemeentehuis-oirschot.png")),
    ("gemeentehuis-oisterwijk", include_bytes!("../../demo/places/gemeentehuis-oisterwijk.png")),
    ("gemeentehuis-sint-michielsgestel", include_bytes!("../../demo/places/gemeentehuis-sint-michielsgestel.png")),
    ("gemeentehuis-son-en-breugel", include_bytes!("../../demo/places/gemeentehuis-son-en-breugel.png")),
    ("gemeentehuis-vught", include_bytes!("../../demo/places/gemeentehuis-vught.png")),
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
