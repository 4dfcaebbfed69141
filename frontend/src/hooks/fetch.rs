//! Loading from the server.
use crate::session::use_session;
use client::{Client, Error};
use std::{future::Future, rc::Rc};
use yew::{platform::spawn_local, prelude::*};

/// Something that comes from the server.
#[derive(Debug, PartialEq)]
pub enum Fetch<T> {
    Loading,
    Ready(Rc<T>),
    Failed(Error),
}

impl<T> Clone for Fetch<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(value) => Self::Ready(value.clone()),
            Self::Failed(error) => Self::Failed(error.clone()),
        }
    }
}

impl<T> Fetch<T> {
    /// What has been loaded.
    pub fn ready(&self) -> Option<&Rc<T>> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// Loads anew whenever `deps` change; an answer that comes too late is dropped. While reloading, what is there stays.
/// The second value loads again.
#[hook]
pub fn use_fetch<D, T, F>(deps: D, load: impl Fn(D) -> F + 'static) -> (Fetch<T>, Callback<()>)
where
    D: PartialEq + Clone + 'static,
    T: 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    let state = use_state(|| Fetch::Loading);
    let round = use_state(|| 0_u32);
    let latest = use_mut_ref(|| 0_u32);
    {
        let (state, latest) = (state.clone(), latest);
        use_effect_with((deps, *round), move |(deps, _)| {
            let mine = {
                let mut latest = latest.borrow_mut();
                *latest += 1;
                *latest
            };
            let answer = load(deps.clone());
            spawn_local(async move {
                let answer = answer.await;
                if *latest.borrow() == mine {
                    state.set(match answer {
                        Ok(value) => Fetch::Ready(Rc::new(value)),
                        Err(error) => Fetch::Failed(error),
                    });
                }
            });
        });
    }
    let reload = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    ((*state).clone(), reload)
}

/// Loads something of whoever is signed in, and anew when that is somebody else.
#[hook]
pub fn use_own<T, F>(load: impl Fn(Client) -> F + 'static) -> (Fetch<T>, Callback<()>)
where
    T: 'static,
    F: Future<Output = Result<T, Error>> + 'static,
{
    let session = use_session();
    let client = session.client.clone();
    use_fetch(session.person.as_ref().map(|person| person.id), move |_| load(client.clone()))
}
