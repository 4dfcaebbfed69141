//! What happened: in what somebody follows (their communities, their plans, and the sub-projects of those), and in the whole region.
use crate::{
    error::ApiError,
    extract::Ctx,
    operation::{Access, Operation},
    page::{AskedPage, CursorQuery, answer_page, asked_page, page_schema},
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::{event as wire, list::Reference};
use domain::{api_client::ApiScope, policy::Actor, resource::Kind, visit::FIRST_LOOK_BACK};
use persistence::{
    Resource, community, journal, local_plan,
    resource::{Paging, Position, list, sort_by_latest_change},
    sub_project,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// How many resources of each kind are followed at most: the ones that changed last.
const MAX_FOLLOWED: u64 = 500;

pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (event, filter, cursor) = (schemas.add::<wire::Event>(), schemas.add::<wire::EventFilter>(), schemas.add::<CursorQuery>());
    schemas.add_document("EventPage", page_schema(&event));
    let listed = |operation: Operation| operation.query(&filter).query(&cursor).answers(200, "A page.", Some("EventPage"), &["Link"]);
    vec![
        listed(Operation::new("get", "/me/events", "listMyEvents", Access::SignedIn, events)
            .text(
                "Sessions",
                "List what happened in what I follow",
                "What other people did in your communities, in your plans and in the sub-projects of those, newest first. For everyone who is signed in.",
            )),
        listed(Operation::new("get", "/events", "listEvents", Access::SignedIn, region_events).for_systems(ApiScope::PlansRead)
            .text(
                "Sub-projects",
                "List what happened in the region",
                "What other people did in all sub-projects that you may see: what began, changed its phase, was reported or moved, newest first; since two weeks when you do not say since when. For everyone who is signed in.",
            )),
    ]
}

/// What somebody follows of one kind, as far as they may see it.
async fn followed<R: Resource, C: ConnectionTrait>(conn: &C, actor: &Actor, kind: Kind, filter: R::Filter) -> Result<Vec<(Kind, Reference)>, ApiError> {
    let (found, _) = list::<R, _>(conn, actor, &filter, &Paging::first(sort_by_latest_change::<R>(), MAX_FOLLOWED)).await?;
    Ok(found.into_iter().map(|found| (kind, Reference { id: found.stored.id.into(), name: R::name(&found.stored.state).to_owned() })).collect())
}

async fn events(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let me = ctx.person()?;
    let (filter, page): (wire::EventFilter, CursorQuery) = ctx.filter_and_page()?;
    let asked = asked_page(&ctx, page.cursor.as_deref(), page.page_size)?;
    let conn = ctx.app.db.reader();
    let mine = community::Filter { mine: true, ..community::Filter::default() };
    let mut resources = followed::<community::Communities, _>(conn, &ctx.actor, Kind::Community, mine).await?;
    let communities: Vec<Uuid> = resources.iter().map(|(_, resource)| resource.id).collect();
    let mine = local_plan::Filter { mine: true, ..local_plan::Filter::default() };
    resources.extend(followed::<local_plan::LocalPlans, _>(conn, &ctx.actor, Kind::LocalPlan, mine).await?);
    let mine = sub_project::Filter { mine: true, ..sub_project::Filter::default() };
    let found = followed::<sub_project::SubProjects, _>(conn, &ctx.actor, Kind::SubProject, mine).await?;
    let sub_projects = found.iter().map(|(_, resource)| resource.id).collect();
    resources.extend(found);
    let which = journal::Which {
        resources: resources.iter().map(|(_, resource)| resource.id).collect(),
        communities,
        sub_projects,
        except: me,
        since: filter.since_at,
    };
    let (entries, next) = journal::events(conn, &which, asked.before(), asked.size).await?;
    let items = entries.into_iter().filter_map(|(entry, resource)| {
        let (kind, resource) = resources.iter().find(|(_, followed)| followed.id == resource)?;
        Some(event(entry, *kind, resource.clone()))
    });
    Ok(answer_events(&ctx, &asked, items.collect(), next))
}

async fn region_events(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let (filter, page): (wire::EventFilter, CursorQuery) = ctx.filter_and_page()?;
    let asked = asked_page(&ctx, page.cursor.as_deref(), page.page_size)?;
    let since = filter.since_at.unwrap_or_else(|| ctx.app.clock.now() - FIRST_LOOK_BACK);
    let (entries, next) = journal::region_entries(ctx.app.db.reader(), &ctx.actor, since, asked.before(), asked.size).await?;
    let items = entries.into_iter().map(|(entry, (id, name))| event(entry, Kind::SubProject, Reference { id, name }));
    Ok(answer_events(&ctx, &asked, items.collect(), next))
}

fn event(entry: journal::HistoryEntry, kind: Kind, resource: Reference) -> wire::Event {
    wire::Event {
        id: entry.id,
        at: entry.at,
        action: entry.action,
        actor: entry.actor.map(|(id, name)| Reference { id: id.0, name }),
        client: entry.client.map(|(id, name)| Reference { id, name }),
        kind,
        resource,
    }
}

fn answer_events(ctx: &Ctx, asked: &AskedPage, items: Vec<wire::Event>, next: Option<i64>) -> HttpResponse {
    let next = next.map(|seq| Position { key: seq.to_string(), id: Uuid::nil() });
    answer_page(ctx, asked, items, next.as_ref(), None)
}
