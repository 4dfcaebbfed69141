//! Coming back to a page, by the back button or by reloading, is coming back to the same place in it: as much of its lists as was there, the
//! same height, and the focus on the link that led away. Kept for this visit, by address.
use crate::browser;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};

/// How often to look whether the page is long enough to go back to where somebody was, 50 ms apart.
const TRIES: u32 = 60;

thread_local! {
    /// The address to which somebody came back.
    static RETURNED: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Counts arrivals, so that a search for a place ends when somebody has gone on.
    static ARRIVALS: Cell<u32> = const { Cell::new(0) };
}

/// Where somebody was on a page.
#[derive(Serialize, Deserialize)]
struct Place {
    top: f64,
    /// The link that led away.
    link: Option<String>,
}

fn key(address: &str) -> String {
    format!("place.{address}")
}

/// Notes from now on where somebody is when they leave a page.
pub fn watch() {
    if browser::came_back() {
        RETURNED.set(Some(browser::address()));
    }
    browser::on_leaving(|link| {
        let place = Place { top: browser::top(), link };
        browser::keep(&key(&browser::address()), serde_json::to_string(&place).ok().as_deref());
    });
    browser::on_history(|| RETURNED.set(Some(browser::address())));
}

/// Whether somebody came back to this page.
pub fn returned() -> bool {
    RETURNED.with_borrow(|returned| returned.as_deref() == Some(browser::address().as_str()))
}

/// Goes to where somebody was when they came back, once the page is there; answers whether there is such a place. Who left by a link outside the page comes back
/// to its `heading`, when that is given.
pub fn go_back(heading: Option<&'static str>) -> bool {
    let arrival = ARRIVALS.get() + 1;
    ARRIVALS.set(arrival);
    let address = browser::address();
    if !returned() {
        RETURNED.set(None);
        return false;
    }
    let Some(place) = browser::kept(&key(&address)).and_then(|kept| serde_json::from_str::<Place>(&kept).ok()) else { return false };
    yew::platform::spawn_local(async move {
        for attempt in 1..=TRIES {
            yew::platform::time::sleep(std::time::Duration::from_millis(50)).await;
            if ARRIVALS.get() != arrival || browser::address() != address {
                return;
            }
            if browser::go_to(place.top, place.link.as_deref(), heading, attempt == TRIES) {
                return;
            }
        }
    });
    true
}

/// The name under which is kept how many further pages of this list on this page are there.
pub fn list(name: &str) -> String {
    format!("pages.{}.{name}", browser::address())
}

/// How many further pages of a list were there when somebody left this page; none when they did not come back to it.
pub fn pages(list: &str) -> u32 {
    if !returned() {
        keep_pages(list, 0);
    }
    browser::kept(list).and_then(|kept| kept.parse().ok()).unwrap_or(0)
}

/// Keeps how many further pages of a list are there.
pub fn keep_pages(list: &str, pages: u32) {
    browser::keep(list, (pages > 0).then(|| pages.to_string()).as_deref());
}
