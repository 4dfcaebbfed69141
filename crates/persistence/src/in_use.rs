//! What is still used elsewhere. Looks at everything that may refer to a thing, so that a thing itself does not have to know who does.
//! Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    api_client::ApiClients,
    community::Communities,
    document::Documents,
    entity::{
        api_client, community_organisation, community_theme, local_plan_goal, local_plan_municipality, organisation_serves, person, person_theme,
        place as place_table, strategic_goal, sub_project_goal, sub_project_indicator, sub_project_theme, theme as theme_table,
    },
    local_plan::LocalPlans,
    organisation::Organisations,
    person::People,
    place::Places,
    resource::{ActiveModelOf, Resource, any, columns, count_where, linked, no_earlier, referring, referring_by_link},
    strategic_goal::StrategicGoals,
    sub_project::SubProjects,
    sub_project_indicator::SubProjectIndicators,
    theme::{self, Themes},
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{IndicatorId, OrganisationId, StrategicGoalId, ThemeId, indicator::Resting, policy::Actor, resource::Kind};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set,
    sea_query::{Cond, Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

/// Whether themes, people, communities or sub-projects that `actor` may see still refer to a theme. What is hidden from them keeps the theme, which is shown
/// again when it is restored.
pub async fn theme<C: ConnectionTrait>(conn: &C, actor: &Actor, id: ThemeId) -> Result<bool, StoreError> {
    let people = linked::<People, _>(person_theme::Column::PersonId, person_theme::Column::ThemeId, id.0);
    let communities = linked::<Communities, _>(community_theme::Column::CommunityId, community_theme::Column::ThemeId, id.0);
    let sub_projects = linked::<SubProjects, _>(sub_project_theme::Column::SubProjectId, sub_project_theme::Column::ThemeId, id.0);
    Ok(theme::has_children(conn, id).await?
        || count_where::<People, _>(conn, actor, people).await? > 0
        || count_where::<Communities, _>(conn, actor, communities).await? > 0
        || count_where::<SubProjects, _>(conn, actor, sub_projects).await? > 0)
}

/// Gives everything that bears the theme `from` the theme `into` instead, with a new version; answers what changed, with that version.
pub async fn replace_theme<C: ConnectionTrait>(conn: &C, from: ThemeId, into: ThemeId, now: DateTime<Utc>) -> Result<Vec<(Kind, Uuid, i32)>, StoreError> {
    let people = (person_theme::Column::PersonId, person_theme::Column::ThemeId);
    let communities = (community_theme::Column::CommunityId, community_theme::Column::ThemeId);
    let sub_projects = (sub_project_theme::Column::SubProjectId, sub_project_theme::Column::ThemeId);
    let mut changed = replace_link::<People, person_theme::Entity, _>(conn, people, (from, into), now).await?;
    changed.extend(replace_link::<Communities, community_theme::Entity, _>(conn, communities, (from, into), now).await?);
    changed.extend(replace_link::<SubProjects, sub_project_theme::Entity, _>(conn, sub_projects, (from, into), now).await?);
    let under_it = theme_table::ActiveModel { parent_id: Set(Some(into.0)), ..Default::default() };
    changed.extend(renew::<Themes, _>(conn, theme_table::Column::ParentId.eq(from.0), under_it, now).await?);
    Ok(changed)
}

/// Links what a link table, of which the two columns are named, links to `from` to `into` instead.
async fn replace_link<R: Resource, L: EntityTrait, C: ConnectionTrait>(
    conn: &C,
    (owner, theme): (L::Column, L::Column),
    (from, into): (ThemeId, ThemeId),
    now: DateTime<Utc>,
) -> Result<Vec<(Kind, Uuid, i32)>, StoreError> {
    let renewed = renew::<R, C>(conn, linked::<R, _>(owner, theme, from.0), <ActiveModelOf<R> as ActiveModelTrait>::default(), now).await?;
    // What bears both keeps one.
    let both = owner.in_subquery(visibility::ids(owner, theme, into.0));
    L::delete_many().filter(theme.eq(from.0)).filter(both).exec(conn).await?;
    L::update_many().col_expr(theme, Expr::val(into.0)).filter(theme.eq(from.0)).exec(conn).await?;
    Ok(renewed)
}

/// Gives rows a new version, and changes the columns that are set.
async fn renew<R: Resource, C: ConnectionTrait>(
    conn: &C,
    which: Expr,
    change: ActiveModelOf<R>,
    now: DateTime<Utc>,
) -> Result<Vec<(Kind, Uuid, i32)>, StoreError> {
    let columns = columns::<R>();
    let before = R::Table::find().select_only().column(columns.id).column(columns.version).filter(which.clone());
    let before: Vec<(Uuid, i32)> = before.into_tuple().all(conn).await?;
    R::Table::update_many()
        .set(change)
        .col_expr(columns.version, Expr::col(columns.version.as_column_ref()).add(1))
        .col_expr(columns.updated_at, no_earlier(columns.updated_at, now))
        .filter(which)
        .exec(conn)
        .await?;
    Ok(before.into_iter().map(|(id, version)| (R::KIND, id, version + 1)).collect())
}

/// Whether people, plans, communities, systems or other organisations still refer to an organisation.
pub async fn organisation<C: ConnectionTrait>(conn: &C, id: OrganisationId) -> Result<bool, StoreError> {
    let (plan, municipality) = PLAN_OF;
    let (organisation, served) = WORKS_FOR;
    let (community, taking_part) = (community_organisation::Column::CommunityId, community_organisation::Column::OrganisationId);
    let all = [
        referring::<People>(person::Column::OrganisationId, id.0),
        referring_by_link::<LocalPlans, _>(plan, municipality, id.0),
        referring_by_link::<Organisations, _>(organisation, served, id.0),
        referring::<ApiClients>(api_client::Column::OrganisationId, id.0),
        referring_by_link::<Communities, _>(community, taking_part, id.0),
        referring::<Places>(place_table::Column::MunicipalityId, id.0),
    ];
    any(conn, all).await
}

/// How many plans and organisations count on an organisation being a municipality.
pub async fn municipality<C: ConnectionTrait>(conn: &C, id: OrganisationId) -> Result<(u64, u64), StoreError> {
    let plans = number_of::<LocalPlans, _, _>(conn, PLAN_OF, id.0).await?;
    Ok((plans, number_of::<Organisations, _, _>(conn, WORKS_FOR, id.0).await?))
}

/// Which plan is of which municipality.
const PLAN_OF: (local_plan_municipality::Column, local_plan_municipality::Column) =
    (local_plan_municipality::Column::LocalPlanId, local_plan_municipality::Column::MunicipalityId);
/// Which organisation works for which municipality.
const WORKS_FOR: (organisation_serves::Column, organisation_serves::Column) =
    (organisation_serves::Column::OrganisationId, organisation_serves::Column::MunicipalityId);

/// How many that are not deleted a link table, named by its two columns, links to `id`, whoever may see them.
async fn number_of<R: Resource, L: ColumnTrait, C: ConnectionTrait>(conn: &C, (owner, other): (L, L), id: Uuid) -> Result<u64, StoreError> {
    let columns = columns::<R>();
    let counted = R::Table::find().select_only().expr(columns.id.count()).filter(columns.deleted_at.is_null()).filter(linked::<R, _>(owner, other, id));
    let number: Option<i64> = counted.into_tuple().one(conn).await?;
    Ok(u64::try_from(number.unwrap_or_default()).unwrap_or_default())
}

/// Whether plans or sub-projects that `actor` may see contribute to a goal, or the board evaluated it.
pub async fn strategic_goal<C: ConnectionTrait>(conn: &C, actor: &Actor, id: StrategicGoalId) -> Result<bool, StoreError> {
    let plans = linked::<LocalPlans, _>(local_plan_goal::Column::LocalPlanId, local_plan_goal::Column::GoalId, id.0);
    let sub_projects = linked::<SubProjects, _>(sub_project_goal::Column::SubProjectId, sub_project_goal::Column::GoalId, id.0);
    Ok(count_where::<LocalPlans, _>(conn, actor, plans).await? > 0
        || count_where::<SubProjects, _>(conn, actor, sub_projects).await? > 0
        || is_evaluated(conn, id).await?)
}

/// Whether the board evaluated a goal.
async fn is_evaluated<C: ConnectionTrait>(conn: &C, id: StrategicGoalId) -> Result<bool, StoreError> {
    let goal = strategic_goal::Entity::find_by_id(id.0).select_only().column(strategic_goal::Column::Id);
    Ok(goal.filter(strategic_goal::Column::Evaluations.ne("[]")).into_tuple::<Uuid>().one(conn).await?.is_some())
}

/// What rests on an indicator, of what `actor` may see.
pub async fn indicator<C: ConnectionTrait>(conn: &C, actor: &Actor, id: IndicatorId) -> Result<Resting, StoreError> {
    let follows = || Cond::all().add(sub_project_indicator::Column::IndicatorId.eq(id.0));
    let closed = follows().add(sub_project_indicator::Column::LockedDate.is_not_null());
    Ok(Resting {
        figures: count_where::<SubProjectIndicators, _>(conn, actor, follows()).await?,
        closed: count_where::<SubProjectIndicators, _>(conn, actor, closed).await?,
        goals: count_where::<StrategicGoals, _>(conn, actor, strategic_goal::Column::IndicatorId.eq(id.0)).await?,
    })
}

/// What holds files and was deleted before then: a query for its ids, for each kind.
pub fn holders_deleted(before: DateTime<Utc>) -> Vec<SelectStatement> {
    vec![deleted::<Documents>(before), deleted::<Places>(before)]
}

fn deleted<R: Resource>(before: DateTime<Utc>) -> SelectStatement {
    let columns = columns::<R>();
    R::Table::find().select_only().column(columns.id).filter(columns.deleted_at.lt(before)).into_query()
}
