//! Taking over what somebody led who is no longer let in.
use crate::{Code, OrganisationId, Violations, person::AccountStatus};

/// What matters of the two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub organisation: OrganisationId,
    pub status: AccountStatus,
}

/// The rules that a succession breaks: only of somebody who has left, and by somebody who is let in, of the same organisation unless it may be `any`.
pub fn violations(left: Standing, successor: Standing, any: bool) -> Violations {
    let mut violations = Violations::default();
    violations.require(left.status == AccountStatus::Deactivated, "person_id", Code::NotAllowed);
    let fits = successor.status != AccountStatus::Deactivated && (any || successor.organisation == left.organisation);
    violations.require(fits, "successor_id", Code::NotAllowed);
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_of_the_same_organisation_takes_over_from_who_has_left() {
        let (home, elsewhere) = (OrganisationId::generate(), OrganisationId::generate());
        let person = |organisation, status| Standing { organisation, status };
        let left = person(home, AccountStatus::Deactivated);
        for (from, to, any, expected) in [
            (left, person(home, AccountStatus::Active), false, None),
            (left, person(home, AccountStatus::Invited), false, None),
            (left, person(home, AccountStatus::Deactivated), false, Some("successor_id")),
            (left, person(elsewhere, AccountStatus::Active), false, Some("successor_id")),
            (left, person(elsewhere, AccountStatus::Active), true, None),
            (left, person(elsewhere, AccountStatus::Deactivated), true, Some("successor_id")),
            (person(home, AccountStatus::Active), person(home, AccountStatus::Active), false, Some("person_id")),
        ] {
            assert_eq!(violations(from, to, any).0.first().map(|violation| violation.field), expected, "{from:?} {to:?} {any}");
        }
    }
}
