//! Roles beyond membership: granted to a person, for the whole platform or within the person's own organisation, until a day or until taken back.
//! What somebody does in one community or plan is not a grant: members and leads are kept with the community and the plan.
use crate::{Code, Violations, day, text_enum};
use chrono::NaiveDate;

text_enum! {
    /// A role that is granted.
    Role {
        /// Keeps the platform: people, organisations, themes, clients, what was deleted.
        Administrator = "administrator",
        /// Keeps the themes.
        Editor = "editor",
        /// Reads the audit trail of the whole platform.
        Auditor = "auditor",
        /// Keeps the people of the own organisation, their roles and successors, and reads its audit trail.
        Coordinator = "coordinator",
        /// Answers for the own organisation; sees its figures.
        Executive = "executive",
    }
}

impl Role {
    /// Whether it counts within the person's own organisation only.
    pub const fn is_of_organisation(self) -> bool {
        matches!(self, Self::Coordinator | Self::Executive)
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The roles that somebody has now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Roles(u8);

impl Roles {
    /// No role at all.
    pub const NONE: Self = Self(0);

    /// Whether the role is among them.
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// These roles and one more.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | role.bit())
    }

    /// Whether one of them counts for the whole platform.
    pub fn are_of_platform(self) -> bool {
        self.iter().any(|role| !role.is_of_organisation())
    }

    /// Each of them, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, Self::with)
    }
}

/// Every rule that a grant breaks. A role ends on a day after today; it then still counts on that day.
pub fn violations(end_date: Option<NaiveDate>, today: NaiveDate) -> Violations {
    let mut violations = Violations::default();
    violations.require(end_date.is_none_or(|day| day >= today), "end_date", Code::BeforeStart);
    day::check(&mut violations, "end_date", end_date);
    violations
}

/// Why a role cannot be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the last administrator stays; name another one first")]
pub struct LastAdministrator;

/// Whether a role may be taken back or given an end, given how many other administrators there are without one.
///
/// # Errors
/// [`LastAdministrator`] when nobody would be left to name another one.
pub fn may_end(role: Role, other_administrators: u64) -> Result<(), LastAdministrator> {
    if role == Role::Administrator && other_administrators == 0 { Err(LastAdministrator) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_a_set() {
        let roles: Roles = [Role::Auditor, Role::Executive, Role::Auditor].into_iter().collect();
        assert_eq!(roles.iter().collect::<Vec<_>>(), [Role::Auditor, Role::Executive]);
        assert!(!roles.has(Role::Administrator));
        for (roles, expected) in [
            (vec![], false),
            (vec![Role::Coordinator, Role::Executive], false),
            (vec![Role::Executive, Role::Auditor], true),
            (vec![Role::Editor], true),
            (vec![Role::Administrator], true),
        ] {
            assert_eq!(roles.iter().copied().collect::<Roles>().are_of_platform(), expected, "{roles:?}");
        }
    }

    #[test]
    fn there_is_always_an_administrator() {
        assert_eq!(may_end(Role::Administrator, 0), Err(LastAdministrator));
        assert_eq!(may_end(Role::Administrator, 1), Ok(()));
        assert_eq!(may_end(Role::Auditor, 0), Ok(()));
    }

    #[test]
    fn a_role_does_not_end_in_the_past() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-03-01");
        for (end, wrong) in [(None, false), (Some(today), false), (Some(day("2026-12-31")), false), (Some(day("2026-02-28")), true)] {
            assert_eq!(!violations(end, today).is_empty(), wrong, "{end:?}");
        }
    }
}
