//! What stands in the page before the app runs, so that there is something to read while it is on its way.
//!
//! The server sends the frame of the app, and in it what everybody may see of the thing at this address (`api/src/web/first_view.rs`). The app takes its
//! place when it starts, and shows the same text where it would show grey lines, until the page itself is there.
use crate::{browser, i18n::Lang, session::LANGUAGE};
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
    // It is Dutch; who reads English waits for the app.
    let english = browser::recall(LANGUAGE).as_deref() == Some(Lang::English.as_str());
    let html = browser::html_of(PLACE).filter(|html| !html.starts_with(MARK) && !english);
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
    use crate::{
        components::layout::Layout,
        i18n::{Lang, Texts},
        pages::{home::Home, region::RegionStart},
        routes::Route,
        testing::shown_at,
    };
    use std::{collections::BTreeMap, env, fs, path::Path};
    use yew::prelude::*;

    /// The frame is the app's own, rendered here: `KOMPAAN_WRITE=1 cargo test -p frontend first_view` writes it anew.
    async fn is_as_committed(name: &str, at: Route, view: Html) {
        let html = shown_at(at, html! { <Layout><div id={PLACE}>{ view }</div></Layout> }).await;
        // Links work before the app runs, and where it never does; buttons do not.
        let html = html.replace(r#"<div class="utrecht-page-layout"#, r#"<div data-starting class="utrecht-page-layout"#);
        let html = html.replace(r#"type="button""#, r#"type="button" disabled"#).replace("<select ", "<select disabled ");
        is_in_file(name, &html);
    }

    fn is_in_file(name: &str, content: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("first").join(name);
        if env::var_os("KOMPAAN_WRITE").is_some() {
            fs::write(&path, content).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(content == committed, "{} is not what the app shows; write it anew with KOMPAAN_WRITE=1", path.display());
    }

    #[tokio::test]
    async fn the_start_of_the_region_is_that_of_the_app() {
        is_as_committed("region.html", Route::Region, html! { <RegionStart /> }).await;
    }

    /// What the server says of a sub-project before the app runs.
    #[test]
    fn remarks_of_the_server_are_in_the_words_of_the_app() {
        let server = include_str!("../../crates/api/src/web/first_view.rs");
        let words = Texts::of(Lang::Dutch).exceeded();
        assert!(server.contains(&words.replace("{0}", "{decided_by}").replace("{1}", "{reason}")), "{words}");
    }

    /// With these `start.js` fetches the chunk that a page needs, and no other.
    #[test]
    fn the_pages_of_each_chunk_are_those_of_the_app() {
        let mut pages = BTreeMap::<String, Vec<String>>::new();
        for (path, chunk) in crate::routes::pages_of_chunks() {
            pages.entry(format!("{chunk:?}").to_lowercase()).or_default().push(path);
        }
        is_in_file("pages.json", &format!("{}\n", serde_json::to_string(&pages).unwrap()));
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
