//! By which numbers other systems know a thing: read and replaced as one list; lists are asked for one by `externalReference`.
use super::{
    ApiResource,
    changes::to_json,
    read::find_allowed,
    write::{find_to_change, placed, record},
};
use crate::{
    error::{ApiError, check_rules},
    extract::{Ctx, etag},
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{
    FieldError,
    external_reference::{ExternalReference as Wire, ExternalReferencesInput},
    problem::explain,
};
use domain::{
    external_reference::{ExternalReference, MAX_REFERENCES},
    journal::{Change, Content, Verb},
    policy::Action,
};
use persistence::{Found, Resource, external_reference as store};
use serde_json::json;
use utoipa::ToSchema;

/// Under which name the journal tells of it.
const FIELD: &str = "externalReferences";

/// The two operations of a resource that other systems know too.
pub fn operations<R: ApiResource>(schemas: &mut Schemas) -> Vec<Operation> {
    let docs = R::docs();
    let list = schemas.add::<ExternalReferencesInput>();
    let path = format!("/{}/{{{}}}/external-references", R::PATH, R::ID);
    let example = json!({"items": [{"system": "zaaksysteem", "reference": "Z-2026-00123", "url": "https://zaken.example/Z-2026-00123"}]});
    let name = |verb: &str| format!("{verb}{}ExternalReferences", R::SINGULAR);
    let operations = vec![
        Operation::new("get", &path, name("list"), Access::Optional, read::<R>)
            .text(
                docs.tag,
                format!("List by which numbers other systems know a {}", docs.word),
                format!("A list is asked for what has one by `externalReference=zaaksysteem:Z-2026-00123`. {}", docs.who_reads),
            )
            .id_parameter(R::ID, &docs.example_id)
            .answers(200, "As they are now.", Some(&list), &["ETag"]),
        Operation::new("put", &path, name("replace"), Access::SignedIn, replace::<R>)
            .text(
                docs.tag,
                format!("Replace the numbers by which other systems know a {}", docs.word),
                format!("At most {MAX_REFERENCES}; the version is that of the {} itself. {}", docs.word, docs.who_edits),
            )
            .id_parameter(R::ID, &docs.example_id)
            .if_match()
            .errors(&[403, 409])
            .body(&list, &example)
            .answers(200, "As they are now.", Some(&list), &["ETag"]),
    ];
    operations.into_iter().map(|operation| R::SCOPES.of(operation)).collect()
}

fn answer(version: i32, references: Vec<ExternalReference>) -> HttpResponse {
    let items = references.into_iter().map(Wire::from).collect();
    HttpResponse::Ok().insert_header(("ETag", etag(version))).json(ExternalReferencesInput { items })
}

async fn read<R: ApiResource>(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let id = ctx.path_id(R::ID)?;
    let conn = ctx.app.db.reader();
    let found = find_allowed::<R, _>(conn, &ctx, id, Action::Read).await?;
    Ok(answer(found.stored.version, store::of(conn, R::Store::KIND, id).await?))
}

async fn replace<R: ApiResource>(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = ctx.path_id(R::ID)?;
    let input: ExternalReferencesInput = ctx.body(&bytes, &ExternalReferencesInput::name())?;
    let references = checked(input)?;
    let versions = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let before = find_to_change::<R>(&unit, &ctx, id, Action::Edit, &versions).await?;
    let seen = before.stored.version;
    let old = store::of(unit.conn(), R::Store::KIND, id).await?;
    if old == references {
        return Ok(answer(seen, old));
    }
    store::replace(unit.conn(), R::Store::KIND, id, &references).await?;
    persistence::resource::renew::<R::Store, _>(unit.conn(), before.stored.id, seen, unit.now()).await?;
    let after = Found { stored: domain::resource::Stored { version: seen + 1, ..before.stored }, ..before };
    let json = |references: &[ExternalReference]| Ok::<_, ApiError>(to_json(&references.iter().cloned().map(Wire::from).collect::<Vec<_>>())?.to_string());
    let change = Change { field: FIELD.into(), old: Some(json(&old)?), new: Some(json(&references)?), content: Content::Short };
    record::<R>(&mut unit, &ctx, &after, Verb::Changed, vec![change]).await?;
    unit.commit().await?;
    Ok(answer(seen + 1, references))
}

/// The references in the form in which they are stored; every fault of every one at once.
fn checked(input: ExternalReferencesInput) -> Result<Vec<ExternalReference>, ApiError> {
    let mut faults = vec![];
    let mut references: Vec<ExternalReference> = vec![];
    for (place, reference) in input.items.into_iter().enumerate() {
        let reference = ExternalReference::from(reference).normalised();
        if let Err(error) = check_rules(reference.violations()) {
            match placed(error, &format!("/items/{place}")) {
                ApiError::Invalid(found) => faults.extend(found),
                other => return Err(other),
            }
        }
        if references.iter().any(|other| (&other.system, &other.reference) == (&reference.system, &reference.reference)) {
            faults.push(FieldError::body(format!("/items/{place}"), "duplicate_item", explain("duplicate_item", None)));
        }
        references.push(reference);
    }
    if !faults.is_empty() {
        return Err(ApiError::Invalid(faults));
    }
    references.sort();
    Ok(references)
}
