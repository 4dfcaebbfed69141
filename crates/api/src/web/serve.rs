//! Serves the web app and Swagger UI.
use super::{
    files::{File, compressed},
    first_view,
};
use crate::{BASE, representation::Coding, state::App};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, HeaderValue},
    },
    web,
};
use utoipa_swagger_ui::Config;

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
    let file = app.web.get(path).or_else(|| app.web.get(page).filter(|_| is_page));
    let Some(file) = file else {
        return HttpResponse::NotFound().content_type("text/plain; charset=utf-8").body("Not found");
    };
    let filled = if is_page { first_view::page(&app, &file.plain, path).await } else { None };
    let filled =
        filled.map(|page| File { content_type: file.content_type.clone(), brotli: None, gzip: compressed(&page), plain: page.into(), immutable: false });
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
