//! What organisations carry, what they can, and where sub-projects collide.
use crate::resources::organisation::Organisations;
use crate::{
    crud, demo,
    error::{ApiError, allow, check_rules},
    extract::{Ctx, etag},
    names::names_of,
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use chrono::Days;
use contract::{capacity as wire, list::Reference};
use domain::{
    Code, OrganisationId, SubProjectId,
    api_client::ApiScope,
    capacity::{Capacity, EXCEEDING},
    choice::Choice,
    journal::Verb,
    policy::{Action, Actor, Scope, can, decide},
    progress_update::REPORT_DAYS,
    resource::Kind,
    sub_project::Phase,
};
use persistence::{
    Transaction,
    capacity::{self as store, Load},
    resource::touch,
};
use sea_orm::ConnectionTrait;
use serde_json::json;
use utoipa::ToSchema;

const TAG: &str = "Organisations";
/// So many collisions of each kind are shown.
const MAX_COLLISIONS: usize = 50;

/// The operations on capacity.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (loads, load, filter) =
        (schemas.add::<wire::OrganisationLoads>(), schemas.add::<wire::OrganisationLoad>(), schemas.add::<wire::OrganisationLoadFilter>());
    let (input, collisions) = (schemas.add::<wire::Capacity>(), schemas.add::<wire::Collisions>());
    vec![
        Operation::new("get", "/organisation-loads", "listOrganisationLoads", Access::SignedIn, list).for_systems(ApiScope::PlansRead)
            .text(
                TAG,
                "List what organisations carry",
                "For everyone who is signed in: the organisations that carry sub-projects or said how many they can. A sub-project is carried by the municipalities of its plan and by the organisations of its pair of leads. Only what you may see counts.",
            )
            .query(&filter)
            .answers(200, "The organisations, by name; at most 500.", Some(&loads), &[]),
        Operation::new("put", "/organisations/{organisationId}/capacity", "setCapacity", Access::SignedIn, set)
            .text(
                TAG,
                "Set what an organisation can carry at once",
                "For executives and coordinators, of their own organisation; for administrators of all. Who then starts a sub-project beyond it says who decides that, and why.",
            )
            .id_parameter("organisationId", &demo::id("organisation", "oirschot").to_string())
            .if_match()
            .errors(&[403])
            .body(&input, &json!({"limit": 4, "exploringWeight": 0, "pilotWeight": 1, "runningWeight": 1}))
            .answers(200, "What it carries and can.", Some(&load), &["ETag"]),
        Operation::new("get", "/sub-project-collisions", "listCollisions", Access::SignedIn, list_collisions).for_systems(ApiScope::PlansRead)
            .text(
                "Sub-projects",
                "List where sub-projects collide",
                "For everyone who is signed in: who leads several sub-projects that started, and in which municipality several that started are about the same theme. Only what you may see counts.",
            )
            .answers(200, "The largest first; at most 50 of each kind.", Some(&collisions), &[]),
    ]
}

/// The organisations with how what they carry stands.
async fn with_standings<C: ConnectionTrait>(conn: &C, ctx: &Ctx, only: Option<&[OrganisationId]>) -> Result<Vec<wire::OrganisationLoad>, ApiError> {
    let loads = store::loads(conn, &ctx.actor, only).await?;
    let today = ctx.app.clock.today();
    let since = today.checked_sub_days(Days::new(REPORT_DAYS.unsigned_abs())).unwrap_or(today);
    let standings = store::standings(conn, &ctx.actor, only, since).await?;
    Ok(loads.into_iter().map(|load| view(standings.get(&load.organisation.0).copied().unwrap_or_default(), load, &ctx.actor)).collect())
}

fn view(standings: store::Standings, load: Load, actor: &Actor) -> wire::OrganisationLoad {
    let store::Standings { green, orange, red, not_reported } = standings;
    let Load { organisation: (id, name), version, capacity, counts } = load;
    wire::OrganisationLoad {
        organisation: Reference { id: id.0, name },
        load: capacity.load(&counts),
        standings: wire::Standings { green, orange, red, not_reported },
        capacity: capacity.into(),
        phase_counts: counts.into(),
        version,
        can: can(actor, &Scope::Capacity { organisation: id }, &[Action::Edit]),
    }
}

async fn list(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let filter: wire::OrganisationLoadFilter = ctx.filter()?;
    let conn = ctx.app.db.reader();
    let mut only = match filter.sub_project_id {
        Some(sub_project) => Some(store::carriers(conn, &ctx.actor, SubProjectId(sub_project)).await?),
        None => None,
    };
    if let Some(organisation) = filter.organisation_id.map(OrganisationId) {
        let among = only.as_ref().is_none_or(|carriers| carriers.contains(&organisation));
        only = Some(if among { vec![organisation] } else { vec![] });
    }
    Ok(HttpResponse::Ok().json(wire::OrganisationLoads { items: with_standings(conn, &ctx, only.as_deref()).await? }))
}

async fn set(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = OrganisationId(ctx.path_id("organisationId")?);
    let capacity: Capacity = ctx.body::<wire::Capacity>(&bytes, &wire::Capacity::name())?.into();
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let mut found = crud::find_to_change::<Organisations>(&unit, &ctx, id.0, Action::Read, &seen).await?;
    let seen = found.stored.version;
    allow(decide(&ctx.actor, Action::Edit, &Scope::Capacity { organisation: id }))?;
    check_rules(capacity.violations())?;
    let before = one(unit.conn(), &ctx.actor, id).await?;
    touch::<persistence::organisation::Organisations, _>(unit.conn(), id, seen, store::row(&capacity), unit.now()).await?;
    let changes = crud::json_changes::<Organisations>(&recorded(&before.capacity), &recorded(&capacity));
    found.stored.version = seen + 1;
    crud::record::<Organisations>(&mut unit, &ctx, &found, Verb::Changed, changes).await?;
    let after = with_standings(unit.conn(), &ctx, Some(&[id])).await?.pop().ok_or(ApiError::NotFound)?;
    unit.commit().await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(seen + 1))).json(after))
}

async fn one(conn: &Transaction, actor: &Actor, id: OrganisationId) -> Result<Load, ApiError> {
    store::loads(conn, actor, Some(&[id])).await?.pop().ok_or(ApiError::NotFound)
}

/// A capacity as it stands in the history of its organisation, where the limit is called by what it limits.
fn recorded(capacity: &Capacity) -> serde_json::Value {
    let Capacity { limit, exploring_weight, pilot_weight, running_weight } = capacity;
    json!({"capacityLimit": limit, "exploringWeight": exploring_weight, "pilotWeight": pilot_weight, "runningWeight": running_weight})
}

/// Refuses to bring a sub-project into another phase when organisations then carry more than they can and nobody says who decides that and why; answers
/// the decision when it is needed.
pub async fn decide_to_exceed(
    conn: &Transaction,
    actor: &Actor,
    sub_project: SubProjectId,
    (from, to): (Phase, Phase),
    exceeding: Choice,
) -> Result<Option<Choice>, ApiError> {
    let carriers = store::carriers(conn, actor, sub_project).await?;
    store::lock(conn, &carriers).await?;
    let loads = store::loads(conn, actor, Some(&carriers)).await?;
    let beyond: Vec<&str> =
        loads.iter().filter(|load| load.capacity.beyond(&load.counts, from, to).is_some()).map(|load| load.organisation.1.as_str()).collect();
    check_rules(exceeding.violations(EXCEEDING, Code::OverCapacity, &beyond))?;
    Ok((!beyond.is_empty()).then_some(exceeding))
}

async fn list_collisions(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let conn = ctx.app.db.reader();
    let (mut leads, mut themes) = (store::same_lead(conn, &ctx.actor).await?, store::same_theme(conn, &ctx.actor).await?);
    leads.truncate(MAX_COLLISIONS);
    themes.truncate(MAX_COLLISIONS);
    let things: Vec<_> = themes.iter().flat_map(|collision| [(Kind::Theme, collision.subject.0.0), (Kind::Organisation, collision.subject.1.0)]).collect();
    let known = names_of(conn, &ctx.actor, &things).await?;
    let named = |id| Some(Reference { id, name: known.get(&id)?.clone() });
    let of = |sub_projects: Vec<(SubProjectId, String)>| sub_projects.into_iter().map(|(id, name)| Reference { id: id.0, name }).collect();
    let leads = leads.into_iter().map(|collision| {
        let (id, name) = collision.subject;
        wire::Collision { subject: Reference { id: id.0, name }, organisation: None, count: collision.count as u64, sub_projects: of(collision.sub_projects) }
    });
    let themes = themes.into_iter().filter_map(|collision| {
        let (theme, organisation) = collision.subject;
        Some(wire::Collision {
            subject: named(theme.0)?,
            organisation: Some(named(organisation.0)?),
            count: collision.count as u64,
            sub_projects: of(collision.sub_projects),
        })
    });
    Ok(HttpResponse::Ok().json(wire::Collisions { items: leads.chain(themes).collect() }))
}
