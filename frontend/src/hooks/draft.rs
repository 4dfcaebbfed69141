//! What is typed and not saved yet stays on the device: over leaving the page, reloading it, and the end of a session. It goes when it is saved, when somebody
//! signs out, and when somebody else signs in (`session.rs`).
use crate::{
    browser,
    session::{Notice, Session, Unfinished, use_session},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{cell::Cell, rc::Rc};
use yew::prelude::*;

/// The name of a draft in what is kept for this visit.
#[derive(Clone)]
pub struct Draft {
    name: Rc<str>,
    saved: Rc<Cell<bool>>,
}

impl Draft {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was kept under this name, unless it is what the form begins with.
    pub fn kept<T: DeserializeOwned + PartialEq>(name: &str, initial: &T) -> Option<T> {
        browser::kept(name).and_then(|kept| serde_json::from_str::<T>(&kept).ok()).filter(|kept| kept != initial)
    }

    /// It was saved: nothing is kept any more.
    pub fn saved(&self) {
        self.saved.set(true);
        browser::keep(&self.name, None);
        browser::warn_before_leaving(false);
    }
}

/// Keeps what is typed, as long as it is not what the form began with; leaving the app asks first, and leaving the page says where it waits.
#[hook]
pub fn use_draft<T: Serialize + PartialEq + Clone + 'static>(name: String, typed: &T, initial: &T) -> Draft {
    let session = use_session();
    let draft = (*use_memo(name, |name| Draft { name: name.as_str().into(), saved: Rc::default() })).clone();
    {
        let (draft, initial) = (draft.clone(), initial.clone());
        use_effect_with(typed.clone(), move |typed| {
            if !draft.saved.get() {
                let dirty = *typed != initial;
                browser::keep(&draft.name, dirty.then(|| serde_json::to_string(typed).unwrap_or_default()).as_deref());
                browser::warn_before_leaving(dirty);
            }
        });
    }
    {
        let (draft, address) = (draft.clone(), browser::path());
        use_effect_with((), move |()| {
            move || {
                browser::warn_before_leaving(false);
                if browser::kept(&draft.name).is_some() {
                    say_it_waits(&session, address);
                }
            }
        });
    }
    draft
}

fn say_it_waits(session: &Session, address: String) {
    let unfinished = Some(Unfinished { form: address.into(), said_on: browser::path().into() });
    session.tell(Notice { text: session.texts().draft_kept().into(), undo: None, unfinished });
}

/// What is typed in a form that is not one of a resource, kept as a draft.
#[derive(Clone)]
pub struct TypedDraft<T: 'static> {
    typed: UseStateHandle<T>,
    draft: Draft,
}

impl<T: Clone> TypedDraft<T> {
    /// What is typed now.
    pub fn get(&self) -> &T {
        &self.typed
    }

    /// Changes a part of it.
    pub fn change<V: 'static>(&self, place: impl Fn(&mut T, V) + 'static) -> Callback<V> {
        let typed = self.typed.clone();
        Callback::from(move |value| {
            let mut next = (*typed).clone();
            place(&mut next, value);
            typed.set(next);
        })
    }

    /// It was saved.
    pub fn saved(&self) {
        self.draft.saved();
    }
}

/// What is typed in a form of this name on this page; it begins with what was kept, else with `initial`.
#[hook]
pub fn use_typed_draft<T: Serialize + DeserializeOwned + PartialEq + Clone + 'static>(name: &'static str, initial: impl FnOnce() -> T) -> TypedDraft<T> {
    let name = format!("draft.{name}.{}", browser::path());
    let initial = use_memo((), |()| initial());
    let typed = {
        let (name, initial) = (name.clone(), initial.clone());
        use_state(move || Draft::kept(&name, &*initial).unwrap_or_else(|| (*initial).clone()))
    };
    let draft = use_draft(name, &*typed, &initial);
    TypedDraft { typed, draft }
}
