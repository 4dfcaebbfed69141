//! Files that are sent, before something refers to them.
use crate::{
    error::ApiError,
    extract::Ctx,
    files::Refusal,
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{FieldError, document as wire, problem::explain};
use domain::{
    Code, UploadId,
    api_client::ApiScope,
    document::{FileKind, MAX_WAITING, MAX_WAITING_FULL, UPLOAD_HOURS, may_wait},
    text,
};
use persistence::{new_id, upload as store};
use sha2::{Digest, Sha256};

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
