//! Errors as answers: [`ApiError`] alone knows status codes.
use actix_web::{HttpResponse, ResponseError, error::PayloadError, http::StatusCode};
use contract::{FieldError, Problem, field_errors, problem::explain, violations_to_errors};
use domain::{Violations, api_client::ApiScope, member::Refusal, policy::Decision};
use persistence::StoreError;

/// Why a request is not done.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    #[error("Sign in first, or renew your session.")]
    Unauthenticated,
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
    #[error("{0}")]
    State(&'static str, String),
    #[error("The Idempotency-Key was used for another request.")]
    IdempotencyKeyReused,
    #[error("Somebody changed this since you read it. Compare your change with the current version, and send it again with its ETag.")]
    Stale(Option<Box<serde_json::Value>>),
    #[error("Something with this id exists already.")]
    Exists,
    #[error("None of the file lies in this range; it has {0} bytes.")]
    OutOfRange(u64),
    #[error("Send If-Match with the ETag of the version that you read.")]
    PreconditionRequired,
    #[error("Too many attempts; wait {0} seconds.")]
    TooManyAttempts(i64),
    #[error("Too many requests; wait {0} seconds.")]
    TooManyRequests(i64),
    #[error("The service is busy; try again in a moment.")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("Something went wrong on our side.")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ApiError {
    /// An error of ours.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }

    /// What we depend on does not answer now.
    pub fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Unavailable(cause.into())
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
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated", "Not signed in"),
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
            Self::State(code, _) => (StatusCode::CONFLICT, code, "Not possible in this state"),
            Self::IdempotencyKeyReused => (StatusCode::CONFLICT, "idempotency_key_reused", "Idempotency-Key reused"),
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
            Self::Invalid(errors) | Self::UnknownReference(errors) => problem.errors.clone_from(errors),
            Self::State(_, detail) => problem.detail.clone_from(detail),
            Self::Stale(current) => problem.current = current.as_deref().cloned(),
            Self::MethodNotAllowed(allow) => {
                response.insert_header(("Allow", allow.as_str()));
            }
            Self::Unauthenticated | Self::PasskeyRefused | Self::SecondFactorRequired | Self::WrongCode => {
                response.insert_header(("WWW-Authenticate", "Bearer"));
            }
            Self::InsufficientScope(scope) => {
                response.insert_header(("WWW-Authenticate", format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"")));
            }
            Self::UnsupportedEncoding => {
                response.insert_header(("Accept-Encoding", "identity"));
            }
            Self::TooManyAttempts(seconds) | Self::TooManyRequests(seconds) => {
                response.insert_header(("Retry-After", seconds.to_string()));
            }
            Self::OutOfRange(size) => {
                response.insert_header(("Content-Range", format!("bytes */{size}")));
            }
            Self::SlowBody => {
                response.force_close();
            }
            Self::Unavailable(_) => {
                response.insert_header(("Retry-After", "1"));
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
        self.answer(crate::openapi::SOMEWHERE, "")
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate => Self::Duplicate,
            StoreError::Reference => Self::UnknownReference(vec![]),
            StoreError::Stale => Self::Stale(None),
            StoreError::Unavailable(_) => Self::unavailable(error),
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

/// Refuses what breaks a rule of the domain, with every fault at once.
pub fn check_rules(violations: Violations) -> Result<(), ApiError> {
    violations_to_errors(violations).map_err(|errors| ApiError::Invalid(field_errors(&errors)))
}

/// Turns a decision into an answer.
pub fn allow(decision: Decision) -> Result<(), ApiError> {
    match decision {
        Decision::Allow => Ok(()),
        Decision::Unauthenticated => Err(ApiError::Unauthenticated),
        Decision::Forbidden => Err(ApiError::Forbidden),
        Decision::Hidden => Err(ApiError::NotFound),
    }
}
