//! What a change of page means to somebody who does not see it.
use crate::{browser, first_view, scroll_restoration, session::use_session};
use std::cell::Cell;
use yew::prelude::*;

/// The id of the heading of a page.
pub const HEADING: &str = "titel";

thread_local! {
    /// Whether a page has been shown before: on the first one the focus stays where the browser puts it.
    static SHOWN: Cell<bool> = const { Cell::new(false) };
}

/// Sets the title of the document and, when somebody came here from another page, moves the focus to the heading; to where they were when they came back.
#[hook]
pub fn use_page(title: &str) {
    let session = use_session();
    let full = format!("{title} - {}", session.texts().app_name());
    use_effect_with(full, |full| browser::set_title(full));
    let first = use_mut_ref(|| true);
    let named = !title.is_empty();
    if named {
        // Now and not as an effect: parts of this page that are still on their way are rendered before effects run.
        first_view::done();
    }
    use_effect_with(named, move |named| {
        if *named && std::mem::take(&mut *first.borrow_mut()) {
            let another = SHOWN.replace(true);
            if !scroll_restoration::go_back(another.then_some(HEADING)) && another {
                browser::scroll_to_top();
                browser::focus(HEADING);
            }
        }
    });
}
