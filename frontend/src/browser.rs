//! The browser: title, focus, storage. Outside a browser these do nothing, so that components render on the host.
use std::cell::Cell;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BeforeUnloadEvent, Element, FocusEvent, HtmlElement, Storage, Window};

fn window() -> Option<Window> {
    if cfg!(target_arch = "wasm32") { web_sys::window() } else { None }
}

/// The origin of the app, which is that of the API.
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The time zone of the platform, as its pages name it.
pub fn time_zone() -> String {
    let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
    root.and_then(|root| root.get_attribute("data-time-zone")).unwrap_or_else(|| "Europe/Amsterdam".into())
}

/// The path of the page.
pub fn path() -> String {
    window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

/// Path and query of the page.
pub fn address() -> String {
    window().and_then(|window| Some(window.location().pathname().ok()? + &window.location().search().ok()?)).unwrap_or_default()
}

/// Leaves the app for another address.
pub fn leave_for(address: &str) {
    if let Some(window) = window() {
        let _ = window.location().assign(address);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Whether the server answers at this address that all is well.
pub async fn is_answered(address: &str) -> bool {
    let Some(window) = window() else { return false };
    let answer = wasm_bindgen_futures::JsFuture::from(window.fetch_with_str(address)).await;
    answer.ok().and_then(|answer| answer.dyn_into::<web_sys::Response>().ok()).is_some_and(|answer| answer.ok())
}

/// Whether the focus goes to another field of a form, and not to a button, a link or nowhere.
pub fn goes_to_field(event: &FocusEvent) -> bool {
    let to = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
    to.is_some_and(|element| element.matches("input, select, textarea").unwrap_or(false))
}

/// A picture (SVG) as an address.
pub fn picture(svg: &str) -> String {
    let encoded = window().and_then(|window| window.btoa(svg).ok()).unwrap_or_default();
    format!("data:image/svg+xml;base64,{encoded}")
}

/// What an element of the page holds.
pub fn html_of(id: &str) -> Option<String> {
    window()?.document()?.get_element_by_id(id).map(|element| element.inner_html())
}

/// Sets the title of the document.
pub fn set_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Sets the language of the document.
pub fn set_language(language: &str) {
    if let Some(root) = window().and_then(|window| window.document()).and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", language);
    }
}

/// How large a file may be here, in megabytes, as the page tells it.
pub fn most_megabytes() -> usize {
    let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
    root.and_then(|root| root.get_attribute("data-max-megabytes")?.parse().ok()).unwrap_or(contract::document::USUAL_MEGABYTES)
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    let element = window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether the browser opened this page by reloading it or by going through its history.
pub fn came_back() -> bool {
    let performance = window().and_then(|window| window.performance());
    performance.is_some_and(|performance| matches!(performance.navigation().type_(), 1 | 2))
}

/// How far down the page is.
pub fn top() -> f64 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Goes down the page and focuses the link to this address there; when there is none, the `heading` if the focus is nowhere. `false` when the page is still too short or has no such link, and it is not `late`.
pub fn go_to(top: f64, link: Option<&str>, heading: Option<&str>, late: bool) -> bool {
    let Some((window, document)) = window().and_then(|window| Some((window.clone(), window.document()?))) else { return true };
    let height = document.document_element().map_or(0, |root| root.scroll_height());
    let shown = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let links = document.query_selector_all("main a[href]").ok();
    let found = link.map(|link| {
        let mut links = links.iter().flat_map(|links| (0..links.length()).filter_map(|at| links.item(at)?.dyn_into::<HtmlElement>().ok()));
        links.find(|element| element.get_attribute("href").as_deref() == Some(link))
    });
    // Half a pixel may be lost in rounding.
    if !late && (f64::from(height) + 1.0 < top + shown || found.as_ref().is_some_and(Option::is_none)) {
        return false;
    }
    let nowhere = document.active_element().is_none_or(|active| active.tag_name() == "BODY");
    let heading = || document.get_element_by_id(heading.filter(|_| nowhere)?)?.dyn_into::<HtmlElement>().ok();
    if let Some(element) = found.flatten().or_else(heading) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
    window.scroll_to_with_x_and_y(0.0, top);
    true
}

/// Calls `leaving` when a link is followed, with its address when it stands in the page itself, and when the page goes away, for as long as the app runs.
pub fn on_leaving(leaving: impl Fn(Option<String>) + Clone + 'static) {
    let Some((window, document)) = window().and_then(|window| Some((window.clone(), window.document()?))) else { return };
    let follow = leaving.clone();
    let clicked = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let closest = |selector: &str| target.as_ref().and_then(|target| target.closest(selector).ok().flatten());
        if closest("a[href]").is_some() {
            follow(closest("main a[href]").and_then(|link| link.get_attribute("href")));
        }
    });
    // Before the app hears of it, as it may be on the next page afterwards.
    let _ = document.add_event_listener_with_callback_and_bool("click", clicked.as_ref().unchecked_ref(), true);
    clicked.forget();
    let gone = Closure::<dyn Fn(web_sys::Event)>::new(move |_| leaving(None));
    let _ = window.add_event_listener_with_callback("pagehide", gone.as_ref().unchecked_ref());
    gone.forget();
}

/// Calls `moved` when somebody goes through the history of the browser, for as long as the app runs.
pub fn on_history(moved: impl Fn() + 'static) {
    let moved = Closure::<dyn Fn(web_sys::Event)>::new(move |_| moved());
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback("popstate", moved.as_ref().unchecked_ref());
    }
    moved.forget();
}

/// Calls `changed` when another window remembers something under this name, or forgets it, for as long as the app runs.
pub fn on_remembered(name: &'static str, changed: impl Fn() + 'static) {
    let changed = Closure::<dyn Fn(web_sys::StorageEvent)>::new(move |event: web_sys::StorageEvent| {
        // Without a name everything was forgotten.
        if event.key().is_none_or(|key| key == name) {
            changed();
        }
    });
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback("storage", changed.as_ref().unchecked_ref());
    }
    changed.forget();
}

/// Moves to the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

fn storage() -> Option<Storage> {
    window().and_then(|window| window.local_storage().ok().flatten())
}

/// What was remembered under this name.
pub fn recall(name: &str) -> Option<String> {
    storage().and_then(|storage| storage.get_item(name).ok().flatten())
}

/// Remembers something on this device; `None` forgets it.
pub fn remember(name: &str, value: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match value {
            Some(value) => storage.set_item(name, value),
            None => storage.remove_item(name),
        };
    }
}

fn visit() -> Option<Storage> {
    window().and_then(|window| window.session_storage().ok().flatten())
}

/// What was kept for this visit under this name.
pub fn kept(name: &str) -> Option<String> {
    visit().and_then(|storage| storage.get_item(name).ok().flatten())
}

/// Keeps something until the window is closed; `None` forgets it.
pub fn keep(name: &str, value: Option<&str>) {
    if let Some(storage) = visit() {
        let _ = match value {
            Some(value) => storage.set_item(name, value),
            None => storage.remove_item(name),
        };
    }
}

/// Forgets everything that was kept for this visit: somebody else may come next.
pub fn forget_visit() {
    if let Some(storage) = visit() {
        let _ = storage.clear();
    }
}

thread_local! {
    static UNSAVED: Cell<bool> = const { Cell::new(false) };
    /// Asks the browser to ask whether somebody really wants to leave.
    static STAY: Closure<dyn Fn(BeforeUnloadEvent)> = Closure::new(|event: BeforeUnloadEvent| event.prevent_default());
}

/// Whether the page holds something that was typed and not saved.
pub fn unsaved() -> bool {
    UNSAVED.get()
}

/// Whether leaving the app asks first, because something would be lost.
pub fn warn_before_leaving(warn: bool) {
    UNSAVED.set(warn);
    if let Some(window) = window() {
        STAY.with(|stay| window.set_onbeforeunload(warn.then(|| stay.as_ref().unchecked_ref())));
    }
}

/// Sets the colour scheme: `light`, `dark`, or that of the device.
pub fn set_scheme(scheme: Option<&str>) {
    if let Some(root) = window().and_then(|window| window.document()).and_then(|document| document.document_element()) {
        let _ = match scheme {
            Some(scheme) => root.set_attribute("data-scheme", scheme),
            None => root.remove_attribute("data-scheme"),
        };
    }
}

/// Prints the page.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Moves the focus to the element with this id once the page shows it.
pub fn focus_soon(id: &'static str) {
    if cfg!(target_arch = "wasm32") {
        yew::platform::spawn_local(async move {
            yew::platform::time::sleep(std::time::Duration::from_millis(20)).await;
            focus(id);
        });
    }
}

/// The content of a file that somebody chose.
pub async fn read_file(file: &web_sys::File) -> Option<Vec<u8>> {
    let content = wasm_bindgen_futures::JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&content).to_vec())
}

/// Saves bytes as a file.
pub fn save_file(name: &str, kind: &str, bytes: &[u8]) -> Option<()> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let document = window()?.document()?;
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link = document.create_element("a").ok()?.dyn_into::<web_sys::HtmlAnchorElement>().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address).ok()
}

/// Calls a function for each key on the page; `None` stops that.
pub fn listen_to_keys(listener: Option<&Closure<dyn Fn(web_sys::KeyboardEvent)>>) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_onkeydown(listener.map(|listener| listener.as_ref().unchecked_ref()));
    }
}
