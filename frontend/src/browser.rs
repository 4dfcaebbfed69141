//! The browser: title, focus, storage. Outside a browser these do nothing, so that components render on the host.
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BeforeUnloadEvent, HtmlElement, Storage, Window};

fn window() -> Option<Window> {
    if cfg!(target_arch = "wasm32") { web_sys::window() } else { None }
}

/// The origin of the app, which is that of the API.
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The path of the page.
pub fn path() -> String {
    window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

/// Leaves the app for another address.
pub fn leave_for(address: &str) {
    if let Some(window) = window() {
        let _ = window.location().assign(address);
    }
}

/// A picture (SVG) as an address.
pub fn picture(svg: &str) -> String {
    let encoded = window().and_then(|window| window.btoa(svg).ok()).unwrap_or_default();
    format!("data:image/svg+xml;base64,{encoded}")
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

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    let element = window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
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
    /// Asks the browser to ask whether somebody really wants to leave.
    static STAY: Closure<dyn Fn(BeforeUnloadEvent)> = Closure::new(|event: BeforeUnloadEvent| event.prevent_default());
}

/// Whether leaving the app asks first, because something would be lost.
pub fn warn_before_leaving(warn: bool) {
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
