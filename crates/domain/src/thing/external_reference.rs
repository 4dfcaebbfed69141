//! By which number other systems know a thing: the case in a case system, the project in an accounting system.
use crate::{Code, Violations, text};

/// So many external references one thing may have.
pub const MAX_REFERENCES: usize = 20;
/// The name of a system.
pub const SYSTEM: text::Limits = text::Limits { min: 1, max: 50, multiline: false };
/// The number of a thing in a system.
pub const REFERENCE: text::Limits = text::Limits { min: 1, max: 200, multiline: false };

/// What a thing is called in another system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExternalReference {
    /// The system, such as `zaaksysteem`; without a colon, which divides the two where one asks for them.
    pub system: String,
    /// Its number there.
    pub reference: String,
    /// Where it is found there.
    pub url: Option<String>,
}

impl ExternalReference {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self {
            system: text::normalise(&self.system),
            reference: text::normalise(&self.reference),
            url: self.url.map(|url| text::normalise(&url)).filter(|url| !url.is_empty()),
        }
    }

    /// Every rule that a normalised reference breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "system", &self.system, SYSTEM);
        violations.require(!self.system.contains(':'), "system", Code::InvalidFormat);
        text::check(&mut violations, "reference", &self.reference, REFERENCE);
        if let Some(url) = &self.url {
            text::check(&mut violations, "url", url, text::LINE);
            violations.require(url.starts_with("https://") || url.starts_with("http://"), "url", Code::InvalidFormat);
        }
        violations
    }

    /// The system and the number of `system:reference`, as a list is asked for it.
    pub fn parse(text: &str) -> Option<(&str, &str)> {
        text.split_once(':').filter(|(system, reference)| !system.is_empty() && !reference.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(system: &str, reference: &str, url: Option<&str>) -> Vec<(&'static str, Code)> {
        let reference = ExternalReference { system: system.into(), reference: reference.into(), url: url.map(str::to_owned) };
        reference.normalised().violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect()
    }

    #[test]
    fn a_reference_names_a_system_and_a_number_there() {
        assert!(of("zaaksysteem", " Z-2026:1 ", Some("https://zaken.example/Z-2026")).is_empty());
        assert_eq!(of("zaak:systeem", "", None), [("system", Code::InvalidFormat), ("reference", Code::Required)]);
        assert_eq!(of("zaaksysteem", "Z-1", Some("javascript:alert(1)")), [("url", Code::InvalidFormat)]);
        assert_eq!(of("zaaksysteem", "111222333", None), [("reference", Code::ContainsBsn)], "a number that is a person's is none of a case");
    }

    #[test]
    fn the_first_colon_divides() {
        assert_eq!(ExternalReference::parse("zaaksysteem:Z:1"), Some(("zaaksysteem", "Z:1")));
        assert_eq!(ExternalReference::parse("zaaksysteem"), None);
        assert_eq!(ExternalReference::parse(":Z"), None);
    }
}
