//! Users: the people of the organisation of the system that asks.
use super::{Answer, Failure, MEDIA_TYPE, MOST, answered, body, filter, list_response, organisation, patch, provider};
use crate::{
    crud::{self, find_for_writing},
    error::{ApiError, allow},
    extract::Ctx,
    resources::person::{People, scope},
};
use actix_web::{HttpResponse, http::StatusCode, web};
use contract::{field_errors, violations_to_errors};
use domain::{
    PersonId,
    journal::{Change, Content, Verb},
    person::{AccountStatus, Language, Person},
    policy::{Action, Scope, decide},
};
use persistence::{
    Found, UnitOfWork, account, identity,
    person::{self as store, Filter},
    resource::{COMMON_SORTS, Paging, find, insert, set_deleted, update},
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// A user as a system writes it.
#[derive(Clone, Debug, PartialEq)]
struct Wish {
    state: Person,
    active: bool,
    external: Option<String>,
}

fn view(ctx: &Ctx, found: &Found<store::People>, external: Option<String>) -> Value {
    let stored = &found.stored;
    let Person { name, email, job_title, language, .. } = &stored.state;
    let mut user = json!({
        "schemas": [SCHEMA], "id": stored.id.0, "userName": email, "name": {"formatted": name}, "displayName": name, "title": job_title,
        "preferredLanguage": language, "active": found.extra.status != AccountStatus::Deactivated,
        "emails": [{"value": email, "type": "work", "primary": true}],
        "groups": found.extra.roles.iter().filter(|role| role.is_of_organisation()).map(|role| json!({"value": role, "display": role})).collect::<Vec<_>>(),
        "meta": {
            "resourceType": "User", "created": stored.created_at, "lastModified": stored.updated_at, "version": etag(stored.version),
            "location": ctx.app.link(&format!("/scim/v2/Users/{}", stored.id)),
        },
    });
    if let Some(external) = external {
        user["externalId"] = external.into();
    }
    user
}

fn etag(version: i32) -> String {
    format!("W/\"v{version}\"")
}

fn one(ctx: &Ctx, status: StatusCode, found: &Found<store::People>, external: Option<String>) -> HttpResponse {
    let mut answer = HttpResponse::build(status);
    let location = ctx.app.link(&format!("/scim/v2/Users/{}", found.stored.id));
    answer.insert_header(("ETag", etag(found.stored.version))).insert_header(("Location", location));
    answer.content_type(MEDIA_TYPE).body(view(ctx, found, external).to_string())
}

async fn external_of<C: ConnectionTrait>(ctx: &Ctx, conn: &C, person: PersonId) -> Result<Option<String>, Failure> {
    Ok(identity::subjects(conn, &provider(ctx), &[person]).await?.pop().map(|(_, subject)| subject))
}

/// The user of the path, when it is one of the organisation.
async fn user<C: ConnectionTrait>(ctx: &Ctx, conn: &C) -> Result<Found<store::People>, Failure> {
    let own = organisation(ctx)?;
    let id = ctx.request().match_info().query("id").parse::<Uuid>().map_err(|_| Failure::not_found())?;
    let found = find::<store::People, _>(conn, &ctx.actor, PersonId(id), false).await?;
    found.filter(|found| found.stored.state.organisation_id == own).ok_or_else(Failure::not_found)
}

/// The user of the path, when the system may change it, and it is still the version of `If-Match`, if there is one.
async fn to_change<C: ConnectionTrait>(ctx: &Ctx, conn: &C) -> Result<Found<store::People>, Failure> {
    let found = user(ctx, conn).await?;
    allow(decide(&ctx.actor, Action::Edit, &scope(&found)))?;
    let expected = ctx.request().headers().get("if-match").and_then(|tag| tag.to_str().ok());
    let fits = expected.is_none_or(|tag| tag == "*" || tag.trim_start_matches("W/") == etag(found.stored.version).trim_start_matches("W/"));
    if fits { Ok(found) } else { Err(Failure::status(StatusCode::PRECONDITION_FAILED, None, "Somebody changed this since you read it.")) }
}

pub async fn list(ctx: Ctx, query: web::Query<Vec<(String, String)>>) -> HttpResponse {
    answered(async {
        let own = organisation(&ctx)?;
        let field = |name: &str| query.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
        let number = |name: &str, default: usize| field(name).and_then(|text| text.parse::<usize>().ok()).unwrap_or(default);
        let (start, size) = (number("startIndex", 1).max(1), number("count", 100).min(usize::try_from(MOST).unwrap_or(100)));
        let wanted = field("filter").map(filter::parse).transpose()?.unwrap_or_default();
        let filter = Filter {
            organisation_id: Some(own),
            email: wanted.email.clone(),
            external: wanted.external.clone().map(|external| (provider(&ctx), external)),
            status: (wanted.active == Some(false)).then_some(AccountStatus::Deactivated),
            ..Filter::default()
        };
        let conn = ctx.app.db.reader();
        let sort = *COMMON_SORTS.first().ok_or_else(Failure::not_found)?;
        let (mut after, mut found, mut skipped, mut total) = (None, vec![], 0, 0);
        // SCIM counts; people of one organisation are few enough to walk.
        loop {
            let paging = Paging { sort, after, size: MOST, deleted: false };
            let (page, next) = persistence::resource::list::<store::People, _>(conn, &ctx.actor, &filter, &paging).await?;
            for one in page.into_iter().filter(|one| wanted.fits(one.extra.status)) {
                total += 1;
                if skipped + 1 < start {
                    skipped += 1;
                } else if found.len() < size {
                    found.push(one);
                }
            }
            match next {
                Some(position) => after = Some(position),
                None => break,
            }
        }
        let ids: Vec<PersonId> = found.iter().map(|one| one.stored.id).collect();
        let externals = identity::subjects(conn, &provider(&ctx), &ids).await?;
        let of = |id: PersonId| externals.iter().find(|(person, _)| *person == id).map(|(_, subject)| subject.clone());
        let items: Vec<Value> = found.iter().map(|one| view(&ctx, one, of(one.stored.id))).collect();
        Ok(list_response(&items, total, start))
    })
    .await
}

pub async fn read(ctx: Ctx) -> HttpResponse {
    answered(async {
        let conn = ctx.app.db.reader();
        let found = user(&ctx, conn).await?;
        let unchanged = ctx.request().headers().get("if-none-match").is_some_and(|tag| tag.as_bytes() == etag(found.stored.version).as_bytes());
        if unchanged {
            return Ok(HttpResponse::NotModified().finish());
        }
        let external = external_of(&ctx, conn, found.stored.id).await?;
        Ok(one(&ctx, StatusCode::OK, &found, external))
    })
    .await
}

fn language(text: &str) -> Language {
    if text.to_ascii_lowercase().starts_with("en") { Language::English } else { Language::Dutch }
}

/// The name that a user is given: as formatted, as displayed, or from its parts.
fn name_of(body: &Value) -> Option<String> {
    let parts: Vec<&str> = [&body["name"]["givenName"], &body["name"]["familyName"]].into_iter().filter_map(Value::as_str).collect();
    let joined = Some(parts.join(" ")).filter(|name| !name.trim().is_empty());
    let text = |value: &Value| value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
    text(&body["name"]["formatted"]).or_else(|| text(&body["displayName"])).or(joined)
}

/// A whole user as it is written; what a system does not know of stays as it was.
fn wish(body: &Value, before: Option<&Wish>, organisation_id: domain::OrganisationId) -> Result<Wish, Failure> {
    let email = body["userName"].as_str().filter(|email| email.contains('@')).map(str::to_owned).or_else(|| patch::text(&body["emails"]));
    let email = email.ok_or_else(|| Failure::invalid("userName is an e-mail address."))?;
    let name = name_of(body).ok_or_else(|| Failure::invalid("name.formatted, displayName or name.givenName and familyName is missing."))?;
    let kept = before.map(|wish| wish.state.clone());
    let state = Person {
        name,
        email,
        job_title: body["title"].as_str().unwrap_or_default().to_owned(),
        organisation_id,
        expertise: kept.as_ref().map(|kept| kept.expertise.clone()).unwrap_or_default(),
        theme_ids: kept.as_ref().map(|kept| kept.theme_ids.clone()).unwrap_or_default(),
        language: body["preferredLanguage"].as_str().map_or_else(|| kept.as_ref().map_or(Language::Dutch, |kept| kept.language), language),
        email_visible: kept.is_some_and(|kept| kept.email_visible),
    };
    let active = match &body["active"] {
        Value::Null => true,
        value => patch::truth(value).ok_or_else(|| Failure::invalid("active is true or false."))?,
    };
    Ok(Wish { state: state.normalised(), active, external: body["externalId"].as_str().map(str::to_owned) })
}

fn check(state: &Person) -> Result<(), Failure> {
    violations_to_errors(state.violations()).map_err(|errors| ApiError::Invalid(field_errors(&errors)).into())
}

pub async fn create(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let own = organisation(&ctx)?;
        let wish = wish(&body(&bytes)?, None, own)?;
        check(&wish.state)?;
        let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        allow(decide(&ctx.actor, Action::Create, &Scope::Person { id: PersonId(Uuid::nil()), organisation: own, administers: false }))?;
        let id = PersonId::generate();
        insert::<store::People, _>(unit.conn(), id, &wish.state, unit.now()).await?;
        identity::set_subject(unit.conn(), &provider(&ctx), id, wish.external.as_deref(), unit.now()).await?;
        let mut found = find_for_writing::<People>(&unit, &ctx, id.0).await?;
        crud::record::<People>(&mut unit, &ctx, &found, Verb::Created, vec![]).await?;
        if !wish.active {
            found = set_active(&ctx, &mut unit, found, false).await?;
        }
        unit.commit().await?;
        ctx.rights_changed();
        Ok(one(&ctx, StatusCode::CREATED, &found, wish.external))
    })
    .await
}

pub async fn replace(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let own = organisation(&ctx)?;
        let body = body(&bytes)?;
        let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        let found = to_change(&ctx, unit.conn()).await?;
        let before = as_wish(&ctx, &unit, &found).await?;
        let wish = wish(&body, Some(&before), own)?;
        apply(&ctx, unit, found, &before, wish).await
    })
    .await
}

async fn as_wish(ctx: &Ctx, unit: &UnitOfWork, found: &Found<store::People>) -> Result<Wish, Failure> {
    let external = external_of(ctx, unit.conn(), found.stored.id).await?;
    Ok(Wish { state: found.stored.state.clone(), active: found.extra.status != AccountStatus::Deactivated, external })
}

pub async fn patch(ctx: Ctx, bytes: web::Bytes) -> HttpResponse {
    answered(async {
        let changes = patch::changes(&body(&bytes)?)?;
        let unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        let found = to_change(&ctx, unit.conn()).await?;
        let before = as_wish(&ctx, &unit, &found).await?;
        let mut wish = before.clone();
        let mut names = json!({});
        for change in changes {
            let text = || patch::text(&change.value).ok_or_else(|| Failure::invalid(format!("{} is a text.", change.attribute)));
            match change.attribute.as_str() {
                "active" if !change.removes => wish.active = patch::truth(&change.value).ok_or_else(|| Failure::invalid("active is true or false."))?,
                "username" | "emails" | "emails.value" if !change.removes => wish.state.email = text()?,
                "displayname" if !change.removes => names["displayName"] = text()?.into(),
                "name" if !change.removes => names["name"] = change.value.clone(),
                "name.formatted" if !change.removes => names["name"]["formatted"] = text()?.into(),
                "name.givenname" if !change.removes => names["name"]["givenName"] = text()?.into(),
                "name.familyname" if !change.removes => names["name"]["familyName"] = text()?.into(),
                "title" => wish.state.job_title = if change.removes { String::new() } else { text()? },
                "preferredlanguage" if !change.removes => wish.state.language = language(&text()?),
                "externalid" => wish.external = if change.removes { None } else { Some(text()?) },
                // What we do not keep is not an error for a system that sends all that it has.
                _ => {}
            }
        }
        if let Some(name) = name_of(&names) {
            wish.state.name = name;
        }
        wish.state = wish.state.normalised();
        apply(&ctx, unit, found, &before, wish).await
    })
    .await
}

async fn apply(ctx: &Ctx, mut unit: UnitOfWork, mut found: Found<store::People>, before: &Wish, wish: Wish) -> Answer {
    check(&wish.state)?;
    if wish == *before {
        return Ok(one(ctx, StatusCode::OK, &found, wish.external));
    }
    let id = found.stored.id;
    if wish.external != before.external {
        identity::set_subject(unit.conn(), &provider(ctx), id, wish.external.as_deref(), unit.now()).await?;
    }
    let mut changes = vec![];
    let mut differs = |field: &str, differs: bool| {
        if differs {
            changes.push(Change { field: field.into(), old: None, new: None, content: Content::Personal });
        }
    };
    differs("name", wish.state.name != before.state.name);
    differs("email", wish.state.email != before.state.email);
    differs("jobTitle", wish.state.job_title != before.state.job_title);
    differs("language", wish.state.language != before.state.language);
    differs("externalId", wish.external != before.external);
    if !changes.is_empty() {
        update::<store::People, _>(unit.conn(), id, found.stored.version, &wish.state, unit.now()).await?;
        found = find_for_writing::<People>(&unit, ctx, id.0).await?;
        crud::record::<People>(&mut unit, ctx, &found, Verb::Changed, changes).await?;
    }
    if wish.active != before.active {
        found = set_active(ctx, &mut unit, found, wish.active).await?;
    }
    unit.commit().await?;
    ctx.rights_changed();
    Ok(one(ctx, StatusCode::OK, &found, wish.external))
}

async fn set_active(ctx: &Ctx, unit: &mut UnitOfWork, found: Found<store::People>, active: bool) -> Result<Found<store::People>, Failure> {
    allow(decide(&ctx.actor, Action::ManageAccount, &scope(&found)))?;
    let (id, now) = (found.stored.id, unit.now());
    if !active {
        account::shut_out(unit.conn(), id).await?;
    }
    store::set_deactivated(unit.conn(), id, found.stored.version, (!active).then_some(now), now).await?;
    let found = find_for_writing::<People>(unit, ctx, id.0).await?;
    crud::record::<People>(unit, ctx, &found, if active { Verb::Reactivated } else { Verb::Deactivated }, vec![]).await?;
    Ok(found)
}

/// Gone for the system; an administrator can bring the person back for a while, and what they made stays.
pub async fn delete(ctx: Ctx) -> HttpResponse {
    answered(async {
        let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
        let found = to_change(&ctx, unit.conn()).await?;
        allow(decide(&ctx.actor, Action::ManageAccount, &scope(&found)))?;
        let id = found.stored.id;
        set_deleted::<store::People, _>(unit.conn(), id, found.stored.version, Some(unit.now()), unit.now()).await?;
        account::shut_out(unit.conn(), id).await?;
        crud::record::<People>(&mut unit, &ctx, &found, Verb::Deleted, vec![]).await?;
        unit.commit().await?;
        ctx.rights_changed();
        Ok(HttpResponse::NoContent().finish())
    })
    .await
}
