//! One resource from the server, and lists of them page by page.
use super::{Fetch, use_fetch};
use crate::{resources::Managed, scroll_restoration, session::use_session};
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
    /// How many pages these are.
    pages: u32,
    items: Vec<Rc<T>>,
    /// The cursor after these items; `None` when nothing has been loaded after the first page.
    next: Option<Option<String>>,
    busy: bool,
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self { pages: 0, items: vec![], next: None, busy: false }
    }
}

impl<T> Clone for Later<T> {
    fn clone(&self) -> Self {
        Self { pages: self.pages, items: self.items.clone(), next: self.next.clone(), busy: self.busy }
    }
}

impl<T: Clone> Pages<T> {
    /// All items that are there.
    pub fn items(&self) -> Vec<T> {
        let first = self.first.ready().map(|page| page.items.clone()).unwrap_or_default();
        first.into_iter().chain(self.later.items.iter().map(|item| (**item).clone())).collect()
    }

    /// How many there are in all, where the list was asked to count.
    pub fn total(&self) -> i64 {
        self.first.ready().and_then(|page| page.total).and_then(|total| i64::try_from(total).ok()).unwrap_or_default()
    }

    /// Whether nothing comes after what is there.
    pub fn are_all(&self) -> bool {
        self.next().is_none()
    }

    fn next(&self) -> Option<String> {
        self.later.next.clone().unwrap_or_else(|| self.first.ready().and_then(|page| page.next.clone()))
    }

    /// Whether further pages were asked for.
    pub fn has_later(&self) -> bool {
        self.later.next.is_some()
    }

    /// Whether further pages are on their way.
    pub fn is_loading(&self) -> bool {
        self.later.busy
    }

    /// Loads one page more. When that was the last, the focus goes to [`END`].
    pub fn more(&self) -> Callback<MouseEvent> {
        self.more.clone()
    }
}

/// The id of what stands where the button for more was.
pub const END: &str = "alles-getoond";

/// A list that is loaded page by page, anew whenever `deps` change. Who comes back to a page finds as many pages of it as they left.
#[hook]
pub fn use_pages<D, T>(deps: D, load: impl Fn(D, Option<String>) -> Loading<T> + Clone + 'static) -> Pages<T>
where
    D: PartialEq + Clone + 'static,
    T: 'static,
{
    let session = use_session();
    let name = std::any::type_name::<T>();
    let later = use_state(Later::<T>::default);
    // What somebody who came back is still to get.
    let wanted = use_mut_ref(|| 0);
    let (first, reload) = {
        let load = load.clone();
        use_fetch(deps.clone(), move |deps| load(deps, None))
    };
    {
        let (later, wanted) = (later.setter(), wanted.clone());
        use_effect_with(deps.clone(), move |_| {
            later.set(Later::default());
            *wanted.borrow_mut() = scroll_restoration::pages(&scroll_restoration::list(name));
        });
    }
    // Loads so many pages after what is there; when that was asked for and nothing is left, the focus goes to what says so.
    let further = {
        let (later, first, session, deps) = (later.clone(), first.clone(), session.clone(), deps.clone());
        move |pages: u32, asked: bool| {
            let cursor = later.next.clone().unwrap_or_else(|| first.ready().and_then(|page| page.next.clone()));
            if later.busy || pages == 0 || cursor.is_none() {
                return;
            }
            later.set(Later { busy: true, ..(*later).clone() });
            let list = scroll_restoration::list(name);
            let (later, session, load, deps) = (later.clone(), session.clone(), load.clone(), deps.clone());
            spawn_local(async move {
                let mut now = Later { busy: false, ..(*later).clone() };
                let (mut cursor, mut at_end) = (cursor, false);
                for _ in 0..pages {
                    match load(deps.clone(), cursor.take()).await {
                        Ok(page) => {
                            now.items.extend(page.items.into_iter().map(Rc::new));
                            now.pages += 1;
                            at_end = page.next.is_none();
                            cursor = page.next.clone();
                            now.next = Some(page.next);
                        }
                        Err(error) => {
                            session.say(session.texts().failure(&error));
                            break;
                        }
                    }
                    if at_end {
                        break;
                    }
                }
                scroll_restoration::keep_pages(&list, now.pages);
                later.set(now);
                if asked && at_end {
                    crate::browser::focus_soon(END);
                }
            });
        }
    };
    {
        let further = further.clone();
        use_effect_with(first.ready().map(Rc::as_ptr), move |page| {
            if page.is_some() {
                further(std::mem::take(&mut *wanted.borrow_mut()), false);
            }
        });
    }
    let more = Callback::from(move |_: MouseEvent| further(1, true));
    Pages { first, reload, later, more }
}
