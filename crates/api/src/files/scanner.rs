//! A scanner for viruses that speaks the protocol of clamd.
use anyhow::{Context, bail};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Scanning takes at most this long.
const PATIENCE: Duration = Duration::from_secs(30);
/// What is sent at a time.
const PIECE: usize = 64 * 1024;
/// The longest answer: a word and the name of what was found.
const ANSWER: u64 = 4096;

/// Where the scanner listens.
pub struct Scanner {
    address: String,
}

impl Scanner {
    /// `clamd://host:port`.
    pub fn new(address: &str) -> anyhow::Result<Self> {
        let address = address.strip_prefix("clamd://").context("files.scanner must be clamd://host:port")?;
        Ok(Self { address: address.to_owned() })
    }

    /// Whether nothing was found.
    ///
    /// # Errors
    /// When it does not answer, or not in a way that tells.
    pub async fn is_clean(&self, content: &[u8]) -> anyhow::Result<bool> {
        let answer = timeout(PATIENCE, self.ask(content)).await.context("the scanner does not answer")?.context("the scanner does not answer")?;
        match answer.trim_end_matches('\0').trim() {
            answer if answer.ends_with(" OK") => Ok(true),
            answer if answer.ends_with(" FOUND") => {
                tracing::warn!(answer, "a file was refused");
                Ok(false)
            }
            answer => bail!("the scanner answers {answer}"),
        }
    }

    async fn ask(&self, content: &[u8]) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(&self.address).await?;
        stream.write_all(b"zINSTREAM\0").await?;
        for piece in content.chunks(PIECE) {
            stream.write_u32(u32::try_from(piece.len()).unwrap_or(u32::MAX)).await?;
            stream.write_all(piece).await?;
        }
        stream.write_u32(0).await?;
        let mut answer = String::new();
        stream.take(ANSWER).read_to_string(&mut answer).await?;
        Ok(answer)
    }
}
