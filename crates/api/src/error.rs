//! Errors as answers: [`ApiError`] alone knows status codes.
use actix_web::{HttpResponse, ResponseError, error::PayloadError, http::StatusCode};
use contract::{FieldError, Problem, field_errors, problem::explain};
use domain::{Violations, api_client::ApiScope, member::Refusal, policy::Decision};
use persistence::StoreError;

/// When somebody may come back, and which limit asks that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub seconds: i64,
    pub policy: &'static str,
    /// So much is free.
    pub quota: u32,
    /// In so many seconds; none for a wait that grows.
    pub window: Option<u32>,
}

impl Wait {
    /// `Retry-After`, and the same by the draft of the IETF on fields for rate limits (draft-ietf-httpapi-ratelimit-headers-10).
    pub fn headers(self) -> [(&'static str, String); 3] {
        let Self { seconds, policy, quota, window } = self;
        let window = window.map(|window| format!(";w={window}")).unwrap_or_default();
        [
            ("Retry-After", seconds.to_string()),
            ("RateLimit", format!("\"{policy}\";r=0;t={seconds}")),
            ("RateLimit-Policy", format!("\"{policy}\";q={quota}{window}")),
        ]
    }
}

/// Why a request is not done.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("Sign in first, or renew your session.")]
    Unauthenticated,
    #[error("This access token has expired, was ended or is not ours. Sign in, or renew your session.")]
    InvalidToken,
    #[error("This system may not come from this network.")]
    OtherNetwork,
    #[error("The e-mail address and password do not belong together.")]
    WrongCredentials,
    #[error("This passkey is not known here, or was not accepted.")]
    PasskeyRefused,
    #[error("Send the code of your second factor as well.")]
    SecondFactorRequired,
    #[error("This code is not right, or was used before.")]
    WrongCode,
    #[error("Your organisation asks for a second factor. Set one up first.")]
    SecondFactorMissing,
    #[error("This is for people, not for systems.")]
    NotForClients,
    #[error("The token does not have the scope {0}.")]
    InsufficientScope(ApiScope),
    #[error("You may not do this.")]
    Forbidden,
    #[error("This does not exist, or you may not see it.")]
    NotFound,
    #[error("This address does not know this method.")]
    MethodNotAllowed(String),
    #[error("The answer is not available in a form that Accept names.")]
    NotAcceptable,
    #[error("The request is not valid: see the errors.")]
    Invalid(Vec<FieldError>),
    #[error("The body is not readable as JSON: {0}")]
    Malformed(String),
    #[error("The body must be {0}.")]
    UnsupportedMediaType(&'static str),
    #[error("The body must be sent as it is, without Content-Encoding.")]
    UnsupportedEncoding,
    #[error("The body is larger than it may be.")]
    TooLarge,
    #[error("The body did not arrive in time.")]
    SlowBody,
    #[error("The request refers to something that does not exist, or that you may not see: see the errors.")]
    UnknownReference(Vec<FieldError>),
    #[error("Something with these unique values exists already.")]
    Duplicate,
    #[error("Other things still refer to this.")]
    InUse,
    #[error("What this belongs to or refers to was deleted. Restore that first: see the errors.")]
    RestoreFirst(Vec<FieldError>),
    #[error("{0}")]
    State(&'static str, String),
    #[error("The Idempotency-Key was used for another request.")]
    IdempotencyKeyReused,
    #[error("A request with this Idempotency-Key is being answered at this moment; send it again to get that answer.")]
    IdempotencyInProgress,
    #[error("Somebody changed this since you read it. Compare your change with the current version, and send it again with its ETag.")]
    Stale(Option<Box<serde_json::Value>>),
    #[error("Something with this id exists already.")]
    Exists,
    #[error("None of the file lies in this range; it has {0} bytes.")]
    OutOfRange(u64),
    #[error("Send If-Match with the ETag of the version that you read.")]
    PreconditionRequired,
    #[error("Too many attempts; wait {} seconds.", .0.seconds)]
    TooManyAttempts(Wait),
    #[error("Too many requests; wait {} seconds.", .0.seconds)]
    TooManyRequests(Wait),
    #[error("The service is busy; try again in a moment.")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("The disk of the server is full, so nothing was saved. Try again when its administrator has made room.")]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("The server cannot read or write what it keeps, so nothing was saved. Its administrator must look at it.")]
    Storage(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("Something went wrong on our side.")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ApiError {
    /// An error of ours.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }

    /// What we depend on does not answer now, or has no room.
    pub fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let cause = cause.into();
        let mut source: Option<&(dyn std::error::Error + 'static)> = Some(cause.as_ref());
        while let Some(error) = source {
            if error.downcast_ref().is_some_and(persistence::error::is_full) {
                return Self::DiskFull(cause);
            }
            source = error.source();
        }
        Self::Unavailable(cause)
    }

    /// Writes the cause of an error of ours to the log: whoever asked hears no more than that it is ours.
    pub fn log(&self, request_id: &str, path: &str) {
        match self {
            Self::Unavailable(cause) => tracing::warn!(request_id, path, error = chain(cause.as_ref()), "request refused for now"),
            Self::DiskFull(cause) | Self::Storage(cause) => {
                tracing::error!(request_id, path, error = chain(cause.as_ref()), "request refused: nothing can be written")
            }
            Self::Internal(cause) => tracing::error!(request_id, path, error = chain(cause.as_ref()), "request failed"),
            _ => {}
        }
    }

    /// The body could not be read.
    pub fn from_payload(error: &PayloadError) -> Self {
        match error {
            PayloadError::Overflow => Self::TooLarge,
            PayloadError::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => Self::SlowBody,
            other => Self::Malformed(other.to_string()),
        }
    }

    /// A reference in the body to something that does not exist for who asks.
    pub fn unknown(pointer: &str) -> Self {
        Self::UnknownReference(vec![FieldError::body(pointer, "unknown_reference", explain("unknown_reference", None))])
    }

    /// Status, code and title: one row for each error.
    fn row(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Invalid(_) => (StatusCode::BAD_REQUEST, "invalid", "Invalid request"),
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed", "Malformed request"),
            Self::Unauthenticated | Self::InvalidToken | Self::OtherNetwork => (StatusCode::UNAUTHORIZED, "unauthenticated", "Not signed in"),
            Self::WrongCredentials => (StatusCode::UNAUTHORIZED, "wrong_credentials", "Not signed in"),
            Self::PasskeyRefused => (StatusCode::UNAUTHORIZED, "passkey_refused", "Not signed in"),
            Self::SecondFactorRequired => (StatusCode::UNAUTHORIZED, "second_factor_required", "Not signed in"),
            Self::WrongCode => (StatusCode::UNAUTHORIZED, "wrong_code", "Not signed in"),
            Self::SecondFactorMissing => (StatusCode::FORBIDDEN, "second_factor_missing", "Not allowed"),
            Self::NotForClients => (StatusCode::FORBIDDEN, "not_for_clients", "Not allowed"),
            Self::InsufficientScope(_) => (StatusCode::FORBIDDEN, "insufficient_scope", "Not allowed"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden", "Not allowed"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "Not found"),
            Self::MethodNotAllowed(_) => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "Method not allowed"),
            Self::NotAcceptable => (StatusCode::NOT_ACCEPTABLE, "not_acceptable", "Not acceptable"),
            Self::UnknownReference(_) => (StatusCode::CONFLICT, "unknown_reference", "Unknown reference"),
            Self::Duplicate => (StatusCode::CONFLICT, "duplicate", "Exists already"),
            Self::InUse => (StatusCode::CONFLICT, "in_use", "Still in use"),
            Self::RestoreFirst(_) => (StatusCode::CONFLICT, "restore_first", "Something else comes first"),
            Self::State(code, _) => (StatusCode::CONFLICT, code, "Not possible in this state"),
            Self::IdempotencyKeyReused => (StatusCode::CONFLICT, "idempotency_key_reused", "Idempotency-Key reused"),
            Self::IdempotencyInProgress => (StatusCode::CONFLICT, "idempotency_in_progress", "In progress"),
            Self::Stale(_) => (StatusCode::PRECONDITION_FAILED, "stale", "Changed by somebody else"),
            Self::Exists => (StatusCode::PRECONDITION_FAILED, "exists", "Exists already"),
            Self::OutOfRange(_) => (StatusCode::RANGE_NOT_SATISFIABLE, "out_of_range", "Out of range"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "Body too large"),
            Self::SlowBody => (StatusCode::REQUEST_TIMEOUT, "slow_body", "Body too slow"),
            Self::UnsupportedMediaType(_) => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Unsupported media type"),
            Self::UnsupportedEncoding => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_encoding", "Unsupported content coding"),
            Self::PreconditionRequired => (StatusCode::PRECONDITION_REQUIRED, "precondition_required", "If-Match required"),
            Self::TooManyAttempts(_) => (StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", "Too many attempts"),
            Self::TooManyRequests(_) => (StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "Too many requests"),
            Self::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Unavailable"),
            Self::DiskFull(_) => (StatusCode::INSUFFICIENT_STORAGE, "disk_full", "Disk full"),
            Self::Storage(_) => (StatusCode::SERVICE_UNAVAILABLE, "storage_failed", "Storage fails"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Internal error"),
        }
    }

    /// The answer, for a request to this path of the installation at this origin.
    pub fn answer(&self, origin: &str, instance: &str) -> HttpResponse {
        let (status, code, title) = self.row();
        let mut response = HttpResponse::build(status);
        let mut problem = Problem {
            kind: format!("{origin}/problems/{code}"),
            title: title.into(),
            status: status.as_u16(),
            detail: self.to_string(),
            instance: instance.into(),
            code: code.into(),
            errors: vec![],
            current: None,
        };
        match self {
            Self::Invalid(errors) | Self::UnknownReference(errors) | Self::RestoreFirst(errors) => problem.errors.clone_from(errors),
            Self::State(_, detail) => problem.detail.clone_from(detail),
            Self::Stale(current) => problem.current = current.as_deref().cloned(),
            Self::MethodNotAllowed(allow) => {
                response.insert_header(("Allow", allow.as_str()));
            }
            Self::Unauthenticated | Self::PasskeyRefused | Self::SecondFactorRequired | Self::WrongCode => {
                response.insert_header(("WWW-Authenticate", "Bearer"));
            }
            Self::InvalidToken | Self::OtherNetwork => {
                response.insert_header(("WWW-Authenticate", "Bearer error=\"invalid_token\""));
            }
            Self::InsufficientScope(scope) => {
                response.insert_header(("WWW-Authenticate", format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"")));
            }
            Self::UnsupportedEncoding => {
                response.insert_header(("Accept-Encoding", "identity"));
            }
            Self::TooManyAttempts(wait) | Self::TooManyRequests(wait) => {
                for header in wait.headers() {
                    response.insert_header(header);
                }
            }
            Self::OutOfRange(size) => {
                response.insert_header(("Content-Range", format!("bytes */{size}")));
            }
            Self::SlowBody => {
                response.force_close();
            }
            Self::Unavailable(_) | Self::IdempotencyInProgress => {
                response.insert_header(("Retry-After", "1"));
            }
            // Nothing helps before somebody does something about it.
            Self::Storage(_) => {
                response.insert_header(("Retry-After", "60"));
            }
            _ => {}
        }
        response.content_type("application/problem+json").json(problem)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.row().0
    }

    fn error_response(&self) -> HttpResponse {
        self.answer(crate::SOMEWHERE, "")
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate => Self::Duplicate,
            StoreError::Reference => Self::UnknownReference(vec![]),
            StoreError::Stale => Self::Stale(None),
            StoreError::Unavailable(_) => Self::unavailable(error),
            StoreError::DiskFull(_) => Self::DiskFull(error.into()),
            StoreError::Storage(_) => Self::Storage(error.into()),
            StoreError::Corrupt(_) | StoreError::Unjournaled | StoreError::Db(_) => Self::internal(error),
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::Archived => "archived",
            Refusal::ByInvitation => "by_invitation",
            Refusal::AlreadyThere => "already_there",
            Refusal::NotRequested => "not_requested",
            Refusal::LastFacilitator => "last_facilitator",
            Refusal::NotActive => "not_active",
        };
        let detail = refusal.to_string();
        let mut letters = detail.chars();
        let sentence = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default() + letters.as_str() + ".";
        Self::State(code, sentence)
    }
}

/// An error with what caused it, as far as it does not say so itself.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        if !text.contains(&said) {
            text = text + ": " + &said;
        }
        source = cause.source();
    }
    text
}

/// Refuses what breaks a rule of the domain.
///
/// # Errors
/// [`ApiError::Invalid`] with every fault at once.
pub fn check_rules(violations: Violations) -> Result<(), ApiError> {
    if violations.is_empty() { Ok(()) } else { Err(ApiError::Invalid(field_errors(violations))) }
}

/// Turns a decision into an answer.
///
/// # Errors
/// The error that says what the caller may hear of it: [`ApiError::NotFound`] where they may not know that it exists.
pub fn allow(decision: Decision) -> Result<(), ApiError> {
    match decision {
        Decision::Allow => Ok(()),
        Decision::Unauthenticated => Err(ApiError::Unauthenticated),
        Decision::Forbidden => Err(ApiError::Forbidden),
        Decision::Hidden => Err(ApiError::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{self, ErrorKind, Write},
        sync::{Arc, Mutex},
    };

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, some: &[u8]) -> io::Result<usize> {
            self.0.lock().map_err(|_| io::Error::other("poisoned"))?.write(some)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn errors_of_ours_are_logged_with_their_cause() {
        let cases = [
            (ApiError::internal("a column is missing"), "ERROR"),
            (ApiError::unavailable("nobody answers"), " WARN"),
            (ApiError::DiskFull("no room".into()), "ERROR"),
            (ApiError::Storage("read only".into()), "ERROR"),
        ];
        for (error, level) in cases {
            let lines = Lines::default();
            let writer = lines.clone();
            let log = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
            tracing::subscriber::with_default(log, || error.log("the request", "/api/v1/themes"));
            let said = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
            let cause = std::error::Error::source(&error).unwrap().to_string();
            assert!(said.contains(level) && said.contains(&cause) && said.contains("the request"), "{said}");
            assert!(error.row().0.is_server_error() && !error.to_string().contains(&cause), "who asks does not hear it");
        }
    }

    #[test]
    fn a_full_disk_is_told_wherever_in_the_causes_it_stands() {
        let deep = anyhow::Error::from(io::Error::from(ErrorKind::StorageFull)).context("cannot keep the file");
        assert!(matches!(ApiError::unavailable(deep), ApiError::DiskFull(_)));
        assert!(matches!(ApiError::unavailable(io::Error::from(ErrorKind::TimedOut)), ApiError::Unavailable(_)));
    }
}
