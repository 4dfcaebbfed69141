//! Files that were sent: what is known of them. Their content stands in the store of files, under the id. A file that nothing refers to is nobody's data
//! yet and has no history; that a document takes it stands in the history of the document.
use crate::{Database, StoreError, dialect::take_turn, row::get};
use chrono::{DateTime, Utc};
use domain::{DocumentId, UploadId, document::FileKind};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Cond, Expr, ExprTrait, Query},
};
use uuid::Uuid;

/// A file that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    pub id: UploadId,
    /// The person or the system that sent it.
    pub uploaded_by: Uuid,
    pub file_name: String,
    pub kind: FileKind,
    /// In bytes.
    pub size: i64,
    /// Of its content, in hexadecimal.
    pub sha256: String,
}

/// What a caller has sent that nothing refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub files: i64,
    /// Of all of them together.
    pub bytes: i64,
}

/// Notes that a file was sent, when `fits` allows it beside what this caller has waiting; `false` when not. Counting and noting are one: of files that
/// are sent at the same moment no more are noted than fit.
pub async fn insert(db: &Database, upload: &Upload, now: DateTime<Utc>, fits: impl FnOnce(Waiting) -> bool) -> Result<bool, StoreError> {
    let Upload { id, uploaded_by, file_name, kind, size, sha256 } = upload;
    let transaction = db.transaction().await?;
    take_turn(&transaction, &format!("uploads of {uploaded_by}")).await?;
    if !fits(waiting(&transaction, *uploaded_by).await?) {
        return Ok(false);
    }
    let query = Query::insert()
        .into_table("upload")
        .columns(["id", "created_at", "uploaded_by", "file_name", "kind", "size", "sha256"])
        .values_panic([id.0.into(), now.into(), (*uploaded_by).into(), file_name.as_str().into(), kind.as_str().into(), (*size).into(), sha256.as_str().into()])
        .to_owned();
    transaction.execute(&query).await?;
    transaction.commit().await?;
    Ok(true)
}

/// What this caller has sent that nothing refers to.
pub async fn waiting<C: ConnectionTrait>(conn: &C, caller: Uuid) -> Result<Waiting, StoreError> {
    let query = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), "files")
        .expr_as(Expr::cust("CAST(COALESCE(SUM(size), 0) AS BIGINT)"), "bytes")
        .from("upload")
        .and_where(Expr::col("uploaded_by").eq(caller))
        .and_where(Expr::col("document_id").is_null())
        .to_owned();
    let row = conn.query_one(&query).await?.ok_or_else(|| StoreError::Corrupt("a count without a row".into()))?;
    Ok(Waiting { files: get(&row, "files")?, bytes: get(&row, "bytes")? })
}

/// Forgets a file of which the content could not be kept.
pub async fn withdraw<C: ConnectionTrait>(conn: &C, id: UploadId) -> Result<(), StoreError> {
    conn.execute(Query::delete().from_table("upload").and_where(Expr::col("id").eq(id.0)).and_where(Expr::col("document_id").is_null())).await?;
    Ok(())
}

/// Takes a file for a document, when this caller sent it and nothing else took it; answers whether the document has it.
pub async fn take<C: ConnectionTrait>(conn: &C, id: UploadId, caller: Uuid, document: DocumentId) -> Result<bool, StoreError> {
    let free = Cond::all().add(Expr::col("document_id").is_null()).add(Expr::col("uploaded_by").eq(caller));
    let query = Query::update()
        .table("upload")
        .value("document_id", document.0)
        .and_where(Expr::col("id").eq(id.0))
        .cond_where(Cond::any().add(free).add(Expr::col("document_id").eq(document.0)))
        .to_owned();
    Ok(conn.execute(&query).await?.rows_affected() == 1)
}

/// Whether the content of a file is there still.
pub async fn is_kept<C: ConnectionTrait>(conn: &C, id: UploadId) -> Result<bool, StoreError> {
    let query = Query::select().column("id").from("upload").and_where(Expr::col("id").eq(id.0)).and_where(Expr::col("removed_at").is_null()).to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}

/// The files of which the content may go: those that nothing has taken since `waiting_before`, and those of documents that were deleted before
/// `deleted_before`.
pub async fn forgotten<C: ConnectionTrait>(conn: &C, waiting_before: DateTime<Utc>, deleted_before: DateTime<Utc>) -> Result<Vec<UploadId>, StoreError> {
    let untaken = Cond::all().add(Expr::col("document_id").is_null()).add(Expr::col("created_at").lt(waiting_before));
    let deleted = Query::select().column("id").from("document").and_where(Expr::col("deleted_at").lt(deleted_before)).to_owned();
    let query = Query::select()
        .column("id")
        .from("upload")
        .and_where(Expr::col("removed_at").is_null())
        .cond_where(Cond::any().add(untaken).add(Expr::col("document_id").in_subquery(deleted)))
        .limit(1000)
        .to_owned();
    conn.query_all(&query).await?.iter().map(|row| Ok(UploadId(get(row, "id")?))).collect()
}

/// Notes that the content of a file is gone; of a file that nothing took nothing stays.
pub async fn removed<C: ConnectionTrait>(conn: &C, id: UploadId, now: DateTime<Utc>) -> Result<(), StoreError> {
    withdraw(conn, id).await?;
    conn.execute(Query::update().table("upload").value("removed_at", now).and_where(Expr::col("id").eq(id.0))).await?;
    Ok(())
}
