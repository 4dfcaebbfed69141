//! What should be reached in a year.
use crate::{Code, Violations};

/// The years for which targets and money can be given.
pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;
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

/// The targets in the order of their years.
pub fn normalised(mut targets: Vec<YearTarget>) -> Vec<YearTarget> {
    targets.sort_by_key(|target| target.year);
    targets
}

/// Checks a list of targets: years and values within range, no year twice.
pub fn check(violations: &mut Violations, field: &'static str, targets: &[YearTarget]) {
    if targets.len() > MAX_TARGETS {
        violations.add_with(field, Code::TooMany, MAX_TARGETS.to_string());
    }
    for (index, target) in targets.iter().enumerate() {
        if !YEARS.contains(&target.year) || !in_range(target.value) {
            violations.add_at(field, index, Code::OutOfRange, None);
        } else if targets[..index].iter().any(|before| before.year == target.year) {
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
