//! What an organisation can carry at once, and the conscious choice to go beyond it. Taking up too many ideas at the same time harms all of them.
use crate::{Code, Violations, choice, sub_project::Phase};

/// How many sub-projects, weighed, an organisation can carry at most; enough for any.
pub const MAX_LIMIT: i32 = 1000;
/// How heavy a sub-project in one phase can weigh at most.
pub const MAX_WEIGHT: i32 = 10;

/// How many sub-projects are in each phase, in the order of [`Phase::ALL`].
pub type Counts = [i64; Phase::ALL.len()];

/// What an organisation can carry at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// The sum of the weights that it can carry; `None` when it has not said so.
    pub limit: Option<i32>,
    /// How heavy a sub-project that is explored weighs. Exploring asks little, so unless somebody says otherwise it weighs nothing.
    pub exploring_weight: i32,
    pub pilot_weight: i32,
    pub running_weight: i32,
}

impl Default for Capacity {
    fn default() -> Self {
        Self { limit: None, exploring_weight: 0, pilot_weight: 1, running_weight: 1 }
    }
}

impl Capacity {
    /// Every rule that it breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        violations.require(self.limit.is_none_or(|limit| (0..=MAX_LIMIT).contains(&limit)), "limit", Code::OutOfRange);
        for (field, weight) in [("exploring_weight", self.exploring_weight), ("pilot_weight", self.pilot_weight), ("running_weight", self.running_weight)] {
            violations.require((0..=MAX_WEIGHT).contains(&weight), field, Code::OutOfRange);
        }
        violations
    }

    /// How heavy a sub-project in this phase weighs. What is parked or over weighs nothing.
    pub const fn weight(&self, phase: Phase) -> i64 {
        (match phase {
            Phase::Exploring => self.exploring_weight,
            Phase::Pilot => self.pilot_weight,
            Phase::Running => self.running_weight,
            Phase::Parked | Phase::Completed | Phase::Stopped => 0,
        }) as i64
    }

    /// What it carries.
    pub fn load(&self, counts: &Counts) -> i64 {
        Phase::ALL.iter().zip(counts).map(|(phase, count)| self.weight(*phase) * count).sum()
    }

    /// What it would carry when one of its sub-projects goes from one phase to another, if that asks for a decision: because it then carries more than
    /// before and more than it can.
    pub fn beyond(&self, counts: &Counts, from: Phase, to: Phase) -> Option<i64> {
        let limit = i64::from(self.limit?);
        let heavier = self.weight(to) - self.weight(from);
        let load = self.load(counts) + heavier;
        (heavier > 0 && load > limit).then_some(load)
    }
}

/// The fields of the choice to start something beyond what organisations can carry.
pub const EXCEEDING: choice::Fields = ["exceed_decided_by", "exceed_reason"];

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: Capacity = Capacity { limit: Some(2), exploring_weight: 0, pilot_weight: 1, running_weight: 1 };

    #[test]
    fn what_asks_for_a_decision() {
        // exploring, pilot, running, parked, completed, stopped
        let full = [5, 1, 1, 3, 9, 9];
        let room = [5, 1, 0, 3, 9, 9];
        let cases = [
            ("one more than it can carry", TWO, full, Phase::Exploring, Phase::Pilot, Some(3)),
            ("room for one", TWO, room, Phase::Exploring, Phase::Pilot, None),
            ("no heavier than it was", TWO, full, Phase::Pilot, Phase::Running, None),
            ("taken up again", TWO, full, Phase::Parked, Phase::Running, Some(3)),
            ("resumed", TWO, full, Phase::Completed, Phase::Running, Some(3)),
            ("parked", TWO, [0, 9, 9, 0, 0, 0], Phase::Running, Phase::Parked, None),
            ("explored, which weighs nothing", TWO, full, Phase::Stopped, Phase::Exploring, None),
            ("explored, where that weighs", Capacity { exploring_weight: 1, ..TWO }, [1, 1, 0, 0, 0, 0], Phase::Stopped, Phase::Exploring, Some(3)),
            ("running weighs more than the pilot", Capacity { running_weight: 3, ..TWO }, [0, 1, 0, 0, 0, 0], Phase::Pilot, Phase::Running, Some(3)),
            ("nobody said what it can carry", Capacity::default(), [9, 99, 99, 0, 0, 0], Phase::Exploring, Phase::Pilot, None),
            ("it can carry nothing", Capacity { limit: Some(0), ..TWO }, [0; 6], Phase::Exploring, Phase::Pilot, Some(1)),
        ];
        for (what, capacity, counts, from, to, expected) in cases {
            assert_eq!(capacity.beyond(&counts, from, to), expected, "{what}");
        }
    }

    /// A small generator of numbers, the same in every run.
    fn numbers(seed: u64) -> impl Iterator<Item = i64> {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        std::iter::repeat_with(move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            i64::try_from(state % 6).unwrap_or_default()
        })
    }

    #[test]
    fn without_a_decision_nobody_comes_to_carry_more_than_they_can() {
        for seed in 1..=500 {
            let mut number = numbers(seed);
            let mut next = || number.next().unwrap_or_default();
            let weight = |n: i64| i32::try_from(n).unwrap_or_default();
            let capacity =
                Capacity { limit: Some(weight(next() * 3)), exploring_weight: weight(next()), pilot_weight: weight(next()), running_weight: weight(next()) };
            let counts: Counts = std::array::from_fn(|_| next());
            for (at, from) in Phase::ALL.iter().enumerate().filter(|(at, _)| counts[*at] > 0) {
                for to in from.next() {
                    let mut after = counts;
                    after[at] -= 1;
                    after[Phase::ALL.iter().position(|phase| phase == to).unwrap()] += 1;
                    let (before, load) = (capacity.load(&counts), capacity.load(&after));
                    match capacity.beyond(&counts, *from, *to) {
                        Some(said) => {
                            assert!(said == load && load > before && load > i64::from(capacity.limit.unwrap()), "{capacity:?} {counts:?} {from} {to}")
                        }
                        None => assert!(load <= before || load <= i64::from(capacity.limit.unwrap()), "{capacity:?} {counts:?} {from} {to}"),
                    }
                }
            }
        }
    }

    #[test]
    fn a_capacity_stays_within_bounds() {
        let rules = |capacity: Capacity| capacity.violations().0.into_iter().map(|violation| violation.field).collect::<Vec<_>>();
        assert!(rules(Capacity::default()).is_empty() && rules(Capacity { limit: Some(0), ..TWO }).is_empty());
        assert_eq!(
            rules(Capacity { limit: Some(-1), exploring_weight: -1, pilot_weight: 11, running_weight: 10 }),
            ["limit", "exploring_weight", "pilot_weight"]
        );
    }
}
