//! Indicators: shared definitions of what is counted, so that the numbers of one municipality can be laid beside those of another.
use crate::{Code, Violations, text, text_enum};

text_enum! {
    /// Which way is better.
    Direction {
        Up = "up",
        Down = "down",
    }
}

text_enum! {
    /// What the measurements of one year make together.
    Accumulation {
        /// Each measurement tells how many came since the one before; a year is their sum.
        Cumulative = "cumulative",
        /// Each measurement tells how many there are at that moment; the latest of a year counts.
        PointInTime = "pointInTime",
    }
}

/// Fewer than two groups break nothing down.
pub const MIN_GROUPS: usize = 2;

/// How something is measured: what has to be the same for numbers to be added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// For example `inwoners`.
    pub unit: String,
    pub direction: Direction,
    pub accumulation: Accumulation,
    /// Whether residents are counted; small groups of residents are not shown to everybody.
    pub counts_residents: bool,
}

/// A shared definition as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    pub name: String,
    pub unit: String,
    pub direction: Direction,
    pub accumulation: Accumulation,
    pub counts_residents: bool,
    /// What counts and what does not.
    pub definition: String,
    /// Where the numbers come from.
    pub source: String,
    /// The groups into which it can be broken down, for example by age.
    pub groups: Vec<String>,
}

impl Indicator {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self {
            name: text::normalise(&self.name),
            unit: text::normalise(&self.unit),
            definition: text::normalise(&self.definition),
            source: text::normalise(&self.source),
            groups: text::normalise_all(self.groups),
            ..self
        }
    }

    /// Every rule that a normalised definition breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "name", &self.name, text::NAME);
        text::check(&mut violations, "unit", &self.unit, text::ITEM);
        text::check(&mut violations, "definition", &self.definition, text::REASON);
        violations.require(!self.definition.is_empty(), "definition", Code::Required);
        text::check(&mut violations, "source", &self.source, text::REASON);
        check_groups(&mut violations, &self.groups);
        violations
    }

    /// How it is measured.
    pub fn measure(&self) -> Measure {
        Measure { unit: self.unit.clone(), direction: self.direction, accumulation: self.accumulation, counts_residents: self.counts_residents }
    }
}

/// Checks the groups of a breakdown: none, or at least two.
pub fn check_groups(violations: &mut Violations, groups: &[String]) {
    text::check_items(violations, "groups", groups);
    violations.require(groups.is_empty() || groups.len() >= MIN_GROUPS, "groups", Code::TooFew);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_says_what_counts() {
        let indicator = Indicator {
            name: "Inwoners aan het werk".into(),
            unit: "inwoners".into(),
            direction: Direction::Up,
            accumulation: Accumulation::Cumulative,
            counts_residents: true,
            definition: "Wie ten minste drie maanden werkt.".into(),
            source: String::new(),
            groups: vec!["tot 27 jaar".into(), "vanaf 27 jaar".into()],
        };
        type Change = fn(&mut Indicator);
        let cases: [(Change, &[(&str, Code)]); 5] = [
            (|_| {}, &[]),
            (|it| it.definition = " ".into(), &[("definition", Code::Required)]),
            (|it| it.unit = String::new(), &[("unit", Code::Required)]),
            (|it| it.groups = vec!["allen".into()], &[("groups", Code::TooFew)]),
            (|it| it.groups = vec!["a".into(), "a ".into()], &[("groups", Code::Duplicate)]),
        ];
        for (change, expected) in cases {
            let mut changed = indicator.clone();
            change(&mut changed);
            let found: Vec<_> = changed.normalised().violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect();
            assert_eq!(found, expected);
        }
    }
}
