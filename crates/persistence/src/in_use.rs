//! What is still used elsewhere. Looks at everything that may refer to a thing, so that a thing itself does not have to know who does.
use crate::{
    StoreError,
    community::Communities,
    local_plan::LocalPlans,
    person::People,
    resource::{count_where, linked},
    strategic_goal::StrategicGoals,
    sub_project::SubProjects,
    sub_project_indicator::SubProjectIndicators,
    theme,
};
use domain::{IndicatorId, StrategicGoalId, ThemeId, indicator::Resting, policy::Actor};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Cond, Expr, ExprTrait, Query},
};

/// Whether themes, people, communities or sub-projects that `actor` may see still refer to a theme. What is hidden from them keeps the theme, which is shown
/// again when it is restored.
pub async fn theme<C: ConnectionTrait>(conn: &C, actor: &Actor, id: ThemeId) -> Result<bool, StoreError> {
    let people = linked::<People>("person_theme", "person_id", "theme_id", id.0);
    let communities = linked::<Communities>("community_theme", "community_id", "theme_id", id.0);
    let sub_projects = linked::<SubProjects>("sub_project_theme", "sub_project_id", "theme_id", id.0);
    Ok(theme::has_children(conn, id).await?
        || count_where::<People, _>(conn, actor, people).await? > 0
        || count_where::<Communities, _>(conn, actor, communities).await? > 0
        || count_where::<SubProjects, _>(conn, actor, sub_projects).await? > 0)
}

/// Whether plans or sub-projects that `actor` may see contribute to a goal, or the board evaluated it.
pub async fn strategic_goal<C: ConnectionTrait>(conn: &C, actor: &Actor, id: StrategicGoalId) -> Result<bool, StoreError> {
    let plans = linked::<LocalPlans>("local_plan_goal", "local_plan_id", "goal_id", id.0);
    let sub_projects = linked::<SubProjects>("sub_project_goal", "sub_project_id", "goal_id", id.0);
    let evaluated =
        Query::select().column("id").from("strategic_goal").and_where(Expr::col("id").eq(id.0)).and_where(Expr::col("evaluations").ne("[]")).to_owned();
    Ok(count_where::<LocalPlans, _>(conn, actor, plans).await? > 0
        || count_where::<SubProjects, _>(conn, actor, sub_projects).await? > 0
        || conn.query_one(&evaluated).await?.is_some())
}

/// What rests on an indicator, of what `actor` may see.
pub async fn indicator<C: ConnectionTrait>(conn: &C, actor: &Actor, id: IndicatorId) -> Result<Resting, StoreError> {
    let follows = || Cond::all().add(Expr::col(("sub_project_indicator", "indicator_id")).eq(id.0));
    let closed = follows().add(Expr::col(("sub_project_indicator", "locked_date")).is_not_null());
    Ok(Resting {
        figures: count_where::<SubProjectIndicators, _>(conn, actor, follows()).await?,
        closed: count_where::<SubProjectIndicators, _>(conn, actor, closed).await?,
        goals: count_where::<StrategicGoals, _>(conn, actor, Expr::col(("strategic_goal", "indicator_id")).eq(id.0)).await?,
    })
}
