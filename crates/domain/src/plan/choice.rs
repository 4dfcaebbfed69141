//! A conscious choice: going on although a rule advises against it, by somebody who answers for it.
use crate::{Code, Violations, text};

/// The names of the fields in which a choice is written: who decides, and why.
pub type Fields = [&'static str; 2];

/// Who decides to go on, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Who decided it: a person, a board.
    pub decided_by: String,
    pub reason: String,
}

impl Choice {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        Self { decided_by: text::normalise(&self.decided_by), reason: text::normalise(&self.reason) }
    }

    /// Every rule that a normalised choice breaks; `against` names what advises against going on, in which case both are needed.
    pub fn violations(&self, fields: Fields, code: Code, against: &[&str]) -> Violations {
        let mut violations = Violations::default();
        let [decided_by, reason] = fields;
        text::check(&mut violations, decided_by, &self.decided_by, text::LINE);
        text::check(&mut violations, reason, &self.reason, text::REASON);
        for (field, text) in [(decided_by, &self.decided_by), (reason, &self.reason)] {
            if text.is_empty() && !against.is_empty() {
                violations.add_with(field, code, against.join(", "));
            }
        }
        violations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_goes_on_says_who_decides_and_why() {
        let fields = |choice: Choice, against: &[&str]| {
            let violations = choice.normalised().violations(["by", "why"], Code::OverCapacity, against);
            violations.0.into_iter().map(|it| (it.field, it.code, it.detail)).collect::<Vec<_>>()
        };
        let choice = |decided_by: &str, reason: &str| Choice { decided_by: decided_by.into(), reason: reason.into() };
        let needed = |field| (field, Code::OverCapacity, Some("Best, Vught".to_owned()));
        assert_eq!(fields(choice("", ""), &[]), []);
        assert_eq!(fields(choice(" ", "Omdat"), &["Best", "Vught"]), [needed("by")]);
        assert_eq!(fields(choice("", ""), &["Best", "Vught"]), [needed("by"), needed("why")]);
        assert_eq!(fields(choice("Wethouder", "Omdat"), &["Best"]), []);
        assert_eq!(fields(choice("Wethouder", "Voor 111222333"), &["Best"])[0].1, Code::ContainsBsn);
        assert_eq!(fields(choice("Wethouder\u{7}", "Omdat"), &[]).len(), 1, "it is checked also when it is not needed");
    }
}
