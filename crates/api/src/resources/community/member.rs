//! Members of communities: join, invite, approve, refuse, change role, leave.
use crate::{
    colleagues,
    crud::not_found,
    demo,
    error::{ApiError, allow, check_rules},
    extract::{Ctx, etag},
    mail::Letter,
    media_type::MERGE_PATCH,
    operation::{Access, Operation},
    page::{CursorQuery, answer_page, asked_page, page_schema},
    precondition::Versions,
    references::References,
    resources::person::still_here,
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use contract::member as wire;
use domain::{
    CommunityId, PersonId,
    api_client::ApiScope,
    journal::{Change, Content, Entry, Verb},
    member::{self as rules, Member, MemberRole, MemberStatus},
    policy::{Action, decide},
    resource::Kind,
    visibility::Visibility,
};
use persistence::{Found, UnitOfWork, community::Communities, member as store, person::People, resource::find};
use sea_orm::ConnectionTrait;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

const TAG: &str = "Members";

/// The operations on members.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (member, invite, patch) = (schemas.add::<wire::Member>(), schemas.add::<wire::InviteInput>(), schemas.add::<wire::MemberPatch>());
    let (filter, page) = (schemas.add::<wire::MemberFilter>(), schemas.add::<CursorQuery>());
    schemas.add_document("MemberPage", page_schema(&member));
    let community = demo::id("community", "kenniskompanie").to_string();
    let person = demo::id("person", "beleidsadviseur-oirschot").to_string();
    let all = "/communities/{communityId}/members";
    let one = "/communities/{communityId}/members/{personId}";
    let versioned = ["ETag"];
    vec![
        Operation::new("get", all, "listMembers", Access::SignedIn, list).for_systems(ApiScope::CommunitiesRead)
            .text(
                TAG,
                "List members",
                "For members; of public and network communities for everyone who is signed in. Requests and invitations for facilitators.",
            )
            .id_parameter("communityId", &community)
            .query(&filter)
            .query(&page)
            .errors(&[403])
            .answers(200, "A page, by name.", Some("MemberPage"), &["Link"]),
        Operation::new("post", all, "inviteMember", Access::SignedIn, invite_member)
            .text(TAG, "Invite somebody", "For facilitators. Inviting somebody who asked to join approves the request.")
            .id_parameter("communityId", &community)
            .errors(&[403, 409])
            .body(&invite, &json!({"personId": demo::id("person", "docent-han")}))
            .answers(201, "Invited.", Some(&member), &["ETag", "Location"]),
        Operation::new("post", "/communities/{communityId}/_join", "joinCommunity", Access::SignedIn, join)
            .text(
                TAG,
                "Join or ask to join",
                "For everyone who may see the community. With an open community, or an invitation, you are a member at once; otherwise a facilitator decides.",
            )
            .id_parameter("communityId", &community)
            .errors(&[403, 409])
            .answers(200, "Your place in the community.", Some(&member), &versioned),
        Operation::new("post", "/communities/{communityId}/_leave", "leaveCommunity", Access::SignedIn, leave)
            .text(TAG, "Leave, withdraw a request or decline an invitation", "For yourself. The last facilitator cannot leave.")
            .id_parameter("communityId", &community)
            .errors(&[409]),
        Operation::new("get", one, "getMember", Access::SignedIn, read).for_systems(ApiScope::CommunitiesRead)
            .text(TAG, "Read a member", "For members; of public and network communities for everyone who is signed in.")
            .id_parameter("communityId", &community)
            .id_parameter("personId", &person)
            .errors(&[403])
            .answers(200, "As it is now.", Some(&member), &versioned),
        Operation::new("patch", one, "patchMember", Access::SignedIn, change_role)
            .text(
                TAG,
                "Change the role of a member, or until when it lasts",
                "For facilitators. The last facilitator without an end stays facilitator. A role ends by itself after its last day: a facilitator is then an ordinary member, a member is none.",
            )
            .id_parameter("communityId", &community)
            .id_parameter("personId", &person)
            .if_match()
            .errors(&[403, 409])
            .body_of(MERGE_PATCH, &patch, &json!({"role": "facilitator", "endDate": null}))
            .answers(200, "As it is now.", Some(&member), &versioned),
        Operation::new("delete", one, "deleteMember", Access::SignedIn, remove)
            .text(TAG, "Remove a member, or withdraw an invitation", "For facilitators. The last facilitator cannot be removed.")
            .id_parameter("communityId", &community)
            .id_parameter("personId", &person)
            .if_match()
            .errors(&[403, 409]),
        Operation::new("post", format!("{one}/_approve"), "approveMember", Access::SignedIn, approve)
            .text(TAG, "Approve a request", "For facilitators.")
            .id_parameter("communityId", &community)
            .id_parameter("personId", &person)
            .errors(&[403, 409])
            .answers(200, "As it is now.", Some(&member), &versioned),
        Operation::new("post", format!("{one}/_refuse"), "refuseMember", Access::SignedIn, refuse)
            .text(TAG, "Refuse a request", "For facilitators. The person may ask again.")
            .id_parameter("communityId", &community)
            .id_parameter("personId", &person)
            .errors(&[403, 409]),
    ]
}

/// The community of the path, when the actor may do this in it.
async fn community<C: ConnectionTrait>(ctx: &Ctx, conn: &C, action: Action) -> Result<Found<Communities>, ApiError> {
    ctx.caller()?;
    let id = CommunityId(ctx.path_id("communityId")?);
    let found = find::<Communities, _>(conn, &ctx.actor, id, false).await?.ok_or_else(|| not_found(&ctx.actor))?;
    allow(decide(&ctx.actor, action, &found.scope(&ctx.actor)))?;
    Ok(found)
}

/// The member of the path.
async fn member<C: ConnectionTrait>(ctx: &Ctx, conn: &C, community: CommunityId) -> Result<store::Found, ApiError> {
    let person = PersonId(ctx.path_id("personId")?);
    store::find(conn, community, person).await?.ok_or(ApiError::NotFound)
}

fn view(found: store::Found) -> wire::Member {
    let stored = found.stored;
    let Member { community_id, person_id, role, status, end_date } = stored.state;
    wire::Member {
        community_id: community_id.0,
        person_id: person_id.0,
        person_name: found.person_name,
        job_title: found.job_title,
        organisation_name: found.organisation_name,
        role,
        status,
        end_date,
        version: stored.version,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}

/// Requests and invitations are for facilitators, and for the person whose they are.
fn may_see(ctx: &Ctx, community: &Found<Communities>, member: &store::Found) -> bool {
    let Member { person_id, status, .. } = member.stored.state;
    let scope = community.scope(&ctx.actor);
    status == MemberStatus::Active
        || ctx.actor.person() == Some(person_id)
        || decide(&ctx.actor, Action::ManageMembers, &scope) == domain::policy::Decision::Allow
}

async fn list(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let conn = ctx.app.db.reader();
    ctx.caller()?;
    let (filter, page): (wire::MemberFilter, CursorQuery) = ctx.filter_and_page()?;
    let others = filter.status.is_some_and(|status| status != MemberStatus::Active);
    let community = community(&ctx, conn, if others { Action::ManageMembers } else { Action::ReadContent }).await?;
    let asked = asked_page(&ctx, page.cursor.as_deref(), page.page_size)?;
    let filter = store::Filter { status: filter.status, role: filter.role };
    let (members, next) = store::list(conn, community.stored.id, filter, asked.after.as_ref(), asked.size).await?;
    Ok(answer_page(&ctx, &asked, members.into_iter().map(view).collect(), next.as_ref(), None))
}

async fn read(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let conn = ctx.app.db.reader();
    let community = community(&ctx, conn, Action::ReadContent).await?;
    let found = member(&ctx, conn, community.stored.id).await?;
    if !may_see(&ctx, &community, &found) {
        return Err(ApiError::NotFound);
    }
    Ok(answer(found))
}

fn answer(found: store::Found) -> HttpResponse {
    HttpResponse::Ok().insert_header(("ETag", etag(found.stored.version))).json(view(found))
}

async fn join(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let me = ctx.person()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let community = community(&ctx, unit.conn(), Action::Join).await?;
    let now = store::find(unit.conn(), community.stored.id, me).await?;
    let state = &community.stored.state;
    let status = rules::join(state.join_policy, state.archived, now.as_ref().map(|found| found.stored.state.status))?;
    let verb = if status == MemberStatus::Active { Verb::Joined } else { Verb::Requested };
    let found = settle(&ctx, &mut unit, &community, me, now, status, verb).await?;
    if verb == Verb::Requested {
        let facilitators = store::facilitators(unit.conn(), community.stored.id).await?;
        let link = address(&ctx, community.stored.id);
        let about = Letter::JoinAsked { who: &found.person_name, community: &community.stored.state.name, link: &link };
        colleagues::tell(&ctx, &unit, &facilitators, about).await?;
    }
    unit.commit().await?;
    Ok(answer(found))
}

async fn invite_member(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let wire::InviteInput { person_id } = ctx.body(&bytes, &wire::InviteInput::name())?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let community = community(&ctx, unit.conn(), Action::ManageMembers).await?;
    let person = PersonId(person_id);
    let mut references = References::new(unit.conn(), &ctx.actor);
    references.one::<People>("personId", Some(person), None).await?;
    references.finish()?;
    let now = store::find(unit.conn(), community.stored.id, person).await?;
    let status = rules::invite(community.stored.state.archived, now.as_ref().map(|found| found.stored.state.status))?;
    let verb = if status == MemberStatus::Active { Verb::Approved } else { Verb::Invited };
    let found = settle(&ctx, &mut unit, &community, person, now, status, verb).await?;
    if verb == Verb::Invited {
        let link = address(&ctx, community.stored.id);
        colleagues::tell(&ctx, &unit, &[person], Letter::CommunityInvitation { community: &community.stored.state.name, link: &link }).await?;
    }
    unit.commit().await?;
    let location = format!("{}/communities/{}/members/{person}", crate::BASE, community.stored.id);
    Ok(HttpResponse::Created().insert_header(("Location", location)).insert_header(("ETag", etag(found.stored.version))).json(view(found)))
}

/// Where the members of a community are.
fn address(ctx: &Ctx, id: CommunityId) -> String {
    ctx.app.link(&format!("/communities/{id}"))
}

/// Gives somebody a status: adds them when they are new, and records what happened.
async fn settle(
    ctx: &Ctx,
    unit: &mut UnitOfWork,
    community: &Found<Communities>,
    person: PersonId,
    now: Option<store::Found>,
    status: MemberStatus,
    verb: Verb,
) -> Result<store::Found, ApiError> {
    let id = community.stored.id;
    match now {
        None => {
            let member = Member { community_id: id, person_id: person, role: MemberRole::Member, status, end_date: None };
            store::insert(unit.conn(), &member, unit.now()).await?;
        }
        Some(found) => {
            store::update(unit.conn(), found.stored.id, found.stored.version, &Member { status, ..found.stored.state }, unit.now()).await?;
        }
    }
    let found = store::find(unit.conn(), id, person).await?.ok_or(ApiError::NotFound)?;
    record(ctx, unit, community, &found, verb, vec![]).await?;
    Ok(found)
}

/// Who hears of members: names are for who is signed in.
pub fn audience(community: &Found<Communities>) -> Visibility {
    match community.stored.state.visibility {
        Visibility::Public | Visibility::Network => Visibility::Network,
        closed => closed,
    }
}

/// Entries about members belong to the history of their community.
async fn record(
    ctx: &Ctx,
    unit: &mut UnitOfWork,
    community: &Found<Communities>,
    member: &store::Found,
    verb: Verb,
    changes: Vec<Change>,
) -> Result<(), ApiError> {
    let entry = Entry {
        actor: ctx.actor.id(),
        on_behalf_of: ctx.actor.organisation(),
        kind: Kind::Member,
        resource_id: member.stored.id,
        within: Some(community.stored.id.0),
        verb,
        audience: audience(community),
        changes,
        request_id: ctx.request_id(),
    };
    Ok(unit.record(&entry, Some(member.stored.version)).await?)
}

/// Somebody who does not lead it, or not any more, has no successor there.
pub fn not_led() -> ApiError {
    ApiError::State("already_there", "This person does not lead it any more.".into())
}

/// Makes a facilitator of `to` in the place of `from`, who becomes an ordinary member. Who may do this was decided before.
pub async fn take_over(ctx: &Ctx, unit: &mut UnitOfWork, id: Uuid, from: PersonId, to: PersonId) -> Result<(), ApiError> {
    let unknown = || ApiError::unknown("/resourceId");
    let community = find::<Communities, _>(unit.conn(), &ctx.actor, CommunityId(id), false).await?.ok_or_else(unknown)?;
    let facilitates = |found: &store::Found| found.stored.state.role == MemberRole::Facilitator && found.stored.state.status == MemberStatus::Active;
    let left = store::find(unit.conn(), community.stored.id, from).await?.filter(facilitates).ok_or_else(not_led)?;
    let now = store::find(unit.conn(), community.stored.id, to).await?;
    let is_member = now.as_ref().is_some_and(|found| found.stored.state.status == MemberStatus::Active);
    check_rules(rules::succession_violations(community.stored.state.visibility, is_member))?;
    let successor = match now {
        Some(found) if is_member => found,
        other => settle(ctx, unit, &community, to, other, MemberStatus::Active, Verb::Approved).await?,
    };
    for (found, role) in [(successor, MemberRole::Facilitator), (left, MemberRole::Member)] {
        give_role(ctx, unit, &community, found, role, None).await?;
    }
    Ok(())
}

async fn leave(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let me = ctx.person()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let community = community(&ctx, unit.conn(), Action::Read).await?;
    let found = store::find(unit.conn(), community.stored.id, me).await?;
    let found = found.ok_or_else(|| ApiError::State("not_a_member", "You are not a member of this community.".into()))?;
    take_out(&ctx, &mut unit, &community, &found, Verb::Left).await?;
    unit.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn take_out(ctx: &Ctx, unit: &mut UnitOfWork, community: &Found<Communities>, found: &store::Found, verb: Verb) -> Result<(), ApiError> {
    rules::leave(&found.stored.state, store::other_facilitators(unit.conn(), community.stored.id, found.stored.state.person_id).await?)?;
    store::delete(unit.conn(), found.stored.id, found.stored.version).await?;
    record(ctx, unit, community, found, verb, vec![]).await
}

async fn remove(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let (community, found) = to_manage(&ctx, &unit).await?;
    same_version(&found, &seen)?;
    take_out(&ctx, &mut unit, &community, &found, Verb::Removed).await?;
    unit.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn to_manage(ctx: &Ctx, unit: &UnitOfWork) -> Result<(Found<Communities>, store::Found), ApiError> {
    let community = community(ctx, unit.conn(), Action::ManageMembers).await?;
    let found = member(ctx, unit.conn(), community.stored.id).await?;
    Ok((community, found))
}

fn same_version(found: &store::Found, seen: &Versions) -> Result<(), ApiError> {
    if seen.has(found.stored.version) { Ok(()) } else { Err(ApiError::Stale(None)) }
}

async fn change_role(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let wire::MemberPatch { role, end_date } = ctx.app.schemas.read(&wire::MemberPatch::name(), ctx.json(&bytes, MERGE_PATCH)?)?;
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let (community, found) = to_manage(&ctx, &unit).await?;
    same_version(&found, &seen)?;
    let Member { person_id, role: old, end_date: old_end, .. } = found.stored.state;
    let role = role.unwrap_or(old);
    let end_date = end_date.unwrap_or(if role == old { old_end } else { None });
    if (role, end_date) == (old, old_end) {
        return Ok(answer(found));
    }
    check_rules(rules::end_violations(old_end, end_date, unit.today()))?;
    rules::change_role(&found.stored.state, role, end_date, store::other_facilitators(unit.conn(), community.stored.id, person_id).await?)?;
    let found = give_role(&ctx, &mut unit, &community, found, role, end_date).await?;
    unit.commit().await?;
    Ok(answer(found))
}

/// Gives a member a role until a day, and records it; nothing when they have it.
async fn give_role(
    ctx: &Ctx,
    unit: &mut UnitOfWork,
    community: &Found<Communities>,
    found: store::Found,
    role: MemberRole,
    end_date: Option<NaiveDate>,
) -> Result<store::Found, ApiError> {
    let before = found.stored.state;
    let state = Member { role, end_date, ..before };
    if state == before {
        return Ok(found);
    }
    store::update(unit.conn(), found.stored.id, found.stored.version, &state, unit.now()).await?;
    let found = store::find(unit.conn(), state.community_id, state.person_id).await?.ok_or(ApiError::NotFound)?;
    record(ctx, unit, community, &found, Verb::RoleChanged, role_changes(&before, &state)).await?;
    Ok(found)
}

/// What differs between two standings of a member, for the journal.
pub fn role_changes(before: &Member, after: &Member) -> Vec<Change> {
    let fields = [("role", json!(before.role), json!(after.role)), ("endDate", json!(before.end_date), json!(after.end_date))];
    let changed = fields.into_iter().filter(|(_, old, new)| old != new);
    changed.map(|(field, old, new)| Change { field: field.into(), old: Some(old.to_string()), new: Some(new.to_string()), content: Content::Short }).collect()
}

async fn approve(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let (community, found) = to_manage(&ctx, &unit).await?;
    let status = rules::decide_request(found.stored.state.status)?;
    let person = found.stored.state.person_id;
    still_here(&find::<People, _>(unit.conn(), &ctx.actor, person, false).await?.ok_or(ApiError::NotFound)?)?;
    let found = settle(&ctx, &mut unit, &community, person, Some(found), status, Verb::Approved).await?;
    unit.commit().await?;
    Ok(answer(found))
}

async fn refuse(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.person()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let (community, found) = to_manage(&ctx, &unit).await?;
    rules::decide_request(found.stored.state.status)?;
    take_out(&ctx, &mut unit, &community, &found, Verb::Refused).await?;
    unit.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
