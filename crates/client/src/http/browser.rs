//! Requests of the app: the browser sends its cookies along to the origin of the page.
use super::{Answer, Request, broken};
use crate::Error;
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

#[derive(Clone)]
pub struct Http;

impl Http {
    pub const fn new() -> Self {
        Self
    }

    pub async fn send(&self, request: Request<'_>) -> Result<Answer, Error> {
        self.fetch(request).await.map_err(|error| broken(format!("{error:?}")))
    }

    async fn fetch(&self, Request { method, address, headers, body }: Request<'_>) -> Result<Answer, JsValue> {
        let init = RequestInit::new();
        init.set_method(method.as_str());
        let named = Object::new();
        for (name, value) in headers {
            Reflect::set(&named, &JsValue::from_str(name), &JsValue::from_str(value))?;
        }
        init.set_headers(&named);
        if let Some(body) = body {
            init.set_body(&Uint8Array::from(body));
        }
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let response: Response = JsFuture::from(window.fetch_with_str_and_init(address, &init)).await?.dyn_into()?;
        let etag = response.headers().get("etag")?.unwrap_or_default();
        let body = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec();
        Ok(Answer { status: response.status(), etag, body })
    }
}
