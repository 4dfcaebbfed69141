//! The last day of what somebody does in one plan or sub-project. After it the role ends by itself.
use crate::{Code, PersonId, Violations, day, text};
use chrono::NaiveDate;

/// Until when somebody leads or contributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleEnd {
    pub person_id: PersonId,
    /// The last day on which the role counts.
    pub end_date: NaiveDate,
}

/// The ends of the people in the team, in a fixed order; who is not in it has nothing to end.
pub fn normalised(mut ends: Vec<RoleEnd>, in_team: impl Fn(PersonId) -> bool) -> Vec<RoleEnd> {
    ends.retain(|end| in_team(end.person_id));
    ends.sort_by_key(|end| (end.person_id, end.end_date));
    ends
}

/// A role ends once.
pub fn check(violations: &mut Violations, ends: &[RoleEnd]) {
    let people: Vec<PersonId> = ends.iter().map(|end| end.person_id).collect();
    text::check_references(violations, "role_ends", &people);
    for (index, end) in ends.iter().enumerate() {
        if !day::is_sensible(end.end_date) {
            violations.add_at("role_ends", index, Code::UnlikelyDay, None);
        }
    }
}

/// The rule that looks at the clock: an end that is new lies after today.
pub fn violations(before: &[RoleEnd], ends: &[RoleEnd], today: NaiveDate) -> Violations {
    let mut violations = Violations::default();
    for (index, end) in ends.iter().enumerate() {
        if end.end_date <= today && !before.contains(end) {
            violations.add_at("role_ends", index, Code::InPast, None);
        }
    }
    violations
}

/// The end of this person's role, when it has one.
pub fn of(ends: &[RoleEnd], person: PersonId) -> Option<NaiveDate> {
    ends.iter().find(|end| end.person_id == person).map(|end| end.end_date)
}

/// Whether this person's role has ended.
pub fn has_ended(ends: &[RoleEnd], person: PersonId, today: NaiveDate) -> bool {
    of(ends, person).is_some_and(|end| end < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_belongs_to_somebody_in_the_team_and_lies_ahead() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let [first, second] = [1, 2].map(|n| PersonId(uuid::Uuid::from_u128(n)));
        let end = |person_id, text| RoleEnd { person_id, end_date: day(text) };
        let ends = normalised(vec![end(second, "2026-12-31"), end(first, "2026-11-22")], |_| true);
        assert_eq!(ends, [end(first, "2026-11-22"), end(second, "2026-12-31")], "the order says nothing");
        assert_eq!(normalised(ends.clone(), |person| person == second), [end(second, "2026-12-31")]);

        let faults = |violations: Violations| violations.0.into_iter().map(|fault| (fault.index, fault.code)).collect::<Vec<_>>();
        let mut twice = Violations::default();
        check(&mut twice, &[end(first, "2026-12-31"), end(first, "2027-12-31")]);
        assert_eq!(faults(twice), [(Some(1), Code::Duplicate)]);
        assert_eq!(faults(violations(&[], &ends, day("2026-11-21"))), []);
        assert_eq!(faults(violations(&[], &ends, day("2026-11-22"))), [(Some(0), Code::InPast)]);
        assert_eq!(faults(violations(&ends, &ends, day("2027-01-01"))), [], "what is there already is not in the way of another change");

        let ended = |today: &str| [first, second].map(|person| has_ended(&ends, person, day(today)));
        assert_eq!([ended("2026-11-22"), ended("2026-11-23"), ended("2027-01-01")], [[false, false], [true, false], [true, true]]);
    }
}
