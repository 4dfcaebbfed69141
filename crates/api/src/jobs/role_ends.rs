//! Roles in one community, plan or sub-project that have had their last day: they end, and the history says so. Nobody did it, so nobody is named.
use crate::{
    crud::{self, ApiResource},
    error::ApiError,
    resources::{local_plan::LocalPlans, member as members, sub_project::SubProjects},
    state::App,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    CommunityId, OrganisationId, PersonId,
    journal::{Entry, Verb},
    local_plan::LocalPlan,
    member::{Member, after_end},
    policy::Actor,
    resource::Kind,
    role::{Role, Roles},
    sub_project::SubProject,
};
use persistence::{Resource, UnitOfWork, community::Communities, member, resource, role_end};
use uuid::Uuid;

type Id<R> = <<R as ApiResource>::Store as Resource>::Id;
type State<R> = <<R as ApiResource>::Store as Resource>::State;

/// Ends what is due; answers how many roles and teams that were. What fails is tried again in the next round, and keeps nothing else from ending.
pub async fn run(app: &App, now: DateTime<Utc>) -> anyhow::Result<usize> {
    let today = persistence::day::of(now);
    let due = role_end::due(app.db.reader(), today).await?;
    let mut ended = 0;
    for (community, person) in due.members {
        let mut unit = app.db.begin(now).await?;
        let done = end_member(&mut unit, community, person, today).await;
        ended += finish(unit, done).await;
    }
    for plan in due.local_plans {
        let mut unit = app.db.begin(now).await?;
        let done = end_in_team::<LocalPlans>(&mut unit, plan, |state| LocalPlan::without_ended(state, today)).await;
        ended += finish(unit, done).await;
    }
    for sub_project in due.sub_projects {
        let mut unit = app.db.begin(now).await?;
        let done = end_in_team::<SubProjects>(&mut unit, sub_project, |state| SubProject::without_ended(state, today)).await;
        ended += finish(unit, done).await;
    }
    Ok(ended)
}

/// Sees everything, as whoever keeps the platform does.
fn everything() -> Actor {
    Actor::Person { id: PersonId(Uuid::nil()), organisation: OrganisationId(Uuid::nil()), roles: Roles::NONE.with(Role::Administrator) }
}

async fn finish(unit: UnitOfWork, done: Result<bool, ApiError>) -> usize {
    let done = match done {
        Ok(true) => unit.commit().await.map(|()| 1).map_err(ApiError::from),
        // Somebody, or another server, was first.
        Ok(false) | Err(ApiError::Stale(_)) => Ok(0),
        Err(error) => Err(error),
    };
    done.unwrap_or_else(|error| {
        tracing::error!(?error, "a role could not be ended");
        0
    })
}

async fn end_member(unit: &mut UnitOfWork, community: CommunityId, person: PersonId, today: NaiveDate) -> Result<bool, ApiError> {
    let Some(within) = resource::find::<Communities, _>(unit.conn(), &everything(), community, false).await? else { return Ok(false) };
    let Some(found) = member::find(unit.conn(), community, person).await? else { return Ok(false) };
    let (id, version, before) = (found.stored.id, found.stored.version, found.stored.state);
    if before.end_date.is_none_or(|end| end >= today) {
        return Ok(false);
    }
    let (verb, changes) = match after_end(before.role) {
        Some(role) => {
            let after = Member { role, end_date: None, ..before };
            member::update(unit.conn(), id, version, &after, unit.now()).await?;
            (Verb::RoleChanged, members::role_changes(&before, &after))
        }
        None => {
            member::delete(unit.conn(), id, version).await?;
            (Verb::Removed, vec![])
        }
    };
    let audience = members::audience(&within);
    let entry = Entry { within: Some(community.0), audience, changes, ..Entry::new(Kind::Member, id, verb) };
    unit.record(&entry, Some(version + 1)).await?;
    Ok(true)
}

async fn end_in_team<R: ApiResource>(unit: &mut UnitOfWork, id: Id<R>, without_ended: impl Fn(State<R>) -> State<R>) -> Result<bool, ApiError> {
    let Some(before) = resource::find::<R::Store, _>(unit.conn(), &everything(), id, false).await? else { return Ok(false) };
    let state = without_ended(before.stored.state.clone());
    let changes = crud::changes::<R>(&before.stored.state, &state)?;
    if changes.is_empty() {
        return Ok(false);
    }
    let version = resource::update::<R::Store, _>(unit.conn(), id, before.stored.version, (&before.stored.state, &state), unit.now()).await?;
    let entry = Entry { within: before.within(), audience: before.audience(), changes, ..Entry::new(R::Store::KIND, id.into(), Verb::Changed) };
    unit.record(&entry, Some(version)).await?;
    Ok(true)
}
