//! Places: where people of several municipalities meet and work.
use crate::{Code, OrganisationId, UploadId, Violations, text};

/// A place as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The municipality in which it is; its coordinators, and those of who works for it, keep it.
    pub municipality_id: OrganisationId,
    pub name: String,
    /// Street, number, postcode and town.
    pub address: String,
    /// What one can do there, and whom to ask.
    pub description: String,
    /// What there is: a room for twenty, coffee, a screen.
    pub facilities: Vec<String>,
    /// How everybody gets in and around: steps, lift, toilet, ring line.
    pub accessibility: String,
    pub opening_hours: String,
    /// An image that was sent.
    pub photo_id: Option<UploadId>,
}

impl Place {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self {
            name: text::normalise(&self.name),
            address: text::normalise(&self.address),
            description: text::normalise(&self.description),
            facilities: text::normalise_all(self.facilities),
            accessibility: text::normalise(&self.accessibility),
            opening_hours: text::normalise(&self.opening_hours),
            ..self
        }
    }

    /// Every rule that a normalised place breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        violations.require(!self.municipality_id.0.is_nil(), "municipality_id", Code::Required);
        text::check(&mut violations, "name", &self.name, text::NAME);
        text::check(&mut violations, "address", &self.address, text::NAME);
        text::check(&mut violations, "description", &self.description, text::REASON);
        text::check_items(&mut violations, "facilities", &self.facilities);
        text::check(&mut violations, "accessibility", &self.accessibility, text::REASON);
        text::check(&mut violations, "opening_hours", &self.opening_hours, text::REASON);
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_can_be_found() {
        let place = |name: &str, address: &str| Place {
            municipality_id: OrganisationId::generate(),
            name: name.into(),
            address: address.into(),
            description: String::new(),
            facilities: vec![" Koffie ".into()],
            accessibility: String::new(),
            opening_hours: String::new(),
            photo_id: None,
        };
        let found = |place: Place| place.normalised().violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect::<Vec<_>>();
        assert_eq!(found(place("Gemeentehuis", "Markt 1, Boxtel")), []);
        assert_eq!(found(place(" ", "")), [("name", Code::Required), ("address", Code::Required)]);
        let nowhere = Place { municipality_id: OrganisationId(uuid::Uuid::nil()), ..place("Gemeentehuis", "Markt 1") };
        assert_eq!(found(nowhere), [("municipality_id", Code::Required)]);
        assert_eq!(place("Gemeentehuis", "Markt 1").normalised().facilities, ["Koffie"]);
    }
}
