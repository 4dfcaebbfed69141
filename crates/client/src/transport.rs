//! Requests and answers: tokens, retries, problems.
use crate::{
    Error,
    http::{Answer, Http, Method, Request, Sending},
};
use contract::{Problem, percent_encode, session::Session};
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::{
    Arc, RwLock,
    atomic::{AtomicBool, Ordering},
};
use uuid::Uuid;

/// How often a busy server is asked again.
const RETRIES: u32 = 4;
const BASE: &str = "/api/v1";
/// The statuses that are answered by asking again.
const BUSY: u16 = 503;
const UNAUTHENTICATED: u16 = 401;

/// A connection to one installation; cheap to clone, clones share the session.
#[derive(Clone)]
pub struct Client {
    http: Http,
    origin: Arc<str>,
    token: Arc<RwLock<Option<String>>>,
    /// Whether somebody has signed in, and not out: then a refusal for want of a session is answered by renewing it, also when that failed before.
    renewable: Arc<AtomicBool>,
    /// Whose session it is, or was.
    person: Arc<RwLock<Option<Uuid>>>,
    listener: Arc<RwLock<Option<UnboundedSender<Change>>>>,
    /// Id and secret of the system that signed in, with which it gets its next token.
    system: Arc<RwLock<Option<(Uuid, String)>>>,
}

/// What became of the session while something was asked of the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It was renewed: what the person may do can be different now.
    Renewed(Box<Session>),
    /// It is over, and only signing in helps.
    Ended,
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.token, &other.token)
    }
}

/// What a request carries beside its address.
#[derive(Default)]
pub(crate) struct Extras<'a> {
    pub body: Option<Vec<u8>>,
    pub media_type: Option<&'static str>,
    pub if_match: Option<&'a str>,
    pub if_none_match: bool,
    pub idempotency_key: Option<String>,
    /// Without the access token: signing in and renewing do not depend on whether the one at hand still counts.
    pub anonymous: bool,
    /// What the answer may be, when not JSON.
    pub accept: Option<&'static str>,
}

impl Extras<'_> {
    pub fn json<T: Serialize>(body: &T) -> Result<Self, Error> {
        let body = serde_json::to_vec(body).map_err(|error| Error::Unreadable(error.to_string()))?;
        Ok(Self { body: Some(body), media_type: Some("application/json"), ..Self::default() })
    }
}

impl Client {
    /// A client of the installation at this origin, such as `https://kompaan.example`.
    pub fn new(origin: &str) -> Self {
        Self {
            http: Http::new(),
            origin: origin.trim_end_matches('/').into(),
            token: Arc::default(),
            renewable: Arc::default(),
            person: Arc::default(),
            listener: Arc::default(),
            system: Arc::default(),
        }
    }

    /// What becomes of the session from now on, for one who listens.
    pub fn changes(&self) -> UnboundedReceiver<Change> {
        let (sender, receiver) = unbounded();
        if let Ok(mut listener) = self.listener.write() {
            *listener = Some(sender);
        }
        receiver
    }

    fn tell(&self, change: Change) {
        if let Some(listener) = self.listener.read().ok().as_ref().and_then(|listener| listener.as_ref()) {
            // Nobody need listen.
            let _ = listener.unbounded_send(change);
        }
    }

    /// Whether a session may be renewed when the server asks for one; signing in says yes, signing out no.
    pub fn set_renewable(&self, renewable: bool) {
        self.renewable.store(renewable, Ordering::Relaxed);
    }

    /// The access token, when somebody is signed in.
    pub fn token(&self) -> Option<String> {
        self.token.read().ok().and_then(|token| token.clone())
    }

    /// Uses this access token, or none.
    pub fn set_token(&self, token: Option<String>) {
        if let Ok(mut current) = self.token.write() {
            *current = token;
        }
    }

    /// Remembers as which system this client signed in; nothing for a person.
    pub(crate) fn remember(&self, system: Option<(Uuid, String)>) {
        if let Ok(mut current) = self.system.write() {
            *current = system;
        }
    }

    /// As which system this client signed in.
    fn as_system(&self) -> Option<(Uuid, String)> {
        self.system.read().ok().and_then(|system| system.clone())
    }

    /// A session was opened; answers whether it is of the same person as the last one, or the first.
    pub(crate) fn hold(&self, session: &Session) -> bool {
        self.set_token(Some(session.access_token.clone()));
        self.set_renewable(true);
        let before = self.person.write().ok().and_then(|mut person| person.replace(session.person.id));
        before.is_none_or(|before| before == session.person.id)
    }

    /// Sends a request once.
    async fn send_once(&self, method: Method, address: &str, token: Option<&str>, extras: &Extras<'_>) -> Result<Answer, Error> {
        let bearer = token.map(|token| format!("Bearer {token}"));
        let mut headers = vec![("accept", extras.accept.unwrap_or("application/json"))];
        headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
        headers.extend(extras.if_match.map(|etag| ("if-match", etag)));
        headers.extend(extras.if_none_match.then_some(("if-none-match", "*")));
        headers.extend(extras.idempotency_key.as_deref().map(|key| ("idempotency-key", key)));
        headers.extend(extras.body.as_ref().map(|_| ("content-type", extras.media_type.unwrap_or("application/json"))));
        let address = format!("{}{address}", self.origin);
        self.http.send(Request { method, address: &address, headers: &headers, body: extras.body.as_deref() }).await
    }

    /// Sends a request, again when the server is busy, and once more with a new token when the one it had has expired. In a box, so that what each resource
    /// asks does not hold all of it.
    pub(crate) fn send<'a>(&'a self, method: Method, path: &str, extras: Extras<'a>) -> Sending<'a> {
        let address = format!("{BASE}{path}");
        Box::pin(async move { self.send_to(&address, method, extras).await })
    }

    /// The same, to an address outside the API.
    pub(crate) async fn send_to(&self, address: &str, method: Method, extras: Extras<'_>) -> Result<Answer, Error> {
        let mut renewed = false;
        let mut attempt = 0;
        loop {
            let used = self.token().filter(|_| !extras.anonymous);
            let answer = self.send_once(method, address, used.as_deref(), &extras).await?;
            match answer.status {
                BUSY if attempt < RETRIES => {
                    attempt += 1;
                    pause(100 << attempt).await;
                }
                UNAUTHENTICATED if !renewed && !extras.anonymous && (self.renewable.load(Ordering::Relaxed) || self.as_system().is_some()) => {
                    renewed = true;
                    if let Some((id, secret)) = self.as_system() {
                        // When that fails too, the first answer tells what matters.
                        if Box::pin(self.sign_in_as_client(id, &secret)).await.is_err() {
                            self.set_token(None);
                            return Err(problem_in(answer.status, address, &answer.body));
                        }
                        continue;
                    }
                    match Box::pin(self.renew_after(used)).await {
                        Ok(true) => {}
                        // Somebody else has signed in meanwhile, in another window: this was not asked by them.
                        Ok(false) => return Err(problem_in(answer.status, address, &answer.body)),
                        // The first answer tells what matters: sign in.
                        Err(error) if error.status() == Some(401) => return Err(problem_in(answer.status, address, &answer.body)),
                        // Whether the session goes on is not known.
                        Err(error) => return Err(error),
                    }
                }
                _ if answer.is_success() => return Ok(answer),
                _ => return Err(problem_in(answer.status, address, &answer.body)),
            }
        }
    }

    /// Renews the session, unless another request has done so since this token was used; answers whether it is of the same person. When it cannot be renewed it is over, until somebody signs in, here
    /// or in another window: the next refusal is answered by trying again.
    async fn renew_after(&self, used: Option<String>) -> Result<bool, Error> {
        let renewal = async {
            if self.token().is_some_and(|token| Some(&token) != used.as_ref()) {
                return Ok(true);
            }
            match self.renew_now().await {
                Ok((session, same)) => {
                    self.tell(Change::Renewed(Box::new(session)));
                    Ok(same)
                }
                Err(error) => {
                    if error.status() == Some(401) {
                        self.set_token(None);
                        self.tell(Change::Ended);
                    }
                    Err(error)
                }
            }
        };
        in_turn(renewal).await
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        read(&self.send(Method::Get, path, Extras::default()).await?)
    }
}

/// In the browser windows take turns, as a refresh cookie works once.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn in_turn<T>(renewal: impl Future<Output = T>) -> T {
    crate::lock::exclusively("kompaan.renew", renewal).await
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn in_turn<T>(renewal: impl Future<Output = T>) -> T {
    renewal.await
}

pub(crate) fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, Error> {
    serde_json::from_slice(&answer.body).map_err(|error| Error::Unreadable(error.to_string()))
}

/// An error as OAuth tells it (RFC 6749, section 5.2).
#[derive(serde::Deserialize)]
struct OAuthError {
    error: String,
    #[serde(default)]
    error_description: Option<String>,
}

fn problem_in(status: u16, path: &str, body: &[u8]) -> Error {
    if let Ok(problem) = serde_json::from_slice::<Problem>(body) {
        return Error::Problem(Box::new(problem));
    }
    match serde_json::from_slice::<OAuthError>(body) {
        Ok(OAuthError { error, error_description }) => Error::Problem(Box::new(Problem {
            kind: "about:blank".into(),
            title: "No token".into(),
            status,
            detail: error_description.unwrap_or_else(|| error.clone()),
            instance: path.into(),
            code: error,
            ..Problem::default()
        })),
        Err(_) => Error::Unreadable(format!("status {status} without a problem")),
    }
}

#[cfg(not(target_arch = "wasm32"))]
async fn pause(milliseconds: u32) {
    tokio::time::sleep(std::time::Duration::from_millis(milliseconds.into())).await;
}

#[cfg(target_arch = "wasm32")]
async fn pause(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
}

/// The pairs of a query string.
pub(crate) fn pairs<T: Serialize>(part: &T) -> Vec<String> {
    serde_json::to_value(part).map(pairs_of).unwrap_or_default()
}

fn pairs_of(part: serde_json::Value) -> Vec<String> {
    let serde_json::Value::Object(fields) = part else { return vec![] };
    fields
        .into_iter()
        .flat_map(|(name, value)| {
            let values = match value {
                serde_json::Value::Array(values) => values,
                value => vec![value],
            };
            values.into_iter().filter(|value| !value.is_null()).map(move |value| {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                format!("{name}={}", percent_encode(&text))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that answers requests, each over a connection of its own, by their first line; answers its origin and the lines that it saw.
    fn server(answer: impl Fn(&str, usize) -> (u16, String) + Send + 'static) -> (String, Arc<RwLock<Vec<String>>>) {
        use std::io::{BufRead, BufReader, Read, Write};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<RwLock<Vec<String>>> = Arc::default();
        let lines = seen.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut first, mut length) = (String::new(), 0);
                reader.read_line(&mut first).unwrap();
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).unwrap();
                    if line.trim().is_empty() {
                        break;
                    }
                    if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                        length = value.trim().parse().unwrap();
                    }
                }
                reader.read_exact(&mut vec![0; length]).unwrap();
                let first = first.trim_end_matches(" HTTP/1.1\r\n").to_owned();
                lines.write().unwrap().push(first.clone());
                let count = lines.read().unwrap().iter().filter(|line| **line == first).count();
                let (status, body) = answer(&first, count);
                write!(stream, "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len())
                    .unwrap();
            }
        });
        (origin, seen)
    }

    fn session_of(person: u128) -> String {
        let person = serde_json::json!({
            "id": Uuid::from_u128(person), "name": "Demo", "email": null, "jobTitle": "", "organisationId": Uuid::nil(), "organisationName": "Best", "expertise": [],
            "themeIds": [], "language": "nl", "status": "active", "roles": [], "emailVisible": false, "version": 1, "createdAt": "2026-01-01T00:00:00Z",
            "updatedAt": "2026-01-01T00:00:00Z", "deletedAt": null, "can": [],
        });
        serde_json::json!({
            "accessToken": "token", "expiresAt": "2026-01-01T00:10:00Z", "person": person, "secondFactorMissing": false, "privacyToAccept": false, "lastVisitAt": "2026-01-01T00:00:00Z",
        })
        .to_string()
    }

    const REFUSED: &str = r#"{"type":"about:blank","title":"x","status":401,"detail":"","instance":"/","code":"unauthenticated","errors":[]}"#;

    #[tokio::test]
    async fn a_request_is_repeated_for_the_same_person_only() {
        for (other, times) in [(1, 2), (2, 1)] {
            let (origin, seen) = server(move |line, count| match line {
                "POST /api/v1/sessions" => (200, session_of(1)),
                "POST /api/v1/sessions/_renew" => (200, session_of(other)),
                _ if count == 1 => (401, REFUSED.into()),
                _ => (200, "{\"items\":[]}".into()),
            });
            let client = Client::new(&origin);
            client.sign_in("a@example.org", "b").await.unwrap();
            let mut changes = client.changes();
            let answer = client.get::<serde_json::Value>("/tasks").await;
            assert_eq!(answer.is_ok(), times == 2, "{answer:?}");
            assert_eq!(seen.read().unwrap().iter().filter(|line| line.ends_with("/tasks")).count(), times);
            assert!(matches!(changes.try_recv(), Ok(Change::Renewed(_))), "the app hears whose session it is now");
        }
    }

    #[tokio::test]
    async fn a_session_that_is_over_is_asked_for_again_and_not_when_the_line_broke() {
        let (origin, seen) = server(|line, count| match line {
            "POST /api/v1/sessions" => (200, session_of(1)),
            // In another window somebody has signed in meanwhile.
            "POST /api/v1/sessions/_renew" if count > 1 => (200, session_of(1)),
            "GET /api/v1/me" if count > 2 => (200, "{}".into()),
            _ => (401, REFUSED.into()),
        });
        let client = Client::new(&origin);
        assert_eq!(client.get::<serde_json::Value>("/tasks").await.unwrap_err().status(), Some(401));
        assert_eq!(seen.read().unwrap().len(), 1, "nobody was signed in");
        client.sign_in("a@example.org", "b").await.unwrap();
        let mut changes = client.changes();
        assert_eq!(client.get::<serde_json::Value>("/me").await.unwrap_err().status(), Some(401));
        assert_eq!(changes.try_recv().ok(), Some(Change::Ended));
        assert_eq!(client.token(), None);
        assert!(client.get::<serde_json::Value>("/me").await.is_ok(), "the renewal is tried again");
        let _ = client.sign_out().await;
        let before = seen.read().unwrap().len();
        assert!(client.get::<serde_json::Value>("/tasks").await.is_err());
        assert_eq!(seen.read().unwrap().len(), before + 1, "who signed out is not signed in again");

        let (origin, _) = server(|line, _| match line {
            "POST /api/v1/sessions" => (200, session_of(1)),
            "POST /api/v1/sessions/_renew" => (500, "{}".into()),
            _ => (401, REFUSED.into()),
        });
        let client = Client::new(&origin);
        client.sign_in("a@example.org", "b").await.unwrap();
        let mut changes = client.changes();
        assert!(matches!(client.get::<serde_json::Value>("/me").await, Err(Error::Unreadable(_))));
        assert!(client.token().is_some() && changes.try_recv().is_err(), "whether it is over is not known");
    }

    #[test]
    fn why_there_is_no_token_is_read() {
        let refused = problem_in(401, "/oauth/token", br#"{"error":"invalid_client","error_description":"Not known."}"#);
        let problem = refused.problem().unwrap();
        assert_eq!((refused.status(), problem.code.as_str(), problem.detail.as_str()), (Some(401), "invalid_client", "Not known."));
        let busy = problem_in(429, "/oauth/token", br#"{"error":"slow_down"}"#);
        assert_eq!(busy.problem().map(|problem| (problem.code.as_str(), problem.detail.as_str())), Some(("slow_down", "slow_down")));
        assert!(matches!(problem_in(502, "/", b"<html>"), Error::Unreadable(_)));
    }

    #[test]
    fn a_query_names_only_what_is_set_and_encodes_it() {
        let filter = contract::community::CommunityFilter { q: Some("werk & zó".into()), mine: Some(true), ..Default::default() };
        assert_eq!(pairs(&filter), ["mine=true", "q=werk%20%26%20z%C3%B3"]);
        assert!(pairs(&contract::community::CommunityFilter::default()).is_empty());
        use contract::community::CommunityKind::{ExpertiseCentre, WorkingGroup};
        let several = contract::community::CommunityFilter { kind: contract::list::AnyOf(vec![ExpertiseCentre, WorkingGroup]), ..Default::default() };
        assert_eq!(pairs(&several), [format!("kind={ExpertiseCentre}"), format!("kind={WorkingGroup}")], "each value by itself");
    }
}
