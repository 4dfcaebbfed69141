//! The texts of the interface, Dutch and English side by side: a text without its translation does not compile.
//!
//! Every text is a function of [`Texts`], so that a part of the app brings along only what it shows. Words for what the API names by codes stand in
//! [`contract::words`].
use contract::words::{self, Field, Worded, problem};
use domain::resource::Kind;

pub use domain::person::Language as Lang;

/// The texts in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texts(Lang);

macro_rules! texts {
    ($($key:ident: $dutch:literal, $english:literal;)*) => {
        impl $crate::i18n::Texts {
            $(pub const fn $key(self) -> &'static str {
                match self.0 {
                    $crate::i18n::Lang::Dutch => $dutch,
                    $crate::i18n::Lang::English => $english,
                }
            })*
        }

        /// The texts by their names, for the tests.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, &str, &str)] = &[$((stringify!($key), $dutch, $english)),*];
    };
}

mod account;
mod community;
mod directory;
mod frame;
mod home;
mod plan;
mod steering;
mod thing;
mod trail;

impl Texts {
    /// The texts in this language.
    pub const fn of(lang: Lang) -> Self {
        Self(lang)
    }

    pub const fn lang(self) -> Lang {
        self.0
    }

    /// The word for a code of the API.
    pub fn word(self, code: impl Worded) -> &'static str {
        code.word(self.0)
    }

    /// The word for a code with what it means, where somebody chooses or reads it by itself.
    pub fn explained(self, code: impl Worded) -> &'static str {
        code.explained(self.0)
    }

    /// The word for several things of a kind.
    pub fn several(self, kind: Kind) -> &'static str {
        words::several(kind, self.0)
    }

    /// The word for a field of the API.
    pub const fn word_of(self, field: &Field) -> &'static str {
        field.word(self.0)
    }

    /// How a form asks for a field of the API.
    pub const fn label(self, field: &Field) -> &'static str {
        field.label(self.0)
    }

    /// The sentence for a broken rule, by its code: of the API, or of a field that could not take what was chosen in it.
    pub fn rule(self, code: &str) -> &'static str {
        match code {
            "not_a_number" => self.error_not_a_number(),
            "file_too_large" => self.refusal("too_large"),
            "file_not_sent" => self.document_error_not_sent(),
            "file_being_sent" => self.document_error_being_sent(),
            code => problem::rule(code).map_or(self.error_other(), |text| text.of(self.0)),
        }
    }

    /// The sentence for a refusal of the server, by its code.
    pub fn refusal(self, code: &str) -> &'static str {
        problem::refusal(code).map_or(self.error_general(), |text| text.of(self.0))
    }

    /// Why something did not come back: what has to be restored first is named.
    pub fn not_restored(self, error: &client::Error) -> String {
        let failure = self.failure(error);
        let named = error.problem().map(|problem| problem.errors.iter().filter_map(|fault| fault.detail.split('"').nth(1)).collect::<Vec<_>>());
        match named.filter(|named| !named.is_empty()) {
            Some(named) => format!("{failure} ({})", named.join(", ")),
            None => failure.to_owned(),
        }
    }

    /// What went wrong with a request.
    pub fn failure(self, error: &client::Error) -> &'static str {
        match error {
            client::Error::Problem(problem) => self.refusal(&problem.code),
            client::Error::Network(_) => self.error_network(),
            client::Error::Unreadable(_) => self.error_general(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_first_is_named() {
        use contract::{FieldError, Problem};
        let detail = "The theme \"Werk\" was deleted. Restore it first.";
        let errors = vec![FieldError::body("/themeIds/0", "deleted_reference", detail)];
        let error = client::Error::Problem(Box::new(Problem { code: "restore_first".into(), status: 409, errors, ..Problem::default() }));
        let words = Texts::of(Lang::Dutch).not_restored(&error);
        assert!(words.ends_with("(Werk)"), "{words}");
    }

    #[test]
    fn both_languages_have_the_same_places_for_values() {
        let areas = [account::ALL, community::ALL, directory::ALL, frame::ALL, home::ALL, plan::ALL, steering::ALL, thing::ALL, trail::ALL];
        for (key, dutch, english) in areas.into_iter().flatten() {
            assert!(!dutch.is_empty() && !english.is_empty(), "{key}");
            for place in ["{0}", "{1}", "{2}"] {
                assert_eq!(dutch.contains(place), english.contains(place), "{key}");
            }
        }
    }

    #[test]
    fn a_full_disk_is_said_as_such() {
        assert!(Texts::of(Lang::Dutch).refusal("disk_full").starts_with("De schijf is vol."));
        assert!(Texts::of(Lang::English).refusal("disk_full").starts_with("The disk is full."));
        let texts = Texts::of(Lang::Dutch);
        for code in ["storage_failed", "unavailable", "idempotency_in_progress"] {
            assert_ne!(texts.refusal(code), texts.error_general(), "{code}");
        }
    }
}
