//! What is wrong with the fields of a form: the same whether the rules or the server found it.
use crate::i18n::Texts;
use client::Error;
use contract::FieldError;

/// Whether an error is one of a field of this name; those of an element of a list belong to the list.
pub fn belongs_to(error: &FieldError, field: &str) -> bool {
    let pointer = error.pointer.as_deref().unwrap_or_default().trim_start_matches('/');
    pointer == field || pointer.strip_prefix(field).is_some_and(|rest| rest.starts_with('/'))
}

/// What is wrong with a field, in words.
pub fn errors_of(errors: &[FieldError], field: &str, texts: Texts) -> Vec<&'static str> {
    let mut found: Vec<_> = errors.iter().filter(|error| belongs_to(error, field)).map(|error| texts.rule(&error.code)).collect();
    found.dedup();
    found
}

/// The faults that a refusal of the server names.
pub fn errors_in(error: &Error) -> Vec<FieldError> {
    error.problem().map(|problem| problem.errors.clone()).unwrap_or_default()
}
