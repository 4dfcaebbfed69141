//! What should be reached in a year, and by a day in it.
use crate::{Code, Violations, day::YEARS};
use chrono::{Datelike, NaiveDate};

/// The largest number that is measured or aimed at.
pub const MAX_VALUE: i64 = 1_000_000_000_000;
/// The longest list of yearly targets.
pub const MAX_TARGETS: usize = 30;

/// What should be reached in a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearTarget {
    pub year: i32,
    pub value: i64,
}

/// What should be reached by a day: the end of a period within a year, such as a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InterimTarget {
    /// The last day of the period.
    pub until_date: NaiveDate,
    pub value: i64,
}

/// The targets in the order of their days.
pub fn interim_normalised(mut targets: Vec<InterimTarget>) -> Vec<InterimTarget> {
    targets.sort_by_key(|target| target.until_date);
    targets
}

/// Checks a list of interim targets: days and values within range, no day twice.
pub fn check_interim(violations: &mut Violations, field: &'static str, targets: &[InterimTarget]) {
    check_each(violations, field, targets, |target| (target.until_date, target.until_date.year(), target.value));
}

/// The targets in the order of their years.
pub fn normalised(mut targets: Vec<YearTarget>) -> Vec<YearTarget> {
    targets.sort_by_key(|target| target.year);
    targets
}

/// Checks a list of targets: years and values within range, no year twice.
pub fn check(violations: &mut Violations, field: &'static str, targets: &[YearTarget]) {
    check_each(violations, field, targets, |target| (target.year, target.year, target.value));
}

/// Checks a list of targets by what may occur once, the year in which that lies, and the value.
fn check_each<T, K: PartialEq>(violations: &mut Violations, field: &'static str, targets: &[T], facts: fn(&T) -> (K, i32, i64)) {
    if targets.len() > MAX_TARGETS {
        violations.add_with(field, Code::TooMany, MAX_TARGETS.to_string());
    }
    for (index, target) in targets.iter().enumerate() {
        let (once, year, value) = facts(target);
        if !YEARS.contains(&year) || !in_range(value) {
            violations.add_at(field, index, Code::OutOfRange, None);
        } else if targets[..index].iter().any(|before| facts(before).0 == once) {
            violations.add_at(field, index, Code::Duplicate, None);
        }
    }
}

/// Whether a number can be measured or aimed at.
pub const fn in_range(value: i64) -> bool {
    value >= 0 && value <= MAX_VALUE
}

/// The target of a year.
pub fn of_year(targets: &[YearTarget], year: i32) -> Option<i64> {
    targets.iter().find(|target| target.year == year).map(|target| target.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_target_within_range() {
        let target = |day: &str, value| InterimTarget { until_date: day.parse().unwrap(), value };
        let (march, june) = ("2026-03-31", "2026-06-30");
        for (targets, expected) in [
            (vec![target(march, 0), target(june, 20)], vec![]),
            (vec![target("1999-12-31", 1), target(march, -1)], vec![(0, Code::OutOfRange), (1, Code::OutOfRange)]),
            (vec![target(march, 1), target(march, 2)], vec![(1, Code::Duplicate)]),
        ] {
            let mut violations = Violations::default();
            check_interim(&mut violations, "interim_targets", &targets);
            let found: Vec<_> = violations.0.into_iter().map(|violation| (violation.index.unwrap(), violation.code)).collect();
            assert_eq!(found, expected, "{targets:?}");
        }
        let many = (0..=MAX_TARGETS as u64).map(|day| InterimTarget { until_date: NaiveDate::default() + chrono::Days::new(11_000 + day), value: 1 });
        let mut violations = Violations::default();
        check_interim(&mut violations, "interim_targets", &many.collect::<Vec<_>>());
        assert_eq!(violations.0.into_iter().map(|violation| violation.code).collect::<Vec<_>>(), [Code::TooMany]);
        assert_eq!(interim_normalised(vec![target(june, 2), target(march, 1)])[0].value, 1);
    }

    #[test]
    fn a_year_has_one_target_within_range() {
        let target = |year, value| YearTarget { year, value };
        for (targets, expected) in [
            (vec![], vec![]),
            (vec![target(2026, 0), target(2027, 2_100)], vec![]),
            ((2000..2000 + MAX_TARGETS as i32).map(|year| target(year, 1)).collect(), vec![]),
            (vec![target(1999, 1)], vec![(0, Code::OutOfRange)]),
            (vec![target(2026, -1), target(2026, 2), target(2026, 3)], vec![(0, Code::OutOfRange), (1, Code::Duplicate), (2, Code::Duplicate)]),
        ] {
            let mut violations = Violations::default();
            check(&mut violations, "targets", &targets);
            let found: Vec<_> = violations.0.into_iter().map(|violation| (violation.index.unwrap(), violation.code)).collect();
            assert_eq!(found, expected, "{targets:?}");
        }
        let mut violations = Violations::default();
        check(&mut violations, "targets", &(2000..=2000 + MAX_TARGETS as i32).map(|year| target(year, 1)).collect::<Vec<_>>());
        assert_eq!(violations.0.into_iter().map(|violation| violation.code).collect::<Vec<_>>(), [Code::TooMany]);
        assert_eq!(of_year(&[target(2026, 5)], 2026), Some(5));
        assert_eq!(of_year(&[target(2026, 5)], 2027), None);
    }
}
