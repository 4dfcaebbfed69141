//! People: professionals with an account.
use crate::{Code, OrganisationId, ThemeId, Violations, text, text_enum};

text_enum! {
    /// A language of the interface.
    Language {
        Dutch = "nl",
        English = "en",
    }
}

text_enum! {
    /// Whether a person can sign in.
    AccountStatus {
        /// Was let in, and has not chosen a way to sign in yet.
        Invited = "invited",
        Active = "active",
        /// Is no longer let in. What the person made stays.
        Deactivated = "deactivated",
    }
}

/// A person as they can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    /// The address to sign in with; lower case, shown only to the person and to administrators.
    pub email: String,
    pub job_title: String,
    pub organisation_id: OrganisationId,
    /// What colleagues can ask this person about.
    pub expertise: Vec<String>,
    pub theme_ids: Vec<ThemeId>,
    pub language: Language,
    /// Whether colleagues who are signed in see the e-mail address.
    pub email_visible: bool,
}

impl Person {
    /// The form in which it is stored.
    pub fn normalised(self) -> Self {
        let Self { name, email, job_title, organisation_id, expertise, theme_ids, language, email_visible } = self;
        Self {
            name: text::normalise(&name),
            email: text::normalise(&email).to_lowercase(),
            job_title: text::normalise(&job_title),
            organisation_id,
            expertise: text::normalise_all(expertise),
            theme_ids,
            language,
            email_visible,
        }
    }

    /// Every rule that a normalised person breaks.
    pub fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        text::check(&mut violations, "name", &self.name, text::NAME);
        text::check(&mut violations, "job_title", &self.job_title, text::LINE);
        text::check(&mut violations, "email", &self.email, text::LINE);
        violations.require(is_email(&self.email), "email", Code::InvalidFormat);
        text::check_items(&mut violations, "expertise", &self.expertise);
        text::check_references(&mut violations, "theme_ids", &self.theme_ids);
        violations
    }
}

/// The shape of an e-mail address that mail servers accept (RFC 5322, `dot-atom` in ASCII): one `@`, an apostrophe and the other signs that real
/// addresses have before it, a domain with a dot after it. Published as the pattern [`EMAIL_PATTERN`].
pub fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.split_once('@') else { return false };
    let is_local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    !local.is_empty() && local.chars().all(is_local) && domain.contains('.') && domain.split('.').all(is_label)
}

/// The rule of [`is_email`] as a regular expression, for the API document.
pub const EMAIL_PATTERN: &str = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_has_a_local_part_and_a_domain_with_a_dot() {
        for (email, expected) in [
            ("beleid@oirschot.example", true),
            ("a.b+c@sub.voorbeeld.nl", true),
            ("m.o'brien@oirschot.example", true),
            ("r&d/sociaal=domein!#$%*?^_`{|}~-@oirschot.example", true),
            ("a\"b@oirschot.example", false),
            ("a(b)@oirschot.example", false),
            ("a,b@oirschot.example", false),
            ("<a@oirschot.example>", false),
            ("é@oirschot.example", false),
            ("beleid", false),
            ("@oirschot.nl", false),
            ("a@b", false),
            ("a@b..nl", false),
            ("a b@c.nl", false),
            ("a@b.nl@c.nl", false),
            ("", false),
        ] {
            assert_eq!(is_email(email), expected, "{email}");
        }
    }
}
