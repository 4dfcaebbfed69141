//! What stands in the page before the app runs, so that there is something to read while it is on its way.
//!
//! The server sends the frame of the app, and in it what everybody may see of the thing at this address (`api/src/web/first_view.rs`). The app takes its
//! place when it starts, and shows the same text where it would show grey lines, until the page itself is there.
use crate::browser;
use std::cell::RefCell;
use yew::AttrValue;

/// The element that holds the text.
const PLACE: &str = "eerste-beeld";

/// What stands there when the server has nothing to say.
const MARK: &str = "<!--VIEW-->";

thread_local! {
    static VIEW: RefCell<Option<(String, AttrValue)>> = RefCell::default();
}

/// Keeps what the server has sent, as the app takes its place.
pub fn take() {
    let html = browser::html_of(PLACE).filter(|html| !html.starts_with(MARK));
    VIEW.set(html.map(|html| (browser::path(), html.into())));
}

/// What the server has sent for the page of this address, as long as no page was shown.
pub fn here() -> Option<AttrValue> {
    VIEW.with_borrow(|view| view.as_ref().filter(|(path, _)| *path == browser::path()).map(|(_, html)| html.clone()))
}

/// A page is there.
pub fn done() {
    VIEW.set(None);
}

#[cfg(test)]
mod tests {
    use super::{MARK, PLACE};
    use crate::{components::layout::Layout, pages::home::Home, routes::Route, testing::shown_at};
    use std::{env, fs, path::Path};
    use yew::prelude::*;

    /// The frame is the app's own, rendered here: `KOMPAAN_WRITE=1 cargo test -p frontend first_view` writes it anew.
    async fn is_as_committed(name: &str, at: Route, view: Html) {
        let html = shown_at(at, html! { <Layout><div id={PLACE}>{ view }</div></Layout> }).await;
        // Nothing in it works before the app runs, so nothing can be pressed; the text can be read.
        let html = html.replace("<header class=", "<header inert class=").replace("<footer class=", "<footer inert class=");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("first").join(name);
        if env::var_os("KOMPAAN_WRITE").is_some() {
            fs::write(&path, &html).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap();
        assert!(html == committed, "{} is not what the app shows; write it anew with KOMPAAN_WRITE=1", path.display());
    }

    #[tokio::test]
    async fn the_frame_is_that_of_the_app() {
        is_as_committed("frame.html", Route::NotFound, Html::from_html_unchecked(MARK.into())).await;
    }

    #[tokio::test]
    async fn the_start_page_is_that_of_the_app() {
        is_as_committed("home.html", Route::Home, html! { <Home /> }).await;
    }
}
