//! Accounts: the links that are sent by mail, how long they work, and the codes of a second factor.
use crate::{Code, Violations, text, text_enum};

text_enum! {
    /// What a link from a mail is for.
    Purpose {
        /// Somebody was let in and chooses a password.
        Invitation = "invitation",
        /// Somebody forgot the password.
        Reset = "reset",
        /// Somebody confirms another e-mail address.
        Email = "email",
    }
}

impl Purpose {
    /// How long the link works, in hours.
    pub const fn hours(self) -> i64 {
        match self {
            Self::Invitation => 14 * 24,
            Self::Reset => 1,
            Self::Email => 24,
        }
    }

    /// Whether asking for another one ends those before it. Anybody may ask for a new password for anybody, so that the link that the owner has must stay.
    pub const fn replaces(self) -> bool {
        !matches!(self, Self::Reset)
    }

    /// Whether using it asks for a new password.
    pub const fn sets_password(self) -> bool {
        matches!(self, Self::Invitation | Self::Reset)
    }
}

/// So many links for a new password work at the same time; who asks for more gets no further mail.
pub const MOST_RESETS: i64 = 5;

/// The version of the privacy statement that counts now. A new text that asks for acceptance anew gets the next number.
pub const PRIVACY_VERSION: i32 = 1;

/// So many passkeys a person has at most: more than there are devices.
pub const MOST_PASSKEYS: usize = 20;
/// The most sessions of one person at a time; the longest unused ends when another begins.
pub const MOST_SESSIONS: u64 = 100;

/// The rules that another passkey of somebody who has `present` breaks, with a normalised name.
pub fn passkey_violations(name: &str, present: usize) -> Violations {
    let mut violations = Violations::default();
    text::check(&mut violations, "name", name, text::NAME);
    if present >= MOST_PASSKEYS {
        violations.add_with("name", Code::TooMany, MOST_PASSKEYS.to_string());
    }
    violations
}

/// A growing wait after failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brake {
    /// So many failures are forgiven.
    pub free: i32,
    /// The first wait in seconds; each further failure doubles it.
    pub first: i64,
    /// The longest wait in seconds.
    pub longest: i64,
}

/// For one account from one address: whoever guesses there waits long.
pub const PER_ADDRESS: Brake = Brake { free: 5, first: 30, longest: 900 };
/// For one account from all addresses together: enough to slow down guessing by many machines, and short enough that the owner, who comes from
/// another address, is not locked out.
pub const PER_ACCOUNT: Brake = Brake { free: 50, first: 5, longest: 60 };

impl Brake {
    /// The wait in seconds after so many failures in a row.
    pub fn wait(self, failures: i32) -> i64 {
        if failures < self.free {
            return 0;
        }
        (self.first << (failures - self.free).clamp(0, 20)).min(self.longest)
    }
}

/// So many seconds a code of a second factor lasts (RFC 6238).
pub const CODE_SECONDS: i64 = 30;
/// So many recovery codes somebody gets.
pub const RECOVERY_CODES: usize = 10;

/// The steps of which a code is accepted at this moment (seconds since 1970): the current one, and its neighbours for clocks that differ. Steps up
/// to `last`, of which a code was used before, no longer count, so that a code works once.
pub fn acceptable_steps(seconds: i64, last: i64) -> impl Iterator<Item = i64> {
    let now = seconds.div_euclid(CODE_SECONDS);
    (now - 1..=now + 1).filter(move |step| *step > last)
}

/// A recovery code or code of an app as typed: without spaces and dashes, in capitals.
pub fn normalise_code(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_has_a_name_and_there_are_not_too_many() {
        for (name, present, expected) in
            [("Telefoon", 0, None), ("", 0, Some(Code::Required)), ("Laptop", MOST_PASSKEYS - 1, None), ("Laptop", MOST_PASSKEYS, Some(Code::TooMany))]
        {
            assert_eq!(passkey_violations(name, present).0.first().map(|violation| violation.code), expected, "{name} {present}");
        }
    }

    #[test]
    fn a_code_works_once_and_around_its_time() {
        for (seconds, last, expected) in [(90, 0, vec![2, 3, 4]), (90, 3, vec![4]), (90, 4, vec![]), (119, 0, vec![2, 3, 4]), (120, 0, vec![3, 4, 5])] {
            assert_eq!(acceptable_steps(seconds, last).collect::<Vec<_>>(), expected, "{seconds} {last}");
        }
    }

    #[test]
    fn waiting_grows_and_the_owner_is_not_locked_out() {
        let waits: Vec<_> = (4..=11).map(|failures| PER_ADDRESS.wait(failures)).collect();
        assert_eq!(waits, [0, 30, 60, 120, 240, 480, 900, 900]);
        assert_eq!((PER_ACCOUNT.wait(49), PER_ACCOUNT.wait(50), PER_ACCOUNT.wait(i32::MAX)), (0, 5, 60));
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(normalise_code(" abcd-efgh "), "ABCDEFGH");
        assert_eq!(normalise_code("123 456"), "123456");
    }
}
