//! Checks what is sent by the rules of the domain, and tells each fault as the wire and the forms show it.
//!
//! The rules stand in the domain alone and look at a normalised state, so an input is turned into one before it is checked (decision 0011).
use crate::problem::{FieldError, explain};
use domain::{Violation, Violations};
use serde::{Serialize, de::DeserializeOwned};
use std::{borrow::Cow, ops::Deref};
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

/// A request body for which the domain has rules. [`Validate`] tells the same faults as [`Input::faults`], for whoever works with that trait.
pub trait Input: Validate + Serialize + DeserializeOwned + Clone + PartialEq + 'static {
    /// What it stands for, once it has been checked.
    type Checked;

    /// Checks it, and gives what it stands for.
    ///
    /// # Errors
    /// Every fault, by its pointer.
    fn checked(self) -> Result<Self::Checked, Vec<FieldError>>;

    /// Every fault, by its pointer; a form asks this while somebody types.
    fn faults(&self) -> Vec<FieldError> {
        self.clone().checked().err().unwrap_or_default()
    }
}

/// A request body that stands for the whole editable state of a resource.
pub trait StateInput: Input<Checked = Checked<Self::State>> {
    /// The state in the domain.
    type State;

    /// The normalised state; not yet checked.
    fn state(self) -> Self::State;

    /// The state as it would be sent to replace it.
    fn of(state: Self::State) -> Self;

    /// Checks a state that is normalised already.
    ///
    /// # Errors
    /// Every fault, by its pointer.
    fn check(state: Self::State) -> Result<Checked<Self::State>, Vec<FieldError>>;
}

/// A normalised state that keeps the rules of the domain. Only checking makes one, so a function that asks for it cannot be given a state that
/// nobody has checked, and need not check it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<S>(S);

impl<S> Checked<S> {
    /// The state, of which these rules are broken.
    pub(crate) fn unless(violations: Violations, state: S) -> Result<Self, Vec<FieldError>> {
        if violations.is_empty() { Ok(Self(state)) } else { Err(field_errors(violations)) }
    }

    /// The state, to be changed; what becomes of it is not checked.
    pub fn into_inner(self) -> S {
        self.0
    }
}

impl<S> Deref for Checked<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.0
    }
}

/// Declares the conversions between an input and its state, field by field, and that the domain's rules check it.
macro_rules! input {
    ($input:ident <=> $state:path { $($field:ident $(: $conversion:ident)?),+ $(,)? }) => {
        impl $crate::StateInput for $input {
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

            fn check(state: $state) -> Result<$crate::Checked<$state>, Vec<$crate::FieldError>> {
                $crate::Checked::unless(state.violations(), state)
            }
        }

        impl $crate::Input for $input {
            type Checked = $crate::Checked<$state>;

            fn checked(self) -> Result<Self::Checked, Vec<$crate::FieldError>> {
                <Self as $crate::StateInput>::check($crate::StateInput::state(self))
            }
        }

        $crate::validate::validates!($input);
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

/// Lets `validator` tell the faults of an input.
macro_rules! validates {
    ($input:ident) => {
        impl validator::Validate for $input {
            fn validate(&self) -> Result<(), validator::ValidationErrors> {
                $crate::validate::validation_errors($crate::Input::faults(self))
            }
        }
    };
}
pub(crate) use validates;

/// The faults as `validator` carries them: by their pointers.
pub(crate) fn validation_errors(faults: Vec<FieldError>) -> Result<(), ValidationErrors> {
    let mut errors = ValidationErrors::new();
    for FieldError { pointer, code, detail, .. } in faults {
        let error = ValidationError { code: Cow::Owned(code), message: Some(Cow::Owned(detail)), params: Default::default() };
        let at = errors.errors_mut().entry(Cow::Owned(pointer.unwrap_or_default())).or_insert_with(|| ValidationErrorsKind::Field(vec![]));
        if let ValidationErrorsKind::Field(errors) = at {
            errors.push(error);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// What the domain finds wrong as the wire shows it: a JSON pointer in camelCase, a code, and a sentence in English. The faults come in the order of their
/// pointers; of one field, in the order in which the domain found them.
pub fn field_errors(violations: Violations) -> Vec<FieldError> {
    let mut found: Vec<_> = violations.0.into_iter().map(fault).collect();
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}

fn fault(Violation { field, index, code, detail }: Violation) -> FieldError {
    let place = index.map(|index| format!("/{index}")).unwrap_or_default();
    FieldError::body(format!("/{}{place}", camel_case(field)), code.as_str(), explain(code.as_str(), detail.as_deref()))
}

/// `start_date` becomes `startDate`.
fn camel_case(snake: &str) -> String {
    let mut words = snake.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| {
        let mut letters = word.chars();
        let initial = letters.next().map(|c| c.to_ascii_uppercase().to_string()).unwrap_or_default();
        camel + &initial + letters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local_plan::LocalPlanInput;
    use domain::Code;
    use serde_json::json;

    #[test]
    fn faults_come_by_their_pointers_and_then_as_they_were_found() {
        let mut violations = Violations::default();
        violations.add("title", Code::Required);
        violations.add_at("lead_ids", 2, Code::Duplicate, None);
        violations.add_with("title", Code::TooShort, "2");
        violations.add("adoption_date", Code::InFuture);
        let told: Vec<_> = field_errors(violations).into_iter().map(|fault| (fault.pointer.unwrap_or_default(), fault.code, fault.detail)).collect();
        let expected = [
            ("/adoptionDate", "in_future", "This must not lie in the future."),
            ("/leadIds/2", "duplicate_item", "This occurs more than once."),
            ("/title", "required", "This field is required."),
            ("/title", "too_short", "This is too short; the minimum is 2 characters."),
        ];
        assert_eq!(told, expected.map(|(pointer, code, detail)| (pointer.to_owned(), code.to_owned(), detail.to_owned())));
    }

    #[test]
    fn validator_tells_the_same_faults() {
        let plan = json!({
            "title": "", "municipalityIds": [], "startDate": "2026-01-01", "endDate": "2025-01-01", "status": "concept", "visibility": "public",
        });
        let plan: LocalPlanInput = serde_json::from_value(plan).unwrap();
        let errors = plan.validate().unwrap_err();
        let mut told: Vec<_> =
            errors.field_errors().into_iter().flat_map(|(at, errors)| errors.iter().map(move |error| (at.clone(), error.code.clone()))).collect();
        told.sort();
        let faults: Vec<_> = plan.faults().into_iter().map(|fault| (Cow::Owned(fault.pointer.unwrap_or_default()), Cow::Owned(fault.code))).collect();
        assert_eq!(told, faults);
        assert!(faults.len() > 2 && LocalPlanInput { title: "Aanzet".into(), ..plan }.faults().len() < faults.len());
    }
}
