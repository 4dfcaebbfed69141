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
    // Released also when whoever waits is dropped, as when another request of the same page has failed.
    let _release = Release(release);
    // Belongs to the browser, which calls it when the lock is free: by then nobody may wait any more, and the next one has its turn.
    let hold = Closure::once_into_js(move || if grant.send(()).is_ok() { JsValue::from(held) } else { JsValue::UNDEFINED });
    if request.call2(&locks, &JsValue::from_str(name), &hold).is_ok() {
        let _ = granted.await;
    }
    work.await
}

/// Gives the lock back.
struct Release(Option<Function>);

impl Drop for Release {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// `navigator.locks` and its `request`; absent outside secure contexts.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<Function>().ok()?;
    Some((locks, request))
}
