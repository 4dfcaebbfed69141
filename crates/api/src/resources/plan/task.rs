//! Tasks in sub-projects.
use crate::{
    colleagues,
    crud::{self, ApiResource, Check, Docs, Scopes},
    demo,
    error::{ApiError, check_rules},
    extract::Ctx,
    mail::Letter,
    references::References,
};
use contract::{Reference, task as wire};
use domain::{
    PersonId,
    policy::{Actor, can},
    task::Task,
};
use persistence::{Found, UnitOfWork, person, task as store};
use serde_json::json;
use uuid::Uuid;

pub struct Tasks;

impl ApiResource for Tasks {
    const PATH: &'static str = "tasks";
    const SINGULAR: &'static str = "Task";
    const ID: &'static str = "taskId";
    const SCOPES: Scopes = Scopes::PLANS;
    type Store = store::Tasks;
    type Input = wire::TaskInput;
    type View = wire::Task;
    type Filter = wire::TaskFilter;

    fn docs() -> Docs {
        Docs {
            tag: "Tasks",
            plural: "Tasks",
            word: "task",
            words: "tasks",
            who_reads: "For whoever may read the local plan of its sub-project.",
            who_creates: "For the team of the sub-project and the leads of the local plan.",
            who_edits: "For the team of the sub-project and the leads of the local plan.",
            who_deletes: "For the pair of leads of the sub-project and the leads of the local plan.",
            example_id: demo::id("task", "kansen-1").to_string(),
            example: json!({
                "subProjectId": demo::id("sub-project", "kansen"), "title": "Werkgevers in de regio uitnodigen", "dueDate": "2027-01-15", "doneDate": null,
                "assigneeId": null, "note": "",
            }),
            example_patch: json!({"note": "Ook de buurgemeenten vragen."}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Task {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let Found { stored, around, extra } = found;
        let Task { sub_project_id, title, due_date, done_date, assignee_id, note } = stored.state;
        let assignee = assignee_id.zip(extra.assignee_name).filter(|_| *actor != Actor::Anonymous);
        wire::Task {
            id: stored.id.0,
            sub_project: Reference { id: sub_project_id.0, name: around.sub_project_name },
            local_plan: Reference { id: around.plan.0.0, name: around.plan.1 },
            title,
            due_date,
            done_date,
            assignee: assignee.map(|(id, name)| Reference { id: id.0, name }),
            note,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::TaskFilter) -> (store::Filter, bool) {
        let wire::TaskFilter { q, sub_project_id, local_plan_id, assignee_id, done, deleted } = filter;
        let filter =
            store::Filter { q, sub_project_id: sub_project_id.each(), local_plan_id: local_plan_id.each(), assignee_id: assignee_id.map(PersonId), done };
        (filter, deleted.unwrap_or(false))
    }

    async fn created(unit: &mut UnitOfWork, ctx: &Ctx, id: Uuid) -> Result<(), ApiError> {
        let found = crud::find_for_writing::<Self>(unit, ctx, id).await?;
        tell(unit, ctx, &found).await
    }

    async fn changed(unit: &mut UnitOfWork, ctx: &Ctx, before: &Found<Self::Store>, now: &Found<Self::Store>) -> Result<(), ApiError> {
        if before.stored.state.assignee_id == now.stored.state.assignee_id { Ok(()) } else { tell(unit, ctx, now).await }
    }

    async fn check(check: &Check<'_, Self>, state: &mut Task) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        check_rules(state.day_violations(check.today()))?;
        let mut references = References::new(check.conn, check.actor);
        references.one::<person::People>("assigneeId", state.assignee_id, before.and_then(|before| before.assignee_id)).await?;
        references.finish()
    }
}

/// Whoever is given a task hears of it, unless it is done already.
async fn tell(unit: &UnitOfWork, ctx: &Ctx, found: &Found<store::Tasks>) -> Result<(), ApiError> {
    let state = &found.stored.state;
    let Some(assignee) = state.assignee_id.filter(|_| state.done_date.is_none()) else { return Ok(()) };
    let link = ctx.app.link(&format!("/taken/{}", found.stored.id));
    let about = Letter::TaskAssigned { task: &state.title, sub_project: &found.around.sub_project_name, due: state.due_date, link: &link };
    colleagues::tell(ctx, unit, &[assignee], about).await
}
