//! How the numbers of sub-projects make those of a goal: for each plan, and for the region.
use crate::{sub_project::Phase, sub_project_indicator::Comparability};

/// What sub-projects that contribute to a goal have to say about a year, of some that are alike: in the same phase, as comparable as each other, and all of
/// them measured or none. The numbers are their sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// How many they are.
    pub sub_projects: i64,
    pub phase: Phase,
    /// How far their indicators follow the definition of the goal; `None` when they have no such indicator.
    pub comparability: Option<Comparability>,
    /// What they should reach in the year.
    pub target: Option<i64>,
    /// What was measured and approved in the year.
    pub measured: Option<i64>,
    /// The same of the year before.
    pub previous: Option<i64>,
    /// Whether what was measured is of fewer than ten residents, and kept from who asks: then it is not in `measured`.
    pub kept_back: bool,
}

/// Sums over some sub-projects. A sum is absent when nothing was said, which is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    pub target: Option<i64>,
    /// Of what is counted in the same way.
    pub measured: Option<i64>,
    /// Of what is counted nearly so; not part of `measured`.
    pub similar: Option<i64>,
    /// What `measured` was the year before.
    pub previous: Option<i64>,
    pub sub_projects: i64,
    /// How many of those that started have measured nothing that counts here.
    pub not_reported: i64,
    /// How many measured so few residents that it is kept from who asks, and not in the sums.
    pub kept_back: i64,
}

impl Total {
    /// The total of two lots of sub-projects that have none in common.
    pub fn plus(self, other: Self) -> Self {
        Self {
            target: sum(self.target, other.target),
            measured: sum(self.measured, other.measured),
            similar: sum(self.similar, other.similar),
            previous: sum(self.previous, other.previous),
            sub_projects: self.sub_projects + other.sub_projects,
            not_reported: self.not_reported + other.not_reported,
            kept_back: self.kept_back + other.kept_back,
        }
    }
}

impl From<Contribution> for Total {
    fn from(part: Contribution) -> Self {
        let Contribution { sub_projects, phase, comparability, target, measured, previous, kept_back } = part;
        let same = comparability == Some(Comparability::Same);
        let similar = comparability == Some(Comparability::Similar);
        let started = matches!(phase, Phase::Pilot | Phase::Running);
        Self {
            target: target.filter(|_| same),
            measured: measured.filter(|_| same),
            similar: measured.filter(|_| similar),
            previous: previous.filter(|_| same),
            sub_projects,
            not_reported: if started && !((same || similar) && (measured.is_some() || kept_back)) { sub_projects } else { 0 },
            kept_back: if (same || similar) && kept_back { sub_projects } else { 0 },
        }
    }
}

fn sum(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.saturating_add(other)),
        (one, other) => one.or(other),
    }
}

/// The total of these sub-projects.
pub fn roll_up(parts: impl IntoIterator<Item = Contribution>) -> Total {
    parts.into_iter().map(Total::from).fold(Total::default(), Total::plus)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(comparability: Option<Comparability>, measured: Option<i64>) -> Contribution {
        Contribution { sub_projects: 1, phase: Phase::Running, comparability, target: Some(20), measured, previous: Some(5), kept_back: false }
    }

    #[test]
    fn what_counts() {
        use Comparability::{Different, Same, Similar};
        let none = Total { sub_projects: 1, ..Total::default() };
        for (contribution, expected) in [
            (part(Some(Same), Some(12)), Total { target: Some(20), measured: Some(12), previous: Some(5), ..none }),
            (part(Some(Same), None), Total { target: Some(20), previous: Some(5), not_reported: 1, ..none }),
            (part(Some(Similar), Some(12)), Total { similar: Some(12), ..none }),
            (part(Some(Different), Some(12)), Total { not_reported: 1, ..none }),
            (part(None, None), Total { not_reported: 1, ..none }),
            (Contribution { phase: Phase::Exploring, ..part(None, None) }, none),
            (Contribution { phase: Phase::Completed, ..part(Some(Same), Some(0)) }, Total { target: Some(20), measured: Some(0), previous: Some(5), ..none }),
        ] {
            assert_eq!(Total::from(contribution), expected, "{contribution:?}");
        }
        assert_eq!(roll_up([]), Total::default());
        assert_eq!(
            Total { sub_projects: 2, not_reported: 2, ..Total::default() }.plus(Total { sub_projects: 3, not_reported: 3, ..Total::default() }).not_reported,
            5
        );
    }

    proptest! {
        /// However sub-projects are divided over plans, the plans together make the region; nothing that was not measured becomes a number.
        #[test]
        fn plans_add_up_to_the_region(
            parts in prop::collection::vec((0..Phase::ALL.len(), prop::option::of(0..3_usize), prop::option::of(0..500_i64), prop::option::of(0..500_i64), 0..4_usize), 0..20)
        ) {
            let parts: Vec<(Contribution, usize)> = parts.into_iter().map(|(phase, comparability, target, measured, plan)| {
                let comparability = comparability.map(|at| Comparability::ALL[at]);
                (Contribution { sub_projects: 1, phase: Phase::ALL[phase], comparability, target, measured, previous: measured, kept_back: false }, plan)
            }).collect();
            let whole = roll_up(parts.iter().map(|(part, _)| *part));
            let plans = (0..4).map(|plan| roll_up(parts.iter().filter(|(_, of)| *of == plan).map(|(part, _)| *part)));
            prop_assert_eq!(plans.fold(Total::default(), Total::plus), whole);
            let counted = parts.iter().filter(|(part, _)| part.comparability == Some(Comparability::Same)).filter_map(|(part, _)| part.measured);
            prop_assert_eq!(whole.measured.unwrap_or(0), counted.clone().sum::<i64>());
            prop_assert_eq!(whole.measured.is_some(), counted.count() > 0);
            prop_assert!(whole.not_reported <= whole.sub_projects);
            // Those that are alike may be added up first.
            let mut alike: Vec<Contribution> = vec![];
            for (part, _) in &parts {
                let like = |other: &&mut Contribution| (other.phase, other.comparability, other.measured.is_some()) == (part.phase, part.comparability, part.measured.is_some());
                match alike.iter_mut().find(like) {
                    Some(group) => {
                        group.sub_projects += 1;
                        group.target = sum(group.target, part.target);
                        group.measured = sum(group.measured, part.measured);
                        group.previous = sum(group.previous, part.previous);
                    }
                    None => alike.push(*part),
                }
            }
            prop_assert_eq!(roll_up(alike), whole);
        }
    }
}
