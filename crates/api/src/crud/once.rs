//! Making something once: a request that is sent again with the same `Idempotency-Key` gets the answer that it got, and makes nothing.
use crate::{auth, error::ApiError, extract::Ctx, media_type::JSON};
use actix_web::{HttpResponse, http::StatusCode, web};
use persistence::{UnitOfWork, idempotency};
use std::time::Duration;
use uuid::Uuid;

/// What a request made, as it is answered, also when it is sent again.
pub struct Made {
    pub status: u16,
    pub location: Option<String>,
    pub etag: Option<String>,
    pub body: String,
}

/// Does something in one unit of work and answers what it made; a request that is sent again with the same key gets the same answer.
///
/// # Errors
/// [`ApiError::IdempotencyKeyReused`] when another request had this key, [`ApiError::IdempotencyInProgress`] when that is still being answered, and what
/// `make` refuses. Then nothing is written.
pub async fn once(ctx: &Ctx, bytes: &web::Bytes, make: impl AsyncFnOnce(&mut UnitOfWork) -> Result<Made, ApiError>) -> Result<HttpResponse, ApiError> {
    match begin(ctx, bytes).await? {
        Begun::Again(answer) => Ok(answer),
        Begun::First(mut turn) => {
            let made = make(&mut turn.unit).await?;
            turn.finish(made).await
        }
    }
}

/// How a request begins that may have been sent before.
enum Begun {
    /// It was: this is what it got.
    Again(HttpResponse),
    First(Turn),
}

/// The turn of a request, in which nobody else answers one with the same key.
struct Turn {
    unit: UnitOfWork,
    caller: Uuid,
    key: Option<String>,
    fingerprint: String,
}

async fn begin(ctx: &Ctx, bytes: &web::Bytes) -> Result<Begun, ApiError> {
    let caller = ctx.caller()?;
    let key = ctx.idempotency_key()?.map(str::to_owned);
    let fingerprint = auth::hash(&format!("{} {}", ctx.request().path(), String::from_utf8_lossy(bytes)));
    let unit = begin_alone(ctx, caller, key.as_deref()).await?;
    if let Some(key) = &key
        && let Some(answer) = idempotency::find(unit.conn(), caller, key, unit.now()).await?
    {
        return if answer.fingerprint == fingerprint { Ok(Begun::Again(replay(answer))) } else { Err(ApiError::IdempotencyKeyReused) };
    }
    Ok(Begun::First(Turn { unit, caller, key, fingerprint }))
}

impl Turn {
    /// Keeps the answer for when the request is sent again, and makes everything permanent.
    async fn finish(self, Made { status, location, etag, body }: Made) -> Result<HttpResponse, ApiError> {
        let Self { unit, caller, key, fingerprint } = self;
        let answer = idempotency::Answer { fingerprint, status, location, etag, body };
        if let Some(key) = &key {
            idempotency::insert(unit.conn(), caller, key, &answer, unit.now()).await?;
        }
        unit.commit().await?;
        Ok(replay(answer))
    }
}

/// How often, and after how long, a request asks again whether the one with its key is answered: about two seconds in all.
const ASKED: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// Begins when no other request with this key is being answered. It keeps no connection while it waits, so that many of them do not keep others waiting.
async fn begin_alone(ctx: &Ctx, caller: Uuid, key: Option<&str>) -> Result<UnitOfWork, ApiError> {
    for asked in 1.. {
        let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        match key {
            Some(key) if !idempotency::take(unit.conn(), caller, key).await? => drop(unit),
            _ => return Ok(unit),
        }
        if asked == ASKED {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(ApiError::IdempotencyInProgress)
}

fn replay(answer: idempotency::Answer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = HttpResponse::build(status);
    if let Some(location) = answer.location {
        response.insert_header(("Location", location));
    }
    if let Some(etag) = answer.etag {
        response.insert_header(("ETag", etag));
    }
    response.content_type(JSON).body(answer.body)
}
