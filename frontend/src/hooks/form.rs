//! A form of a resource: what was typed, what is wrong with it, saving it, and not losing it.
use super::{
    asking::{Asking, use_asking},
    attempt::{self, Made},
    draft::{Draft, use_draft},
    errors::{belongs_to, errors_in, errors_of},
};
use crate::{browser, hooks::typed, i18n::Texts, resources::Managed, session::use_session};
use client::{Client, Error, Versioned};
use contract::{FieldError, Input};
use std::{cell::RefCell, collections::BTreeSet, rc::Rc};
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

/// Errors that are shown while somebody types; the others only when the form is sent, as what is not finished is not wrong yet.
const WHILE_TYPING: &[&str] = &["too_long", "too_many", "contains_bsn", "invalid_characters", "duplicate_item", "before_start"];

/// What a form edits, and what happens when it is saved.
pub struct FormOf<M: Managed> {
    /// What the form begins with.
    pub initial: M::Input,
    /// What it changes; `None` creates.
    pub target: Option<Versioned<M::View>>,
    pub done: Callback<M::View>,
}

struct State<M: Managed> {
    input: M::Input,
    touched: BTreeSet<&'static str>,
    attempted: bool,
    /// What the server found wrong; a field that is changed afterwards is forgiven.
    refused: Vec<FieldError>,
    /// What a field itself found wrong with what was chosen in it and could not be taken, such as a file; the input does not show it.
    unfit: Vec<FieldError>,
    /// Whether the form was sent with that; until then the field tells it alone.
    unfit_sent: bool,
    refusal: Option<AttrValue>,
    /// Counts refusals, so that each moves the focus to the summary.
    refusals: u32,
    busy: bool,
    restored: bool,
    conflict: Option<M::View>,
}

impl<M: Managed> Clone for State<M> {
    fn clone(&self) -> Self {
        Self {
            input: self.input.clone(),
            touched: self.touched.clone(),
            attempted: self.attempted,
            refused: self.refused.clone(),
            unfit: self.unfit.clone(),
            unfit_sent: self.unfit_sent,
            refusal: self.refusal.clone(),
            refusals: self.refusals,
            busy: self.busy,
            restored: self.restored,
            conflict: self.conflict.clone(),
        }
    }
}

/// A change of what has been typed.
type Edit<M> = Box<dyn FnOnce(&mut <M as Managed>::Input)>;

enum Act<M: Managed> {
    Change(&'static str, Edit<M>),
    Unfit(&'static str, Option<String>),
    Attempt(bool),
    Busy,
    Refused(Vec<FieldError>, AttrValue),
    Conflict(M::View),
    Discard(M::Input),
}

impl<M: Managed> Reducible for State<M> {
    type Action = Act<M>;

    fn reduce(self: Rc<Self>, act: Act<M>) -> Rc<Self> {
        let mut state = (*self).clone();
        match act {
            Act::Change(field, change) => {
                change(&mut state.input);
                state.touched.insert(field);
                state.refused.retain(|error| !belongs_to(error, field));
                state.unfit.retain(|error| !belongs_to(error, field));
            }
            Act::Unfit(field, code) => {
                state.refused.retain(|error| !belongs_to(error, field));
                state.unfit.retain(|error| !belongs_to(error, field));
                state.unfit_sent = false;
                state.unfit.extend(code.map(|code| FieldError::body(format!("/{field}"), &code, "")));
            }
            Act::Attempt(right) => {
                state.attempted = true;
                state.unfit_sent = true;
                state.refusal = None;
                state.refused.clear();
                state.refusals += u32::from(!right);
            }
            Act::Busy => state.busy = true,
            Act::Refused(errors, refusal) => {
                state.busy = false;
                state.refused = errors;
                state.refusal = Some(refusal);
                state.refusals += 1;
            }
            Act::Conflict(theirs) => {
                state.busy = false;
                state.conflict = Some(theirs);
            }
            Act::Discard(initial) => {
                state.input = initial;
                state.restored = false;
                state.touched.clear();
                state.unfit.clear();
                state.attempted = false;
            }
        }
        Rc::new(state)
    }
}

/// A form in use.
pub struct Form<M: Managed> {
    state: UseReducerHandle<State<M>>,
    options: Rc<FormOf<M>>,
    labels: Vec<(&'static str, &'static str)>,
    texts: Texts,
    save: Callback<(M::Input, String)>,
    draft: Draft,
    asking: Asking,
}

impl<M: Managed> Form<M> {
    /// Whether the server refused a field by this rule, so that something else is asked.
    pub fn is_refused(&self, field: &str, code: &str) -> bool {
        self.state.refused.iter().any(|error| error.code == code && belongs_to(error, field))
    }

    /// What has been typed.
    pub fn input(&self) -> &M::Input {
        &self.state.input
    }

    /// What somebody else saved meanwhile.
    pub fn conflict(&self) -> Option<&M::View> {
        self.state.conflict.as_ref()
    }

    /// What the form began with.
    pub fn initial(&self) -> &M::Input {
        &self.options.initial
    }

    /// Saves a choice over the version with this ETag.
    pub fn save(&self) -> Callback<(M::Input, String)> {
        self.save.clone()
    }

    /// Whether it is being saved.
    pub fn busy(&self) -> bool {
        self.state.busy
    }

    /// Whether what was typed before was found on this device.
    pub fn restored(&self) -> bool {
        self.state.restored
    }

    /// Forgets what was typed.
    pub fn discard(&self) -> Callback<MouseEvent> {
        let (state, options, draft) = (self.state.dispatcher(), self.options.clone(), self.draft.clone());
        Callback::from(move |_| {
            attempt::forget(draft.name());
            state.dispatch(Act::Discard(options.initial.clone()));
        })
    }

    /// Changes a field.
    pub fn change<T: 'static>(&self, field: &'static str, change: impl Fn(&mut M::Input, T) + Clone + 'static) -> Callback<T> {
        let state = self.state.dispatcher();
        Callback::from(move |value| {
            let change = change.clone();
            state.dispatch(Act::Change(field, Box::new(move |input| change(input, value))));
        })
    }

    /// Tells that a field could not take what was chosen in it, by the code of the reason; `None` when that is over.
    pub fn unfit(&self, field: &'static str) -> Callback<Option<String>> {
        let state = self.state.dispatcher();
        Callback::from(move |code| state.dispatch(Act::Unfit(field, code)))
    }

    /// Everything that is wrong and is to be said now.
    pub fn errors(&self) -> Vec<FieldError> {
        let found = faults(&self.state.input);
        let told = |error: &FieldError| {
            self.state.attempted || (WHILE_TYPING.contains(&error.code.as_str()) && self.state.touched.iter().any(|field| belongs_to(error, field)))
        };
        // Why what was chosen was not taken says more than that nothing was chosen.
        let unfit = &self.state.unfit;
        let said = |error: &FieldError| unfit.iter().any(|other| other.pointer == error.pointer);
        found.into_iter().filter(|error| told(error) && !said(error)).chain(unfit.iter().chain(&self.state.refused).cloned()).collect()
    }

    /// What the summary shows: nothing before the form has been sent.
    pub fn summary(&self) -> (Vec<FieldError>, Option<AttrValue>, u32) {
        let mut errors = if self.state.refusals > 0 { self.errors() } else { vec![] };
        errors.retain(|error| self.state.unfit_sent || !self.state.unfit.contains(error));
        (errors, self.state.refusal.clone(), self.state.refusals)
    }

    /// Where what stands in a part is wrong; see [`Managed::places`].
    pub fn places(&self) -> Vec<(String, String, String)> {
        M::places(self.input(), self.texts)
    }

    pub fn labels(&self) -> Vec<(&'static str, &'static str)> {
        self.labels.clone()
    }

    /// The label of a field.
    pub fn label(&self, field: &str) -> &'static str {
        self.labels.iter().find(|(name, _)| *name == field).map(|(_, label)| *label).unwrap_or_default()
    }

    /// What is wrong with a field.
    pub fn wrong(&self, field: &str) -> Vec<&'static str> {
        errors_of(&self.errors(), field, self.texts)
    }

    /// The texts of the language in which it stands.
    pub const fn texts(&self) -> Texts {
        self.texts
    }

    /// What is asked before it is sent.
    pub const fn asking(&self) -> &Asking {
        &self.asking
    }

    /// Sends the form.
    pub fn onsubmit(&self) -> Callback<SubmitEvent> {
        let (state, save, options, asking) = (self.state.clone(), self.save.clone(), self.options.clone(), self.asking.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if state.busy {
                return;
            }
            let right = faults(&state.input).is_empty() && state.unfit.is_empty();
            state.dispatch(Act::Attempt(right));
            // Of colleagues their own data stand here.
            let asks = right && M::STEM != "person" && asking.holds_up(&state.input);
            if right && !asks {
                let etag = options.target.as_ref().map(|target| target.etag.clone()).unwrap_or_default();
                save.emit((state.input.clone(), etag));
            }
        })
    }
}

/// What the rules find wrong, and what was typed where a number belongs and is none.
fn faults(input: &impl Input) -> Vec<FieldError> {
    typed::with_faults(input.faults())
}

/// What a field for text has beside its name.
#[derive(Clone, Copy, Default)]
pub struct TextOptions {
    pub hint: Option<&'static str>,
    pub optional: bool,
    pub lines: Option<u32>,
    /// `text`, `email`, `url`.
    pub kind: Option<&'static str>,
}

/// A form that creates a resource or changes one. What is typed is kept on the device until it is saved, leaving the page with
/// something unsaved asks first, and when somebody else saved meanwhile `conflict` has what they made of it.
#[hook]
pub fn use_form<M: Managed>(options: FormOf<M>) -> Form<M> {
    let session = use_session();
    let asking = use_asking();
    let version = options.target.as_ref().map(|target| format!("{}.{}", M::id(&target.value), M::version(&target.value)));
    // What is new belongs to where it is made: another sub-project has another draft.
    let key = format!("draft.{}.{}", M::STEM, version.unwrap_or_else(|| format!("new.{}", browser::path())));
    let options = use_memo((), move |()| options);
    let state = {
        let (initial, key) = (options.initial.clone(), key.clone());
        use_reducer(move || {
            let kept = Draft::kept(&key, &initial);
            State::<M> {
                restored: kept.is_some(),
                input: kept.unwrap_or(initial),
                touched: BTreeSet::new(),
                attempted: false,
                refused: vec![],
                unfit: vec![],
                unfit_sent: false,
                refusal: None,
                refusals: 0,
                busy: false,
                conflict: None,
            }
        })
    };
    let draft = use_draft(key, &state.input, &options.initial);
    // What an earlier attempt made whose answer was lost: from then on it is changed.
    let made = use_mut_ref(|| None::<Uuid>);
    let save = {
        let (dispatcher, options, session, draft) = (state.dispatcher(), options.clone(), session.clone(), draft.clone());
        Callback::from(move |(input, etag): (M::Input, String)| {
            dispatcher.dispatch(Act::Busy);
            let (dispatcher, options, session, draft, made) = (dispatcher.clone(), options.clone(), session.clone(), draft.clone(), made.clone());
            spawn_local(async move {
                let target = options.target.as_ref().map(|target| M::id(&target.value)).or(*made.borrow());
                let result = match target {
                    Some(id) => M::of(&session.client).replace(id, &etag, &input).await.map(|found| Made::Now(found.value)),
                    None => make_or_change::<M>(&session.client, draft.name(), &input, &made).await,
                };
                match result {
                    Ok(Made::Now(view)) => {
                        draft.saved();
                        options.done.emit(view);
                    }
                    Ok(Made::Before(view)) => {
                        draft.saved();
                        options.done.emit(view);
                        session.say(session.texts().made_before());
                    }
                    Err(error) => {
                        let current = error.problem().filter(|problem| problem.status == 412).and_then(|problem| problem.current.clone());
                        match current.and_then(|current| serde_json::from_value::<M::View>(current).ok()) {
                            // It is as it was to become: an earlier answer was lost.
                            Some(theirs) if M::input(&theirs) == input => {
                                draft.saved();
                                options.done.emit(theirs);
                            }
                            Some(theirs) => dispatcher.dispatch(Act::Conflict(theirs)),
                            None => dispatcher.dispatch(Act::Refused(errors_in(&error), session.texts().failure(&error).into())),
                        }
                    }
                }
            });
        })
    };
    Form { state, options, labels: M::labels(session.texts()), texts: session.texts(), save, draft, asking }
}

/// Makes it. When an earlier attempt had done so with another content, it is changed to what is typed now, where that is possible.
async fn make_or_change<M: Managed>(client: &Client, draft: &str, input: &M::Input, known: &RefCell<Option<Uuid>>) -> Result<Made<M::View>, Error> {
    match attempt::make::<M>(client, draft, input).await? {
        Made::Before(view) if M::REPLACEABLE => {
            let id = M::id(&view);
            *known.borrow_mut() = Some(id);
            let etag = format!("\"v{}\"", M::version(&view));
            M::of(client).replace(id, &etag, input).await.map(|found| Made::Now(found.value))
        }
        made => Ok(made),
    }
}
