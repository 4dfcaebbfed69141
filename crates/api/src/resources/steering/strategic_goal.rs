//! Goals of strategic courses, and what the board thought of them.
use crate::{
    crud::{self, ApiResource, Check, Docs, Scopes},
    demo,
    error::{ApiError, check_rules},
    extract::{Ctx, etag},
    operation::{Access, Operation},
    references::References,
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use chrono::Datelike;
use contract::{Reference, strategic_goal as wire};
use domain::{
    StrategicGoalId,
    journal::{Change, Content, Verb},
    policy::{Action, Actor, can},
    strategic_goal::{Evaluation, StrategicGoal},
};
use persistence::{Found, Transaction, indicator, resource::touch, strategic_course, strategic_goal as store};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

pub struct StrategicGoals;

impl ApiResource for StrategicGoals {
    const PATH: &'static str = "strategic-goals";
    const SINGULAR: &'static str = "StrategicGoal";
    const ID: &'static str = "strategicGoalId";
    const SCOPES: Scopes = Scopes::CATALOGUE;
    type Store = store::StrategicGoals;
    type Input = wire::StrategicGoalInput;
    type View = wire::StrategicGoal;
    type Filter = wire::StrategicGoalFilter;
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete, Action::Approve];

    fn docs() -> Docs {
        Docs {
            tag: "Strategic goals",
            plural: "StrategicGoals",
            word: "strategic goal",
            words: "strategic goals",
            who_reads: "For anyone.",
            who_creates: "For administrators and editors.",
            who_edits: "For administrators and editors. The target of a year that the board evaluated stays.",
            who_deletes: "For administrators and editors, when no plan or sub-project contributes to it and the board evaluated no year of it.",
            example_id: demo::id("strategic-goal", "meedoen").to_string(),
            example: json!({
                "strategicCourseId": demo::id("strategic-course", "koers"), "title": "Jongeren hebben een startkwalificatie", "description": "",
                "indicatorId": demo::id("indicator", "deelnemers"), "targets": [{"year": 2027, "value": 400}],
            }),
            example_patch: json!({"description": "Voor iedereen die kan en wil."}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::StrategicGoal {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let Found { stored, around, extra } = found;
        let StrategicGoal { strategic_course_id, title, description, indicator_id, targets } = stored.state;
        wire::StrategicGoal {
            id: stored.id.0,
            strategic_course: Reference { id: strategic_course_id.0, name: around.title },
            title,
            description,
            indicator: indicator_id.zip(extra.indicator_name).map(|(id, name)| Reference { id: id.0, name }),
            unit: extra.unit,
            targets: targets.into_iter().map(Into::into).collect(),
            evaluations: extra.evaluations.into_iter().map(evaluation).collect(),
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::StrategicGoalFilter) -> (store::Filter, bool) {
        let wire::StrategicGoalFilter { q, strategic_course_id, indicator_id, deleted } = filter;
        let filter = store::Filter { q, strategic_course_id: strategic_course_id.each(), indicator_id: indicator_id.each() };
        (filter, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut StrategicGoal) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        if let Some(found) = check.before {
            let evaluated: Vec<i32> = found.extra.evaluations.iter().map(|(evaluation, _)| evaluation.year).collect();
            check_rules(state.locked_violations(&found.stored.state, &evaluated))?;
        }
        let mut references = References::new(check.conn, check.actor);
        let course = before.map(|before| before.strategic_course_id);
        references.one::<strategic_course::StrategicCourses>("strategicCourseId", Some(state.strategic_course_id), course).await?;
        references.one::<indicator::Indicators>("indicatorId", state.indicator_id, before.and_then(|before| before.indicator_id)).await?;
        references.finish()
    }

    async fn in_use(conn: &Transaction, actor: &Actor, id: Uuid) -> Result<bool, ApiError> {
        Ok(persistence::in_use::strategic_goal(conn, actor, StrategicGoalId(id)).await?)
    }
}

fn evaluation((evaluation, evaluated_at): (Evaluation, chrono::DateTime<chrono::Utc>)) -> wire::Evaluation {
    let Evaluation { year, verdict, text, established } = evaluation;
    wire::Evaluation { year, verdict, text, established, evaluated_at }
}

/// What goals have beside the common operations.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (input, view) = (schemas.add::<wire::EvaluationInput>(), schemas.add::<wire::StrategicGoal>());
    vec![
        Operation::new("post", "/strategic-goals/{strategicGoalId}/evaluations", "evaluateGoal", Access::SignedIn, evaluate)
            .text(
                "Strategic goals",
                "Evaluate a year of a goal",
                "For executives and administrators: what the board thinks of a year that has ended. It is final, and the target of that year stays as it is.",
            )
            .id_parameter("strategicGoalId", &demo::id("strategic-goal", "meedoen").to_string())
            .if_match()
            .errors(&[403, 409])
            .body(&input, &json!({"year": 2024, "verdict": "achieved", "text": "Ruim gehaald, vooral door de leerwerkplekken.", "established": 2040}))
            .answers(200, "The goal as it is now.", Some(&view), &["ETag"]),
    ]
}

async fn evaluate(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = StrategicGoalId(ctx.path_id("strategicGoalId")?);
    let new: Evaluation = ctx.body::<wire::EvaluationInput>(&bytes, &wire::EvaluationInput::name())?.into();
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let now = unit.now();
    let before = crud::find_to_change::<StrategicGoals>(&unit, &ctx, id.0, Action::Approve, &seen).await?;
    let seen = before.stored.version;
    check_rules(new.violations(unit.today().year()))?;
    let mut evaluations = before.extra.evaluations;
    if evaluations.iter().any(|(evaluation, _)| evaluation.year == new.year) {
        return Err(ApiError::State("already_evaluated", "This year was evaluated already.".into()));
    }
    let change = Change {
        field: "evaluations".into(),
        old: None,
        new: Some(json!({"year": new.year, "verdict": new.verdict, "text": new.text, "established": new.established}).to_string()),
        content: Content::Short,
    };
    evaluations.push((new, now));
    touch::<store::StrategicGoals, _>(unit.conn(), id, seen, store::with_evaluations(&evaluations), now).await?;
    let found = crud::find_for_writing::<StrategicGoals>(&unit, &ctx, id.0).await?;
    crud::record::<StrategicGoals>(&mut unit, &ctx, &found, Verb::Evaluated, vec![change]).await?;
    unit.commit().await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(seen + 1))).json(StrategicGoals::view(found, &ctx.actor, true)))
}
