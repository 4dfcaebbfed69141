//! Files that people send: checked by their content, looked through by a scanner, and kept in a store of objects: a folder, or one that speaks S3.
mod check;
mod scanner;

pub use check::{Refusal, check};

use crate::{app::App, config};
use actix_web::web::Bytes;
use anyhow::Context;
use chrono::{DateTime, Duration, Utc};
use domain::{UploadId, document::UPLOAD_HOURS, resource::RESTORE_DAYS};
use futures::stream::BoxStream;
use object_store::{ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path, prefix::PrefixStore};
use scanner::Scanner;
use std::sync::Arc;

/// Where the contents are, and who looks through them.
pub struct Files {
    store: Arc<dyn ObjectStore>,
    scanner: Option<Scanner>,
    /// The largest file that is taken, in bytes.
    pub most: usize,
}

impl Files {
    /// As configured.
    pub fn new(config: &config::Files) -> anyhow::Result<Self> {
        let store: Arc<dyn ObjectStore> = if config.url.is_empty() {
            let folder = &config.folder;
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}; set another with KOMPAAN__FILES__FOLDER", folder.display()))?;
            Arc::new(LocalFileSystem::new_with_prefix(folder).context("files.folder")?)
        } else {
            let url = config.url.parse().context("files.url is not an address")?;
            let (store, prefix) = object_store::parse_url_opts(&url, config.store_options()).context("files.url")?;
            Arc::new(PrefixStore::new(store, prefix))
        };
        let scanner = (!config.scanner.is_empty()).then(|| Scanner::new(&config.scanner)).transpose()?;
        Ok(Self { store, scanner, most: config.max_megabytes * 1024 * 1024 })
    }

    /// Whether the scanner finds nothing in it; also when there is no scanner.
    ///
    /// # Errors
    /// When the scanner does not answer: then nobody knows.
    pub async fn is_clean(&self, content: &[u8]) -> anyhow::Result<bool> {
        match &self.scanner {
            Some(scanner) => scanner.is_clean(content).await,
            None => Ok(true),
        }
    }

    /// Keeps a content.
    pub async fn put(&self, id: UploadId, content: Bytes) -> Result<(), object_store::Error> {
        self.store.put(&place(id), content.into()).await.map(|_| ())
    }

    /// Reads a content, piece by piece.
    pub async fn get(&self, id: UploadId) -> Result<BoxStream<'static, Result<Bytes, object_store::Error>>, object_store::Error> {
        Ok(self.store.get(&place(id)).await?.into_stream())
    }

    async fn remove(&self, id: UploadId) -> Result<(), object_store::Error> {
        match self.store.delete(&place(id)).await {
            // Another server was first.
            Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Ids made at the same time begin alike; their last letters spread them over folders.
fn place(id: UploadId) -> Path {
    let name = id.0.simple().to_string();
    let folder = name.get(name.len() - 2..).unwrap_or_default().to_owned();
    Path::from_iter([folder, name])
}

/// Removes what nobody refers to any more; answers how many files that were.
pub async fn forget(app: &App, now: DateTime<Utc>) -> anyhow::Result<usize> {
    let conn = app.db.bookkeeping();
    let forgotten = persistence::upload::forgotten(conn, now - Duration::hours(UPLOAD_HOURS), now - Duration::days(RESTORE_DAYS)).await?;
    for id in &forgotten {
        app.files.remove(*id).await?;
        persistence::upload::removed(conn, *id, now).await?;
    }
    Ok(forgotten.len())
}
