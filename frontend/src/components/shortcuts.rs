//! Keyboard shortcuts, and the list of them under `?`.
use crate::{
    browser,
    components::{
        button::{Appearance, Button},
        header::SEARCH,
    },
    routes::Route,
    session::use_session,
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlDialogElement};
use yew::prelude::*;
use yew_router::prelude::*;

/// Remembers on the device that somebody wants no shortcuts (WCAG 2.1.4: a single character may get in the way of speech input).
const OFF: &str = "kompaan.no-shortcuts";

/// Listens for shortcuts on every page and shows the list of them.
#[component]
pub fn Shortcuts() -> Html {
    let session = use_session();
    let texts = session.texts();
    let navigator = use_navigator();
    let dialog = use_node_ref();
    let on = use_state(|| browser::recall(OFF).is_none());
    {
        let dialog = dialog.clone();
        use_effect_with(*on, move |on| {
            let listener = on.then(|| {
                Closure::<dyn Fn(web_sys::KeyboardEvent)>::new(move |event: web_sys::KeyboardEvent| {
                    let typing = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                    let typing = typing.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"));
                    if typing || event.ctrl_key() || event.alt_key() || event.meta_key() {
                        return;
                    }
                    let go = |route: Route| {
                        if let Some(navigator) = &navigator {
                            navigator.push(&route);
                        }
                    };
                    match event.key().as_str() {
                        "?" => {
                            if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
                                let _ = dialog.show_modal();
                            }
                        }
                        "/" => {
                            event.prevent_default();
                            browser::focus(SEARCH);
                        }
                        "s" => go(Route::Home),
                        "c" => go(Route::Communities),
                        "p" => go(Route::LocalPlans),
                        "r" => go(Route::Region),
                        "m" => go(Route::People),
                        "o" => go(Route::Organisations),
                        _ => {}
                    }
                })
            });
            browser::listen_to_keys(listener.as_ref());
            move || {
                browser::listen_to_keys(None);
                drop(listener);
            }
        });
    }
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let switch = {
        let on = on.clone();
        Callback::from(move |wanted: bool| {
            browser::remember(OFF, (!wanted).then_some("1"));
            on.set(wanted);
        })
    };
    let keys = [
        ("/", texts.shortcut_search()),
        ("s", texts.home()),
        ("c", texts.communities()),
        ("p", texts.local_plans()),
        ("r", session.texts().region()),
        ("m", texts.people()),
        ("o", texts.organisations()),
        ("?", texts.shortcut_help()),
    ];
    html! {
        <dialog ref={dialog} class="kompaan-dialog" aria-labelledby="sneltoetsen">
            <h2 id="sneltoetsen" class="utrecht-heading-2">{ texts.shortcuts() }</h2>
            <dl class="kompaan-keys">
                { for keys.into_iter().map(|(key, what)| html! { <div key={key}><dt><kbd>{ key }</kbd></dt><dd>{ what }</dd></div> }) }
            </dl>
            <crate::components::form::CheckboxField name="sneltoetsen-aan" label={texts.shortcuts_on()} checked={*on} onchange={switch} />
            <p class="kompaan-actions"><Button appearance={Appearance::Primary} onclick={close}>{ texts.close() }</Button></p>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{holds, shown};

    #[tokio::test]
    async fn each_key_says_what_it_does_and_all_can_be_turned_off() {
        let html = shown(html! { <Shortcuts /> }).await;
        holds(&html, &["<kbd>/</kbd>", "<kbd>?</kbd>", "<kbd>p</kbd></dt><dd>Lokale plannen", "sneltoetsen-aan", r#"aria-labelledby="sneltoetsen""#]);
    }
}
