//! Files that are sent, before something refers to them.
use crate::{
    error::ApiError,
    extract::Ctx,
    files::{self, Refusal},
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::document as wire;
use domain::{
    UploadId,
    document::{FileKind, MAX_WAITING, UPLOAD_HOURS},
    text,
};
use persistence::upload as store;
use sha2::{Digest, Sha256};

/// Sending a file.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (upload, query) = (schemas.add::<wire::Upload>(), schemas.add::<wire::UploadQuery>());
    vec![
        Operation::new("post", "/uploads", "createUpload", Access::SignedIn, create)
            .text(
                "Documents",
                "Send a file",
                format!(
                    "For everyone who is signed in; then create a document that refers to it, within {UPLOAD_HOURS} hours. Taken are PDF, PNG, JPEG, WebP, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV and text, by what they contain and not by what they are called. Images are written anew; what holds macros or becomes too large when it is opened is refused."
                ),
            )
            .query(schemas, &query)
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

async fn create(ctx: Ctx, payload: web::Payload) -> Result<HttpResponse, ApiError> {
    let caller = ctx.caller()?;
    let wire::UploadQuery { file_name } = ctx.filter()?;
    ctx.expect_file()?;
    if store::waiting(ctx.app.db.reader(), caller).await? >= MAX_WAITING {
        return Err(ApiError::State(
            "too_many_uploads",
            format!("You have sent {MAX_WAITING} files that nothing refers to. Use them, or wait {UPLOAD_HOURS} hours."),
        ));
    }
    let content = match payload.to_bytes_limited(ctx.app.files.most).await {
        Err(_) => return Err(ApiError::TooLarge),
        Ok(content) => content.map_err(|error| ApiError::Malformed(error.to_string()))?,
    };
    let refused = |refusal: Refusal| ApiError::Invalid(vec![refusal.fault()]);
    let name = file_name.clone();
    let (kind, content) = web::block(move || files::check(&name, content.into())).await.map_err(ApiError::internal)?.map_err(refused)?;
    if !ctx.app.files.is_clean(&content).await.map_err(ApiError::unavailable)? {
        return Err(refused(Refusal::Infected));
    }
    let sha256 = text::hex(&Sha256::digest(&content));
    let size = i64::try_from(content.len()).map_err(ApiError::internal)?;
    let upload = store::Upload { id: UploadId::generate(), uploaded_by: caller, file_name: kind.name(&file_name), kind, size, sha256 };
    // First the content: a row without it would promise a file that is not there.
    ctx.app.files.put(upload.id, content.into()).await.map_err(ApiError::unavailable)?;
    store::insert(ctx.app.db.bookkeeping(), &upload, ctx.app.clock.now()).await?;
    Ok(HttpResponse::Created().json(view(upload.id, upload.file_name, kind, size)))
}
