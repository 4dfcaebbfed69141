//! Filters (RFC 7644, section 3.4.2.2), as far as HR systems use them: `userName eq "x"`, `externalId eq "x"`, `emails eq "x"`, `active eq true`, and those joined by `and`.
use super::Failure;
use actix_web::http::StatusCode;
use domain::person::AccountStatus;

/// What a list of users is narrowed to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub email: Option<String>,
    pub external: Option<String>,
    pub active: Option<bool>,
}

impl Wanted {
    /// Whether an account that stands so is wanted.
    pub fn fits(&self, status: AccountStatus) -> bool {
        self.active.is_none_or(|active| active == (status != AccountStatus::Deactivated))
    }
}

/// Reads a filter.
pub fn parse(text: &str) -> Result<Wanted, Failure> {
    let invalid = || {
        Failure::status(StatusCode::BAD_REQUEST, Some("invalidFilter"), "Known are: userName, emails, externalId or active, eq, and a value; joined by and.")
    };
    let mut wanted = Wanted::default();
    let mut words = split(text).into_iter();
    loop {
        let (Some(name), Some(operator), Some(value)) = (words.next(), words.next(), words.next()) else { return Err(invalid()) };
        if !operator.eq_ignore_ascii_case("eq") {
            return Err(invalid());
        }
        let text = || value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).map(str::to_owned).ok_or_else(invalid);
        match name.to_ascii_lowercase().as_str() {
            "username" | "emails" | "emails.value" => wanted.email = Some(text()?),
            "externalid" => wanted.external = Some(text()?),
            "active" => wanted.active = Some(value.to_ascii_lowercase().parse().map_err(|_| invalid())?),
            _ => return Err(invalid()),
        }
        match words.next() {
            None => return Ok(wanted),
            Some(and) if and.eq_ignore_ascii_case("and") => {}
            Some(_) => return Err(invalid()),
        }
    }
}

/// Words, of which a text between quotes is one.
fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in text.trim().chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => {
                if words.last().is_some_and(|word| !word.is_empty()) {
                    words.push(String::new());
                }
                continue;
            }
            _ => {}
        }
        if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_that_hr_systems_send() {
        let wanted = |email: Option<&str>, external: Option<&str>, active| Wanted { email: email.map(Into::into), external: external.map(Into::into), active };
        for (text, expected) in [
            (r#"userName eq "a.b@oirschot.nl""#, Some(wanted(Some("a.b@oirschot.nl"), None, None))),
            (r#"externalId EQ "12 34""#, Some(wanted(None, Some("12 34"), None))),
            (r#"emails.value eq "a@b.nl" and active eq True"#, Some(wanted(Some("a@b.nl"), None, Some(true)))),
            (r#"userName co "a""#, None),
            (r"userName eq a", None),
            (r#"wachtwoord eq "a""#, None),
            (r#"userName eq "a" or active eq true"#, None),
            ("", None),
        ] {
            assert_eq!(parse(text).ok(), expected, "{text}");
        }
    }
}
