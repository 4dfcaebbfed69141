//! Progress updates of sub-projects.
use crate::{
    crud::{ApiResource, Check, Docs, Presence, Scopes},
    demo,
    error::{ApiError, check_rules},
    extract::Ctx,
    markdown,
};
use contract::{Reference, progress_update as wire};
use domain::{
    Code, ProgressUpdateId, Violations,
    policy::{Actor, can},
    progress_update::{Light, ProgressUpdate},
};
use persistence::{Found, Transaction, UnitOfWork, progress_update as store};
use serde_json::json;
use uuid::Uuid;

pub struct ProgressUpdates;

impl ApiResource for ProgressUpdates {
    const PATH: &'static str = "progress-updates";
    const SINGULAR: &'static str = "ProgressUpdate";
    const ID: &'static str = "progressUpdateId";
    const SCOPES: Scopes = Scopes::PLANS;
    type Store = store::ProgressUpdates;
    type Input = wire::ProgressUpdateInput;
    type View = wire::ProgressUpdate;
    type Filter = wire::ProgressUpdateFilter;
    const LONG: &'static [&'static str] = &["lesson", "help"];

    fn docs() -> Docs {
        Docs {
            tag: "Progress updates",
            plural: "ProgressUpdates",
            word: "progress update",
            words: "progress updates",
            who_reads: "For whoever may read the local plan of its sub-project.",
            who_creates: "For the team of the sub-project and the leads of the local plan. A light that is not green needs a note.",
            who_edits: "For the team of the sub-project and the leads of the local plan.",
            who_deletes: "For the pair of leads of the sub-project and the leads of the local plan.",
            example_id: demo::id("progress-update", "kansen-1").to_string(),
            example: json!({
                "subProjectId": demo::id("sub-project", "kansen"), "title": "Voortgang oktober 2026", "reportDate": "2026-10-30", "timeLight": "green", "timeNote": "",
                "moneyLight": "green", "moneyNote": "", "resultLight": "orange", "resultNote": "Acht van de vijftien deelnemers zijn begonnen.",
                "lesson": "Een gesprek thuis werkt beter dan een brief.", "help": "",
            }),
            example_patch: json!({"resultNote": "Tien van de vijftien deelnemers zijn begonnen."}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::ProgressUpdate {
        let can = can(actor, &found.around.scope(actor), Self::ACTIONS);
        let Found { stored, around, extra } = found;
        let ProgressUpdate { sub_project_id, title, report_date, time_light, time_note, money_light, money_note, result_light, result_note, lesson, help } =
            stored.state;
        // What is stored has every light; red would ask for attention if it had not.
        let light = |light: Option<Light>| light.unwrap_or(Light::Red);
        wire::ProgressUpdate {
            id: stored.id.0,
            sub_project: Reference { id: sub_project_id.0, name: around.sub_project_name },
            local_plan: Reference { id: around.plan.0.0, name: around.plan.1 },
            title,
            report_date,
            time_light: light(time_light),
            time_note,
            money_light: light(money_light),
            money_note,
            result_light: light(result_light),
            result_note,
            lesson_html: markdown::render(&lesson),
            lesson,
            help_html: markdown::render(&help),
            help,
            author: extra.author.filter(|_| *actor != Actor::Anonymous).map(|(id, name)| Reference { id: id.0, name }),
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::ProgressUpdateFilter) -> (store::Filter, bool) {
        let wire::ProgressUpdateFilter { q, sub_project_id, local_plan_id, with_help, deleted } = filter;
        let filter = store::Filter { q, sub_project_id: sub_project_id.each(), local_plan_id: local_plan_id.each(), with_help: with_help.unwrap_or(false) };
        (filter, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut ProgressUpdate) -> Result<(), ApiError> {
        check_rules(state.day_violations(check.today()))?;
        let named = |state: &ProgressUpdate| (state.sub_project_id, state.report_date, state.title.clone());
        let renamed = check.before.is_none_or(|before| named(&before.stored.state) != named(state));
        if renamed && store::has_same(check.conn, state, ProgressUpdateId(check.id)).await? {
            let mut violations = Violations::default();
            violations.add("title", Code::Duplicate);
            check_rules(violations)?;
        }
        Ok(())
    }

    async fn check_presence(conn: &Transaction, found: &Found<Self::Store>, presence: Presence) -> Result<(), ApiError> {
        if presence == Presence::Restored && store::has_same(conn, &found.stored.state, found.stored.id).await? {
            return Err(ApiError::Duplicate);
        }
        Ok(())
    }

    async fn created(unit: &mut UnitOfWork, ctx: &Ctx, id: Uuid) -> Result<(), ApiError> {
        if let Some(author) = ctx.actor.person() {
            store::set_author(unit.conn(), ProgressUpdateId(id), author).await?;
        }
        Ok(())
    }
}
