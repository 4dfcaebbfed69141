//! Several things of one kind made and changed in one request: all of it or nothing, every fault with its place in the body.
use super::{
    ApiResource,
    changes::to_json,
    once::{Made, once},
    sent::Sent,
    write::{Before, change_to, create_at, find_to_change, placed, within},
};
use crate::{
    error::ApiError,
    extract::Ctx,
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{
    FieldError,
    bulk::{BulkItem, MAX_ITEMS},
    problem::explain,
};
use domain::policy::Action;
use persistence::{Found, UnitOfWork, new_id};
use serde_json::{Value, json};
use uuid::Uuid;

/// The operation of a resource of which several can be written at once.
pub fn operation<R: ApiResource>(schemas: &mut Schemas) -> Operation {
    let docs = R::docs();
    let (input, view) = (schemas.add::<R::Input>(), schemas.add::<R::View>());
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    schemas.add_document(
        &schema::<R>(),
        json!({
            "type": "object", "additionalProperties": false, "required": ["items"],
            "properties": {"items": {
                "type": "array", "minItems": 1, "maxItems": MAX_ITEMS,
                "items": {
                    "type": "object", "additionalProperties": false,
                    "description": "Something new (`input`), or a change of what is there (`id`, `version` and `patch`).",
                    "properties": {
                        "input": reference(&input),
                        "id": {"type": "string", "format": "uuid", "description": "What changes."},
                        "version": {"type": "integer", "format": "int32", "minimum": 1, "description": "The version that you read, in the place of `If-Match`."},
                        "patch": reference(&format!("{}Patch", R::SINGULAR)),
                    },
                },
            }},
        }),
    );
    let written = format!("Written{}", docs.plural);
    schemas.add_document(
        &written,
        json!({
            "type": "object", "required": ["items"],
            "properties": {"items": {"type": "array", "items": reference(&view), "maxItems": MAX_ITEMS, "description": "As they are now, in the order of the request."}},
        }),
    );
    Operation::new("post", format!("/{}/_bulk", R::PATH), format!("bulk{}", docs.plural), Access::SignedIn, bulk::<R>)
        .text(
            docs.tag,
            format!("Make and change several {}", docs.words),
            format!(
                "At most {MAX_ITEMS} at once, all of them or none: when one is refused, nothing is written, and `errors` names the faults of all, each with its place. \
                 The rules are those of making and changing one. {}",
                docs.who_edits
            ),
        )
        .idempotent()
        .errors(&[403, 404, 409, 412])
        .body(&schema::<R>(), &json!({"items": [{"input": docs.example}]}))
        .answers(200, "What was written.", Some(&written), &[])
}

fn schema<R: ApiResource>() -> String {
    format!("{}BulkInput", R::SINGULAR)
}

async fn bulk<R: ApiResource>(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let items: contract::bulk::Bulk<Value> = ctx.body(&bytes, &schema::<R>())?;
    once(&ctx, &bytes, async |unit| {
        let mut faults = vec![];
        let mut written = vec![];
        for (place, item) in items.items.into_iter().enumerate() {
            let done = write::<R>(&ctx, unit, item).await;
            written.extend(within(&mut faults, &format!("/items/{place}"), done)?);
        }
        if !faults.is_empty() {
            return Err(ApiError::Invalid(faults));
        }
        let views: Vec<_> = written.into_iter().map(|found| R::view(found, &ctx.actor, true)).collect();
        Ok(Made { status: 200, location: None, etag: None, body: json!({"items": to_json(&views)?}).to_string() })
    })
    .await
    .inspect(|_| {
        if R::RIGHTS {
            ctx.rights_changed();
        }
    })
}

async fn write<R: ApiResource>(ctx: &Ctx, unit: &mut UnitOfWork, item: BulkItem<Value>) -> Result<Found<R::Store>, ApiError> {
    match item {
        BulkItem { input: Some(input), id: None, version: None, patch: None } => create::<R>(ctx, unit, input).await.map_err(|error| placed(error, "/input")),
        BulkItem { input: None, id: Some(id), version: Some(version), patch: Some(patch) } => {
            change::<R>(ctx, unit, id, version, patch).await.map_err(|error| placed(error, "/patch"))
        }
        incomplete => Err(ApiError::Invalid(missing(&incomplete))),
    }
}

/// What stands in the way of an item that neither makes nor changes something: what is missing of a change, or that nothing is there at all.
fn missing(item: &BulkItem<Value>) -> Vec<FieldError> {
    let BulkItem { input, id, version, patch } = item;
    let missing = [("/id", id.is_none()), ("/version", version.is_none()), ("/patch", patch.is_none())];
    let fault = |pointer: &str, code: &str| FieldError::body(pointer, code, explain(code, None));
    match input {
        Some(_) => missing.iter().filter(|(_, missing)| !missing).map(|(pointer, _)| fault(pointer, "not_allowed")).collect(),
        None if missing.iter().all(|(_, missing)| *missing) => vec![fault("/input", "required")],
        None => missing.iter().filter(|(_, missing)| *missing).map(|(pointer, _)| fault(pointer, "required")).collect(),
    }
}

async fn create<R: ApiResource>(ctx: &Ctx, unit: &mut UnitOfWork, input: Value) -> Result<Found<R::Store>, ApiError> {
    let state = Sent::<R>::read(ctx, input)?.checked()?;
    create_at::<R>(ctx, unit, new_id(), state).await
}

async fn change<R: ApiResource>(ctx: &Ctx, unit: &mut UnitOfWork, id: Uuid, seen: i32, patch: Value) -> Result<Found<R::Store>, ApiError> {
    let before = Before::<R>::new(find_to_change::<R>(unit, ctx, id, Action::Edit, &seen.into()).await?)?;
    let sent = before.merged(ctx, patch)?;
    change_to(ctx, unit, before, sent).await
}
