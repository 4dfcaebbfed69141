//! What belongs to a thing, answered along with it: `GET /local-plans/{id}?expand=subProjects`.
use super::{ApiResource, changes::to_json};
use crate::{
    error::ApiError,
    extract::Ctx,
    operation::Operation,
    page::{embedded_page, page_of},
    schemas::Schemas,
};
use contract::list::PAGE_SIZE;
use futures::{FutureExt, future::LocalBoxFuture};
use persistence::resource::{Paging, sort_by_name};
use serde_json::{Map, Value, json};
use uuid::Uuid;

type Load = fn(&Ctx, Uuid) -> LocalBoxFuture<'_, Result<Value, ApiError>>;

/// A list that belongs to a thing.
pub struct Expansion {
    /// As it is asked for and answered: `subProjects`.
    name: &'static str,
    /// The schema of its page.
    page: String,
    load: Load,
}

/// How the things of a list are found that belong to one: by the parameter of the list that names it.
pub trait PartOf<R: ApiResource> {
    /// `localPlanId`
    const PARAMETER: &'static str;
    fn filter(id: Uuid) -> R::Filter;
}

impl Expansion {
    /// The list of `R`, of what is part of `P`.
    pub fn of<R: ApiResource, P: PartOf<R> + 'static>(name: &'static str) -> Self {
        Self { name, page: format!("{}Page", R::SINGULAR), load: |ctx, id| first_page::<R, P>(ctx, id).boxed_local() }
    }
}

/// The first page of a list, as the list itself would answer it.
async fn first_page<R: ApiResource, P: PartOf<R>>(ctx: &Ctx, id: Uuid) -> Result<Value, ApiError> {
    let (filter, deleted) = R::filter(P::filter(id));
    let sort = sort_by_name::<R::Store>();
    let asked = embedded_page(R::PATH, &format!("{}={id}", P::PARAMETER), PAGE_SIZE.1);
    let paging = Paging { deleted, ..Paging::first(sort, asked.size) };
    let (found, next) = persistence::resource::list::<R::Store, _>(ctx.app.db.reader(), &ctx.actor, &filter, &paging).await?;
    let items = found.into_iter().map(|found| R::view(found, &ctx.actor, false)).collect();
    to_json(&page_of(ctx, &asked, items, next.as_ref(), None))
}

fn query_name<R: ApiResource>() -> String {
    format!("{}ExpandQuery", R::SINGULAR)
}

/// Documents what can be asked for along with a thing; answers the operation with its schema.
pub(super) fn document<R: ApiResource>(schemas: &mut Schemas, operation: Operation, view: &str) -> (Operation, String) {
    let expansions = R::expansions();
    if expansions.is_empty() {
        return (operation, view.to_owned());
    }
    let names: Vec<_> = expansions.iter().map(|expansion| expansion.name).collect();
    let query = query_name::<R>();
    schemas.add_document(
        &query,
        json!({
            "type": "object", "additionalProperties": false,
            "properties": {"expand": {
                "type": "array", "items": {"type": "string", "enum": names}, "minItems": 1, "maxItems": names.len(), "uniqueItems": true,
                "description": "What belongs to it and is answered along: of each list the first page, with at most 100, and the cursor of the next.",
            }},
        }),
    );
    let lists: Map<_, _> =
        expansions.iter().map(|expansion| (expansion.name.to_owned(), json!({"$ref": format!("#/components/schemas/{}", expansion.page)}))).collect();
    let expanded = format!("Expanded{}", R::SINGULAR);
    schemas.add_document(
        &expanded,
        json!({"allOf": [
            {"$ref": format!("#/components/schemas/{view}")},
            {"type": "object", "properties": {
                "expanded": {"type": "object", "description": "What was asked for with `expand`.", "properties": lists},
            }},
        ]}),
    );
    (operation.query(&query), expanded)
}

/// What is asked for along with a thing; `None` when nothing is.
pub(super) async fn lists<R: ApiResource>(ctx: &Ctx, id: Uuid) -> Result<Option<Value>, ApiError> {
    let expansions = R::expansions();
    if expansions.is_empty() || ctx.request().query_string().is_empty() {
        return Ok(None);
    }
    let query = ctx.query(&[&query_name::<R>()])?.pop().unwrap_or_default();
    load(ctx, id, &expansions, &query).await.map(Some)
}

async fn load(ctx: &Ctx, id: Uuid, expansions: &[Expansion], query: &Value) -> Result<Value, ApiError> {
    let asked = |name: &str| query["expand"].as_array().is_some_and(|names| names.iter().any(|asked| asked == name));
    let mut lists = Map::new();
    for expansion in expansions.iter().filter(|expansion| asked(expansion.name)) {
        lists.insert(expansion.name.to_owned(), (expansion.load)(ctx, id).await?);
    }
    Ok(Value::Object(lists))
}
