//! Strategic courses: what organisations of a region want to reach together, in goals with yearly targets.
use crate::{Code, Violations, day, text};
use chrono::{Datelike, NaiveDate};

/// A course as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategicCourse {
    pub title: String,
    /// What it is about, in Markdown.
    pub description: String,
    pub start_date: NaiveDate,
    /// The last day.
    pub end_date: NaiveDate,
}

impl StrategicCourse {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self { title: text::normalise(&self.title), description: text::normalise(&self.description), ..self }
    }

    /// Every rule that a normalised course breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        text::check(&mut violations, "description", &self.description, text::LONG);
        day::check(&mut violations, "start_date", self.start_date);
        day::check(&mut violations, "end_date", self.end_date);
        day::check_order(&mut violations, "end_date", self.start_date, self.end_date);
        violations
    }

    /// A year of a goal that the board evaluated stays within the course.
    pub fn locked_violations(&self, before: &Self, evaluated: &[i32]) -> Violations {
        let mut violations = Violations::default();
        let within = |year: i32| before.start_date.year() <= year && year <= before.end_date.year();
        violations.require(!evaluated.iter().any(|year| within(*year) && *year < self.start_date.year()), "start_date", Code::PeriodLocked);
        violations.require(!evaluated.iter().any(|year| within(*year) && *year > self.end_date.year()), "end_date", Code::PeriodLocked);
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;

    #[test]
    fn a_course_ends_after_it_begins() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let course = |start: &str, end: &str| StrategicCourse { title: "Koers".into(), description: String::new(), start_date: day(start), end_date: day(end) };
        assert!(course("2025-01-01", "2028-12-31").violations().is_empty());
        assert_eq!(course("2025-01-01", "2024-12-31").violations().0[0].code, Code::BeforeStart);
        let before = course("2025-01-01", "2028-12-31");
        let fields = |after: StrategicCourse, evaluated: &[i32]| {
            after.locked_violations(&before, evaluated).0.into_iter().map(|violation| violation.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(course("2026-01-01", "2028-12-31"), &[]), Vec::<&str>::new());
        assert_eq!(fields(course("2026-01-01", "2028-12-31"), &[2025, 2020]), ["start_date"]);
        assert_eq!(fields(course("2025-01-01", "2026-12-31"), &[2025, 2027]), ["end_date"]);
        assert_eq!(fields(course("2025-03-01", "2028-01-01"), &[2025, 2028]), Vec::<&str>::new());
    }
}
