//! Measurements: what an indicator of a sub-project was on a day, as a draft until a lead approves it.
use crate::{
    Code, SubProjectIndicatorId, Violations, day,
    indicator::Accumulation,
    organisation,
    sub_project_indicator::is_locked,
    target::{self, MAX_VALUE},
    text,
};
use chrono::NaiveDate;

/// How many of the total belong to one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub group: String,
    pub value: i64,
}

/// A measurement as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measurement {
    pub sub_project_indicator_id: SubProjectIndicatorId,
    /// The day of which the number is.
    pub measured_date: NaiveDate,
    pub value: i64,
    /// What one has to know to read the number.
    pub note: String,
    /// Where the number can be checked, with `https://` or `http://`.
    pub evidence_url: Option<String>,
    /// The total by group; empty when it is not broken down.
    pub cells: Vec<Cell>,
    /// Whether it comes on top of another measurement of the same day.
    pub additional: bool,
}

impl Measurement {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        let cells = self.cells.into_iter().map(|cell| Cell { group: text::normalise(&cell.group), ..cell });
        Self {
            note: text::normalise(&self.note),
            evidence_url: self.evidence_url.map(|address| text::normalise(&address)).filter(|address| !address.is_empty()),
            cells: cells.collect(),
            ..self
        }
    }

    /// Every rule that a normalised measurement breaks. Groups add up to the total: what is not said is not known, also of groups.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        violations.require(target::in_range(self.value), "value", Code::OutOfRange);
        day::check(&mut violations, "measured_date", self.measured_date);
        text::check(&mut violations, "note", &self.note, text::REASON);
        if let Some(address) = &self.evidence_url {
            text::check(&mut violations, "evidence_url", address, text::LINE);
            violations.require(organisation::is_web_address(address), "evidence_url", Code::InvalidFormat);
        }
        if self.cells.len() > text::MAX_ITEMS {
            violations.add_with("cells", Code::TooMany, text::MAX_ITEMS.to_string());
        }
        let in_range = self.cells.iter().all(|cell| target::in_range(cell.value));
        for (index, cell) in self.cells.iter().enumerate() {
            if !target::in_range(cell.value) {
                violations.add_at("cells", index, Code::OutOfRange, Some(MAX_VALUE.to_string()));
            } else if self.cells[..index].iter().any(|before| before.group == cell.group) {
                violations.add_at("cells", index, Code::Duplicate, None);
            }
        }
        let adds_up = self.cells.is_empty() || self.cells.iter().map(|cell| cell.value).fold(0_i64, i64::saturating_add) == self.value;
        violations.require(!in_range || adds_up, "cells", Code::DoesNotAddUp);
        violations
    }

    /// The rules that need to know the indicator: the groups are all of its groups or none, and the period is open.
    pub fn indicator_violations(&self, groups: &[String], locked: Option<NaiveDate>) -> Violations {
        let mut violations = Violations::default();
        for (index, cell) in self.cells.iter().enumerate() {
            if !groups.contains(&cell.group) {
                violations.add_at("cells", index, Code::NotAllowed, None);
            }
        }
        let whole = self.cells.is_empty() || groups.iter().all(|group| self.cells.iter().any(|cell| cell.group == *group));
        violations.require(whole, "cells", Code::Required);
        violations.0.extend(self.locked_violations(locked).0);
        violations
    }

    /// What adds up is not added twice unawares: a second measurement of a day says that it is one. `taken` tells whether the day has another measurement.
    pub fn same_day_violations(&self, accumulation: Accumulation, taken: bool) -> Violations {
        let mut violations = Violations::default();
        violations.require(!taken || self.additional || accumulation == Accumulation::PointInTime, "measured_date", Code::SameDay);
        violations
    }

    /// What was measured up to the last day of a period that was closed stays as it is, and nothing is added to it.
    pub fn locked_violations(&self, locked: Option<NaiveDate>) -> Violations {
        let mut violations = Violations::default();
        if let Some(locked) = locked.filter(|locked| is_locked(Some(*locked), self.measured_date)) {
            violations.add_with("measured_date", Code::PeriodLocked, locked.to_string());
        }
        violations
    }

    /// What was measured was measured today or before.
    pub fn day_violations(&self, today: NaiveDate) -> Violations {
        let mut violations = Violations::default();
        day::check_happened(&mut violations, "measured_date", self.measured_date, today);
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn measurement() -> Measurement {
        let cell = |group: &str, value| Cell { group: group.into(), value };
        Measurement {
            sub_project_indicator_id: SubProjectIndicatorId::generate(),
            measured_date: day("2026-06-30"),
            value: 30,
            note: String::new(),
            evidence_url: None,
            cells: vec![cell("jong", 12), cell("oud", 18)],
            additional: false,
        }
    }

    #[test]
    fn groups_add_up_to_the_total() {
        type Change = fn(&mut Measurement);
        type Case<'a> = (&'a str, Change, &'a [(&'a str, Code)]);
        let cases: [Case; 8] = [
            ("as it is", |_| {}, &[]),
            ("no groups", |it| it.cells.clear(), &[]),
            ("negative", |it| it.value = -1, &[("value", Code::OutOfRange), ("cells", Code::DoesNotAddUp)]),
            ("a negative group", |it| it.cells[0].value = -12, &[("cells", Code::OutOfRange)]),
            ("too few", |it| it.cells[0].value = 11, &[("cells", Code::DoesNotAddUp)]),
            ("twice", |it| it.cells[1].group = " jong".into(), &[("cells", Code::Duplicate)]),
            ("no address", |it| it.evidence_url = Some("het dossier".into()), &[("evidence_url", Code::InvalidFormat)]),
            ("a resident", |it| it.note = "Ook 111222333".into(), &[("note", Code::ContainsBsn)]),
        ];
        for (what, change, expected) in cases {
            let mut changed = measurement();
            change(&mut changed);
            let found: Vec<_> = changed.normalised().violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect();
            assert_eq!(found, expected, "{what}");
        }
    }

    #[test]
    fn a_day_is_not_added_twice_unawares() {
        use Accumulation::{Cumulative, PointInTime};
        for (accumulation, taken, additional, refused) in
            [(Cumulative, false, false, false), (Cumulative, true, false, true), (Cumulative, true, true, false), (PointInTime, true, false, false)]
        {
            let found = Measurement { additional, ..measurement() }.same_day_violations(accumulation, taken);
            assert_eq!(!found.is_empty(), refused, "{accumulation} {taken} {additional}");
        }
    }

    #[test]
    fn there_are_at_most_so_many_groups() {
        let of = |count: usize| {
            let cells: Vec<_> = (0..count).map(|number| Cell { group: format!("groep {number}"), value: 1 }).collect();
            let measurement = Measurement { value: count as i64, cells, ..measurement() };
            measurement.violations().0.into_iter().map(|violation| violation.code).collect::<Vec<_>>()
        };
        assert_eq!(of(text::MAX_ITEMS), []);
        assert_eq!(of(text::MAX_ITEMS + 1), [Code::TooMany]);
    }

    #[test]
    fn groups_are_those_of_the_indicator_and_closed_periods_stay() {
        let groups = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let codes = |groups: &[String], locked: Option<&str>| {
            measurement().indicator_violations(groups, locked.map(day)).0.into_iter().map(|violation| violation.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&groups(&["jong", "oud"]), None), []);
        assert_eq!(codes(&groups(&["jong"]), None), [Code::NotAllowed]);
        assert_eq!(codes(&groups(&["jong", "midden", "oud"]), None), [Code::Required]);
        assert_eq!(codes(&groups(&["jong", "oud"]), Some("2026-06-30")), [Code::PeriodLocked]);
        assert_eq!(codes(&groups(&["jong", "oud"]), Some("2026-06-29")), []);
        assert_eq!(measurement().day_violations(day("2026-06-29")).0[0].code, Code::InFuture);
    }
}
