//! Goals of a strategic course, with a target for each year and what the board thought of the result afterwards.
use crate::{
    Code, IndicatorId, StrategicCourseId, Violations,
    day::YEARS,
    target::{self, YearTarget},
    text, text_enum,
};

/// A goal as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategicGoal {
    pub strategic_course_id: StrategicCourseId,
    pub title: String,
    /// Why, and what belongs to it.
    pub description: String,
    /// The shared definition by which it is measured.
    pub indicator_id: Option<IndicatorId>,
    pub targets: Vec<YearTarget>,
}

impl StrategicGoal {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self { title: text::normalise(&self.title), description: text::normalise(&self.description), targets: target::normalised(self.targets), ..self }
    }

    /// Every rule that a normalised goal breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        text::check(&mut violations, "description", &self.description, text::REASON);
        target::check(&mut violations, "targets", &self.targets);
        violations.require(self.targets.is_empty() || self.indicator_id.is_some(), "indicator_id", Code::Required);
        violations
    }

    /// A year that was evaluated keeps the target and the definition by which it was.
    pub fn locked_violations(&self, before: &Self, evaluated: &[i32]) -> Violations {
        let mut violations = Violations::default();
        let moved = evaluated.iter().any(|year| target::of_year(&self.targets, *year) != target::of_year(&before.targets, *year));
        violations.require(!moved, "targets", Code::PeriodLocked);
        violations.require(evaluated.is_empty() || self.indicator_id == before.indicator_id, "indicator_id", Code::PeriodLocked);
        violations.require(evaluated.is_empty() || self.strategic_course_id == before.strategic_course_id, "strategic_course_id", Code::PeriodLocked);
        violations
    }
}

text_enum! {
    /// What the board thinks of a year.
    Verdict {
        Achieved = "achieved",
        PartlyAchieved = "partlyAchieved",
        NotAchieved = "notAchieved",
    }
}

/// What the board thinks of a goal after a year. It is final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    pub year: i32,
    pub verdict: Verdict,
    /// Why.
    pub text: String,
    /// The number that the board establishes; `None` when it could not.
    pub established: Option<i64>,
}

impl Evaluation {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self { text: text::normalise(&self.text), ..self }
    }

    /// Every rule that a normalised evaluation breaks. A year is evaluated once it has ended, and says why.
    pub fn violations(&self, this_year: i32) -> Violations {
        let mut violations = Violations::default();
        violations.require(YEARS.contains(&self.year), "year", Code::OutOfRange);
        violations.require(self.year < this_year, "year", Code::InFuture);
        text::check(&mut violations, "text", &self.text, text::REASON);
        violations.require(!self.text.is_empty(), "text", Code::Required);
        violations.require(self.established.is_none_or(target::in_range), "established", Code::OutOfRange);
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal() -> StrategicGoal {
        StrategicGoal {
            strategic_course_id: StrategicCourseId::generate(),
            title: "Meer mensen doen mee".into(),
            description: String::new(),
            indicator_id: Some(IndicatorId::generate()),
            targets: vec![YearTarget { year: 2025, value: 2_000 }, YearTarget { year: 2026, value: 2_100 }],
        }
    }

    #[test]
    fn a_target_needs_a_definition() {
        assert!(goal().violations().is_empty());
        assert_eq!(StrategicGoal { indicator_id: None, ..goal() }.violations().0[0].field, "indicator_id");
        assert!(StrategicGoal { indicator_id: None, targets: vec![], ..goal() }.violations().is_empty());
    }

    #[test]
    fn what_was_evaluated_stays() {
        let before = goal();
        let fields = |after: &StrategicGoal, evaluated: &[i32]| {
            after.locked_violations(&before, evaluated).0.into_iter().map(|violation| violation.field).collect::<Vec<_>>()
        };
        let other = StrategicGoal { targets: vec![YearTarget { year: 2025, value: 1 }, YearTarget { year: 2026, value: 2 }], ..before.clone() };
        assert_eq!(fields(&other, &[]), Vec::<&str>::new());
        assert_eq!(fields(&other, &[2025]), ["targets"]);
        let later = StrategicGoal { targets: vec![before.targets[0], YearTarget { year: 2026, value: 3 }], ..before.clone() };
        assert_eq!(fields(&later, &[2025]), Vec::<&str>::new());
        let redefined = StrategicGoal { indicator_id: Some(IndicatorId::generate()), ..before.clone() };
        assert_eq!(fields(&redefined, &[2025]), ["indicator_id"]);
        let moved = StrategicGoal { strategic_course_id: StrategicCourseId::generate(), ..before.clone() };
        assert_eq!(fields(&moved, &[2025]), ["strategic_course_id"]);
        assert_eq!(fields(&StrategicGoal { title: "Anders".into(), ..before.clone() }, &[2025, 2026]), Vec::<&str>::new());
    }

    #[test]
    fn a_year_is_evaluated_when_it_has_ended_and_with_a_reason() {
        let evaluation = |year, text: &str| Evaluation { year, verdict: Verdict::Achieved, text: text.into(), established: Some(2_050) };
        assert!(evaluation(2025, "Ruim gehaald.").violations(2026).is_empty());
        assert_eq!(evaluation(2026, "Ruim gehaald.").violations(2026).0[0].code, Code::InFuture);
        assert_eq!(evaluation(2025, "").violations(2026).0[0].code, Code::Required);
        assert_eq!(Evaluation { established: Some(-1), ..evaluation(2025, "Ja") }.violations(2026).0[0].code, Code::OutOfRange);
    }
}
