//! One request and its answer: by reqwest in native programs, by the browser's own `fetch` in the app, which so comes without a parser of addresses and the
//! names of all headers.
use crate::Error;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(target_arch = "wasm32")]
pub use browser::Http;
#[cfg(not(target_arch = "wasm32"))]
pub use native::Http;

/// The methods of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A request on its way.
#[cfg(target_arch = "wasm32")]
pub type Sending<'a> = futures::future::LocalBoxFuture<'a, Result<Answer, Error>>;
#[cfg(not(target_arch = "wasm32"))]
pub type Sending<'a> = futures::future::BoxFuture<'a, Result<Answer, Error>>;

/// What is sent.
pub struct Request<'a> {
    pub method: Method,
    /// With its origin.
    pub address: &'a str,
    pub headers: &'a [(&'static str, &'a str)],
    pub body: Option<&'a [u8]>,
}

/// What was answered.
pub struct Answer {
    pub status: u16,
    /// The tag of what was answered; empty when it has none.
    pub etag: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub const fn is_success(&self) -> bool {
        200 <= self.status && self.status < 300
    }
}

/// The connection broke, with what is known of it.
fn broken(error: impl Into<String>) -> Error {
    Error::Network(error.into())
}
