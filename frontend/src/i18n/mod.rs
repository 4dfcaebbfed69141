//! The texts of the interface, Dutch and English side by side: a text without its translation does not compile.
use contract::person::Language;

pub use domain::person::Language as Lang;

macro_rules! texts {
    ($(#[doc = $doc:literal])+ $name:ident; $($key:ident: $dutch:literal, $english:literal;)*) => {
        $(#[doc = $doc])+
        pub struct $name { $(pub $key: &'static str),* }

        impl $name {
            /// These texts in a language.
            pub fn of(lang: contract::person::Language) -> &'static Self {
                static DUTCH: $name = $name { $($key: $dutch),* };
                static ENGLISH: $name = $name { $($key: $english),* };
                match lang {
                    contract::person::Language::Dutch => &DUTCH,
                    contract::person::Language::English => &ENGLISH,
                }
            }
        }

        /// The names of all texts, for the tests.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, &str, &str)] = &[$((stringify!($key), $dutch, $english)),*];
    };
}

/// A language with its texts.
pub trait Translate {
    /// The texts in this language.
    fn texts(self) -> &'static Texts;
}

impl Translate for Language {
    fn texts(self) -> &'static Texts {
        Texts::of(self)
    }
}

mod account;
mod api_client;
mod audit;
mod document;
mod measuring;
mod report;
mod steering;
mod texts;

pub use account::AccountTexts;
pub use api_client::ApiClientTexts;
pub use audit::AuditTexts;
pub use document::DocumentTexts;
pub use measuring::MeasuringTexts;
pub use report::ReportTexts;
pub use steering::SteeringTexts;
pub use texts::Texts;

impl Texts {
    /// The language of these texts.
    pub fn lang(&self) -> Language {
        if std::ptr::eq(self, Self::of(Language::English)) { Language::English } else { Language::Dutch }
    }

    /// The texts about what organisations carry and choose in the same language.
    pub fn steering(&self) -> &'static SteeringTexts {
        SteeringTexts::of(self.lang())
    }

    /// The texts about numbers and money in the same language.
    pub fn measuring(&self) -> &'static MeasuringTexts {
        MeasuringTexts::of(self.lang())
    }

    /// The sentence for a broken rule, by its code.
    pub fn rule(&self, code: &str) -> &'static str {
        match code {
            "required" => self.error_required,
            "too_short" => self.error_too_short,
            "too_long" | "too_many" => self.error_too_long,
            "invalid_characters" => self.error_invalid_characters,
            "invalid_format" => self.error_invalid_format,
            "contains_bsn" => self.error_contains_bsn,
            "unlikely_day" => self.error_unlikely_day,
            "nested_too_deep" => self.error_nested_too_deep,
            "duplicate_item" => self.error_duplicate_item,
            "same_as_other" => self.error_same_as_other,
            "unknown_reference" => self.error_unknown_reference,
            "no_longer_active" => self.error_no_longer_active,
            "not_a_number" => self.error_not_a_number,
            "out_of_range" => self.error_out_of_range,
            "over_capacity" => self.error_over_capacity,
            "gate_not_passed" => self.error_gate_not_passed,
            "differs_from_definition" => self.error_differs_from_definition,
            "does_not_add_up" => self.error_does_not_add_up,
            "period_locked" => self.error_period_locked,
            "rests_on_this" => self.error_rests_on_this,
            "same_day" => self.error_same_day,
            "in_past" => self.error_in_past,
            "in_future" => self.error_in_future,
            "before_start" => self.error_before_start,
            "weak_password" => self.error_weak_password,
            "wrong_code" => self.error_wrong_code,
            "passkey_refused" => self.error_passkey_refused,
            "wrong_password" => self.error_wrong_password,
            "not_allowed" => self.error_not_allowed,
            "too_few" => self.error_too_few,
            "duplicate" => self.error_duplicate,
            "too_many_attempts" => self.error_too_many_attempts,
            code => DocumentTexts::of(self.lang()).rule(code).unwrap_or(self.error_other),
        }
    }

    /// The sentence for a refusal of the server, by its code.
    pub fn refusal(&self, code: &str) -> &'static str {
        match code {
            "wrong_credentials" => self.error_wrong_credentials,
            "too_many_attempts" => self.error_too_many_attempts,
            "too_many_requests" => self.error_too_many_requests,
            "forbidden" => self.error_forbidden,
            "unauthenticated" => self.error_unauthenticated,
            "last_facilitator" => self.error_last_facilitator,
            "stale" => self.error_stale,
            "invalid" | "unknown_reference" => self.error_invalid,
            "in_use" => self.error_in_use,
            "duplicate" => self.error_duplicate,
            "already_there" => self.error_already_there,
            "illegal_transition" => self.error_illegal_transition,
            "wrong_code" => self.error_wrong_code,
            "passkey_refused" => self.error_passkey_refused,
            "attempt_over" => self.error_attempt_over,
            "second_factor_required" => self.error_second_factor_required,
            "second_factor_missing" => self.error_second_factor_missing,
            "link_invalid" => self.error_link_invalid,
            "too_many_secrets" => self.error_too_many_secrets,
            "approved" => self.error_approved,
            "period_locked" => self.error_period_closed,
            "restore_first" => self.error_restore_first,
            "file_gone" => self.error_file_gone,
            "already_evaluated" => self.measuring().evaluate_none,
            "already_decided" => self.error_stale,
            "last_administrator" => self.error_last_administrator,
            "disk_full" => self.error_disk_full,
            "storage_failed" => self.error_storage_failed,
            "unavailable" | "idempotency_in_progress" => self.error_busy,
            _ => self.error_general,
        }
    }

    /// Why something did not come back: what has to be restored first is named.
    pub fn not_restored(&self, error: &client::Error) -> String {
        let failure = self.failure(error);
        let named = error.problem().map(|problem| problem.errors.iter().filter_map(|fault| fault.detail.split('"').nth(1)).collect::<Vec<_>>());
        match named.filter(|named| !named.is_empty()) {
            Some(named) => format!("{failure} ({})", named.join(", ")),
            None => failure.to_owned(),
        }
    }

    /// What went wrong with a request.
    pub fn failure(&self, error: &client::Error) -> &'static str {
        match error {
            client::Error::Problem(problem) => self.refusal(&problem.code),
            client::Error::Network(_) => self.error_network,
            client::Error::Unreadable(_) => self.error_general,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Texts, account, api_client, audit, document, measuring, report, steering, texts};

    #[test]
    fn what_comes_first_is_named() {
        use contract::{FieldError, Problem, person::Language};
        let detail = "The theme \"Werk\" was deleted. Restore it first.";
        let errors = vec![FieldError::body("/themeIds/0", "deleted_reference", detail)];
        let error = client::Error::Problem(Box::new(Problem { code: "restore_first".into(), status: 409, errors, ..Problem::default() }));
        let words = texts::Texts::of(Language::Dutch).not_restored(&error);
        assert!(words.ends_with("(Werk)"), "{words}");
    }

    #[test]
    fn both_languages_have_the_same_places_for_values() {
        for (key, dutch, english) in texts::ALL
            .iter()
            .chain(account::ALL)
            .chain(audit::ALL)
            .chain(steering::ALL)
            .chain(measuring::ALL)
            .chain(api_client::ALL)
            .chain(document::ALL)
            .chain(report::ALL)
        {
            assert!(!dutch.is_empty() && !english.is_empty(), "{key}");
            for place in ["{0}", "{1}", "{2}"] {
                assert_eq!(dutch.contains(place), english.contains(place), "{key}");
            }
        }
    }

    #[test]
    fn a_full_disk_is_said_as_such() {
        use contract::person::Language;
        assert!(Texts::of(Language::Dutch).refusal("disk_full").starts_with("De schijf is vol."));
        assert!(Texts::of(Language::English).refusal("disk_full").starts_with("The disk is full."));
        let texts = Texts::of(Language::Dutch);
        for code in ["storage_failed", "unavailable", "idempotency_in_progress"] {
            assert_ne!(texts.refusal(code), texts.error_general, "{code}");
        }
    }
}
