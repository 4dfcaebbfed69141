//! The files of the web app, in memory.
use crate::markdown::escaped;
use actix_web::web::Bytes;
use flate2::{Compression, write::GzEncoder};
use std::{collections::HashMap, io::Write, path::Path};

/// The time zone that the app takes when its page does not name one.
pub const USUAL_ZONE: &str = "Europe/Amsterdam";

/// The built web app in memory: a few hundred kilobytes, compressed by the build.
#[derive(Default)]
pub struct Files {
    files: HashMap<String, File>,
}

/// One file, in the forms in which it is sent.
pub(super) struct File {
    pub content_type: String,
    pub plain: Bytes,
    pub brotli: Option<Bytes>,
    pub gzip: Option<Bytes>,
    /// Whether the name changes with the content.
    pub immutable: bool,
}

impl Files {
    /// Reads a folder; an absent folder gives no files.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let mut files = HashMap::new();
        if folder.is_dir() {
            collect(folder, folder, &mut files)?;
        }
        Ok(Self { files })
    }

    /// Has the pages tell a setting that differs from what the app is built for, on their root, where it reads it.
    pub fn tell(&mut self, name: &str, value: &str, built_for: &str) {
        if value == built_for {
            return;
        }
        for page in self.files.values_mut().filter(|file| file.content_type.starts_with("text/html")) {
            let told = telling(&String::from_utf8_lossy(&page.plain), name, value);
            (page.brotli, page.gzip, page.plain) = (None, compressed(&told), told.into());
        }
    }

    /// Whether there is a file at this address.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The file at this address.
    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// The page with a setting on its root.
fn telling(page: &str, name: &str, value: &str) -> String {
    page.replacen("<html", &format!("<html data-{name}=\"{}\"", escaped(value)), 1)
}

fn collect(root: &Path, folder: &Path, files: &mut HashMap<String, File>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let variant = |suffix: &str| std::fs::read(format!("{}.{suffix}", path.display())).ok().map(Bytes::from);
        let file = File {
            content_type: content_type(&name),
            plain: std::fs::read(&path)?.into(),
            brotli: variant("br"),
            gzip: variant("gz"),
            immutable: name.starts_with("assets/"),
        };
        files.insert(format!("/{name}"), file);
    }
    Ok(())
}

fn content_type(name: &str) -> String {
    let mime = mime_guess::from_path(name).first_or_octet_stream();
    if mime.type_() == "text" || mime.subtype() == "javascript" { format!("{mime}; charset=utf-8") } else { mime.to_string() }
}

/// A page as short as it gets in little time.
pub fn compressed(page: &str) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(page.len() / 3), Compression::fast());
    encoder.write_all(page.as_bytes()).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_the_time_zone_once() {
        let page = "<!doctype html>\n<html lang=\"nl\">\n<p>&lt;html lang&gt;</p>";
        assert_eq!(telling(page, "time-zone", "America/New_York"), page.replace("<html", "<html data-time-zone=\"America/New_York\""));
    }
}
