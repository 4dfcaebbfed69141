//! Pages of lists: which one is asked for, and how it is answered.
use crate::{BASE, error::ApiError, extract::Ctx};
use actix_web::HttpResponse;
use contract::{FieldError, Page, list::PAGE_SIZE};
use persistence::resource::Position;
use serde::Serialize;
use serde_json::{Value, json};

/// The schema of a page of these items.
pub fn page_schema(item: &str) -> Value {
    json!({
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": format!("#/components/schemas/{item}")}, "maxItems": PAGE_SIZE.1},
            "next": {"type": ["string", "null"], "description": "The cursor of the next page; null on the last page."},
            "total": {"type": "integer", "minimum": 0, "description": "How many match in all; only with count=true."},
        },
    })
}

/// Which page is asked for: its cursor, the description of the list that the cursor is bound to, and its size.
pub struct AskedPage {
    list: String,
    pub after: Option<Position>,
    pub size: u64,
}

impl AskedPage {
    /// Before which number the page begins, of a list that is ordered by falling numbers.
    pub fn before(&self) -> Option<i64> {
        self.after.as_ref().and_then(|position| position.key.parse().ok())
    }
}

/// Reads which page is asked for.
///
/// # Errors
/// [`ApiError::Invalid`] when the cursor belongs to another list.
pub fn asked_page(ctx: &Ctx, cursor: Option<&str>, size: Option<u64>) -> Result<AskedPage, ApiError> {
    let mut query: Vec<&str> =
        ctx.request().query_string().split('&').filter(|pair| !["cursor=", "pageSize=", "count="].iter().any(|own| pair.starts_with(own))).collect();
    query.sort_unstable();
    let list = format!("{}?{}", ctx.request().path(), query.join("&"));
    let invalid = || ApiError::Invalid(vec![FieldError::parameter("query", "cursor", "invalid_format", "This cursor does not belong to this list.")]);
    let after = cursor.map(|cursor| ctx.app.cursors.read(&list, cursor).ok_or_else(invalid)).transpose()?;
    Ok(AskedPage { list, after, size: size.unwrap_or(PAGE_SIZE.2) })
}

/// The first page of another list than the one of the request, whose next page is asked for there.
pub fn embedded_page(path: &str, query: &str, size: u64) -> AskedPage {
    AskedPage { list: format!("{BASE}/{path}?{query}"), after: None, size }
}

/// A page of what was asked for.
pub fn page_of<T>(ctx: &Ctx, asked: &AskedPage, items: Vec<T>, next: Option<&Position>, total: Option<u64>) -> Page<T> {
    Page { items, next: next.map(|position| ctx.app.cursors.write(&asked.list, position)), total }
}

/// Answers a page, with its `Link`.
pub fn answer_page<T: Serialize>(ctx: &Ctx, asked: &AskedPage, items: Vec<T>, next: Option<&Position>, total: Option<u64>) -> HttpResponse {
    let page = page_of(ctx, asked, items, next, total);
    let mut response = HttpResponse::Ok();
    if let Some(next) = &page.next {
        response.insert_header(("Link", next_link(ctx, next)));
    }
    response.json(page)
}

fn next_link(ctx: &Ctx, cursor: &str) -> String {
    let mut query: Vec<String> =
        ctx.request().query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor=")).map(str::to_owned).collect();
    query.push(format!("cursor={cursor}"));
    format!("<{}?{}>; rel=\"next\"", ctx.request().path(), query.join("&"))
}

/// Which page of a list that has one order.
#[derive(Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CursorQuery {
    /// Where the page starts: `next` of the page before. Leave out for the first page.
    #[serde(default)]
    #[schema(nullable = false, min_length = 1, max_length = 2000, pattern = "^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
    /// How many on a page.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1, maximum = 100, default = 25)]
    pub page_size: Option<u64>,
}
