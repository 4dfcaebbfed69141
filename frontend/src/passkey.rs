//! Passkeys in the browser: hands the device what the server asks, and gives back what it answers. Both travel as JSON (WebAuthn, level 3).
use crate::i18n::Texts;
use js_sys::{Function, JSON, Object, Promise, Reflect};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is no answer of the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Somebody changed their mind, or waited too long.
    Cancelled,
    /// The device has a passkey for this account already.
    Present,
    Other,
}

impl Failure {
    /// What to tell people.
    pub fn text(self, texts: Texts) -> &'static str {
        match self {
            Self::Cancelled => texts.passkey_cancelled(),
            Self::Present => texts.passkey_present(),
            Self::Other => texts.passkey_failed(),
        }
    }
}

const CREATE: (&str, &str) = ("create", "parseCreationOptionsFromJSON");
const GET: (&str, &str) = ("get", "parseRequestOptionsFromJSON");

/// Whether this browser can do it.
pub fn available() -> bool {
    class().is_some_and(|class| [CREATE, GET].iter().all(|(_, parse)| method(&class, parse).is_some()))
}

/// Has the device make a key.
pub async fn create(options: &Value) -> Result<Value, Failure> {
    ask(CREATE, options).await
}

/// Has the device sign in.
pub async fn get(options: &Value) -> Result<Value, Failure> {
    ask(GET, options).await
}

fn class() -> Option<JsValue> {
    if !cfg!(target_arch = "wasm32") {
        return None;
    }
    let class = Reflect::get(&js_sys::global(), &"PublicKeyCredential".into()).ok()?;
    class.is_function().then_some(class)
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

async fn ask((verb, parse): (&str, &str), options: &Value) -> Result<Value, Failure> {
    let promise = begin(verb, parse, options).ok_or(Failure::Other)?;
    let credential = JsFuture::from(promise).await.map_err(|error| failure(&error))?;
    read(&credential).ok_or(Failure::Other)
}

fn begin(verb: &str, parse: &str, options: &Value) -> Option<Promise> {
    let class = class()?;
    let options = JSON::parse(&options.to_string()).ok()?;
    let public_key = method(&class, parse)?.call1(&class, &options).ok()?;
    let asked = Object::new();
    Reflect::set(&asked, &"publicKey".into(), &public_key).ok()?;
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let credentials = Reflect::get(&navigator, &"credentials".into()).ok()?;
    method(&credentials, verb)?.call1(&credentials, &asked).ok()?.dyn_into().ok()
}

fn read(credential: &JsValue) -> Option<Value> {
    let json = method(credential, "toJSON")?.call0(credential).ok()?;
    serde_json::from_str(&JSON::stringify(&json).ok()?.as_string()?).ok()
}

fn failure(error: &JsValue) -> Failure {
    match Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).as_deref() {
        Some("NotAllowedError" | "AbortError") => Failure::Cancelled,
        Some("InvalidStateError") => Failure::Present,
        _ => Failure::Other,
    }
}
