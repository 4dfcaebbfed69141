//! The web app and Swagger UI as files.
mod first_view;

use crate::{BASE, app::App, markdown::escaped, representation::Coding};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, HeaderValue},
    },
    web,
};
use std::{collections::HashMap, path::Path};
use utoipa_swagger_ui::Config;

/// The time zone that the app takes when its page does not name one.
pub const USUAL_ZONE: &str = "Europe/Amsterdam";

/// The built web app in memory: a few hundred kilobytes, compressed by the build.
#[derive(Default)]
pub struct Files {
    files: HashMap<String, File>,
}

struct File {
    content_type: String,
    plain: web::Bytes,
    brotli: Option<web::Bytes>,
    gzip: Option<web::Bytes>,
    /// Whether the name changes with the content.
    immutable: bool,
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
            (page.brotli, page.gzip, page.plain) = (None, first_view::compressed(&told), told.into());
        }
    }

    /// Whether there is a file at this address.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
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
        let variant = |suffix: &str| std::fs::read(format!("{}.{suffix}", path.display())).ok().map(web::Bytes::from);
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

/// Serves a file, or the app itself for an address of one of its pages.
pub async fn serve(request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return HttpResponse::MethodNotAllowed().insert_header((header::ALLOW, "GET, HEAD")).finish();
    }
    let path = request.path();
    let is_page = !path.rsplit('/').next().unwrap_or_default().contains('.');
    let page = match path {
        "/" => "/home.html",
        "/regio" => "/region.html",
        _ => "/index.html",
    };
    let file = app.web.files.get(path).or_else(|| app.web.files.get(page).filter(|_| is_page));
    let Some(file) = file else {
        return HttpResponse::NotFound().content_type("text/plain; charset=utf-8").body("Not found");
    };
    let filled = if is_page { first_view::page(&app, &file.plain, path).await } else { None };
    let filled = filled.map(|page| File {
        content_type: file.content_type.clone(),
        brotli: None,
        gzip: first_view::compressed(&page),
        plain: page.into(),
        immutable: false,
    });
    let file = filled.as_ref().unwrap_or(file);
    let accepted = Coding::accepted(request.headers());
    let mut response = HttpResponse::Ok();
    response.content_type(file.content_type.as_str()).insert_header((header::VARY, "Accept-Encoding"));
    response.insert_header((header::CACHE_CONTROL, HeaderValue::from_static(if file.immutable { "public, max-age=31536000, immutable" } else { "no-cache" })));
    let (coding, body) = match (accepted, &file.brotli, &file.gzip) {
        (Some(Coding::Brotli), Some(brotli), _) => (Some(Coding::Brotli), brotli),
        // A page that was filled in has gzip alone.
        (Some(_), _, Some(gzip)) if Coding::Gzip.is_accepted(request.headers()) => (Some(Coding::Gzip), gzip),
        _ => (None, &file.plain),
    };
    if let Some(coding) = coding {
        response.insert_header((header::CONTENT_ENCODING, coding.name()));
    }
    response.body(body.clone())
}

/// Swagger UI on our own document. Signing in on the page fills in the token.
pub fn swagger(config: &mut web::ServiceConfig) {
    config
        .service(web::resource("/swagger-ui").to(|| async { HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/swagger-ui/")).finish() }))
        .service(web::resource("/swagger-ui/{file:.*}").to(swagger_file));
}

async fn swagger_file(file: web::Path<String>) -> HttpResponse {
    let name = if file.is_empty() { "index.html" } else { file.as_str() };
    if name == "swagger-initializer.js" {
        return HttpResponse::Ok().content_type("text/javascript; charset=utf-8").body(include_str!("swagger-initializer.js"));
    }
    let settings = std::sync::Arc::new(Config::from(format!("{BASE}/openapi.json")));
    match utoipa_swagger_ui::serve(name, settings) {
        Ok(Some(file)) => HttpResponse::Ok().content_type(file.content_type).body(file.bytes.into_owned()),
        _ => HttpResponse::NotFound().finish(),
    }
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
