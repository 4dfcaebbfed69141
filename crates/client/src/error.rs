use contract::Problem;

/// Why a request did not succeed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// The server refused, and says why.
    #[error("{} ({})", .0.detail, .0.code)]
    Problem(Box<Problem>),
    /// The server could not be reached, or the connection broke.
    #[error("no connection: {0}")]
    Network(String),
    /// The answer was not what the API promises.
    #[error("unreadable answer: {0}")]
    Unreadable(String),
}

impl Error {
    /// The problem, when the server gave one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Network(_) | Self::Unreadable(_) => None,
        }
    }

    /// The status of the problem, when the server gave one.
    pub fn status(&self) -> Option<u16> {
        self.problem().map(|problem| problem.status)
    }
}
