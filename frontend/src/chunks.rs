//! The parts of the app that are loaded when somebody first goes there, so that the first page comes fast however much there is.
#![allow(unsafe_code, reason = "the macro declares each function as one of another wasm module")]
use crate::{
    browser,
    components::{failure::PartFailure, skeleton::Skeleton},
    pages,
    routes::{Part, Route},
};
use std::{cell::RefCell, collections::HashMap};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{platform::spawn_local, prelude::*};

/// Shows the page of an address within a part.
pub type View = fn(Route) -> Html;

macro_rules! parts {
    ($($part:ident => $name:ident: $view:path;)*) => {
        impl Part {
            async fn load(self) -> Result<View, SplitLoaderError> {
                match self { $(Self::$part => $name().await),* }
            }
        }

        $(
            #[wasm_split($name, fallible)]
            fn $name() -> Result<View, SplitLoaderError> {
                Ok($view)
            }
        )*
    };
}

parts! {
    Work => work: pages::work;
    Steering => steering: pages::steering;
    Directory => directory: pages::directory;
    Account => account: pages::account;
}

thread_local! {
    static LOADED: RefCell<HashMap<Part, View>> = RefCell::default();
}

impl Part {
    fn loaded(self) -> Option<View> {
        LOADED.with_borrow(|loaded| loaded.get(&self).copied())
    }

    async fn fetch(self) -> Result<(), SplitLoaderError> {
        let view = self.load().await?;
        LOADED.with_borrow_mut(|loaded| loaded.insert(self, view));
        Ok(())
    }
}

/// Fetches all parts, one after the other, so that going there shows the page at once. What cannot be fetched now is tried again
/// when somebody goes there.
pub async fn fetch_all() {
    for part in Part::ALL {
        if part.loaded().is_none() && part.fetch().await.is_err() {
            return;
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct PartPageProps {
    pub part: Part,
    pub route: Route,
}

/// A page of a part, after the part has come. When the server answers but has the part no longer, there is a new release: the page is loaded anew, once.
#[component]
pub fn PartPage(props: &PartPageProps) -> Html {
    let round = use_state(|| 0_u32);
    let failed = use_state(|| None::<Missing>);
    {
        let (round, failed) = (round.clone(), failed.clone());
        use_effect_with((props.part, *round), move |(part, _)| {
            let part = *part;
            if part.loaded().is_none() {
                spawn_local(async move {
                    let missing = if part.fetch().await.is_ok() { None } else { Some(Missing::now().await) };
                    match missing {
                        None => part.note_reload(false),
                        Some(Missing::Gone) if !part.was_reloaded() => {
                            part.note_reload(true);
                            browser::reload();
                            return;
                        }
                        Some(_) => {}
                    }
                    failed.set(missing);
                    if part.loaded().is_some() {
                        round.set(*round + 1);
                    }
                });
            }
        });
    }
    let retry = Callback::from(move |()| round.set(*round + 1));
    match (props.part.loaded(), *failed) {
        (Some(view), _) => view(props.route.clone()),
        (None, Some(missing)) => html! { <PartFailure {retry} gone={missing == Missing::Gone} /> },
        (None, None) => html! { <div class="kompaan-width"><Skeleton /></div> },
    }
}

/// Why a part did not come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    /// The server answers, and does not have it any more.
    Gone,
    Unreachable,
}

impl Missing {
    async fn now() -> Self {
        if browser::is_answered("/healthz").await { Self::Gone } else { Self::Unreachable }
    }
}

impl Part {
    fn mark(self) -> String {
        format!("reloaded.{self:?}")
    }

    /// Whether the page was loaded anew for this part, which did not help.
    fn was_reloaded(self) -> bool {
        browser::kept(&self.mark()).is_some()
    }

    fn note_reload(self, reloaded: bool) {
        browser::keep(&self.mark(), reloaded.then_some("1"));
    }
}
