//! What stands in the fields for numbers of the form on the page and is no number: the input of a form holds numbers only, so this is told beside it.
use contract::FieldError;
use domain::number::Typed;
use std::{cell::RefCell, collections::BTreeMap};
use yew::Callback;

thread_local! {
    static FIELDS: RefCell<BTreeMap<String, Field>> = const { RefCell::new(BTreeMap::new()) };
}

/// A field on the page.
struct Field {
    /// The field of the API that it is part of.
    of: String,
    typed: Typed,
    required: bool,
    /// Has it say what is wrong with it.
    tell: Callback<()>,
}

/// Notes what stands in a field; `required` when a form cannot be sent without it, `tell` is called when somebody tries to send what cannot be read.
pub fn note(name: &str, of: &str, typed: Typed, required: bool, tell: Callback<()>) {
    FIELDS.with_borrow_mut(|fields| fields.insert(name.to_owned(), Field { of: of.to_owned(), typed, required, tell }));
}

/// The field is not on the page any more.
pub fn forget(name: &str) {
    FIELDS.with_borrow_mut(|fields| fields.remove(name));
}

/// What is wrong with what stands in the fields on the page; each that cannot be read says so itself too.
fn faults() -> Vec<FieldError> {
    let (faults, unread): (Vec<_>, Vec<_>) = FIELDS.with_borrow(|fields| {
        let unread = fields.values().filter(|field| field.typed == Typed::Unreadable).map(|field| field.tell.clone());
        let faults = fields.values().filter_map(|field| {
            let code = match field.typed {
                Typed::Unreadable => "not_a_number",
                Typed::Empty if field.required => "required",
                Typed::Empty | Typed::Number(_) => return None,
            };
            Some(FieldError::body(format!("/{}", field.of), code, ""))
        });
        (faults.collect(), unread.collect())
    });
    unread.iter().for_each(|tell| tell.emit(()));
    faults
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
        note("value", "value", Typed::Unreadable, true, Callback::noop());
        note("targets-2026", "targets", Typed::Unreadable, false, Callback::noop());
        note("targets-2027", "targets", Typed::Empty, false, Callback::noop());
        assert_eq!(told(out_of_range()), ["/note too_long", "/targets not_a_number", "/value not_a_number"]);
        note("value", "value", Typed::Empty, true, Callback::noop());
        forget("targets-2026");
        assert_eq!(told(out_of_range()), ["/note too_long", "/value required"]);
        note("value", "value", Typed::Number(-3), true, Callback::noop());
        assert_eq!(told(out_of_range()), ["/value out_of_range", "/note too_long"]);
        forget("value");
        forget("targets-2027");
    }
}
