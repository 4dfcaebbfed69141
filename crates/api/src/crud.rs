//! What every resource does over HTTP, written once: list, export, read, create, replace, patch, delete, restore, history.
//!
//! A resource implements [`ApiResource`] with its own rules and texts; [`operations`] makes its nine operations.
mod bulk;
mod changes;
mod expand;
mod export;
pub mod external;
#[cfg(test)]
pub mod limits;
mod once;
mod read;
mod sent;
mod write;

pub use changes::{changes, json_changes, to_json};
pub use expand::{Expansion, PartOf};
pub use read::{find_allowed, not_found, open_to_all, record_reading};
pub use sent::{State, nested_too_deep};
pub use write::{create_at, create_once, find_for_writing, find_to_change, new_scope, placed, record, store_change, within};

use crate::{
    error::ApiError,
    extract::Ctx,
    media_type::MERGE_PATCH,
    operation::{Access, Operation},
    page::{CursorQuery, page_schema},
    schemas::Schemas,
};
use chrono::{DateTime, NaiveDate, Utc};
use contract::{PageQuery, StateInput, export::ExportQuery, history::HistoryEntry};
use domain::{
    api_client::ApiScope,
    policy::{Action, Actor},
    resource::RESTORE_DAYS,
};
use export::export;
use persistence::{Found, Resource, Transaction, UnitOfWork, resource::sorts};
use read::{history, list, read};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use write::{create, delete, patch, replace, restore};

/// The names and texts of a resource in the document.
pub struct Docs {
    pub tag: &'static str,
    /// `LocalPlans`
    pub plural: &'static str,
    /// `local plan`
    pub word: &'static str,
    /// `local plans`
    pub words: &'static str,
    pub who_reads: &'static str,
    pub who_creates: &'static str,
    pub who_edits: &'static str,
    pub who_deletes: &'static str,
    /// An id that exists in the demo data.
    pub example_id: String,
    pub example: Value,
    pub example_patch: Value,
}

/// What is known while a state is checked.
pub struct Check<'a, R: ApiResource> {
    pub conn: &'a Transaction,
    pub actor: &'a Actor,
    pub id: Uuid,
    /// How it was; `None` when it is new.
    pub before: Option<&'a Found<R::Store>>,
    pub now: DateTime<Utc>,
}

impl<R: ApiResource> Check<'_, R> {
    /// The day on which it is checked, where the platform is.
    pub fn today(&self) -> NaiveDate {
        persistence::day::of(self.now)
    }
}

/// Whether something goes or comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Deleted,
    Restored,
}

/// The scopes with which systems read and write a resource; without one, that is for people only.
#[derive(Clone, Copy, Debug)]
pub struct Scopes {
    pub read: Option<ApiScope>,
    pub write: Option<ApiScope>,
}

impl Scopes {
    /// No system.
    pub const NONE: Self = Self { read: None, write: None };
    /// What belongs to plans.
    pub const PLANS: Self = Self { read: Some(ApiScope::PlansRead), write: Some(ApiScope::PlansWrite) };
    /// What the platform keeps for everybody.
    pub const CATALOGUE: Self = Self { read: Some(ApiScope::CatalogueRead), write: None };

    /// The operation, for systems with the scope that it asks for.
    fn of(self, operation: Operation) -> Operation {
        match if operation.method == "get" { self.read } else { self.write } {
            Some(scope) => operation.for_systems(scope),
            None => operation,
        }
    }
}

/// A resource of the API.
#[expect(async_fn_in_trait, reason = "handlers run on one thread")]
pub trait ApiResource: Sized + 'static {
    /// `local-plans`
    const PATH: &'static str;
    /// `LocalPlan`
    const SINGULAR: &'static str;
    /// `localPlanId`
    const ID: &'static str;
    /// With which scopes systems reach it.
    const SCOPES: Scopes;
    type Store: Resource;
    type Input: StateInput<State = <Self::Store as Resource>::State> + ToSchema;
    type View: Serialize + ToSchema;
    type Filter: DeserializeOwned + ToSchema;
    /// Fields with long text, of which every version is kept.
    const LONG: &'static [&'static str] = &[];
    /// Fields of which the journal keeps only that they changed: personal data, and what not every reader may see.
    const PRIVATE: &'static [&'static str] = &[];
    /// Whether a change may change what somebody may do.
    const RIGHTS: bool = false;
    /// The actions that `can` reports.
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete];

    fn docs() -> Docs;
    /// The answer.
    fn view(found: Found<Self::Store>, actor: &Actor, in_full: bool) -> Self::View;
    /// The filter as the database takes it, and whether deleted ones are asked for.
    fn filter(filter: Self::Filter) -> (<Self::Store as Resource>::Filter, bool);
    /// Fields of which only who reads the detail sees what they were in the history.
    fn detail(_found: &Found<Self::Store>) -> &'static [&'static str] {
        &[]
    }
    /// Rules that need the database: references, and what only some may change.
    async fn check(check: &Check<'_, Self>, state: &mut <Self::Store as Resource>::State) -> Result<(), ApiError>;
    /// The lists that can be answered along with one.
    fn expansions() -> Vec<Expansion> {
        vec![]
    }
    /// What else belongs to the creation, in the same unit of work.
    async fn created(_unit: &mut UnitOfWork, _ctx: &Ctx, _id: Uuid) -> Result<(), ApiError> {
        Ok(())
    }
    /// What else belongs to a change, in the same unit of work.
    async fn changed(_unit: &mut UnitOfWork, _ctx: &Ctx, _before: &Found<Self::Store>, _after: &Found<Self::Store>) -> Result<(), ApiError> {
        Ok(())
    }
    /// What else belongs to a deletion, in the same unit of work and before it; it can refuse.
    async fn deleting(_unit: &mut UnitOfWork, _before: &Found<Self::Store>) -> Result<(), ApiError> {
        Ok(())
    }
    /// What else belongs to bringing something back, in the same unit of work and before it.
    async fn restoring(_unit: &mut UnitOfWork, _id: Uuid) -> Result<(), ApiError> {
        Ok(())
    }
    /// Whether something that the actor may know of still refers to it, so that it cannot be deleted.
    async fn in_use(_conn: &Transaction, _actor: &Actor, _id: Uuid) -> Result<bool, ApiError> {
        Ok(false)
    }
    /// Refuses what has to stay for another reason than that something refers to it, or cannot come back as things are now. That what it needs stands is
    /// asked of every resource (`persistence::Resource::needs`).
    async fn check_presence(_conn: &Transaction, _found: &Found<Self::Store>, _presence: Presence) -> Result<(), ApiError> {
        Ok(())
    }
}

type Id<R> = <<R as ApiResource>::Store as Resource>::Id;

/// The operations that a resource of which systems keep many has beside the nine: several writes at once, and the numbers of other systems.
pub fn operations_for_systems<R: ApiResource>(schemas: &mut Schemas) -> Vec<Operation> {
    let mut operations = vec![R::SCOPES.of(bulk::operation::<R>(schemas))];
    operations.extend(external::operations::<R>(schemas));
    operations
}

/// The nine operations of a resource.
pub fn operations<R: ApiResource>(schemas: &mut Schemas) -> Vec<Operation> {
    let docs = R::docs();
    let Docs { tag, plural, word, words, .. } = docs;
    let (path, singular, id) = (R::PATH, R::SINGULAR, R::ID);
    let (input, view, filter) = (schemas.add::<R::Input>(), schemas.add::<R::View>(), schemas.add::<R::Filter>());
    let (page, history_entry, history_query) = (schemas.add::<PageQuery>(), schemas.add::<HistoryEntry>(), schemas.add::<CursorQuery>());
    let export_query = schemas.add::<ExportQuery>();
    schemas.add_document(&format!("{singular}Page"), page_schema(&view));
    schemas.add_document("HistoryEntryPage", page_schema(&history_entry));
    let patch_name = format!("{singular}Patch");
    let mut patch_schema = schemas.get(&input).cloned().unwrap_or_default();
    if let Some(schema) = patch_schema.as_object_mut() {
        schema.remove("required");
        schema.insert("description".into(), "What changes; what is left out stays as it is (JSON Merge Patch).".into());
    }
    schemas.add_document(&patch_name, patch_schema);

    let (all, one) = (format!("/{path}"), format!("/{path}/{{{id}}}"));
    let sort_schema = sort_schema::<R>(schemas);
    let on_one = |operation: Operation| operation.id_parameter(id, &docs.example_id);
    let versioned = ["ETag"];
    let (read_one, read_view) =
        expand::document::<R>(schemas, on_one(Operation::new("get", &one, format!("get{singular}"), Access::Optional, read::<R>)), &view);
    let follow_up = json!({id: "$response.body#/id", "If-Match": "$response.header.ETag"});
    let operations = vec![
        Operation::new("get", &all, format!("list{plural}"), Access::Optional, list::<R>)
            .text(tag, format!("List {words}"), format!("{} Deleted ones are for administrators.", docs.who_reads))
            .query(&filter)
            .query(&page)
            .query_schema("sort", sort_schema.clone())
            .errors(&[403])
            .answers(200, "A page.", Some(&format!("{singular}Page")), &["Link"]),
        Operation::new("post", &all, format!("create{singular}"), Access::SignedIn, create::<R>)
            .text(tag, format!("Create {} {word}", article(word)), docs.who_creates)
            .idempotent()
            .errors(&[403, 409])
            .body(&input, &docs.example)
            .answers(201, "Created.", Some(&view), &["ETag", "Location"])
            .link("read", &format!("get{singular}"), json!({id: "$response.body#/id"}))
            .link("change", &format!("patch{singular}"), follow_up.clone())
            .link("delete", &format!("delete{singular}"), follow_up),
        Operation::new("get", format!("{all}/_export"), format!("export{plural}"), Access::Optional, export::<R>)
            .text(
                tag,
                format!("Take {words} along as a table"),
                format!(
                    "What the list holds, at most as many rows as the installation allows (10,000, unless it was set otherwise), as CSV or as a workbook (XLSX), as `Accept` says; names in the place of ids, headings in Dutch or English. When there are more rows, the last row says so, and the header `X-Truncated`. {}",
                    docs.who_reads
                ),
            )
            .query(&filter)
            .query(&export_query)
            .query_schema("sort", sort_schema.clone())
            .errors(&[403])
            .answers_file(export::MEDIA_TYPES, "The table.")
            .may_be_truncated(),
        read_one.text(tag, format!("Read {} {word}", article(word)), docs.who_reads).answers(200, "As it is now.", Some(&read_view), &versioned),
        on_one(Operation::new("put", &one, format!("replace{singular}"), Access::SignedIn, replace::<R>))
            .text(tag, format!("Replace {} {word}", article(word)), docs.who_edits)
            .if_match()
            .if_none_match()
            .errors(&[403, 409])
            .body(&input, &docs.example)
            .answers(200, "As it is now.", Some(&view), &versioned),
        on_one(Operation::new("patch", &one, format!("patch{singular}"), Access::SignedIn, patch::<R>))
            .text(tag, format!("Change {} {word}", article(word)), format!("{} What you leave out stays as it is.", docs.who_edits))
            .if_match()
            .errors(&[403, 409])
            .body_of(MERGE_PATCH, &patch_name, &docs.example_patch)
            .answers(200, "As it is now.", Some(&view), &versioned),
        on_one(Operation::new("delete", &one, format!("delete{singular}"), Access::SignedIn, delete::<R>))
            .text(tag, format!("Delete {} {word}", article(word)), format!("{} It can be restored for {RESTORE_DAYS} days.", docs.who_deletes))
            .if_match()
            .errors(&[403, 409])
            .answers(204, "Deleted; the `ETag` is what bringing it back asks for.", None, &versioned),
        on_one(Operation::new("post", format!("{one}/_restore"), format!("restore{singular}"), Access::SignedIn, restore::<R>))
            .text(
                tag,
                format!("Restore a deleted {word}"),
                format!("{} Within {RESTORE_DAYS} days of its deletion, after what it belongs to and refers to: what of that is deleted is named (409 `restore_first`). `If-Match` holds the `ETag` that the deletion answered: the version before plus one.", docs.who_deletes),
            )
            .if_match()
            .errors(&[403, 409])
            .answers(200, "As it is now.", Some(&view), &versioned),
        on_one(Operation::new("get", format!("{one}/history"), format!("list{singular}History"), Access::Optional, history::<R>))
            .text(tag, format!("List the history of {} {word}", article(word)), format!("What happened to it, newest first. {}", docs.who_reads))
            .query(&history_query)
            .errors(&[403])
            .answers(200, "A page.", Some("HistoryEntryPage"), &["Link"]),
    ];
    operations.into_iter().map(|operation| R::SCOPES.of(operation)).collect()
}

/// The orders of a list as a schema with a name, which the list and its export share; what has no order of its own shares that of the others.
fn sort_schema<R: ApiResource>(schemas: &mut Schemas) -> Value {
    let name = if R::Store::sorts().is_empty() { "Sort".to_owned() } else { format!("{}Sort", R::SINGULAR) };
    let sorts: Vec<_> = sorts::<R::Store>().iter().map(|sort| sort.name).collect();
    let words = |sort: &str| {
        let (field, order) = sort.strip_prefix('-').map_or((sort, ""), |field| (field, "Descending"));
        let mut letters = field.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string()).unwrap_or_default() + letters.as_str() + order
    };
    let names: Vec<_> = sorts.iter().map(|sort| words(sort)).collect();
    schemas.add_document(
        &name,
        json!({
            "type": "string", "enum": sorts, "default": sorts.first(), "x-enum-varnames": names,
            "description": "The order; a minus in front means descending. `name` is what people know it by: its name or its title.",
        }),
    );
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) { "an" } else { "a" }
}
