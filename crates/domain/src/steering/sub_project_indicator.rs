//! Indicators as one sub-project measures them: with a baseline, targets, and how far they can be compared with a shared definition.
use crate::{
    Code, IndicatorId, SubProjectId, Violations, day,
    indicator::{Accumulation, Direction, Measure, check_groups},
    target::{self, InterimTarget, YearTarget},
    text, text_enum,
};
use chrono::{Datelike, NaiveDate};

text_enum! {
    /// How far the numbers can be compared with those of others by the same shared definition.
    Comparability {
        /// Counted in the same way: they are added up.
        Same = "same",
        /// Nearly so: shown beside the sum, not in it.
        Similar = "similar",
        /// Counted otherwise: never added up.
        Different = "different",
    }
}

/// An indicator of a sub-project as it can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubProjectIndicator {
    pub sub_project_id: SubProjectId,
    pub title: String,
    /// The shared definition that it follows.
    pub indicator_id: Option<IndicatorId>,
    /// How far it follows that definition.
    pub comparability: Option<Comparability>,
    pub unit: String,
    pub direction: Direction,
    pub accumulation: Accumulation,
    pub counts_residents: bool,
    /// What counts here and what does not.
    pub definition: String,
    /// The groups into which measurements are broken down.
    pub groups: Vec<String>,
    /// How it was before the sub-project began.
    pub baseline_value: Option<i64>,
    pub baseline_date: Option<NaiveDate>,
    /// What should be reached in each year.
    pub targets: Vec<YearTarget>,
    /// What should be reached by a day within a year.
    pub interim_targets: Vec<InterimTarget>,
    /// The last day of the period that is closed: measurements up to it stay as they are.
    pub locked_date: Option<NaiveDate>,
}

impl SubProjectIndicator {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self {
            title: text::normalise(&self.title),
            unit: text::normalise(&self.unit),
            definition: text::normalise(&self.definition),
            groups: text::normalise_all(self.groups),
            targets: target::normalised(self.targets),
            interim_targets: target::interim_normalised(self.interim_targets),
            ..self
        }
    }

    /// Every rule that a normalised indicator breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "title", &self.title, text::NAME);
        text::check(&mut violations, "unit", &self.unit, text::ITEM);
        text::check(&mut violations, "definition", &self.definition, text::REASON);
        check_groups(&mut violations, &self.groups);
        match (self.indicator_id, self.comparability) {
            (Some(_), None) => violations.add("comparability", Code::Required),
            (None, Some(_)) => violations.add("comparability", Code::NotAllowed),
            _ => {}
        }
        violations.require(self.baseline_value.is_none_or(target::in_range), "baseline_value", Code::OutOfRange);
        violations.require(self.baseline_value.is_none() || self.baseline_date.is_some(), "baseline_date", Code::Required);
        violations.require(self.baseline_date.is_none() || self.baseline_value.is_some(), "baseline_value", Code::Required);
        day::check(&mut violations, "baseline_date", self.baseline_date);
        day::check(&mut violations, "locked_date", self.locked_date);
        target::check(&mut violations, "targets", &self.targets);
        target::check_interim(&mut violations, "interim_targets", &self.interim_targets);
        violations
    }

    /// Counted in the same way means: by the same unit, direction, way of adding up, and about residents or not. What did not change is not asked again, so
    /// that a figure can always be edited.
    pub fn definition_violations(&self, shared: &Measure, before: Option<&Self>) -> Violations {
        let mut violations = Violations::default();
        let as_before = before
            .is_some_and(|before| (before.indicator_id, before.comparability, before.measure()) == (self.indicator_id, self.comparability, self.measure()));
        let same = self.comparability != Some(Comparability::Same) || self.measure() == *shared;
        violations.require(as_before || same, "comparability", Code::DiffersFromDefinition);
        violations
    }

    /// While a period is closed, all that gives meaning to what was measured in it stays as it was: [`MEANING`], and the targets of the years and days in it.
    /// Each field that differs is told, with the last day that was closed.
    pub fn locked_violations(&self, before: &Self) -> Violations {
        let mut violations = Violations::default();
        let Some(closed) = before.locked_date else { return violations };
        let same = [
            self.sub_project_id == before.sub_project_id,
            self.indicator_id == before.indicator_id,
            self.comparability == before.comparability,
            self.unit == before.unit,
            self.direction == before.direction,
            self.accumulation == before.accumulation,
            self.counts_residents == before.counts_residents,
            self.definition == before.definition,
            self.groups == before.groups,
            self.baseline_value == before.baseline_value,
            self.baseline_date == before.baseline_date,
        ];
        for (field, _) in MEANING.iter().zip(same).filter(|(_, same)| !same) {
            violations.add_with(field, Code::PeriodLocked, closed.to_string());
        }
        let years = |figure: &Self| figure.targets.iter().copied().filter(|target| target.year <= closed.year()).collect::<Vec<_>>();
        let days = |figure: &Self| figure.interim_targets.iter().copied().filter(|target| is_locked(Some(closed), target.until_date)).collect::<Vec<_>>();
        for (field, same) in [("targets", years(self) == years(before)), ("interim_targets", days(self) == days(before))] {
            if !same {
                violations.add_with(field, Code::PeriodLocked, closed.to_string());
            }
        }
        violations
    }

    /// What was measured keeps the way in which it was: the unit, the direction, the way of adding up and whether residents are counted stay while
    /// measurements count, and a group stays while a measurement is broken down by it.
    pub fn measured_violations(&self, before: &Self, approved: u64, used_groups: &[String]) -> Violations {
        let mut violations = Violations::default();
        if approved > 0 {
            self.measure().rests_on(&mut violations, &before.measure(), &format!("{approved} measurements that were approved"));
        }
        if used_groups.iter().any(|group| before.groups.contains(group) && !self.groups.contains(group)) {
            violations.add_with("groups", Code::RestsOnThis, "measurements by group");
        }
        violations
    }

    /// What lies in the future cannot be closed yet.
    pub fn day_violations(&self, today: NaiveDate) -> Violations {
        let mut violations = Violations::default();
        day::check_happened(&mut violations, "baseline_date", self.baseline_date, today);
        day::check_happened(&mut violations, "locked_date", self.locked_date, today);
        violations
    }

    fn measure(&self) -> Measure {
        Measure { unit: self.unit.clone(), direction: self.direction, accumulation: self.accumulation, counts_residents: self.counts_residents }
    }
}

/// What gives the measurements of a figure their meaning, in the order of [`SubProjectIndicator::locked_violations`].
pub const MEANING: [&str; 11] = [
    "sub_project_id",
    "indicator_id",
    "comparability",
    "unit",
    "direction",
    "accumulation",
    "counts_residents",
    "definition",
    "groups",
    "baseline_value",
    "baseline_date",
];

/// What the measurements of a figure make by a day, from the beginning of its calendar year: their sum, or the latest; `None` when there are none. They may come
/// in any order, the latest of a day first.
pub fn reached_by(accumulation: Accumulation, measurements: &[(NaiveDate, i64)], until: NaiveDate) -> Option<i64> {
    let counting = measurements.iter().filter(|(day, _)| day.year() == until.year() && *day <= until);
    match accumulation {
        Accumulation::Cumulative => counting.map(|(_, value)| *value).reduce(i64::saturating_add),
        Accumulation::PointInTime => {
            counting.fold(None, |latest: Option<&(NaiveDate, i64)>, one| latest.filter(|latest| latest.0 >= one.0).or(Some(one))).map(|(_, value)| *value)
        }
    }
}

/// Whether a measurement of this day belongs to a period that is closed.
pub fn is_locked(locked: Option<NaiveDate>, day: NaiveDate) -> bool {
    locked.is_some_and(|locked| day <= locked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn indicator() -> SubProjectIndicator {
        SubProjectIndicator {
            sub_project_id: SubProjectId::generate(),
            title: "Deelnemers".into(),
            indicator_id: Some(IndicatorId::generate()),
            comparability: Some(Comparability::Same),
            unit: "inwoners".into(),
            direction: Direction::Up,
            accumulation: Accumulation::Cumulative,
            counts_residents: true,
            definition: String::new(),
            groups: vec![],
            baseline_value: Some(0),
            baseline_date: Some(day("2026-01-01")),
            targets: vec![YearTarget { year: 2027, value: 2 }, YearTarget { year: 2026, value: 1 }],
            interim_targets: vec![InterimTarget { until_date: day("2026-06-30"), value: 1 }],
            locked_date: None,
        }
    }

    #[test]
    fn what_follows_a_definition_says_how_far() {
        type Change = fn(&mut SubProjectIndicator);
        let cases: [(Change, &[(&str, Code)]); 6] = [
            (|_| {}, &[]),
            (|it| it.comparability = None, &[("comparability", Code::Required)]),
            (|it| it.indicator_id = None, &[("comparability", Code::NotAllowed)]),
            (|it| it.baseline_date = None, &[("baseline_date", Code::Required)]),
            (|it| it.baseline_value = None, &[("baseline_value", Code::Required)]),
            (|it| it.baseline_value = Some(-1), &[("baseline_value", Code::OutOfRange)]),
        ];
        for (change, expected) in cases {
            let mut changed = indicator();
            change(&mut changed);
            let found: Vec<_> = changed.normalised().violations().0.into_iter().map(|violation| (violation.field, violation.code)).collect();
            assert_eq!(found, expected);
        }
        assert_eq!(indicator().normalised().targets[0].year, 2026, "in the order of the years");
    }

    #[test]
    fn the_same_is_measured_in_the_same_way() {
        let shared = Measure { unit: "inwoners".into(), direction: Direction::Up, accumulation: Accumulation::Cumulative, counts_residents: true };
        assert!(indicator().definition_violations(&shared, None).is_empty());
        for other in [
            Measure { unit: "huishoudens".into(), ..shared.clone() },
            Measure { direction: Direction::Down, ..shared.clone() },
            Measure { accumulation: Accumulation::PointInTime, ..shared.clone() },
            Measure { counts_residents: false, ..shared },
        ] {
            assert_eq!(indicator().definition_violations(&other, None).0[0].code, Code::DiffersFromDefinition, "{other:?}");
            let similar = SubProjectIndicator { comparability: Some(Comparability::Similar), ..indicator() };
            assert!(similar.definition_violations(&other, None).is_empty());
            // A definition that changed under a figure does not keep it from being edited.
            let before = indicator();
            let retitled = SubProjectIndicator { title: "Anders".into(), ..before.clone() };
            assert!(retitled.definition_violations(&other, Some(&before)).is_empty());
            assert_eq!(before.definition_violations(&other, Some(&SubProjectIndicator { comparability: None, ..before.clone() })).0.len(), 1);
        }
    }

    #[test]
    fn a_period_is_closed_up_to_its_last_day() {
        let locked = Some(day("2026-06-30"));
        assert!(is_locked(locked, day("2026-06-30")));
        assert!(!is_locked(locked, day("2026-07-01")));
        assert!(!is_locked(None, day("2000-01-01")));
        let closed = SubProjectIndicator { locked_date: locked, ..indicator() };
        let other = SubProjectIndicator { accumulation: Accumulation::PointInTime, ..closed.clone() };
        assert!(other.locked_violations(&indicator()).is_empty());
        type Change = fn(&mut SubProjectIndicator);
        let target = |year, value| YearTarget { year, value };
        let cases: [(Change, &[&str]); 17] = [
            (|it| it.title = "Anders".into(), &[]),
            (|it| it.locked_date = None, &[]),
            (|it| it.sub_project_id = SubProjectId::generate(), &["sub_project_id"]),
            (|it| it.indicator_id = None, &["indicator_id"]),
            (|it| it.comparability = Some(Comparability::Similar), &["comparability"]),
            (|it| it.unit = "huishoudens".into(), &["unit"]),
            (|it| it.direction = Direction::Down, &["direction"]),
            (|it| it.accumulation = Accumulation::PointInTime, &["accumulation"]),
            (|it| it.counts_residents = false, &["counts_residents"]),
            (|it| it.definition = "Anders geteld".into(), &["definition"]),
            (|it| it.groups = vec!["jong".into(), "oud".into()], &["groups"]),
            (|it| it.baseline_value = Some(5), &["baseline_value"]),
            (|it| it.baseline_date = None, &["baseline_date"]),
            (|it| it.targets[0].value = 9, &["targets"]),
            (|it| it.targets[1].value = 9, &[]),
            (|it| it.interim_targets[0].value = 9, &["interim_targets"]),
            (|it| it.interim_targets.push(InterimTarget { until_date: NaiveDate::MAX, value: 2 }), &[]),
        ];
        let closed = SubProjectIndicator { targets: vec![target(2026, 1), target(2027, 2)], ..closed };
        for (change, expected) in cases {
            let mut changed = closed.clone();
            change(&mut changed);
            let found = changed.locked_violations(&closed).0;
            assert!(found.iter().all(|violation| violation.code == Code::PeriodLocked && violation.detail.as_deref() == Some("2026-06-30")));
            assert_eq!(found.into_iter().map(|violation| violation.field).collect::<Vec<_>>(), expected);
        }
        let future = SubProjectIndicator { locked_date: locked, ..indicator() };
        assert_eq!(future.day_violations(day("2026-06-29")).0[0].code, Code::InFuture);
        assert!(future.day_violations(day("2026-06-30")).is_empty());
        let baseline = SubProjectIndicator { baseline_date: Some(day("2026-06-30")), ..indicator() };
        let fields = |today: &str| baseline.day_violations(day(today)).0.into_iter().map(|violation| violation.field).collect::<Vec<_>>();
        assert_eq!((fields("2026-06-29"), fields("2026-06-30")), (vec!["baseline_date"], vec![]));
    }

    #[test]
    fn what_was_measured_keeps_how_it_was() {
        let before = SubProjectIndicator { groups: vec!["jong".into(), "oud".into(), "nieuw".into()], ..indicator() };
        let used = ["jong".to_owned(), "oud".to_owned()];
        let fields = |after: &SubProjectIndicator, approved| {
            after.measured_violations(&before, approved, &used).0.into_iter().map(|violation| (violation.field, violation.code)).collect::<Vec<_>>()
        };
        let other = SubProjectIndicator { unit: "euro".into(), counts_residents: false, ..before.clone() };
        assert_eq!(fields(&other, 0), []);
        assert_eq!(fields(&other, 2), [("unit", Code::RestsOnThis), ("counts_residents", Code::RestsOnThis)]);
        let regrouped = |groups: &[&str]| SubProjectIndicator { groups: groups.iter().map(|group| (*group).to_owned()).collect(), ..before.clone() };
        assert_eq!(fields(&regrouped(&["jong", "oud"]), 2), []);
        assert_eq!(fields(&regrouped(&["jong", "nieuw"]), 0), [("groups", Code::RestsOnThis)]);
    }

    #[test]
    fn by_a_day_counts_what_was_measured_in_its_year() {
        let measured = [("2026-10-01", 7), ("2025-12-31", 100), ("2026-03-31", 5), ("2026-06-30", 9), ("2026-06-30", 8)].map(|(on, value)| (day(on), value));
        for (until, sum, latest) in [
            ("2026-03-30", None, None),
            ("2026-03-31", Some(5), Some(5)),
            ("2026-06-30", Some(22), Some(9)),
            ("2026-12-31", Some(29), Some(7)),
            ("2027-01-01", None, None),
        ] {
            assert_eq!(reached_by(Accumulation::Cumulative, &measured, day(until)), sum, "{until}");
            assert_eq!(reached_by(Accumulation::PointInTime, &measured, day(until)), latest, "{until}");
        }
    }
}
