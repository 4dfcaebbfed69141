//! Small groups of residents are not shown to everybody, and cannot be worked out from what is shown.

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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

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
