//! The parts of the app that are loaded when somebody first goes there, so that the first page comes fast however much there is.
#![allow(unsafe_code, reason = "the macro declares each function as one of another wasm module")]
use crate::{
    components::{failure::Unreachable, skeleton::Skeleton},
    pages,
    routes::Route,
};
use std::{cell::RefCell, collections::HashMap};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{platform::spawn_local, prelude::*};

/// Shows the page of an address within a part.
pub type View = fn(Route) -> Html;

macro_rules! parts {
    ($($part:ident => $name:ident: $view:path;)*) => {
        /// A part of the app.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Part { $($part),* }

        impl Part {
            /// All parts, in the order in which they are fetched once the first page is there.
            pub const ALL: &'static [Self] = &[$(Self::$part),*];

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

/// A page of a part, after the part has come.
#[component]
pub fn PartPage(props: &PartPageProps) -> Html {
    let round = use_state(|| 0_u32);
    let failed = use_state(|| false);
    {
        let (round, failed) = (round.clone(), failed.clone());
        use_effect_with((props.part, *round), move |(part, _)| {
            let part = *part;
            if part.loaded().is_none() {
                spawn_local(async move {
                    failed.set(part.fetch().await.is_err());
                    if part.loaded().is_some() {
                        round.set(*round + 1);
                    }
                });
            }
        });
    }
    let retry = Callback::from(move |()| round.set(*round + 1));
    match props.part.loaded() {
        Some(view) => view(props.route.clone()),
        None if *failed => html! { <div class="kompaan-width"><Unreachable {retry} /></div> },
        None => html! { <div class="kompaan-width"><Skeleton /></div> },
    }
}
