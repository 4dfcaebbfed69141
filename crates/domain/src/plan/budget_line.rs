//! Budget lines of a sub-project: planned, committed and spent euros by year, source and task field.
use crate::{Code, SubProjectId, Violations, day::YEARS, text, text_enum};

text_enum! {
    /// The task fields of Iv3 (information for third parties) under which municipalities account for this work.
    TaskField {
        Overhead = "0.4",
        Education = "4.3",
        Participation = "6.1",
        Access = "6.2",
        Income = "6.3",
        ShelteredWork = "6.4",
        LabourParticipation = "6.5",
        Provisions = "6.6",
        SupportAdults = "6.71",
        SupportYouth = "6.72",
        PublicHealth = "7.1",
    }
}

/// The largest amount of one line, in cents.
pub const MAX_CENTS: i64 = 100_000_000_000;

/// A budget line as it can be edited. Amounts are in cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    pub sub_project_id: SubProjectId,
    /// What it is for.
    pub title: String,
    pub year: i32,
    /// Who pays, for example `ESF+`.
    pub source: String,
    pub task_field: TaskField,
    pub planned_cents: i64,
    /// What was promised to somebody.
    pub committed_cents: i64,
    pub spent_cents: i64,
}

impl BudgetLine {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self { title: text::normalise(&self.title), source: text::normalise(&self.source), ..self }
    }

    /// Every rule that a normalised line breaks. More can be spent than was planned: that is what people have to see.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        text::check(&mut violations, "source", &self.source, text::ITEM);
        violations.require(YEARS.contains(&self.year), "year", Code::OutOfRange);
        for (field, cents) in [("planned_cents", self.planned_cents), ("committed_cents", self.committed_cents), ("spent_cents", self.spent_cents)] {
            violations.require((0..=MAX_CENTS).contains(&cents), field, Code::OutOfRange);
        }
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_not_negative_and_say_who_pays() {
        let line = BudgetLine {
            sub_project_id: SubProjectId::generate(),
            title: "Begeleiding".into(),
            year: 2026,
            source: "ESF+".into(),
            task_field: TaskField::LabourParticipation,
            planned_cents: 1_000_000,
            committed_cents: 0,
            spent_cents: 1_200_000,
        };
        assert!(line.violations().is_empty());
        type Change = fn(&mut BudgetLine);
        let cases: [(Change, &str, Code); 4] = [
            (|it| it.planned_cents = -1, "planned_cents", Code::OutOfRange),
            (|it| it.spent_cents = MAX_CENTS + 1, "spent_cents", Code::OutOfRange),
            (|it| it.source = " ".into(), "source", Code::Required),
            (|it| it.year = 26, "year", Code::OutOfRange),
        ];
        for (change, field, code) in cases {
            let mut changed = line.clone();
            change(&mut changed);
            let violations = changed.normalised().violations().0;
            assert_eq!((violations[0].field, violations[0].code), (field, code));
        }
    }
}
