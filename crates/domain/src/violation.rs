//! What is wrong with a proposed state: every fault at once, each with the field and the rule it breaks.

text_enum! {
    /// The rule that is broken. The text is part of the API; the interface translates it.
    Code {
        Required = "required",
        TooShort = "too_short",
        TooLong = "too_long",
        TooMany = "too_many",
        TooFew = "too_few",
        InvalidCharacters = "invalid_characters",
        InvalidFormat = "invalid_format",
        ContainsBsn = "contains_bsn",
        Duplicate = "duplicate_item",
        NotAllowed = "not_allowed",
        BeforeStart = "before_start",
        InFuture = "in_future",
        InPast = "in_past",
        /// A day in a year that cannot be meant.
        UnlikelyDay = "unlikely_day",
        WeakPassword = "weak_password",
        SameAsOther = "same_as_other",
        IllegalTransition = "illegal_transition",
        OutOfRange = "out_of_range",
        OverCapacity = "over_capacity",
        /// What the gate to this phase asks is not there yet.
        GateNotPassed = "gate_not_passed",
        /// Differs from the shared definition that it says to be the same as.
        DiffersFromDefinition = "differs_from_definition",
        /// The parts do not add up to the total.
        DoesNotAddUp = "does_not_add_up",
        /// The period has been closed: this stays as it is.
        PeriodLocked = "period_locked",
        /// There is a measurement of this day already, and they add up.
        SameDay = "same_day",
        /// Other data rest on this: it stays as it is as long as they do.
        RestsOnThis = "rests_on_this",
    }
}

use crate::text_enum;

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field in Rust spelling, for example `start_date`.
    pub field: &'static str,
    /// The position in the field when it is a list, from 0.
    pub index: Option<usize>,
    pub code: Code,
    /// What a person needs to know to mend it, for example the limit or the position in the text.
    pub detail: Option<String>,
}

/// Collects broken rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations(pub Vec<Violation>);

impl Violations {
    /// Adds a broken rule on a field.
    pub fn add(&mut self, field: &'static str, code: Code) {
        self.0.push(Violation { field, index: None, code, detail: None });
    }

    /// Adds a broken rule on a field, with what a person needs to know to mend it.
    pub fn add_with(&mut self, field: &'static str, code: Code, detail: impl Into<String>) {
        self.0.push(Violation { field, index: None, code, detail: Some(detail.into()) });
    }

    /// Adds a broken rule on one element of a list.
    pub fn add_at(&mut self, field: &'static str, index: usize, code: Code, detail: Option<String>) {
        self.0.push(Violation { field, index: Some(index), code, detail });
    }

    /// Adds `code` on `field` when the rule does not hold.
    pub fn require(&mut self, holds: bool, field: &'static str, code: Code) {
        if !holds {
            self.add(field, code);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
