//! Rules for passwords: long enough, and not made of what everybody can guess. No composition rules (NIST SP 800-63B).
use crate::{Code, Violations, text};

/// The shortest password, in code points.
pub const MIN_LENGTH: usize = 12;
/// The longest password, in code points; longer ones would only make hashing slow.
pub const MAX_LENGTH: usize = 128;

/// Every rule that a password breaks, given words that belong to the person (name, e-mail address).
pub fn violations(password: &str, own_words: &[&str]) -> Violations {
    let mut violations = Violations::default();
    let length = password.chars().count();
    if length < MIN_LENGTH {
        violations.add_with("password", Code::TooShort, MIN_LENGTH.to_string());
    } else if length > MAX_LENGTH {
        violations.add_with("password", Code::TooLong, MAX_LENGTH.to_string());
    } else if let Some(position) = password.chars().position(char::is_control) {
        violations.add_with("password", Code::InvalidCharacters, (position + 1).to_string());
    } else {
        let folded = text::fold(password);
        let mut characters: Vec<char> = folded.chars().collect();
        characters.sort_unstable();
        characters.dedup();
        let guessable = ["wachtwoord", "password", "welkom", "kompaan", "123456", "qwerty"].iter().any(|word| folded.contains(word))
            || own_words.iter().any(|word| word.chars().count() > 3 && folded.contains(&text::fold(word)));
        violations.require(characters.len() >= 5 && !guessable, "password", Code::WeakPassword);
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_guessable() {
        for (password, expected) in [
            ("kort", Some(Code::TooShort)),
            ("drie-blije-tuinen", None),
            ("aaaaaaaaaaaaaa", Some(Code::WeakPassword)),
            ("Welkom-in-2026!", Some(Code::WeakPassword)),
            ("oirschot-tuinen", Some(Code::WeakPassword)),
            ("drie-blije\0tuinen", Some(Code::InvalidCharacters)),
        ] {
            assert_eq!(violations(password, &["Oirschot"]).0.first().map(|v| v.code), expected, "{password}");
        }
    }
}
