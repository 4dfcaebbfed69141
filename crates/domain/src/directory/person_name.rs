//! A name in parts, as HR systems keep it. Kompaan shows one name; the parts are kept beside it, so that a change of one leaves the other.
use crate::{Violations, text};

/// What is known of the parts of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameParts {
    pub given: String,
    /// With its prefix: `van der Berg`.
    pub family: String,
}

impl NameParts {
    /// The parts of a name of which only the whole is known: the first word is the given name.
    pub fn of(name: &str) -> Self {
        let (given, family) = name.split_once(' ').unwrap_or((name, ""));
        Self { given: given.to_owned(), family: text::normalise(family) }
    }

    /// The form in which they are stored.
    pub fn normalised(self) -> Self {
        Self { given: text::normalise(&self.given), family: text::normalise(&self.family) }
    }

    /// Both together.
    pub fn joined(&self) -> String {
        let parts: Vec<&str> = [self.given.as_str(), self.family.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    pub const fn are_empty(&self) -> bool {
        self.given.is_empty() && self.family.is_empty()
    }

    /// Every rule that normalised parts break.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "given_name", &self.given, text::LINE);
        text::check(&mut violations, "family_name", &self.family, text::LINE);
        violations
    }
}

/// A name as it is shown, and in parts where a system told them; parts that are empty were taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    pub shown: String,
    pub parts: Option<NameParts>,
}

impl PersonName {
    /// The name after a change of a part, or of both: the other part stays, and what is shown follows.
    #[must_use]
    pub fn with(self, given: Option<&str>, family: Option<&str>) -> Self {
        if given.is_none() && family.is_none() {
            return self;
        }
        let before = self.parts.filter(|parts| !parts.are_empty()).unwrap_or_else(|| NameParts::of(&self.shown));
        let after = NameParts {
            given: given.map_or_else(|| before.given.clone(), text::normalise),
            family: family.map_or_else(|| before.family.clone(), text::normalise),
        };
        let shown = if self.shown == before.joined() { after.joined() } else { follow(&self.shown, &before, &after) };
        // A name is always shown, also when both parts are taken away.
        Self { shown: if shown.is_empty() { self.shown } else { shown }, parts: Some(after) }
    }

    /// What stays of the parts when the name becomes another one as a whole.
    pub fn parts_for(parts: Option<NameParts>, shown: &str) -> Option<NameParts> {
        parts.filter(|parts| parts.joined() == shown)
    }
}

/// A name that is not just its parts one after another: where the old part stands comes the new one.
fn follow(shown: &str, before: &NameParts, after: &NameParts) -> String {
    let mut shown = shown.to_owned();
    for (old, new) in [(&before.family, &after.family), (&before.given, &after.given)] {
        if old == new {
            continue;
        }
        if old.is_empty() || !shown.contains(old.as_str()) {
            return after.joined();
        }
        shown = shown.replacen(old.as_str(), new, 1);
    }
    text::normalise(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(given: &str, family: &str) -> NameParts {
        NameParts { given: given.into(), family: family.into() }
    }

    #[test]
    fn a_change_of_one_part_leaves_the_other() {
        for (shown, known, given, family, expected, expected_parts) in [
            ("Marie van der Jansen", Some(parts("Marie", "van der Jansen")), None, Some("de Vries"), "Marie de Vries", parts("Marie", "de Vries")),
            ("Marie van der Jansen", Some(parts("Marie", "van der Jansen")), Some("Maria"), None, "Maria van der Jansen", parts("Maria", "van der Jansen")),
            ("Ada de Vries", None, None, Some("Jansen"), "Ada Jansen", parts("Ada", "Jansen")),
            ("Ada de Vries", None, Some("Eva"), None, "Eva de Vries", parts("Eva", "de Vries")),
            ("Ada", None, None, Some("Jansen"), "Ada Jansen", parts("Ada", "Jansen")),
            ("Jan Willem Bakker", Some(parts("Jan Willem", "Bakker")), None, Some(" Smit "), "Jan Willem Smit", parts("Jan Willem", "Smit")),
            ("Vries, Ada de", Some(parts("Ada", "Vries")), None, Some("Jansen"), "Jansen, Ada de", parts("Ada", "Jansen")),
            ("Ada de Vries (HR)", Some(parts("Ada", "de Vries")), None, Some("Jansen"), "Ada Jansen (HR)", parts("Ada", "Jansen")),
            ("De baas", Some(parts("Ada", "de Vries")), None, Some("Jansen"), "Ada Jansen", parts("Ada", "Jansen")),
            ("Ada de Vries", Some(parts("", "de Vries")), None, Some("Jansen"), "Ada Jansen", parts("", "Jansen")),
            ("Ada de Vries", Some(parts("", "")), None, Some("Jansen"), "Ada Jansen", parts("Ada", "Jansen")),
            ("Ada de Vries", Some(parts("Ada", "de Vries")), Some("Eva"), Some("Jansen"), "Eva Jansen", parts("Eva", "Jansen")),
            ("Ada de Vries", Some(parts("Ada", "de Vries")), Some(""), None, "de Vries", parts("", "de Vries")),
            ("Ada de Vries", Some(parts("Ada", "de Vries")), Some(""), Some(""), "Ada de Vries", parts("", "")),
        ] {
            let name = PersonName { shown: shown.into(), parts: known }.with(given, family);
            assert_eq!(name, PersonName { shown: expected.into(), parts: Some(expected_parts) }, "{shown}: {given:?} {family:?}");
        }
        let untouched = PersonName { shown: "Ada de Vries".into(), parts: None };
        assert_eq!(untouched.clone().with(None, None), untouched);
    }

    #[test]
    fn another_name_as_a_whole_keeps_the_parts_that_it_is_made_of() {
        assert_eq!(PersonName::parts_for(Some(parts("Ada", "de Vries")), "Ada de Vries"), Some(parts("Ada", "de Vries")));
        assert_eq!(PersonName::parts_for(Some(parts("Ada", "de Vries")), "Ada Jansen"), None);
    }

    #[test]
    fn parts_are_text_like_any_other() {
        for (given, family, expected) in [("Ada", "de Vries", None), ("Ada", "111222333", Some("family_name")), ("A\u{0}", "", Some("given_name"))] {
            assert_eq!(parts(given, family).violations().0.first().map(|violation| violation.field), expected, "{given:?} {family:?}");
        }
        let long = "x".repeat(201);
        assert_eq!(parts(&long, "").violations().0[0].code, crate::Code::TooLong);
    }
}
