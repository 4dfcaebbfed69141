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

impl Measure {
    /// Adds each part in which this differs from how it was, when `what` rests on that.
    pub fn rests_on(&self, violations: &mut Violations, before: &Self, what: &str) {
        let parts = [
            ("unit", self.unit == before.unit),
            ("direction", self.direction == before.direction),
            ("accumulation", self.accumulation == before.accumulation),
            ("counts_residents", self.counts_residents == before.counts_residents),
        ];
        for (field, _) in parts.iter().filter(|(_, same)| !same) {
            violations.add_with(field, Code::RestsOnThis, what);
        }
    }
}

/// What rests on a shared definition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resting {
    /// Figures of sub-projects that follow it.
    pub figures: u64,
    /// Of those, the ones with a period that was closed.
    pub closed: u64,
    /// Goals that are measured by it.
    pub goals: u64,
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

    /// A definition keeps the way of measuring while anything rests on it, and its words while a period that was closed does.
    pub fn resting_violations(&self, before: &Self, resting: Resting) -> Violations {
        let mut violations = Violations::default();
        let Resting { figures, closed, goals } = resting;
        if figures + goals > 0 {
            self.measure().rests_on(&mut violations, &before.measure(), &format!("{figures} figures of sub-projects and {goals} goals"));
        }
        if closed > 0 && self.definition != before.definition {
            violations.add_with("definition", Code::RestsOnThis, format!("{closed} figures with a period that was closed"));
        }
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

    fn indicator() -> Indicator {
        Indicator {
            name: "Inwoners aan het werk".into(),
            unit: "inwoners".into(),
            direction: Direction::Up,
            accumulation: Accumulation::Cumulative,
            counts_residents: true,
            definition: "Wie ten minste drie maanden werkt.".into(),
            source: String::new(),
            groups: vec!["tot 27 jaar".into(), "vanaf 27 jaar".into()],
        }
    }

    #[test]
    fn a_definition_stays_under_what_rests_on_it() {
        let before = indicator();
        let after =
            Indicator { unit: "huishoudens".into(), direction: Direction::Down, definition: "Anders.".into(), source: "Elders".into(), ..before.clone() };
        let found = |figures, closed, goals| {
            let found = after.resting_violations(&before, Resting { figures, closed, goals }).0;
            assert!(found.iter().all(|violation| violation.code == Code::RestsOnThis));
            found.into_iter().map(|violation| (violation.field, violation.detail.unwrap_or_default())).collect::<Vec<_>>()
        };
        let count = |figures, goals| format!("{figures} figures of sub-projects and {goals} goals");
        assert_eq!(found(0, 0, 0), []);
        assert_eq!(found(10, 0, 1), [("unit", count(10, 1)), ("direction", count(10, 1))]);
        assert_eq!(found(0, 0, 1), [("unit", count(0, 1)), ("direction", count(0, 1))]);
        assert_eq!(found(2, 2, 0)[2], ("definition", "2 figures with a period that was closed".into()));
        assert!(Indicator { source: "Elders".into(), ..before.clone() }.resting_violations(&before, Resting { figures: 1, closed: 1, goals: 1 }).is_empty());
    }

    #[test]
    fn a_definition_says_what_counts() {
        type Change = fn(&mut Indicator);
        let cases: [(Change, &[(&str, Code)]); 5] = [
            (|_| {}, &[]),
            (|it| it.definition = " ".into(), &[("definition", Code::Required)]),
            (|it| it.unit = String::new(), &[("unit", Code::Required)]),
            (|it| it.groups = vec!["allen".into()], &[("groups", Code::TooFew)]),
            (|it| it.groups = vec!["a".into(), "a ".into()], &[("groups", Code::Duplicate)]),
        ];
        for (change, expected) in cases {
            let mut changed = indicator();
            change(&mut changed);
            let found: Vec<_> = changed.normalised().violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect();
            assert_eq!(found, expected);
        }
    }
}
