//! Privacy of one's own account: what is kept, taking it along, being forgotten, and the statement that one accepts.
use crate::{
    crud::{self, find_to_change},
    demo,
    error::{ApiError, allow},
    extract::Ctx,
    markdown::escaped,
    operation::{Access, Operation},
    resources::{
        person::{People, keep_one},
        session::record,
    },
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{FieldError, list::Reference, privacy as wire, problem::explain};
use domain::{
    PersonId,
    account::PRIVACY_VERSION,
    journal::Verb,
    person::AccountStatus,
    policy::{Action, Scope, decide},
    role::Role,
};
use persistence::{
    personal_data::{OTHER_PARTS, PARTS},
    privacy as store,
};
use serde_json::{Value, json};
use std::io::Write;
use utoipa::ToSchema;
use zip::{ZipWriter, write::SimpleFileOptions};

const TAG: &str = "Accounts";

/// The operations on privacy.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (privacy, acceptance, requests) = (schemas.add::<wire::Privacy>(), schemas.add::<wire::AcceptanceInput>(), schemas.add::<wire::ErasureRequests>());
    vec![
        Operation::new("get", "/me/privacy", "getMyPrivacy", Access::SignedIn, read)
            .text(TAG, "Read how my privacy stands", "For everyone who is signed in.")
            .answers(200, "As it is now.", Some(&privacy), &[]),
        Operation::new("post", "/me/privacy/_accept", "acceptPrivacyStatement", Access::SignedIn, accept)
            .text(TAG, "Accept the privacy statement", "For everyone who is signed in: the version that counts now.")
            .body(&acceptance, &json!({"version": PRIVACY_VERSION})),
        Operation::new("get", "/me/data/_export", "exportMyData", Access::SignedIn, export)
            .text(TAG, "Take along everything about me", "For everyone who is signed in: all that is kept about you, as JSON and as a page to read.")
            .answers_file(&["application/zip"], "The data."),
        Operation::new("post", "/me/erasure", "askErasure", Access::SignedIn, ask)
            .text(TAG, "Ask to be forgotten", "For yourself. An administrator carries it out; until then you can take it back.")
            .errors(&[409])
            .answers(202, "Asked.", None, &[]),
        Operation::new("delete", "/me/erasure", "withdrawErasure", Access::SignedIn, withdraw)
            .text(TAG, "No longer ask to be forgotten", "For yourself.")
            .answers(204, "Withdrawn.", None, &[]),
        Operation::new("get", "/erasure-requests", "listErasureRequests", Access::SignedIn, requested)
            .text(TAG, "List who asked to be forgotten", "For administrators.")
            .errors(&[403])
            .answers(200, "The requests, the longest ago first.", Some(&requests), &[]),
        Operation::new("post", "/people/{personId}/_erase", "erasePerson", Access::SignedIn, erase)
            .text(
                TAG,
                "Forget somebody",
                "For administrators: somebody who asked for it, or who is no longer let in. Name, address and everything else of the account vanish everywhere; what the person made stays under 'Oud-lid'. This cannot be undone.",
            )
            .id_parameter("personId", &demo::id("person", "consulent-best").to_string())
            .if_match()
            .errors(&[403, 409]),
    ]
}

async fn read(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let me = ctx.person()?;
    let standing = store::standing(ctx.app.db.reader(), me).await?.ok_or(ApiError::Unauthenticated)?;
    Ok(HttpResponse::Ok().json(wire::Privacy {
        current_version: PRIVACY_VERSION,
        accepted_version: standing.privacy_version,
        erasure_asked_at: standing.erasure_asked_at,
    }))
}

async fn accept(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    let me = ctx.person()?;
    let wire::AcceptanceInput { version } = ctx.body(&bytes, &wire::AcceptanceInput::name())?;
    if version != PRIVACY_VERSION {
        return Err(ApiError::Invalid(vec![FieldError::body("/version", "unknown_value", explain("unknown_value", None))]));
    }
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    store::accept(unit.conn(), me, version).await?;
    record(&ctx, &mut unit, me.0, Some(me), Verb::Approved).await?;
    unit.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn export(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let me = ctx.person()?;
    let data = store::everything(ctx.app.db.reader(), me).await?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    record(&ctx, &mut unit, me.0, Some(me), Verb::Exported).await?;
    unit.commit().await?;
    let mut archive = ZipWriter::new(std::io::Cursor::new(vec![]));
    for (name, text) in [("gegevens.json", serde_json::to_string_pretty(&data).map_err(ApiError::internal)?), ("gegevens.html", page(&data))] {
        archive.start_file(name, SimpleFileOptions::default()).map_err(ApiError::internal)?;
        archive.write_all(text.as_bytes()).map_err(ApiError::internal)?;
    }
    let bytes = archive.finish().map_err(ApiError::internal)?.into_inner();
    Ok(HttpResponse::Ok().content_type("application/zip").insert_header(("Content-Disposition", "attachment; filename=\"mijn-gegevens.zip\"")).body(bytes))
}

/// The data as a page that needs nothing else to be read.
fn page(data: &Value) -> String {
    let [account, mails, journal] = OTHER_PARTS;
    let titles = [account].into_iter().chain(PARTS.iter().map(|part| (part.name, part.title))).chain([mails, journal]);
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => escaped(text),
        other => escaped(&other.to_string()),
    };
    let table = |rows: &[&Value]| -> String {
        let Some(head) = rows.first().and_then(|row| row.as_object()) else { return "<p>Niets.</p>".into() };
        let names: String = head.keys().map(|name| format!("<th scope=\"col\">{}</th>", escaped(name))).collect();
        let cells = |row: &&Value| -> String { row.as_object().into_iter().flatten().map(|(_, value)| format!("<td>{}</td>", text(value))).collect() };
        let body: String = rows.iter().map(|row| format!("<tr>{}</tr>", cells(row))).collect();
        format!("<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>")
    };
    let section = |(key, title): (&str, &str)| {
        let rows: Vec<&Value> = match &data[key] {
            Value::Array(rows) => rows.iter().collect(),
            one => vec![one],
        };
        format!("<h2>{title}</h2>{}", table(&rows))
    };
    let sections: String = titles.map(section).collect();
    format!(
        "<!doctype html><html lang=\"nl\"><meta charset=\"utf-8\"><title>Mijn gegevens in Kompaan</title><style>body{{font-family:sans-serif;margin:2rem}}table{{border-collapse:collapse}}td,th{{border:1px solid #888;padding:.3rem .6rem;text-align:left}}</style><h1>Mijn gegevens in Kompaan</h1>{sections}</html>\n"
    )
}

async fn ask(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let me = ctx.person()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let standing = store::standing(unit.conn(), me).await?.ok_or(ApiError::Unauthenticated)?;
    if standing.erasure_asked_at.is_some() {
        return Err(ApiError::State("already_there", "You have asked already.".into()));
    }
    store::ask_erasure(unit.conn(), me, Some(unit.now())).await?;
    record(&ctx, &mut unit, me.0, Some(me), Verb::Requested).await?;
    unit.commit().await?;
    Ok(HttpResponse::Accepted().finish())
}

async fn withdraw(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let me = ctx.person()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    store::ask_erasure(unit.conn(), me, None).await?;
    record(&ctx, &mut unit, me.0, Some(me), Verb::Left).await?;
    unit.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn requested(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    allow(decide(&ctx.actor, Action::Administer, &Scope::Catalogue))?;
    let requests = store::erasure_requests(ctx.app.db.reader()).await?;
    let items = requests.into_iter().map(|(id, name, asked_at)| wire::ErasureRequest { person: Reference { id: id.0, name }, asked_at });
    Ok(HttpResponse::Ok().json(wire::ErasureRequests { items: items.collect() }))
}

async fn erase(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    allow(decide(&ctx.actor, Action::Administer, &Scope::Catalogue))?;
    let id = PersonId(ctx.path_id("personId")?);
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let found = find_to_change::<People>(&unit, &ctx, id.0, Action::Delete, &seen).await?;
    let seen = found.stored.version;
    let asked = store::standing(unit.conn(), id).await?.is_some_and(|standing| standing.erasure_asked_at.is_some());
    if !asked && found.extra.status != AccountStatus::Deactivated {
        return Err(ApiError::State("not_asked", "This person did not ask to be forgotten, and is still let in.".into()));
    }
    keep_one(unit.conn(), &found, Role::Administrator).await?;
    store::erase(unit.conn(), id, seen, &found.stored.state.email, unit.now()).await?;
    crud::record::<People>(&mut unit, &ctx, &found, Verb::Erased, vec![]).await?;
    unit.commit().await?;
    ctx.rights_changed();
    Ok(HttpResponse::NoContent().finish())
}
