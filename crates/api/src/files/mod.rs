//! Files that people send: checked by their content, looked through by a scanner, and kept in a store of objects: a folder, or one that speaks S3.
mod check;
mod office;
mod pdf;
mod room;
mod scanner;

pub use check::Refusal;
pub use room::Place;

use crate::{config, error::ApiError};
use actix_web::web::{Bytes, Payload};
use anyhow::Context;
use chrono::{DateTime, Duration, Utc};
use domain::{
    UploadId,
    document::{FileKind, UPLOAD_HOURS},
    resource::RESTORE_DAYS,
};
use futures::{StreamExt, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, local::LocalFileSystem, path::Path, prefix::PrefixStore};
use persistence::{Database, in_use};
use room::Room;
use scanner::Scanner;
use std::{ops::Range, sync::Arc};
use uuid::Uuid;

/// Where the contents are, and who looks through them.
pub struct Files {
    store: Arc<dyn ObjectStore>,
    scanner: Option<Scanner>,
    room: Arc<Room>,
    /// The largest file that is taken, in bytes.
    pub most: usize,
}

impl Files {
    /// As configured.
    pub fn new(config: &config::Files) -> anyhow::Result<Self> {
        let store: Arc<dyn ObjectStore> = if config.url.is_empty() {
            let folder = &config.folder;
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}; set another with KOMPAAN__FILES__FOLDER", folder.display()))?;
            // What is acknowledged is on the disk, and so is the folder that names it, as with the database.
            Arc::new(LocalFileSystem::new_with_prefix(folder).context("files.folder")?.with_fsync(true))
        } else {
            let url = config.url.parse().context("files.url is not an address")?;
            let (store, prefix) = object_store::parse_url_opts(&url, config.store_options()).context("files.url")?;
            Arc::new(PrefixStore::new(store, prefix))
        };
        let scanner = (!config.scanner.is_empty()).then(|| Scanner::new(&config.scanner)).transpose()?;
        let most = config.max_megabytes.saturating_mul(1024 * 1024);
        Ok(Self { store, scanner, room: Room::new(most), most })
    }

    /// Reads what a caller sends: at most the largest size, and as much as there is room for in memory. The place is kept for as long as the content is
    /// handled.
    pub async fn receive(&self, caller: Uuid, mut payload: Payload) -> Result<(Vec<u8>, Place), ApiError> {
        let mut place = self.room.place(caller);
        let mut content = vec![];
        while let Some(piece) = payload.next().await {
            let piece = piece.map_err(|error| ApiError::from_payload(&error))?;
            if content.len().saturating_add(piece.len()) > self.most {
                return Err(ApiError::TooLarge);
            }
            place.grow(piece.len())?;
            content.extend_from_slice(&piece);
        }
        Ok((content, place))
    }

    /// What a file is, and the content as it is kept; in turn with others, as it may take long.
    pub async fn check(&self, name: &str, content: Vec<u8>, place: Place) -> Result<(Result<(FileKind, Vec<u8>), Refusal>, Place), ApiError> {
        let name = name.to_owned();
        self.room.in_turn(place, move || check::check(&name, content)).await
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

    /// Reads a content, or these bytes of it, piece by piece.
    pub async fn get(&self, id: UploadId, bytes: Option<Range<u64>>) -> Result<BoxStream<'static, Result<Bytes, object_store::Error>>, object_store::Error> {
        let options = GetOptions { range: bytes.map(GetRange::Bounded), ..GetOptions::default() };
        Ok(self.store.get_opts(&place(id), options).await?.into_stream())
    }

    /// Removes what nobody refers to any more; answers how many files that were.
    pub async fn forget(&self, db: &Database, now: DateTime<Utc>) -> anyhow::Result<usize> {
        let conn = db.bookkeeping();
        let forgotten =
            persistence::upload::forgotten(conn, now - Duration::hours(UPLOAD_HOURS), in_use::holders_deleted(now - Duration::days(RESTORE_DAYS))).await?;
        let mut removed = 0;
        for id in forgotten {
            // One that stays does not keep the others; it is tried again in the next round.
            if let Err(error) = self.remove(id).await {
                tracing::error!(%id, %error, "a file could not be removed");
                continue;
            }
            persistence::upload::removed(conn, id, now).await?;
            removed += 1;
        }
        Ok(removed)
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
