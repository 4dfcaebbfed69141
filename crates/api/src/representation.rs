//! An answer as it travels: the tag of what it shows, nothing when the caller has that already, and smaller for who can read it so.
//!
//! Only what is asked for with GET is compressed, and only where a token is not needed to ask (`RouteInfo::optional`): what is personal, and tokens and
//! secrets, which are answers to POST, are never compressed together with what somebody else chose (BREACH).
use crate::{operation::RouteInfo, precondition};
use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    body::{BoxBody, MessageBody},
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderValue},
    },
    web::Bytes,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::{io::Write, sync::OnceLock};

/// What is smaller than this is not worth the work.
const SMALLEST: usize = 1024;
/// May be kept by the program of the caller, never by what others use too, and is always asked for anew.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, max-age=0, must-revalidate");

/// A way to make an answer smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// The one that `Accept-Encoding` likes best; brotli when it does not care.
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let (brotli, gzip) = (Self::Brotli.weight(headers), Self::Gzip.weight(headers));
        if brotli > 0.0 && brotli >= gzip { Some(Self::Brotli) } else { (gzip > 0.0).then_some(Self::Gzip) }
    }

    /// Whether `Accept-Encoding` allows it.
    pub fn is_accepted(self, headers: &HeaderMap) -> bool {
        self.weight(headers) > 0.0
    }

    /// How much `Accept-Encoding` likes it, from 0 to 1.
    fn weight(self, headers: &HeaderMap) -> f32 {
        let text = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
        let (mut own, mut others) = (None, 0.0);
        for item in text.split(',') {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            let weight: f32 = parameters.trim().strip_prefix("q=").map_or(1.0, |weight| weight.trim().parse().unwrap_or(0.0));
            match name.trim() {
                "*" => others = weight,
                name if name == self.name() => own = Some(weight),
                _ => {}
            }
        }
        own.unwrap_or(others)
    }

    /// As `Content-Encoding` names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The bytes in this coding. `thorough` is for what is made once and sent often.
    fn encode(self, plain: &[u8], thorough: bool) -> std::io::Result<Vec<u8>> {
        let mut small = Vec::with_capacity(plain.len() / 4);
        match self {
            Self::Brotli => {
                let quality = if thorough { 9 } else { 2 };
                let parameters = brotli::enc::BrotliEncoderParams { quality, lgwin: 20, size_hint: plain.len(), ..Default::default() };
                brotli::BrotliCompress(&mut &plain[..], &mut small, &parameters)?;
            }
            Self::Gzip => {
                let level = if thorough { flate2::Compression::best() } else { flate2::Compression::fast() };
                let mut encoder = flate2::write::GzEncoder::new(&mut small, level);
                encoder.write_all(plain)?;
                encoder.finish()?;
            }
        }
        Ok(small)
    }
}

/// What is shown, in a few letters.
fn digest(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    BASE64_URL_SAFE_NO_PAD.encode(digest.get(..12).unwrap_or_default())
}

/// Whether the caller has what this tag names.
fn has(request: &HttpRequest, etag: &HeaderValue) -> bool {
    let named: Vec<&str> = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok()).collect();
    !named.is_empty() && etag.to_str().is_ok_and(|etag| precondition::names(&named.join(","), etag))
}

/// What an answer of the API becomes. Only an answer of JSON, or a table as text, becomes something else.
pub fn represent(request: &HttpRequest, route: RouteInfo, mut answer: HttpResponse) -> HttpResponse {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let media_type = answer.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (json, table) = (media_type == "application/json", media_type.starts_with("text/csv"));
    if !answer.status().is_success() || route.content || !(json || table && reading) || answer.headers().contains_key(header::CONTENT_ENCODING) {
        return answer;
    }
    let (head, body) = answer.into_parts();
    let body = match body.try_into_bytes() {
        Ok(body) => body,
        Err(body) => return head.set_body(body),
    };
    answer = head.set_body(BoxBody::new(body.clone()));
    if json {
        let version = answer.headers().get(header::ETAG).and_then(|tag| Some(tag.to_str().ok()?.trim_matches('"').to_owned()));
        // A tag of a version belongs to each answer of a resource; lists and figures have none.
        if reading || version.is_some() {
            let part = version.map(|version| version + "-").unwrap_or_default();
            let Ok(etag) = HeaderValue::from_str(&format!("W/\"{part}{}\"", digest(&body))) else { return answer };
            if reading && route.optional {
                answer.headers_mut().insert(header::CACHE_CONTROL, PRIVATE);
            }
            let unchanged = reading && answer.status() == StatusCode::OK && has(request, &etag);
            answer.headers_mut().insert(header::ETAG, etag);
            if unchanged {
                return without_body(answer, StatusCode::NOT_MODIFIED);
            }
        }
    }
    match Coding::accepted(request.headers()) {
        Some(coding) if reading && route.optional && body.len() >= SMALLEST => match coding.encode(&body, false) {
            Ok(small) => encoded(answer, coding, small.into()),
            Err(_) => answer,
        },
        _ => answer,
    }
}

fn without_body(mut answer: HttpResponse, status: StatusCode) -> HttpResponse {
    *answer.status_mut() = status;
    answer.headers_mut().remove(header::CONTENT_TYPE);
    answer.set_body(BoxBody::new(()))
}

fn encoded(mut answer: HttpResponse, coding: Coding, body: Bytes) -> HttpResponse {
    answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    answer.set_body(BoxBody::new(body))
}

/// A text that is published as it is, the same for everybody: it may be kept, is compressed once, and is not sent again to who has it.
pub struct Published {
    media_type: &'static str,
    plain: Bytes,
    etag: String,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl Published {
    pub fn new(text: String, media_type: &'static str) -> Self {
        let etag = format!("W/\"{}\"", digest(text.as_bytes()));
        Self { media_type, plain: text.into(), etag, brotli: OnceLock::new(), gzip: OnceLock::new() }
    }

    /// The answer to this request.
    pub fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        answer.insert_header((header::CACHE_CONTROL, "public, max-age=300")).insert_header((header::ETAG, self.etag.as_str()));
        answer.insert_header((header::VARY, "Accept, Accept-Encoding, Accept-Language"));
        if HeaderValue::from_str(&self.etag).is_ok_and(|etag| has(request, &etag)) {
            return without_body(answer.finish(), StatusCode::NOT_MODIFIED);
        }
        answer.content_type(self.media_type);
        self.body(&mut answer, Coding::accepted(request.headers()))
    }

    fn body(&self, answer: &mut HttpResponseBuilder, coding: Option<Coding>) -> HttpResponse {
        let Some(coding) = coding.filter(|_| self.plain.len() >= SMALLEST) else { return answer.body(self.plain.clone()) };
        let kept = match coding {
            Coding::Brotli => &self.brotli,
            Coding::Gzip => &self.gzip,
        };
        let body = kept.get_or_init(|| coding.encode(&self.plain, true).map(Bytes::from).unwrap_or_default()).clone();
        if body.is_empty() {
            return answer.body(self.plain.clone());
        }
        answer.insert_header((header::CONTENT_ENCODING, coding.name())).body(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn asked(name: &str, value: &str) -> HttpRequest {
        TestRequest::get().insert_header((name, value)).to_http_request()
    }

    #[test]
    fn the_coding_is_what_the_caller_likes_best() {
        for (header, expected) in [
            ("gzip, deflate, br, zstd", Some(Coding::Brotli)),
            ("gzip", Some(Coding::Gzip)),
            ("br;q=0.5, gzip;q=0.8", Some(Coding::Gzip)),
            ("BR ; q=1.0", Some(Coding::Brotli)),
            ("br;q=0, gzip;q=0", None),
            ("*", Some(Coding::Brotli)),
            ("*;q=0", None),
            ("br;q=0, *", Some(Coding::Gzip)),
            ("identity", None),
            ("", None),
            ("deflate", None),
        ] {
            assert_eq!(Coding::accepted(asked("accept-encoding", header).headers()), expected, "{header}");
        }
    }

    #[test]
    fn what_is_encoded_is_the_same_when_decoded() {
        let plain = "{\"naam\":\"Samen sterk\"},".repeat(500);
        for thorough in [false, true] {
            let gzip = Coding::Gzip.encode(plain.as_bytes(), thorough).unwrap();
            let brotli = Coding::Brotli.encode(plain.as_bytes(), thorough).unwrap();
            assert!(gzip.len() < plain.len() / 10 && brotli.len() < plain.len() / 10, "{} {}", gzip.len(), brotli.len());
            let mut read = String::new();
            std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&gzip[..]), &mut read).unwrap();
            assert_eq!(read, plain);
            let mut read = vec![];
            brotli::BrotliDecompress(&mut &brotli[..], &mut read).unwrap();
            assert_eq!(read, plain.as_bytes());
        }
    }

    #[test]
    fn the_tag_differs_with_what_is_shown_and_keeps_the_version() {
        let route = RouteInfo { optional: true, ..RouteInfo::default() };
        let tag = |request: HttpRequest, body: &str, version: Option<&str>| {
            let mut answer = HttpResponse::Ok();
            if let Some(version) = version {
                answer.insert_header(("ETag", version));
            }
            let answer = represent(&request, route, answer.content_type("application/json").body(body.to_owned()));
            (answer.status().as_u16(), answer.headers().get("etag").map(|tag| tag.to_str().unwrap().to_owned()))
        };
        let (_, one) = tag(asked("x", ""), "{\"a\":1}", Some("\"v3\""));
        let (_, other) = tag(asked("x", ""), "{\"a\":2}", Some("\"v3\""));
        let one = one.unwrap();
        assert!(one.starts_with("W/\"v3-") && one.ends_with('"'), "{one}");
        assert_ne!(Some(one.clone()), other);
        assert_eq!(tag(asked("if-none-match", &one), "{\"a\":1}", Some("\"v3\"")), (304, Some(one.clone())));
        assert_eq!(tag(asked("if-none-match", &one), "{\"a\":2}", Some("\"v3\"")), (200, other));
        let (_, list) = tag(asked("x", ""), "[]", None);
        assert_eq!(tag(asked("if-none-match", &list.clone().unwrap()), "[]", None), (304, list));
        let post = TestRequest::post().to_http_request();
        assert_eq!(tag(post, "{\"token\":1}", None), (200, None), "what is done has no tag unless it is of a version");
    }

    #[test]
    fn only_what_is_read_and_may_be_kept_is_compressed() {
        let body = "{\"naam\":\"Samen sterk\"},".repeat(100);
        let coding = |method: Method, route: RouteInfo, body: &str, media_type: &'static str| {
            let request = TestRequest::default().method(method).insert_header(("accept-encoding", "gzip")).to_http_request();
            let answer = represent(&request, route, HttpResponse::Ok().content_type(media_type).body(body.to_owned()));
            answer.headers().contains_key("content-encoding")
        };
        let open = RouteInfo { optional: true, ..RouteInfo::default() };
        assert!(coding(Method::GET, open, &body, "application/json") && coding(Method::HEAD, open, &body, "application/json"));
        assert!(coding(Method::GET, open, &body, "text/csv; charset=utf-8"));
        assert!(!coding(Method::GET, open, "{}", "application/json"), "too small");
        assert!(!coding(Method::POST, open, &body, "application/json"), "an answer to POST may hold a secret");
        assert!(!coding(Method::GET, RouteInfo::default(), &body, "application/json"), "personal");
        assert!(!coding(Method::GET, RouteInfo { content: true, ..open }, &body, "application/json"), "the content of a document");
        assert!(!coding(Method::GET, open, &body, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "compressed already");
    }
}
