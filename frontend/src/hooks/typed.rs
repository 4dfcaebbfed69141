//! What stands in the fields for numbers of the form on the page and is no number: the input of a form holds numbers only, so this is told beside it.
use contract::FieldError;
use domain::number::Typed;
use std::{cell::RefCell, collections::BTreeMap};

thread_local! {
    /// Of each field on the page: the field of the API that it is part of, and what stands in it.
    static FIELDS: RefCell<BTreeMap<String, (String, Typed, bool)>> = const { RefCell::new(BTreeMap::new()) };
}

/// Notes what stands in a field; `required` when a form cannot be sent without it.
pub fn note(name: &str, of: &str, typed: Typed, required: bool) {
    FIELDS.with_borrow_mut(|fields| fields.insert(name.to_owned(), (of.to_owned(), typed, required)));
}

/// The field is not on the page any more.
pub fn forget(name: &str) {
    FIELDS.with_borrow_mut(|fields| fields.remove(name));
}

/// What is wrong with what stands in the fields on the page.
fn faults() -> Vec<FieldError> {
    FIELDS.with_borrow(|fields| {
        let faults = fields.values().filter_map(|(of, typed, required)| {
            let code = match typed {
                Typed::Unreadable => "not_a_number",
                Typed::Empty if *required => "required",
                Typed::Empty | Typed::Number(_) => return None,
            };
            Some(FieldError::body(format!("/{of}"), code, ""))
        });
        faults.collect()
    })
}

/// What the rules find wrong, with what stands in the fields in the place of what the rules say of the number that is not there.
pub fn with_faults(found: Vec<FieldError>) -> Vec<FieldError> {
    let typed = faults();
    let told = |error: &FieldError| typed.iter().any(|fault| fault.pointer == error.pointer);
    let mut all: Vec<FieldError> = found.into_iter().filter(|error| !told(error)).collect();
    all.extend(typed);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_told_instead_of_what_the_rules_say() {
        let out_of_range = || vec![FieldError::body("/value", "out_of_range", ""), FieldError::body("/note", "too_long", "")];
        let told = |found: Vec<FieldError>| {
            with_faults(found).into_iter().map(|error| format!("{} {}", error.pointer.unwrap_or_default(), error.code)).collect::<Vec<_>>()
        };
        note("value", "value", Typed::Unreadable, true);
        note("targets-2026", "targets", Typed::Unreadable, false);
        note("targets-2027", "targets", Typed::Empty, false);
        assert_eq!(told(out_of_range()), ["/note too_long", "/targets not_a_number", "/value not_a_number"]);
        note("value", "value", Typed::Empty, true);
        forget("targets-2026");
        assert_eq!(told(out_of_range()), ["/note too_long", "/value required"]);
        note("value", "value", Typed::Number(-3), true);
        assert_eq!(told(out_of_range()), ["/value out_of_range", "/note too_long"]);
        forget("value");
        forget("targets-2027");
    }
}
