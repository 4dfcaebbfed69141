//! Files that are sent, before something refers to them.
use crate::{
    error::ApiError,
    extract::Ctx,
    files::Refusal,
    operation::{Access, Operation},
    ranges::{Asked, Part},
    schemas::Schemas,
};
use actix_web::{
    HttpResponse,
    http::{
        Method, StatusCode,
        header::{ACCEPT_RANGES, CONTENT_RANGE, ETAG, IF_MATCH, IF_NONE_MATCH, IF_RANGE, RANGE},
    },
    web,
};
use contract::{FieldError, document as wire, percent_encode, problem::explain};
use domain::{
    Code, UploadId,
    api_client::ApiScope,
    document::{FileKind, MAX_WAITING, MAX_WAITING_FULL, UPLOAD_HOURS, may_wait},
    policy::Actor,
    text,
};
use persistence::{Transaction, new_id, upload as store};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Sending a file.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (upload, query) = (schemas.add::<wire::Upload>(), schemas.add::<wire::UploadQuery>());
    vec![
        Operation::new("post", "/uploads", "createUpload", Access::SignedIn, create).for_systems(ApiScope::PlansWrite)
            .text(
                "Documents",
                "Send a file",
                format!(
                    "For everyone who is signed in; then create a document that refers to it, within {UPLOAD_HOURS} hours. Taken are PDF, PNG, JPEG, WebP, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV and text, by what they contain and not by what they are called. Images are written anew; what holds macros or becomes too large when it is opened is refused."
                ),
            )
            .query(&query)
            .errors(&[409])
            .body_file("Een gesprek thuis werkt beter dan een brief.\n")
            .answers(201, "Kept.", Some(&upload), &[])
            .link("describe", "createDocument", serde_json::json!({})),
    ]
}

/// What is told of a file.
pub fn view(id: UploadId, file_name: String, kind: FileKind, size: i64) -> wire::Upload {
    wire::Upload { id: id.0, file_name, kind, media_type: kind.media_type().to_owned(), size }
}

/// A name tells nothing of a resident either.
fn check_name(name: &str) -> Result<(), ApiError> {
    let Some(position) = text::find_bsn(&text::normalise(name)) else { return Ok(()) };
    let code = Code::ContainsBsn.as_str();
    let detail = explain(code, Some(&(position + 1).to_string()));
    Err(ApiError::Invalid(vec![FieldError::parameter("query", "fileName", code, detail)]))
}

async fn create(ctx: Ctx, payload: web::Payload) -> Result<HttpResponse, ApiError> {
    let caller = ctx.caller()?;
    let wire::UploadQuery { file_name } = ctx.filter()?;
    ctx.expect_file()?;
    check_name(&file_name)?;
    let most = i64::try_from(ctx.app.files.most).unwrap_or(i64::MAX);
    let fits = |size: i64| move |waiting: store::Waiting| may_wait(waiting.files, waiting.bytes, size, most);
    // What will not fit is refused before it is read; what counts is asked when it is noted.
    if !fits(1)(store::waiting(ctx.app.db.reader(), caller).await?) {
        return Err(too_many());
    }
    let (content, place) = ctx.app.files.receive(caller, payload).await?;
    let refused = |refusal: Refusal| ApiError::Invalid(vec![refusal.fault()]);
    let (checked, _place) = ctx.app.files.check(&file_name, content, place).await?;
    let (kind, content) = checked.map_err(refused)?;
    if !ctx.app.files.is_clean(&content).await.map_err(ApiError::unavailable)? {
        return Err(refused(Refusal::Infected));
    }
    let sha256 = text::hex(&Sha256::digest(&content));
    let size = i64::try_from(content.len()).map_err(ApiError::internal)?;
    let upload = store::Upload { id: UploadId(new_id()), uploaded_by: caller, file_name: kind.name(&file_name), kind, size, sha256 };
    // First the row, which takes the place among those that wait; nobody knows its id before the content is there as well.
    if !store::insert(&ctx.app.db, &upload, ctx.app.clock.now(), fits(size)).await? {
        return Err(too_many());
    }
    if let Err(error) = ctx.app.files.put(upload.id, content.into()).await {
        store::withdraw(ctx.app.db.bookkeeping(), upload.id).await?;
        return Err(ApiError::unavailable(error));
    }
    Ok(HttpResponse::Created().json(view(upload.id, upload.file_name, kind, size)))
}

fn too_many() -> ApiError {
    ApiError::State(
        "too_many_uploads",
        format!(
            "You may have {MAX_WAITING} files waiting that nothing refers to, together as large as {MAX_WAITING_FULL} of the largest. Use them, or wait {UPLOAD_HOURS} hours."
        ),
    )
}

/// Takes an image that the caller sent for a thing.
///
/// # Errors
/// What is not there, what somebody else sent, and what is no image is a fault at the pointer.
pub async fn take_image(conn: &Transaction, actor: &Actor, pointer: &str, image: UploadId, thing: Uuid) -> Result<(), ApiError> {
    let caller = actor.id().ok_or(ApiError::Unauthenticated)?;
    let is_image = store::find(conn, image).await?.is_some_and(|upload| upload.kind.is_image());
    if is_image && store::take(conn, image, caller, thing).await? { Ok(()) } else { Err(ApiError::unknown(pointer)) }
}

/// The media types of files.
pub static MEDIA_TYPES: [&str; FileKind::ALL.len()] = {
    let mut types = [""; FileKind::ALL.len()];
    let mut at = 0;
    while at < types.len() {
        types[at] = FileKind::ALL[at].media_type();
        at += 1;
    }
    types
};

/// The media types of images.
pub static IMAGE_TYPES: [&str; 3] = [FileKind::Png.media_type(), FileKind::Jpeg.media_type(), FileKind::Webp.media_type()];

/// How a file comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As something to save, never to open within the page.
    ToSave,
    /// Within a page; for images, which were written anew.
    Within,
}

/// Sends the content of a file, or the part of it that is asked for.
///
/// # Errors
/// 406, 412, 416, and 503 when the store of files does not answer.
pub async fn send(ctx: &Ctx, upload: &store::Upload, shown: Shown) -> Result<HttpResponse, ApiError> {
    let (kind, size) = (upload.kind, upload.size.unsigned_abs());
    if !ctx.accepts(kind.media_type()) {
        return Err(ApiError::NotAcceptable);
    }
    // The same bytes have the same tag, whatever the document is called.
    let etag = format!("\"{}\"", upload.sha256);
    let is_get = *ctx.request().method() == Method::GET;
    let asked = Asked {
        if_match: ctx.header(IF_MATCH),
        if_none_match: ctx.header(IF_NONE_MATCH),
        if_range: ctx.header(IF_RANGE),
        range: ctx.header(RANGE).filter(|_| is_get),
    };
    let mut response = HttpResponse::Ok();
    response.insert_header((ETAG, etag.as_str())).insert_header((ACCEPT_RANGES, "bytes"));
    let bytes = match asked.of(&etag, size) {
        Part::Whole => None,
        Part::Bytes(bytes) => Some(bytes),
        Part::NotModified => return Ok(response.status(StatusCode::NOT_MODIFIED).finish()),
        Part::Changed => return Err(ApiError::Stale(None)),
        Part::OutOfRange => return Err(ApiError::OutOfRange(size)),
    };
    if let Some(bytes) = &bytes {
        response.status(StatusCode::PARTIAL_CONTENT);
        response.insert_header((CONTENT_RANGE, format!("bytes {}-{}/{size}", bytes.start, bytes.end.saturating_sub(1))));
    }
    let length = bytes.as_ref().map_or(size, |bytes| bytes.end.saturating_sub(bytes.start));
    let content = ctx.app.files.get(upload.id, bytes).await.map_err(ApiError::unavailable)?;
    Ok(response
        .content_type(kind.content_type())
        .insert_header(("Content-Disposition", disposition(shown, &upload.file_name)))
        .insert_header(("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'"))
        .no_chunking(length)
        .streaming(content))
}

/// The header that says whether it is to be saved, and under which name (RFC 6266).
fn disposition(shown: Shown, name: &str) -> String {
    let how = match shown {
        Shown::ToSave => "attachment",
        Shown::Within => "inline",
    };
    let plain: String = name.chars().map(|letter| if letter.is_ascii_alphanumeric() || "-_. ".contains(letter) { letter } else { '_' }).collect();
    let encoded = percent_encode(name);
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_the_header() {
        assert_eq!(disposition(Shown::ToSave, "plan.pdf"), "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf");
        let odd = disposition(Shown::ToSave, "caf\u{e9}\"; x=\r\n.pdf");
        assert_eq!(odd, "attachment; filename=\"caf___ x___.pdf\"; filename*=UTF-8''caf%C3%A9%22%3B%20x%3D%0D%0A.pdf");
    }
}
