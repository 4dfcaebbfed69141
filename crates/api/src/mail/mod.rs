//! Mail: written into the database in the transaction that gives cause to it, sent by a job. Links in mails begin with the configured address of
//! the platform, never with what a request calls itself.
mod texts;

pub use texts::{Letter, letter};

use crate::config;
use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::person::Person;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use persistence::{
    Database, StoreError,
    mail::{self as store, Addressee},
};
use sea_orm::ConnectionTrait;
use std::path::PathBuf;

/// Writes a letter to somebody about their account, in the unit of work that gives cause to it.
pub async fn tell<C: ConnectionTrait>(conn: &C, to: &Person, about: Letter<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Person { name, email, language, .. } = to;
    write(conn, &Addressee { name: name.clone(), email: email.clone(), language: *language }, about, now).await
}

/// Writes a letter to somebody, as part of what gives cause to it.
pub async fn write<C: ConnectionTrait>(conn: &C, to: &Addressee, about: Letter<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let (subject, text) = letter(about, to.language, &to.name);
    store::insert(conn, &to.email, subject, &text, now).await
}

/// Sends mails, or keeps them in a folder where no mail server is configured.
pub struct Mailer {
    from: Mailbox,
    way: Way,
    /// Whether people hear by mail of what colleagues ask of them.
    pub tells: bool,
}

enum Way {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
}

impl Mailer {
    /// As configured.
    pub fn new(config: &config::Mail) -> anyhow::Result<Self> {
        let from = config.from.parse().with_context(|| format!("mail.from is not an address: {}", config.from))?;
        let way = if config.url.is_empty() {
            Way::Folder(config.folder.clone())
        } else {
            let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.url).context("mail.url")?;
            Way::Smtp(Box::new(transport.build()))
        };
        Ok(Self { from, way, tells: true })
    }

    /// Whether mails stay here instead of being sent; then administrators may read them.
    pub fn keeps(&self) -> bool {
        matches!(self.way, Way::Folder(_))
    }

    /// The same for loading data, of which nobody needs to hear.
    #[must_use]
    pub fn silent(self) -> Self {
        Self { tells: false, ..self }
    }

    async fn send(&self, mail: &store::Mail) -> anyhow::Result<()> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(mail.recipient.parse()?)
            .subject(mail.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())?;
        match &self.way {
            Way::Smtp(transport) => {
                transport.send(message).await?;
            }
            Way::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await?;
                tokio::fs::write(folder.join(format!("{}.eml", mail.id)), message.formatted()).await?;
            }
        }
        Ok(())
    }

    /// Sends what is due; answers how many were sent. A mail that fails is tried again later.
    pub async fn deliver(&self, db: &Database, now: DateTime<Utc>) -> anyhow::Result<usize> {
        let conn = db.bookkeeping();
        let mut delivered = 0;
        for mail in store::claim(conn, now).await? {
            match self.send(&mail).await {
                Ok(()) => {
                    store::sent(conn, mail.id, self.keeps(), now).await?;
                    delivered += 1;
                }
                Err(error) => {
                    tracing::warn!(mail = %mail.id, attempt = mail.attempts + 1, error = format!("{error:#}"), "a mail was not sent");
                    store::failed(conn, mail.id, mail.attempts, &format!("{error:#}"), now).await?;
                }
            }
        }
        Ok(delivered)
    }
}
