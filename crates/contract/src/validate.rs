//! Turns what the domain finds wrong into what the wire and the forms show.
use crate::problem::{FieldError, explain};
use domain::{Violation, Violations};
use serde::{Serialize, de::DeserializeOwned};
use std::borrow::Cow;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

/// A request body that stands for the editable state of a resource.
pub trait Input: Validate + Serialize + DeserializeOwned + Clone + PartialEq + 'static {
    /// The state in the domain.
    type State;

    /// The normalised state; not yet checked.
    fn state(self) -> Self::State;

    /// The state as it would be sent to replace it.
    fn of(state: Self::State) -> Self;
}

/// Declares the conversions between an input and its state, field by field, and its validation by the domain's rules.
macro_rules! input {
    ($input:ident <=> $state:path { $($field:ident $(: $conversion:ident)?),+ $(,)? }) => {
        impl $crate::Input for $input {
            type State = $state;

            fn state(self) -> $state {
                // Exhaustive on both sides: a new field does not compile until it is named here.
                let Self { $($field),+ } = self;
                $(let $field = $crate::validate::input!(@in $field $($conversion)?);)+
                use $state as State;
                State::normalised(State { $($field),+ })
            }

            fn of(state: $state) -> Self {
                use $state as State;
                let State { $($field),+ } = state;
                $(let $field = $crate::validate::input!(@out $field $($conversion)?);)+
                Self { $($field),+ }
            }
        }

        impl validator::Validate for $input {
            fn validate(&self) -> Result<(), validator::ValidationErrors> {
                $crate::violations_to_errors($crate::Input::state(self.clone()).violations())
            }
        }
    };
    (@in $field:ident) => { $field };
    (@in $field:ident id) => { $field.into() };
    (@in $field:ident optional_id) => { $field.map(Into::into) };
    (@in $field:ident ids) => { $field.into_iter().map(Into::into).collect() };
    (@out $field:ident) => { $field };
    (@out $field:ident id) => { $field.into() };
    (@out $field:ident optional_id) => { $field.map(Into::into) };
    (@out $field:ident ids) => { $field.into_iter().map(Into::into).collect() };
}
pub(crate) use input;

/// The violations as the `validator` crate carries them.
pub fn violations_to_errors(violations: Violations) -> Result<(), ValidationErrors> {
    if violations.is_empty() {
        return Ok(());
    }
    let mut errors = ValidationErrors::new();
    for Violation { field, index, code, detail } in violations.0 {
        let mut error = ValidationError::new(code.as_str());
        if let Some(index) = index {
            error.add_param(Cow::Borrowed("index"), &index);
        }
        error.message = detail.map(Cow::Owned);
        errors.add(field, error);
    }
    Err(errors)
}

/// The errors as the wire shows them: JSON pointers in camelCase, a code, and a sentence in English.
pub fn field_errors(errors: &ValidationErrors) -> Vec<FieldError> {
    let mut found = vec![];
    collect("", errors, &mut found);
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}

/// The errors of what stands at `at`, and of what it holds.
fn collect(at: &str, errors: &ValidationErrors, found: &mut Vec<FieldError>) {
    for (field, kind) in errors.errors() {
        let at = format!("{at}/{}", camel_case(field));
        match kind {
            ValidationErrorsKind::Field(errors) => found.extend(errors.iter().map(|error| {
                let index = error.params.get("index").map(|index| format!("/{index}")).unwrap_or_default();
                FieldError::body(format!("{at}{index}"), &error.code, explain(&error.code, error.message.as_deref()))
            })),
            ValidationErrorsKind::Struct(errors) => collect(&at, errors, found),
            ValidationErrorsKind::List(parts) => parts.iter().for_each(|(place, errors)| collect(&format!("{at}/{place}"), errors, found)),
        }
    }
}

/// `start_date` becomes `startDate`.
pub fn camel_case(snake: &str) -> String {
    let mut words = snake.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| {
        let mut letters = word.chars();
        let initial = letters.next().map(|c| c.to_ascii_uppercase().to_string()).unwrap_or_default();
        camel + &initial + letters.as_str()
    })
}
