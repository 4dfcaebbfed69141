//! The chunks of the program that are loaded when somebody first goes to one of their pages, so that the first page comes fast however much there is.
#![allow(unsafe_code, reason = "the macro declares each function as one of another wasm module")]
use crate::{
    browser,
    components::{failure::ChunkFailure, skeleton::Skeleton},
    pages,
    routes::{AccountPage, Chunk, DirectoryPage, Route, SteeringPage, WorkPage},
};
use std::{cell::RefCell, collections::HashMap};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{platform::spawn_local, prelude::*};

/// Shows the page of an address within a chunk.
pub type View = fn(Route) -> Html;

macro_rules! chunks {
    ($($chunk:ident => $name:ident: $view:path, $pages:ty;)*) => {
        impl Chunk {
            async fn load(self) -> Result<View, SplitLoaderError> {
                match self { $(Self::$chunk => $name().await),* }
            }
        }

        $(
            #[wasm_split($name, fallible)]
            fn $name() -> Result<View, SplitLoaderError> {
                Ok(|route| pages::shown::<$pages>(route, $view))
            }
        )*
    };
}

chunks! {
    Work => work: pages::work, WorkPage;
    Steering => steering: pages::steering, SteeringPage;
    Directory => directory: pages::directory, DirectoryPage;
    Account => account: pages::account, AccountPage;
}

thread_local! {
    static LOADED: RefCell<HashMap<Chunk, View>> = RefCell::default();
}

impl Chunk {
    fn loaded(self) -> Option<View> {
        LOADED.with_borrow(|loaded| loaded.get(&self).copied())
    }

    async fn fetch(self) -> Result<(), SplitLoaderError> {
        let view = self.load().await?;
        LOADED.with_borrow_mut(|loaded| loaded.insert(self, view));
        Ok(())
    }
}

/// Fetches all chunks, one after the other, so that going there shows the page at once. What cannot be fetched now is tried again
/// when somebody goes there.
pub async fn fetch_all() {
    for chunk in Chunk::ALL {
        if chunk.loaded().is_none() && chunk.fetch().await.is_err() {
            return;
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ChunkPageProps {
    pub chunk: Chunk,
    pub route: Route,
}

/// A page of a chunk, after the chunk has come. When the server answers but has the chunk no longer, there is a new release: the page is loaded anew, once.
#[component]
pub fn ChunkPage(props: &ChunkPageProps) -> Html {
    let round = use_state(|| 0_u32);
    let failed = use_state(|| None::<Missing>);
    {
        let (round, failed) = (round.clone(), failed.clone());
        use_effect_with((props.chunk, *round), move |(chunk, _)| {
            let chunk = *chunk;
            if chunk.loaded().is_none() {
                spawn_local(async move {
                    let missing = if chunk.fetch().await.is_ok() { None } else { Some(Missing::now().await) };
                    match missing {
                        None => chunk.note_reload(false),
                        Some(Missing::Gone) if !chunk.was_reloaded() => {
                            chunk.note_reload(true);
                            browser::reload();
                            return;
                        }
                        Some(_) => {}
                    }
                    failed.set(missing);
                    if chunk.loaded().is_some() {
                        round.set(*round + 1);
                    }
                });
            }
        });
    }
    let retry = Callback::from(move |()| round.set(*round + 1));
    match (props.chunk.loaded(), *failed) {
        (Some(view), _) => view(props.route.clone()),
        (None, Some(missing)) => html! { <ChunkFailure {retry} gone={missing == Missing::Gone} /> },
        (None, None) => html! { <div class="kompaan-width"><Skeleton /></div> },
    }
}

/// Why a chunk did not come.
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

impl Chunk {
    fn mark(self) -> String {
        format!("reloaded.{self:?}")
    }

    /// Whether the page was loaded anew for this chunk, which did not help.
    fn was_reloaded(self) -> bool {
        browser::kept(&self.mark()).is_some()
    }

    fn note_reload(self, reloaded: bool) {
        browser::keep(&self.mark(), reloaded.then_some("1"));
    }
}
