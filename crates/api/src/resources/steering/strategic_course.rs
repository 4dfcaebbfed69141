//! Strategic courses, and how far they are.
use crate::{
    crud::{ApiResource, Check, Docs, Scopes, not_found},
    demo,
    error::{ApiError, check_rules},
    extract::Ctx,
    markdown,
    operation::{Access, Operation},
    resources::strategic_goal::StrategicGoals,
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::{Reference, strategic_course as wire};
use domain::{
    LocalPlanId, StrategicCourseId, StrategicGoalId,
    api_client::ApiScope,
    policy::{Actor, can},
    roll_up::{Contribution, roll_up},
    strategic_course::StrategicCourse,
};
use persistence::{
    Found, Transaction, day,
    resource::{Paging, find, list, sort_by_name},
    strategic_course as store, strategic_goal,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

pub struct StrategicCourses;

impl ApiResource for StrategicCourses {
    const PATH: &'static str = "strategic-courses";
    const SINGULAR: &'static str = "StrategicCourse";
    const ID: &'static str = "strategicCourseId";
    const SCOPES: Scopes = Scopes::CATALOGUE;
    type Store = store::StrategicCourses;
    type Input = wire::StrategicCourseInput;
    type View = wire::StrategicCourse;
    type Filter = wire::StrategicCourseFilter;
    const LONG: &'static [&'static str] = &["description"];

    fn docs() -> Docs {
        Docs {
            tag: "Strategic courses",
            plural: "StrategicCourses",
            word: "strategic course",
            words: "strategic courses",
            who_reads: "For anyone.",
            who_creates: "For administrators and editors.",
            who_edits: "For administrators and editors.",
            who_deletes: "For administrators and editors, when it has no goals.",
            example_id: demo::id("strategic-course", "koers").to_string(),
            example: json!({"title": "Koers 2029-2032", "description": "Iedereen kan **meedoen**.", "startDate": "2029-01-01", "endDate": "2032-12-31"}),
            example_patch: json!({"endDate": "2029-12-31"}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, in_full: bool) -> wire::StrategicCourse {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let stored = found.stored;
        let StrategicCourse { title, description, start_date, end_date } = stored.state;
        wire::StrategicCourse {
            id: stored.id.0,
            title,
            description_html: in_full.then(|| markdown::render(&description)),
            description: in_full.then_some(description),
            start_date,
            end_date,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::StrategicCourseFilter) -> (store::Filter, bool) {
        let wire::StrategicCourseFilter { q, deleted } = filter;
        (store::Filter { q }, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut StrategicCourse) -> Result<(), ApiError> {
        let Some(before) = check.before else { return Ok(()) };
        let evaluated = strategic_goal::evaluated_years(check.conn, StrategicCourseId(check.id)).await?;
        check_rules(state.locked_violations(&before.stored.state, &evaluated))
    }

    async fn in_use(conn: &Transaction, _: &Actor, id: Uuid) -> Result<bool, ApiError> {
        Ok(store::in_use(conn, StrategicCourseId(id)).await?)
    }
}

/// So many goals of a course are shown.
const MOST_GOALS: u64 = 100;

/// What courses have beside the common operations.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (filter, progress) = (schemas.add::<wire::CourseProgressFilter>(), schemas.add::<wire::CourseProgress>());
    vec![
        Operation::new("get", "/strategic-courses/{strategicCourseId}/progress", "getCourseProgress", Access::Optional, progress_of).for_systems(ApiScope::CatalogueRead)
            .text(
                "Strategic courses",
                "Read how far a course is",
                "For anyone: what the sub-projects that you may see contribute to each goal in a year, by plan and in all. A sub-project contributes when it or its plan is linked to the goal, with what was approved of its indicator that follows the definition of the goal.",
            )
            .id_parameter("strategicCourseId", &demo::id("strategic-course", "koers").to_string())
            .query(&filter)
            .answers(200, "Goals by title, plans by title.", Some(&progress), &[]),
    ]
}

async fn progress_of(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let id = StrategicCourseId(ctx.path_id("strategicCourseId")?);
    let filter: wire::CourseProgressFilter = ctx.filter()?;
    let year = filter.year.unwrap_or_else(|| day::year_of(ctx.app.clock.now()));
    let conn = ctx.app.db.reader();
    find::<store::StrategicCourses, _>(conn, &ctx.actor, id, false).await?.ok_or_else(|| not_found(&ctx.actor))?;
    let of_course = strategic_goal::Filter { strategic_course_id: vec![id], ..strategic_goal::Filter::default() };
    let paging = Paging::first(sort_by_name::<strategic_goal::StrategicGoals>(), MOST_GOALS);
    let (goals, _) = list::<strategic_goal::StrategicGoals, _>(conn, &ctx.actor, &of_course, &paging).await?;
    let ids: Vec<StrategicGoalId> = goals.iter().map(|goal| goal.stored.id).collect();
    let contributed = store::contributions(conn, &ctx.actor, &ids, year).await?;
    let mut plans: Vec<LocalPlanId> = contributed.iter().map(|part| part.plan.0).collect();
    plans.sort_unstable();
    plans.dedup();
    let mut municipalities: HashMap<LocalPlanId, Vec<Reference>> = HashMap::new();
    for (plan, id, name) in store::municipalities(conn, &plans).await? {
        municipalities.entry(plan).or_default().push(Reference { id: id.0, name });
    }
    let goals = goals.into_iter().map(|goal| {
        let parts: Vec<&store::Contributed> = contributed.iter().filter(|part| part.goal_id == goal.stored.id).collect();
        let total = |parts: &[&store::Contributed]| roll_up(parts.iter().map(|part| -> Contribution { part.contribution })).into();
        // They come by plan.
        let by_plan = parts.chunk_by(|one, other| one.plan.0 == other.plan.0).filter_map(|parts| {
            let (plan, title) = &parts.first()?.plan;
            let own = municipalities.get(plan).cloned().unwrap_or_default();
            Some(wire::PlanContribution { local_plan: Reference { id: plan.0, name: title.clone() }, municipalities: own, total: total(parts) })
        });
        wire::GoalProgress { total: total(&parts), plans: by_plan.collect(), goal: StrategicGoals::view(goal, &ctx.actor, false) }
    });
    Ok(HttpResponse::Ok().json(wire::CourseProgress { year, goals: goals.collect() }))
}
