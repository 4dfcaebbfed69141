//! One at a time over all windows of the browser (Web Locks): two windows that renew the session with the same cookie would end it.
use futures::channel::oneshot;
use js_sys::{Function, Promise, Reflect};
use std::future::Future;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Does the work while no other window does work under this name. Where the browser has no locks, it just does it.
pub async fn exclusively<T>(name: &str, work: impl Future<Output = T>) -> T {
    let Some((locks, request)) = locks() else { return work.await };
    let (grant, granted) = oneshot::channel::<()>();
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let hold = Closure::once(move || {
        let _ = grant.send(());
        JsValue::from(held)
    });
    if request.call2(&locks, &JsValue::from_str(name), hold.as_ref()).is_ok() {
        let _ = granted.await;
    }
    let done = work.await;
    if let Some(release) = release {
        let _ = release.call0(&JsValue::UNDEFINED);
    }
    done
}

/// `navigator.locks` and its `request`; absent outside secure contexts.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    Some((locks, request))
}
