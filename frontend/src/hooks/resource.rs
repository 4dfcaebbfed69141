//! One resource from the server, and lists of them page by page.
use super::{Fetch, use_fetch};
use crate::{
    components::{failure::Failure, skeleton::Skeleton},
    resources::Managed,
    session::use_session,
};
use client::{Error, Versioned};
use contract::{Page, PageQuery};
use std::{future::Future, pin::Pin, rc::Rc};
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

/// A resource with its ETag; the second value reads it again.
#[hook]
pub fn use_resource<M: Managed>(id: Uuid) -> (Fetch<Versioned<M::View>>, Callback<()>) {
    let session = use_session();
    let client = session.client.clone();
    let deps = (id, session.person.as_ref().map(|person| person.id));
    use_fetch(deps, move |(id, _)| {
        let client = client.clone();
        async move { M::of(&client).get(id).await }
    })
}

/// A list of a resource, page by page; anew when somebody else signs in. `page` says how large the pages are, their order, and whether to
/// count, which is done once.
#[hook]
pub fn use_list<M: Managed>(filter: M::Filter, page: PageQuery) -> Pages<M::View> {
    let session = use_session();
    let client = session.client.clone();
    let deps = (filter, page, session.person.as_ref().map(|person| person.id));
    use_pages(deps, move |(filter, page, _), cursor| {
        let client = client.clone();
        Box::pin(async move {
            let count = page.count.filter(|_| cursor.is_none());
            M::of(&client).list(&filter, &PageQuery { count, cursor, ..page }).await
        })
    })
}

/// What has been loaded, or what to show instead: the shape of what is coming, or what went wrong.
pub fn settled<T>(found: Fetch<T>, reload: &Callback<()>) -> Result<Rc<T>, Html> {
    match found {
        Fetch::Loading => Err(html! { <div class="kompaan-width"><Skeleton /></div> }),
        Fetch::Failed(error) => Err(html! { <div class="kompaan-width"><Failure {error} retry={reload.clone()} /></div> }),
        Fetch::Ready(value) => Ok(value),
    }
}

/// A page of a list, on its way.
pub type Loading<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Error>>>>;

/// A list of which the first pages are there.
pub struct Pages<T> {
    pub first: Fetch<Page<T>>,
    pub reload: Callback<()>,
    /// What came after the first page.
    later: UseStateHandle<Later<T>>,
    more: Callback<MouseEvent>,
}

struct Later<T> {
    items: Vec<Rc<T>>,
    /// The cursor after these items; `None` when nothing has been loaded after the first page.
    next: Option<Option<String>>,
    busy: bool,
}

impl<T: Clone> Pages<T> {
    /// All items that are there.
    pub fn items(&self) -> Vec<T> {
        let first = self.first.ready().map(|page| page.items.clone()).unwrap_or_default();
        first.into_iter().chain(self.later.items.iter().map(|item| (**item).clone())).collect()
    }

    /// The button for more; when there is no more, what remains of it keeps the focus.
    pub fn more_button(&self, texts: &crate::i18n::Texts) -> Html {
        let next = self.later.next.clone().unwrap_or_else(|| self.first.ready().and_then(|page| page.next.clone()));
        match next {
            Some(_) => html! {
                <p class="kompaan-actions"><button type="button" class="utrecht-button utrecht-button--secondary-action" onclick={self.more.clone()} aria-disabled={self.later.busy.then_some("true")}>
                    { if self.later.busy { texts.loading } else { texts.more } }
                </button></p>
            },
            None if self.later.next.is_some() => html! { <p id={END} class="utrecht-paragraph kompaan-quiet" tabindex="-1">{ texts.all_shown }</p> },
            None => Html::default(),
        }
    }
}

/// The id of what stands where the button for more was.
const END: &str = "alles-getoond";

/// A list that is loaded page by page, anew whenever `deps` change.
#[hook]
pub fn use_pages<D, T>(deps: D, load: impl Fn(D, Option<String>) -> Loading<T> + Clone + 'static) -> Pages<T>
where
    D: PartialEq + Clone + 'static,
    T: 'static,
{
    let session = use_session();
    let later = use_state(|| Later::<T> { items: vec![], next: None, busy: false });
    let (first, reload) = {
        let load = load.clone();
        use_fetch(deps.clone(), move |deps| load(deps, None))
    };
    {
        let later = later.setter();
        use_effect_with(deps.clone(), move |_| later.set(Later { items: vec![], next: None, busy: false }));
    }
    let more = {
        let (later, first, session) = (later.clone(), first.clone(), session.clone());
        Callback::from(move |_: MouseEvent| {
            if later.busy {
                return;
            }
            let cursor = later.next.clone().unwrap_or_else(|| first.ready().and_then(|page| page.next.clone()));
            later.set(Later { items: later.items.clone(), next: later.next.clone(), busy: true });
            let (later, session, page) = (later.clone(), session.clone(), load(deps.clone(), cursor));
            spawn_local(async move {
                match page.await {
                    Ok(page) => {
                        let last = page.next.is_none();
                        let items = later.items.iter().cloned().chain(page.items.into_iter().map(Rc::new)).collect();
                        later.set(Later { items, next: Some(page.next), busy: false });
                        if last {
                            crate::browser::focus_soon(END);
                        }
                    }
                    Err(error) => {
                        later.set(Later { items: later.items.clone(), next: later.next.clone(), busy: false });
                        session.say(session.texts().failure(&error));
                    }
                }
            });
        })
    };
    Pages { first, reload, later, more }
}
