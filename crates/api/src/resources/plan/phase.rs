//! The phases of a sub-project: which may follow, and what each asks.
use crate::{
    crud::{self, ApiResource},
    demo,
    error::{ApiError, check_rules},
    extract::{Ctx, etag},
    operation::{Access, Operation},
    resources::{capacity, gate, sub_project::SubProjects, task::Tasks},
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{StateInput, problem::explain, sub_project as wire, task::TaskInput};
use domain::{
    SubProjectId, TaskId,
    api_client::ApiScope,
    choice::Choice,
    journal::{Change, Content, Verb},
    policy::Action,
    sub_project::{PhaseChange, SubProject, change_phase},
    task::{self, Task},
};
use persistence::{UnitOfWork, entity::sub_project::ActiveModel, new_id, resource::touch, row::list_text, sub_project as store, task as task_store};
use sea_orm::Set;
use serde_json::json;
use utoipa::ToSchema;

/// Changing the phase.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (input, view) = (schemas.add::<wire::PhaseChangeInput>(), schemas.add::<wire::SubProject>());
    vec![
    Operation::new("post", "/sub-projects/{subProjectId}/phase-changes", "changePhase", Access::SignedIn, change).for_systems(ApiScope::PlansWrite)
        .text(
            "Sub-projects",
            "Change the phase",
            "For its pair of leads and the leads of the local plan. `nextPhases` tells what may follow; parking and stopping ask for a reason, parking also for a day or a condition to look at it again, which gives one of its leads a task. When the gate of its plan asks what is not there, it asks who decides to go on without, and why; when an organisation then carries more than it can, it asks who decides that, and why.",
        )
        .id_parameter("subProjectId", &demo::id("sub-project", "kansen").to_string())
        .if_match()
        .errors(&[403, 409])
        .body(&input, &json!({"phase": "running", "reason": "De pilot heeft gewerkt; de aanpak gaat door."}))
        .answers(200, "The sub-project as it is now.", Some(&view), &["ETag"]),
    ]
}

/// What is put aside asks somebody to look at it again; whoever brings it into another phase has done so.
async fn look_again(unit: &mut UnitOfWork, ctx: &Ctx, id: SubProjectId, state: &SubProject, change: &PhaseChange) -> Result<(), ApiError> {
    let today = unit.today();
    for task in task_store::looking_again(unit.conn(), id).await? {
        let before = crud::find_for_writing::<Tasks>(unit, ctx, task.0).await?;
        let done = Task { done_date: Some(today), ..before.stored.state.clone() };
        crud::store_change::<Tasks>(ctx, unit, before, done).await?;
    }
    if let Some(task) = task::look_again(id, state, change, today) {
        let task_id = new_id();
        crud::create_at::<Tasks>(ctx, unit, task_id, TaskInput::check(task).map_err(ApiError::Invalid)?).await?;
        task_store::set_looks_again(unit.conn(), TaskId(task_id)).await?;
    }
    Ok(())
}

async fn change(ctx: Ctx, bytes: web::Bytes) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = ctx.path_id("subProjectId")?;
    let change: PhaseChange = ctx.body::<wire::PhaseChangeInput>(&bytes, &wire::PhaseChangeInput::name())?.into();
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let before = crud::find_to_change::<SubProjects>(&unit, &ctx, id, Action::ChangePhase, &seen).await?;
    let seen = before.stored.version;
    let old = before.extra.phase;
    if !old.next().contains(&change.to) {
        let legal: Vec<_> = old.next().iter().map(|phase| phase.as_str()).collect();
        return Err(ApiError::State("illegal_transition", explain("illegal_transition", Some(&legal.join(", ")))));
    }
    check_rules(change_phase(old, &change, unit.today()))?;
    look_again(&mut unit, &ctx, SubProjectId(id), &before.stored.state, &change).await?;
    let PhaseChange { to, reason, reconsider_date, reconsider_when, cost_cents, conditions, exceeding, passing } = change;
    let (gate_missing, passing) = gate::decide_to_pass(unit.conn(), &ctx.actor, &before, to, passing, unit.today()).await?;
    let exceeding = capacity::decide_to_exceed(unit.conn(), &ctx.actor, SubProjectId(id), (old, to), exceeding).await?;
    let parts = |choice: Option<Choice>| choice.map(|choice| (choice.decided_by, choice.reason)).unzip();
    let ((gate_decided_by, gate_reason), (exceed_decided_by, exceed_reason)): ((Option<_>, Option<_>), (Option<_>, Option<_>)) =
        (parts(passing), parts(exceeding));
    let filled = |text: String| (!text.is_empty()).then_some(text);
    let (reason, reconsider_when, conditions) = (filled(reason), filled(reconsider_when), filled(conditions));
    let row = ActiveModel {
        phase: Set(to.as_str().to_owned()),
        phase_reason: Set(reason.clone()),
        reconsider_date: Set(reconsider_date),
        reconsider_when: Set(reconsider_when.clone()),
        cost_cents: Set(cost_cents),
        conditions: Set(conditions.clone()),
        gate_missing: Set(list_text(&gate_missing)),
        gate_decided_by: Set(gate_decided_by.clone()),
        gate_reason: Set(gate_reason.clone()),
        exceed_decided_by: Set(exceed_decided_by.clone()),
        exceed_reason: Set(exceed_reason.clone()),
        ..Default::default()
    };
    touch::<store::SubProjects, _>(unit.conn(), SubProjectId(id), seen, row, unit.now()).await?;
    let changes = [
        ("phase", json!(old), json!(to)),
        ("phaseReason", json!(before.extra.phase_reason), json!(reason)),
        ("reconsiderDate", json!(before.extra.reconsider_date), json!(reconsider_date)),
        ("reconsiderWhen", json!(before.extra.reconsider_when), json!(reconsider_when)),
        ("costCents", json!(before.extra.cost_cents), json!(cost_cents)),
        ("conditions", json!(before.extra.conditions), json!(conditions)),
        ("gateMissing", json!(before.extra.gate_missing), json!(gate_missing)),
        ("gateDecidedBy", json!(before.extra.gate_decided_by), json!(gate_decided_by)),
        ("gateReason", json!(before.extra.gate_reason), json!(gate_reason)),
        ("exceedDecidedBy", json!(before.extra.exceed_decided_by), json!(exceed_decided_by)),
        ("exceedReason", json!(before.extra.exceed_reason), json!(exceed_reason)),
    ];
    let changes = changes.into_iter().filter(|(_, old, new)| old != new);
    let changes =
        changes.map(|(field, old, new)| Change { field: field.into(), old: Some(old.to_string()), new: Some(new.to_string()), content: Content::Short });
    let changes = changes.collect();
    let found = crud::find_for_writing::<SubProjects>(&unit, &ctx, id).await?;
    crud::record::<SubProjects>(&mut unit, &ctx, &found, Verb::PhaseChanged, changes).await?;
    unit.commit().await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(seen + 1))).json(SubProjects::view(found, &ctx.actor, true)))
}
