//! The names of things of several kinds at once.
use crate::error::ApiError;
use domain::{policy::Actor, resource::Kind};
use persistence::{
    api_client, budget_line, community, document, indicator, local_plan, measurement, milestone, organisation, person, progress_update, resource::names, risk,
    strategic_course, strategic_goal, sub_project, sub_project_indicator, task, theme,
};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;
use uuid::Uuid;

/// The names of those of these things that `actor` may see: at most one statement for each kind.
pub async fn names_of<C: ConnectionTrait>(conn: &C, actor: &Actor, things: &[(Kind, Uuid)]) -> Result<HashMap<Uuid, String>, ApiError> {
    let of = |kind: Kind| -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = things.iter().filter(|thing| thing.0 == kind).map(|thing| thing.1).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let mut known = HashMap::new();
    for kind in Kind::ALL {
        let ids = of(*kind);
        known.extend(match kind {
            Kind::Community => names::<community::Communities, _>(conn, actor, &ids).await?,
            Kind::LocalPlan => names::<local_plan::LocalPlans, _>(conn, actor, &ids).await?,
            Kind::SubProject => names::<sub_project::SubProjects, _>(conn, actor, &ids).await?,
            Kind::ProgressUpdate => names::<progress_update::ProgressUpdates, _>(conn, actor, &ids).await?,
            Kind::Milestone => names::<milestone::Milestones, _>(conn, actor, &ids).await?,
            Kind::Task => names::<task::Tasks, _>(conn, actor, &ids).await?,
            Kind::Risk => names::<risk::Risks, _>(conn, actor, &ids).await?,
            Kind::BudgetLine => names::<budget_line::BudgetLines, _>(conn, actor, &ids).await?,
            Kind::Document => names::<document::Documents, _>(conn, actor, &ids).await?,
            Kind::Indicator => names::<indicator::Indicators, _>(conn, actor, &ids).await?,
            Kind::SubProjectIndicator => names::<sub_project_indicator::SubProjectIndicators, _>(conn, actor, &ids).await?,
            Kind::Measurement => names::<measurement::Measurements, _>(conn, actor, &ids).await?,
            Kind::StrategicCourse => names::<strategic_course::StrategicCourses, _>(conn, actor, &ids).await?,
            Kind::StrategicGoal => names::<strategic_goal::StrategicGoals, _>(conn, actor, &ids).await?,
            Kind::Person => names::<person::People, _>(conn, actor, &ids).await?,
            Kind::Organisation => names::<organisation::Organisations, _>(conn, actor, &ids).await?,
            Kind::ApiClient => names::<api_client::ApiClients, _>(conn, actor, &ids).await?,
            Kind::Theme => names::<theme::Themes, _>(conn, actor, &ids).await?,
            Kind::Member | Kind::Session | Kind::Audit => vec![],
        });
    }
    Ok(known)
}
