//! Milestones: the steps of a sub-project, by when they were planned, are expected and were reached.
use crate::{Code, PersonId, SubProjectId, Violations, day, text, text_enum};
use chrono::NaiveDate;

/// A milestone as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    pub sub_project_id: SubProjectId,
    pub title: String,
    /// The day that was agreed.
    pub planned_date: NaiveDate,
    /// The day on which it is expected by now, when that is another.
    pub forecast_date: Option<NaiveDate>,
    /// The day on which it was reached.
    pub actual_date: Option<NaiveDate>,
    /// Who sees to it.
    pub owner_id: Option<PersonId>,
    /// What belongs to it, or why it moved, in a few sentences.
    pub note: String,
}

impl Milestone {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self {
            title: text::normalise(&self.title),
            note: text::normalise(&self.note),
            // What is expected as planned needs no other day.
            forecast_date: self.forecast_date.filter(|forecast| *forecast != self.planned_date),
            ..self
        }
    }

    /// Every rule that a normalised milestone breaks. A milestone that moves says why, so that others learn from it.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        text::check(&mut violations, "note", &self.note, text::REASON);
        day::check(&mut violations, "planned_date", self.planned_date);
        day::check(&mut violations, "forecast_date", self.forecast_date);
        day::check(&mut violations, "actual_date", self.actual_date);
        let later = self.forecast_date.is_some_and(|forecast| forecast > self.planned_date);
        violations.require(!later || !self.note.is_empty(), "note", Code::Required);
        violations
    }

    /// What was reached was reached today or before.
    pub fn day_violations(&self, today: NaiveDate) -> Violations {
        let mut violations = Violations::default();
        day::check_happened(&mut violations, "actual_date", self.actual_date, today);
        violations
    }
}

text_enum! {
    /// How a milestone stands.
    Standing {
        Reached = "reached",
        /// The day on which it was expected has passed.
        Late = "late",
        /// It is expected later than was planned.
        Postponed = "postponed",
        OnTime = "onTime",
    }
}

/// How a milestone of these days stands.
pub fn standing(planned: NaiveDate, forecast: Option<NaiveDate>, actual: Option<NaiveDate>, today: NaiveDate) -> Standing {
    match (actual, forecast.unwrap_or(planned)) {
        (Some(_), _) => Standing::Reached,
        (None, expected) if expected < today => Standing::Late,
        (None, expected) if expected > planned => Standing::Postponed,
        (None, _) => Standing::OnTime,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn milestone() -> Milestone {
        Milestone {
            sub_project_id: SubProjectId::generate(),
            title: "Eerste groep begint".into(),
            planned_date: day("2026-09-01"),
            forecast_date: None,
            actual_date: None,
            owner_id: None,
            note: String::new(),
        }
    }

    #[test]
    fn each_rule_is_named() {
        type Change = fn(&mut Milestone);
        type Case = (&'static str, Change, &'static [(&'static str, Code)]);
        let cases: [Case; 7] = [
            ("as it is", |_| {}, &[]),
            ("no title", |it| it.title = " ".into(), &[("title", Code::Required)]),
            ("later without a word", |it| it.forecast_date = Some(day("2026-10-01")), &[("note", Code::Required)]),
            ("later, and why", |it| (it.forecast_date, it.note) = (Some(day("2026-10-01")), "De ruimte is nog niet klaar".into()), &[]),
            ("the next day", |it| it.forecast_date = Some(day("2026-09-02")), &[("note", Code::Required)]),
            ("earlier needs no reason", |it| it.forecast_date = Some(day("2026-08-01")), &[]),
            ("a resident", |it| it.note = "Voor 111222333".into(), &[("note", Code::ContainsBsn)]),
        ];
        for (what, change, expected) in cases {
            let mut milestone = milestone();
            change(&mut milestone);
            let found: Vec<_> = milestone.normalised().violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect();
            assert_eq!(found, expected, "{what}");
        }
        let same = Milestone { forecast_date: Some(day("2026-09-01")), ..milestone() };
        assert_eq!(same.normalised().forecast_date, None);
        let reached = Milestone { actual_date: Some(day("2026-09-02")), ..milestone() };
        assert_eq!(reached.day_violations(day("2026-09-01")).0[0].code, Code::InFuture);
        assert!(reached.day_violations(day("2026-09-02")).is_empty());
    }

    #[test]
    fn how_it_stands_by_its_days() {
        let today = day("2026-11-22");
        for (planned, forecast, actual, expected) in [
            ("2026-11-22", None, None, Standing::OnTime),
            ("2026-11-21", None, None, Standing::Late),
            ("2026-11-21", Some("2026-11-22"), None, Standing::Postponed),
            ("2026-10-01", Some("2026-11-21"), None, Standing::Late),
            ("2026-12-31", Some("2026-12-01"), None, Standing::OnTime),
            ("2026-12-31", Some("2026-11-01"), None, Standing::Late),
            ("2026-01-01", None, Some("2026-05-01"), Standing::Reached),
        ] {
            assert_eq!(standing(day(planned), forecast.map(day), actual.map(day), today), expected, "{planned} {forecast:?} {actual:?}");
        }
    }
}
