//! Days that make sense: within the years that this is about, and in an order.
use crate::{Code, Violations};
use chrono::{Datelike, NaiveDate};

/// The years for which targets and money can be given.
pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// Whether a day lies in the years in which plans, people and figures are kept. `0026` and `20226` are slips of the finger.
pub fn is_sensible(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// Checks that a day is one of those years.
pub fn check(violations: &mut Violations, field: &'static str, day: impl Into<Option<NaiveDate>>) {
    violations.require(day.into().is_none_or(is_sensible), field, Code::UnlikelyDay);
}

/// Checks that a day does not lie before another one; where one of the two is not known there is no order.
pub fn check_order(violations: &mut Violations, field: &'static str, earlier: impl Into<Option<NaiveDate>>, later: impl Into<Option<NaiveDate>>) {
    let wrong = matches!((earlier.into(), later.into()), (Some(earlier), Some(later)) if later < earlier);
    violations.require(!wrong, field, Code::BeforeStart);
}

/// Checks that what has happened did so today or before.
pub fn check_happened(violations: &mut Violations, field: &'static str, day: impl Into<Option<NaiveDate>>, today: NaiveDate) {
    violations.require(day.into().is_none_or(|day| day <= today), field, Code::InFuture);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_sensible_ordered_and_past() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (text, sensible) in [
            ("0026-01-01", false),
            ("1999-12-31", false),
            ("2000-01-01", true),
            ("2026-11-28", true),
            ("2100-12-31", true),
            ("2101-01-01", false),
            ("+20226-01-01", false),
        ] {
            assert_eq!(is_sensible(day(text)), sensible, "{text}");
        }
        let mut violations = Violations::default();
        check(&mut violations, "a", None);
        check_order(&mut violations, "b", day("2026-01-01"), day("2026-01-01"));
        check_order(&mut violations, "c", None, day("2026-01-01"));
        check_happened(&mut violations, "d", day("2026-01-01"), day("2026-01-01"));
        assert!(violations.is_empty());
        check(&mut violations, "a", day("0026-01-01"));
        check_order(&mut violations, "b", day("2026-01-02"), day("2026-01-01"));
        check_happened(&mut violations, "d", day("2026-01-02"), day("2026-01-01"));
        let found: Vec<_> = violations.0.iter().map(|found| (found.field, found.code)).collect();
        assert_eq!(found, [("a", Code::UnlikelyDay), ("b", Code::BeforeStart), ("d", Code::InFuture)]);
    }
}
