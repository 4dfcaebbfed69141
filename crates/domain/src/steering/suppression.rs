//! Small groups of residents are not shown to everybody, and cannot be worked out from what is shown: a total below ten, a small group of a breakdown, and
//! the few who came or went between two numbers that are both shown.
use crate::{indicator::Accumulation, measurement::Cell};
use chrono::{Datelike, NaiveDate};

/// A group of fewer residents than this could point at somebody.
pub const SMALLEST_SHOWN: i64 = 10;

/// The cells of a breakdown as people outside the team see them; `None` for what is kept from them. The total is public, so one hidden cell could be
/// worked out from the rest: then the smallest of the others are hidden as well, all that are equally small, so that whoever knows this rule
/// cannot tell which of the hidden cells holds which number.
pub fn suppress(cells: &[i64]) -> Vec<Option<i64>> {
    let mut hidden: Vec<bool> = cells.iter().map(|value| *value < SMALLEST_SHOWN).collect();
    let small: Vec<i64> = cells.iter().copied().filter(|value| *value < SMALLEST_SHOWN).collect();
    // Hidden cells that are all zero, or all as large as they can be, follow from their sum.
    let sum: i64 = small.iter().sum();
    let largest = small.len() as i64 * (SMALLEST_SHOWN - 1);
    let follows = small.len() == 1 || (!small.is_empty() && (sum == 0 || sum == largest));
    if follows && let Some(next) = cells.iter().copied().filter(|value| *value >= SMALLEST_SHOWN).min() {
        for (hidden, value) in hidden.iter_mut().zip(cells) {
            *hidden = *hidden || *value == next;
        }
    }
    cells.iter().zip(hidden).map(|(value, hidden)| (!hidden).then_some(*value)).collect()
}

/// A total as people outside the team see it. Nobody is a group of none.
pub const fn shown_total(value: i64) -> Option<i64> {
    if value == 0 || value >= SMALLEST_SHOWN { Some(value) } else { None }
}

/// A measurement of a figure that counts residents, as its team knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub day: NaiveDate,
    pub value: i64,
    pub cells: Vec<Cell>,
}

/// The same as people outside the team see it; `None` for what is kept from them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    pub value: Option<i64>,
    pub cells: Vec<Option<i64>>,
}

/// All measurements of a figure in the order of their days, as people outside the team see them.
///
/// What adds up is shown with the sum of its year, so a year is a breakdown by time: of small numbers that could be worked out from the sum a larger one is
/// hidden as well ([`suppress`]). Of what is counted at a moment a number is shown when it differs from the last one that was shown by nothing or by ten or
/// more; `baseline` is the first. Breakdowns of two measurements are shown when neither a group nor what is hidden of them differs by one to nine, whatever
/// the accumulation, as whoever writes what there is in all, where what came is asked, would show who came.
pub fn series(accumulation: Accumulation, baseline: Option<i64>, measurements: &[Counted]) -> Vec<Shown> {
    let values = match accumulation {
        Accumulation::Cumulative => measurements.chunk_by(|one, other| one.day.year() == other.day.year()).flat_map(year_of).collect(),
        Accumulation::PointInTime => moments(baseline, measurements),
    };
    let mut last: Option<Split> = None;
    let shown = measurements.iter().zip(values).map(|(Counted { value, cells, .. }, shown)| {
        let parts: Vec<i64> = cells.iter().map(|cell| cell.value).collect();
        let hidden = Shown { value: shown, cells: vec![None; cells.len()] };
        if shown.is_none() || cells.is_empty() {
            return hidden;
        }
        let split = suppress(&parts);
        let rest = value - split.iter().flatten().sum::<i64>();
        let now = Split { cells, shown: split.clone(), rest };
        if last.as_ref().is_some_and(|before| !before.is_apart(&now)) {
            return hidden;
        }
        last = Some(now);
        Shown { value: shown, cells: split }
    });
    shown.collect()
}

/// The numbers of one year of what adds up, of which the sum is shown unless it is small itself.
fn year_of(year: &[Counted]) -> Vec<Option<i64>> {
    let values: Vec<i64> = year.iter().map(|one| one.value).collect();
    match shown_total(values.iter().fold(0, |sum, value| i64::saturating_add(sum, *value))) {
        None => vec![None; values.len()],
        Some(0) => vec![Some(0); values.len()],
        Some(_) => suppress(&values),
    }
}

/// The numbers of what is counted at a moment.
fn moments(baseline: Option<i64>, measurements: &[Counted]) -> Vec<Option<i64>> {
    let mut last = baseline.and_then(shown_total);
    let shown = measurements.iter().map(|one| {
        let value = shown_total(one.value).filter(|value| last.is_none_or(|last| far(last, *value)));
        last = value.or(last);
        value
    });
    shown.collect()
}

/// Whether two numbers differ by nothing, or by no small group.
const fn far(one: i64, other: i64) -> bool {
    shown_total(one.saturating_sub(other).saturating_abs()).is_some()
}

/// A breakdown with what is shown of it, and what the hidden rest makes together.
struct Split<'a> {
    cells: &'a [Cell],
    shown: Vec<Option<i64>>,
    rest: i64,
}

impl Split<'_> {
    /// Whether two breakdowns can stand beside each other: the same groups are hidden, and of the others none differs by a small group, nor does the rest.
    fn is_apart(&self, now: &Self) -> bool {
        let same = now.cells.iter().zip(&now.shown).all(|(cell, value)| {
            let then = self.cells.iter().position(|other| other.group == cell.group).and_then(|place| self.shown.get(place));
            match (then, value) {
                (Some(Some(then)), Some(value)) => far(*then, *value),
                (Some(None), None) => true,
                _ => false,
            }
        });
        same && now.cells.len() == self.cells.len() && far(self.rest, now.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn counted(month: u32, cells: &[i64]) -> Counted {
        let cells: Vec<Cell> = cells.iter().enumerate().map(|(group, value)| Cell { group: group.to_string(), value: *value }).collect();
        Counted { day: NaiveDate::from_ymd_opt(2026, month, 1).unwrap_or_default(), value: cells.iter().map(|cell| cell.value).sum(), cells }
    }

    fn values(accumulation: Accumulation, baseline: Option<i64>, totals: &[i64]) -> Vec<Option<i64>> {
        let measurements: Vec<Counted> = totals.iter().enumerate().map(|(at, total)| Counted { cells: vec![], ..counted(at as u32 + 1, &[*total]) }).collect();
        series(accumulation, baseline, &measurements).into_iter().map(|shown| shown.value).collect()
    }

    #[test]
    fn small_totals_and_what_shows_them_are_hidden() {
        use Accumulation::{Cumulative, PointInTime};
        for (accumulation, baseline, totals, expected) in [
            (Cumulative, None, vec![3], vec![None]),
            (Cumulative, None, vec![3, 4], vec![None, None]),
            (Cumulative, None, vec![0, 0], vec![Some(0), Some(0)]),
            (Cumulative, None, vec![15, 9, 7], vec![Some(15), None, None]),
            (Cumulative, None, vec![15, 20, 7], vec![None, Some(20), None]),
            (Cumulative, None, vec![15, 20], vec![Some(15), Some(20)]),
            (PointInTime, None, vec![50, 54, 60], vec![Some(50), None, Some(60)]),
            (PointInTime, None, vec![50, 50, 9], vec![Some(50), Some(50), None]),
            (PointInTime, Some(48), vec![50, 58], vec![None, Some(58)]),
            (PointInTime, Some(4), vec![12], vec![Some(12)]),
            (PointInTime, None, vec![12, 0], vec![Some(12), Some(0)]),
        ] {
            assert_eq!(values(accumulation, baseline, &totals), expected, "{accumulation} {baseline:?} {totals:?}");
        }
    }

    #[test]
    fn who_came_between_two_breakdowns_is_not_read_off() {
        let cells = |measurements: &[Counted], accumulation| series(accumulation, None, measurements).into_iter().map(|shown| shown.cells).collect::<Vec<_>>();
        for accumulation in [Accumulation::Cumulative, Accumulation::PointInTime] {
            let close = [counted(3, &[20, 30]), counted(6, &[23, 31])];
            assert_eq!(cells(&close, accumulation), [vec![Some(20), Some(30)], vec![None, None]], "{accumulation}");
            let far = [counted(3, &[20, 30]), counted(6, &[40, 30])];
            assert_eq!(cells(&far, accumulation), [vec![Some(20), Some(30)], vec![Some(40), Some(30)]], "{accumulation}");
            let hidden = [counted(3, &[4, 5, 40]), counted(6, &[5, 6, 60])];
            assert_eq!(cells(&hidden, accumulation), [vec![None, None, Some(40)], vec![None, None, None]], "{accumulation}: their sum differs by two");
        }
    }

    /// Whoever knows the rule and all that is shown of a year finds at least two possible numbers for each one that is hidden.
    #[test]
    fn nothing_hidden_can_be_worked_out_over_time() {
        const TRIED: usize = 24;
        for accumulation in [Accumulation::Cumulative, Accumulation::PointInTime] {
            type Published = (Option<i64>, Vec<Option<i64>>);
            let mut worlds: BTreeMap<Published, Vec<BTreeSet<i64>>> = BTreeMap::new();
            for number in 0..TRIED.pow(3) {
                let totals: Vec<i64> = (0..3).map(|place| (number / TRIED.pow(place) % TRIED) as i64).collect();
                let year = (accumulation == Accumulation::Cumulative).then(|| totals.iter().sum()).and_then(shown_total);
                let possible = worlds.entry((year, values(accumulation, None, &totals))).or_insert_with(|| vec![BTreeSet::new(); 3]);
                possible.iter_mut().zip(&totals).for_each(|(possible, value)| {
                    possible.insert(*value);
                });
            }
            for ((year, shown), possible) in worlds {
                // Numbers near the edge of what is tried have worlds beyond it.
                let beyond = shown.iter().zip(&possible).any(|(shown, possible)| shown.is_none() && possible.contains(&(TRIED as i64 - 1)));
                for (shown, possible) in shown.iter().zip(&possible) {
                    assert!(shown.is_some() || possible.len() >= 2 || beyond, "{accumulation} {year:?} {shown:?} {possible:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn no_small_group_stands_between_two_that_are_shown(rows in prop::collection::vec(prop::collection::vec(0..60_i64, 3), 1..8), levels in any::<bool>()) {
            let accumulation = if levels { Accumulation::PointInTime } else { Accumulation::Cumulative };
            let measurements: Vec<Counted> = rows.iter().enumerate().map(|(at, cells)| counted(at as u32 + 1, cells)).collect();
            let shown = series(accumulation, None, &measurements);
            for one in &shown {
                prop_assert!(one.value.is_none_or(|value| shown_total(value).is_some()));
                prop_assert!(one.cells.iter().flatten().all(|value| *value >= SMALLEST_SHOWN));
                prop_assert!(one.value.is_some() || one.cells.iter().all(Option::is_none), "a breakdown would show the total");
            }
            let split: Vec<&Shown> = shown.iter().filter(|one| one.cells.iter().any(Option::is_some)).collect();
            for pair in split.windows(2) {
                for (one, other) in pair[0].cells.iter().zip(&pair[1].cells) {
                    prop_assert_eq!(one.is_some(), other.is_some());
                    prop_assert!(one.zip(*other).is_none_or(|(one, other)| far(one, other)));
                }
            }
            if levels {
                let totals: Vec<i64> = shown.iter().filter_map(|one| one.value).collect();
                prop_assert!(totals.windows(2).all(|pair| far(pair[0], pair[1])));
            }
        }
    }

    #[test]
    fn what_is_hidden() {
        for (cells, expected) in [
            (vec![12, 18], vec![Some(12), Some(18)]),
            (vec![3, 18, 40], vec![None, None, Some(40)]),
            (vec![3, 18, 18, 40], vec![None, None, None, Some(40)]),
            (vec![3, 4, 40], vec![None, None, Some(40)]),
            (vec![0, 0, 40, 12], vec![None, None, Some(40), None]),
            (vec![9, 9, 40], vec![None, None, None]),
            (vec![10, 10], vec![Some(10), Some(10)]),
            (vec![], vec![]),
        ] {
            assert_eq!(suppress(&cells), expected, "{cells:?}");
        }
    }

    /// Whoever knows the rule, the total and what is shown finds at least two possible numbers for each hidden cell, whatever the numbers are; only
    /// where the total itself is zero nothing is left to hide.
    #[test]
    fn nothing_hidden_can_be_worked_out() {
        for groups in 2..=4_usize {
            let most: i64 = if groups == 4 { 13 } else { 24 };
            let count = usize::pow(most as usize, groups as u32);
            type Published = (i64, Vec<Option<i64>>);
            // All that could have led to the same publication.
            let mut worlds: BTreeMap<Published, Vec<BTreeSet<i64>>> = BTreeMap::new();
            for number in 0..count {
                let cells: Vec<i64> = (0..groups).map(|place| (number / usize::pow(most as usize, place as u32) % most as usize) as i64).collect();
                let possible = worlds.entry((cells.iter().sum(), suppress(&cells))).or_insert_with(|| vec![BTreeSet::new(); groups]);
                possible.iter_mut().zip(&cells).for_each(|(possible, value)| {
                    possible.insert(*value);
                });
            }
            for ((total, shown), possible) in worlds {
                // Sums near the edge of what is tried have worlds beyond it.
                let beyond = shown.iter().zip(&possible).any(|(shown, possible)| shown.is_none() && possible.contains(&(most - 1)));
                for (shown, possible) in shown.iter().zip(&possible) {
                    assert!(shown.is_some() || possible.len() >= 2 || total == 0 || beyond, "{total} {shown:?} {possible:?}");
                }
            }
        }
    }
}
