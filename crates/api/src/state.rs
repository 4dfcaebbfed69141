//! What every handler shares. Who puts it together stands in `app.rs`; what only needs a part of it is given that part.
use crate::{
    BASE,
    auth::{Identities, Readings, Tokens, Vault, keys::Keys, oidc::Providers, passkey::Passkeys},
    clock::Clock,
    config::Config,
    cursor::Cursors,
    files,
    limits::Limits,
    mail::Mailer,
    readiness::Readiness,
    representation::Published,
    schemas::Schemas,
    web,
};
use persistence::Database;

/// What every handler shares.
pub struct App {
    pub db: Database,
    pub clock: Clock,
    pub config: Config,
    pub tokens: Tokens,
    pub identities: Identities,
    pub vault: Vault,
    pub passkeys: Passkeys,
    pub providers: Providers,
    pub limits: Limits,
    pub keys: Keys,
    pub readings: Readings,
    pub mailer: Mailer,
    pub files: files::Files,
    /// Tells the jobs that there is work.
    pub work: tokio::sync::Notify,
    pub readiness: Readiness,
    pub cursors: Cursors,
    pub schemas: Schemas,
    /// The API document as JSON.
    pub document: Published,
    pub web: web::Files,
}

impl App {
    /// Who issues the tokens of systems.
    pub fn issuer(&self) -> String {
        self.link("")
    }

    /// For what the tokens of systems are.
    pub fn audience(&self) -> String {
        self.link(BASE)
    }

    /// A page of the web app as a link in a mail names it.
    pub fn link(&self, path: &str) -> String {
        self.config.server.origin() + path
    }
}
