//! What the tests of components share.
use crate::routes::Route;
use yew::{LocalServerRenderer, prelude::*};
use yew_router::{
    Routable, Router,
    history::{AnyHistory, History, MemoryHistory},
};

#[derive(Properties, PartialEq)]
struct PageProps {
    at: Route,
    children: Html,
}

#[component]
fn InPage(props: &PageProps) -> Html {
    let history = MemoryHistory::new();
    history.push(props.at.to_path());
    html! { <Router history={AnyHistory::from(history)}>{ props.children.clone() }</Router> }
}

/// What a visitor sees of this, in Dutch, on a page.
pub async fn shown_at(at: Route, children: Html) -> String {
    LocalServerRenderer::<InPage>::with_props(PageProps { at, children }).hydratable(false).render().await
}

/// The same on the start page.
pub async fn shown(children: Html) -> String {
    shown_at(Route::Home, children).await
}

/// Holds that each part stands in the HTML.
pub fn holds(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}
