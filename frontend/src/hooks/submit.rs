//! Sending a form that is not one of a resource: what is wrong with it, and whether it is on its way.
use super::{
    errors::{errors_in, errors_of},
    typed,
};
use crate::session::{Session, use_session};
use contract::FieldError;
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// Where sending stands.
#[derive(Clone, Default)]
struct State {
    errors: Vec<FieldError>,
    refusal: Option<AttrValue>,
    busy: bool,
    /// Counts the attempts, so that each refusal moves the focus to the summary.
    round: u32,
}

enum Act {
    Attempt(Vec<FieldError>),
    Failed(Vec<FieldError>, AttrValue),
    Done,
}

impl Reducible for State {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        Rc::new(match act {
            Act::Attempt(errors) => Self { busy: errors.is_empty(), errors, refusal: None, round: self.round + 1 },
            Act::Failed(errors, refusal) => Self { errors, refusal: Some(refusal), busy: false, round: self.round },
            Act::Done => Self { round: self.round, ..Self::default() },
        })
    }
}

/// A form that is sent.
#[derive(Clone)]
pub struct Submission {
    state: UseReducerHandle<State>,
    session: Session,
}

/// A form that is sent.
#[hook]
pub fn use_submit() -> Submission {
    Submission { state: use_reducer(State::default), session: use_session() }
}

impl Submission {
    /// Whether it is on its way.
    pub fn busy(&self) -> bool {
        self.state.busy
    }

    /// Shows these faults, or is on its way when there are none; answers whether it may be sent.
    pub fn attempt(&self, faults: Vec<FieldError>) -> bool {
        let faults = typed::with_faults(faults);
        let right = faults.is_empty();
        self.state.dispatch(Act::Attempt(faults));
        right
    }

    /// Shows why the server refused.
    pub fn failed(&self, error: &client::Error) {
        self.state.dispatch(Act::Failed(errors_in(error), self.session.texts().failure(error).into()));
    }

    /// Sends unless something is wrong or it is on its way already; `done` gets what the server answers.
    pub fn send<T: 'static>(&self, faults: Vec<FieldError>, work: impl Future<Output = Result<T, client::Error>> + 'static, done: impl FnOnce(T) + 'static) {
        if self.busy() || !self.attempt(faults) {
            return;
        }
        let submission = self.clone();
        spawn_local(async move {
            match work.await {
                Ok(answer) => {
                    submission.attempted();
                    done(answer);
                }
                Err(error) => submission.failed(&error),
            }
        });
    }

    fn attempted(&self) {
        self.state.dispatch(Act::Done);
    }

    /// What is wrong with a field.
    pub fn wrong(&self, field: &str) -> Vec<&'static str> {
        errors_of(&self.state.errors, field, self.session.texts())
    }

    /// What the summary above the form shows: the faults, why it was refused, and how often.
    pub fn summary_now(&self) -> (Vec<FieldError>, Option<AttrValue>, u32) {
        (self.state.errors.clone(), self.state.refusal.clone(), self.state.round)
    }
}

/// What somebody types in a field: the text, and what changes it.
#[hook]
pub fn use_typed() -> (UseStateHandle<String>, Callback<String>) {
    let typed = use_state(String::new);
    let set = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    (typed, set)
}

/// The faults of fields that are empty: name in the API, what was typed.
pub fn required(fields: &[(&str, &str)]) -> Vec<FieldError> {
    let empty = fields.iter().filter(|(_, typed)| typed.trim().is_empty());
    empty.map(|(name, _)| FieldError::body(format!("/{name}"), "required", "")).collect()
}
