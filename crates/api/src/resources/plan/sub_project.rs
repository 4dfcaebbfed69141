//! Sub-projects and their phases.
use crate::resources::{capacity, gate, sub_project_indicator::period_locked, task::Tasks};
use crate::{
    crud::{self, ApiResource, Check, Docs, Expansion, Presence},
    demo,
    error::{ApiError, check_rules},
    extract::{Ctx, etag},
    markdown,
    operation::{Access, Operation},
    references::References,
    schemas::Schemas,
};
use actix_web::{HttpResponse, web};
use contract::{Input, Reference, problem::explain, progress_update::LatestReport, sub_project as wire, task::TaskInput};
use domain::{
    Code, CommunityId, PersonId, SubProjectId, TaskId, Violations,
    choice::Choice,
    journal::{Change, Content, Verb},
    policy::{Action, Actor, Decision, Scope, can},
    role_end,
    sub_project::{PhaseChange, SubProject, change_phase},
    task::{self, Task},
    visibility::Visibility,
};
use persistence::{
    Found, Transaction, UnitOfWork, community, local_plan, person,
    resource::{find, list_text, touch},
    strategic_goal, sub_project as store,
    sub_project_indicator::{self, Among},
    task as task_store, theme,
};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

pub struct SubProjects;

impl ApiResource for SubProjects {
    const PATH: &'static str = "sub-projects";
    const SINGULAR: &'static str = "SubProject";
    const ID: &'static str = "subProjectId";
    type Store = store::SubProjects;
    type Input = wire::SubProjectInput;
    type View = wire::SubProject;
    type Filter = wire::SubProjectFilter;
    const LONG: &'static [&'static str] = &["aim", "targetGroup", "method"];
    /// The community may be hidden from people who read the history.
    const PRIVATE: &'static [&'static str] = &["communityId"];
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete, Action::ChangePhase, Action::ManageMembers];

    fn docs() -> Docs {
        Docs {
            tag: "Sub-projects",
            plural: "SubProjects",
            word: "sub-project",
            words: "sub-projects",
            who_reads: "For whoever may read its local plan.",
            who_creates: "For the leads of the local plan; as a proposal, without leads, also for who works at an organisation that is, or works for, a municipality of the plan: they contribute to it. It starts in the phase exploring.",
            who_edits: "For its pair of leads, its contributors and the leads of the local plan; contributors do not change who is in the team.",
            who_deletes: "For the leads of the local plan.",
            example_id: demo::id("sub-project", "aanzet").to_string(),
            example: json!({
                "localPlanId": demo::id("local-plan", "nuenen-son-en-breugel"), "name": "Taal op de werkvloer",
                "aim": "Deelnemers leren de taal terwijl zij werken.", "targetGroup": "Statushouders met een uitkering", "method": "Taalstage van 16 uur per week",
                "places": ["Het Goed"], "municipalityLeadId": null, "partnerLeadId": null, "contributorIds": [], "roleEnds": [], "communityId": null, "themeIds": [demo::id("theme", "inburgering")], "goalIds": [],
            }),
            example_patch: json!({"places": ["Het Goed", "PostNL", "WSD Boxtel"]}),
        }
    }

    fn expansions() -> Vec<Expansion> {
        crate::resources::parts::of_sub_project()
    }

    fn scope(found: &Found<Self::Store>, actor: &Actor) -> Scope {
        found.extra.scope(actor, &found.stored.state)
    }

    fn audience(found: &Found<Self::Store>) -> Visibility {
        found.extra.plan_visibility
    }

    fn view(found: Found<Self::Store>, actor: &Actor, in_full: bool) -> wire::SubProject {
        let can = can(actor, &Self::scope(&found, actor), Self::ACTIONS);
        let (stored, extra) = (found.stored, found.extra);
        let SubProject {
            local_plan_id,
            name,
            aim,
            target_group,
            method,
            places,
            municipality_lead_id,
            partner_lead_id,
            contributor_ids,
            role_ends,
            community_id,
            theme_ids,
            goal_ids,
        } = stored.state;
        let signed_in = *actor != Actor::Anonymous;
        let named = |id: Option<Uuid>, name: Option<String>| id.zip(name).map(|(id, name)| Reference { id, name });
        let lead = |id: Option<PersonId>, name| named(id.map(Uuid::from), name).filter(|_| signed_in);
        wire::SubProject {
            id: stored.id.0,
            name,
            local_plan: Reference { id: local_plan_id.0, name: extra.plan_title },
            phase: extra.phase,
            phase_reason: extra.phase_reason,
            reconsider_date: extra.reconsider_date,
            reconsider_when: extra.reconsider_when,
            exceed_decided_by: extra.exceed_decided_by,
            exceed_reason: extra.exceed_reason,
            cost_cents: extra.cost_cents,
            conditions: extra.conditions,
            gate_missing: extra.gate_missing,
            gate_decided_by: extra.gate_decided_by,
            gate_reason: extra.gate_reason,
            next_phases: extra.phase.next().to_vec(),
            aim_html: in_full.then(|| markdown::render(&aim)),
            aim: in_full.then_some(aim),
            target_group_html: in_full.then(|| markdown::render(&target_group)),
            target_group: in_full.then_some(target_group),
            method_html: in_full.then(|| markdown::render(&method)),
            method: in_full.then_some(method),
            places,
            municipality_lead: lead(municipality_lead_id, extra.municipality_lead_name),
            partner_lead: lead(partner_lead_id, extra.partner_lead_name),
            contributor_ids: (in_full && signed_in).then(|| contributor_ids.into_iter().map(Uuid::from).collect()),
            role_ends: (in_full && signed_in).then(|| role_ends.into_iter().map(Into::into).collect()),
            community: named(community_id.map(Uuid::from), extra.community_name),
            theme_ids: theme_ids.into_iter().map(Uuid::from).collect(),
            goal_ids: in_full.then(|| goal_ids.into_iter().map(Uuid::from).collect()),
            latest_report: extra.latest_report.map(|(report_date, [time_light, money_light, result_light])| LatestReport {
                report_date,
                time_light,
                money_light,
                result_light,
            }),
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::SubProjectFilter) -> (store::Filter, bool) {
        let wire::SubProjectFilter { q, local_plan_id, municipality_id, phase, theme_id, team_member_id, community_id, mine, without_lead, deleted } = filter;
        let filter = store::Filter {
            q,
            local_plan_id: local_plan_id.each(),
            municipality_id: municipality_id.each(),
            phase: phase.each(),
            theme_id: theme_id.each(),
            team_member_id: team_member_id.map(PersonId),
            community_id: community_id.map(CommunityId),
            mine: mine.unwrap_or(false),
            without_lead: without_lead.unwrap_or(false),
        };
        (filter, deleted.unwrap_or(false))
    }

    async fn new_scope(conn: &Transaction, actor: &Actor, state: &SubProject) -> Result<Scope, ApiError> {
        let Found { stored, extra } = plan_of(conn, actor, state).await?;
        Ok(Scope::NewSubProject { visibility: stored.state.visibility, relation: extra.relation, own: extra.own })
    }

    async fn check(check: &Check<'_, Self>, state: &mut SubProject) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        if let Some(found) = check.before {
            if found.stored.state.local_plan_id != state.local_plan_id {
                // Moving is creating in the other plan, which who proposes there may not.
                let plan = plan_of(check.conn, check.actor, state).await?;
                crate::error::allow(domain::policy::decide(check.actor, Action::CreateSubProject, &plan.extra.scope(plan.stored.state.visibility)))?;
                // What was closed belongs to the sums of the plan in which it was.
                let mut violations = Violations::default();
                if let Some((_, closed)) = sub_project_indicator::closed(check.conn, Among::SubProject(SubProjectId(check.id))).await? {
                    violations.add_with("local_plan_id", Code::PeriodLocked, closed.to_string());
                }
                check_rules(violations)?;
            }
            if !state.has_team_of(&found.stored.state) {
                crate::error::allow(domain::policy::decide(check.actor, Action::ManageMembers, &Self::scope(found, check.actor)))?;
            }
            if state.community_id.is_none() && found.extra.community_name.is_none() {
                // Somebody who may not see the community cannot take it away unknowingly.
                state.community_id = found.stored.state.community_id;
            }
        }
        if check.before.is_none()
            && let Some(me) = check.actor.person()
        {
            let plan = plan_of(check.conn, check.actor, state).await?;
            if domain::policy::decide(check.actor, Action::CreateSubProject, &plan.extra.scope(plan.stored.state.visibility)) != Decision::Allow {
                // Who proposes can go on with the text; who leads is for the leads of the plan.
                check_rules(state.proposal_violations(me))?;
                state.contributor_ids = vec![me];
            }
        }
        let role_ends = before.map(|before| before.role_ends.as_slice()).unwrap_or_default();
        check_rules(role_end::violations(role_ends, &state.role_ends, check.today()))?;
        let mut references = References::new(check.conn, check.actor);
        references.one::<person::People>("municipalityLeadId", state.municipality_lead_id, before.and_then(|before| before.municipality_lead_id)).await?;
        references.one::<person::People>("partnerLeadId", state.partner_lead_id, before.and_then(|before| before.partner_lead_id)).await?;
        references
            .list::<person::People>("contributorIds", &state.contributor_ids, before.map(|before| before.contributor_ids.as_slice()).unwrap_or_default())
            .await?;
        references.one::<community::Communities>("communityId", state.community_id, before.and_then(|before| before.community_id)).await?;
        references.list::<theme::Themes>("themeIds", &state.theme_ids, before.map(|before| before.theme_ids.as_slice()).unwrap_or_default()).await?;
        let goals = before.map(|before| before.goal_ids.as_slice()).unwrap_or_default();
        references.list::<strategic_goal::StrategicGoals>("goalIds", &state.goal_ids, goals).await?;
        references.finish()
    }

    async fn check_presence(conn: &Transaction, found: &Found<Self::Store>, presence: Presence) -> Result<(), ApiError> {
        match sub_project_indicator::closed(conn, Among::SubProject(found.stored.id)).await? {
            Some((title, closed)) if presence == Presence::Deleted => Err(period_locked(&title, closed)),
            _ => Ok(()),
        }
    }
}

/// The plan of a sub-project, as the actor may see it.
async fn plan_of(conn: &Transaction, actor: &Actor, state: &SubProject) -> Result<Found<local_plan::LocalPlans>, ApiError> {
    let plan = find::<local_plan::LocalPlans, _>(conn, actor, state.local_plan_id, false).await?;
    plan.ok_or_else(|| ApiError::unknown("/localPlanId"))
}

/// What the rules need to know of a part of a sub-project that does not exist yet.
pub async fn new_part_scope(conn: &Transaction, actor: &Actor, sub_project: SubProjectId) -> Result<Scope, ApiError> {
    let found = find::<store::SubProjects, _>(conn, actor, sub_project, false).await?;
    let Found { stored, extra } = found.ok_or_else(|| ApiError::unknown("/subProjectId"))?;
    Ok(Scope::WithinSubProject { visibility: extra.plan_visibility, relation: extra.relation, part: stored.state.part_of(actor.person()) })
}

/// Whether a part of a sub-project may go to another one: moving is creating there.
pub async fn may_move<R: ApiResource>(check: &Check<'_, R>, before: Option<SubProjectId>, now: SubProjectId) -> Result<(), ApiError> {
    if before.is_some_and(|before| before != now) {
        crate::error::allow(domain::policy::decide(check.actor, Action::Create, &new_part_scope(check.conn, check.actor, now).await?))?;
    }
    Ok(())
}

/// What sub-projects have beside the common operations.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (input, view) = (schemas.add::<wire::PhaseChangeInput>(), schemas.add::<wire::SubProject>());
    vec![
        Operation::new("post", "/sub-projects/{subProjectId}/phase-changes", "changePhase", Access::SignedIn, change)
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
        gate::operation(schemas),
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
        let task_id = Uuid::now_v7();
        crud::create_at::<Tasks>(ctx, unit, task_id, TaskInput::of(task)).await?;
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
    let (gate_missing, passing) = gate::decided(unit.conn(), &ctx.actor, &before, to, passing, unit.today()).await?;
    let exceeding = capacity::decided(unit.conn(), &ctx.actor, SubProjectId(id), (old, to), exceeding).await?;
    let parts = |choice: Option<Choice>| choice.map(|choice| (choice.decided_by, choice.reason)).unzip();
    let ((gate_decided_by, gate_reason), (exceed_decided_by, exceed_reason)): ((Option<_>, Option<_>), (Option<_>, Option<_>)) =
        (parts(passing), parts(exceeding));
    let filled = |text: String| (!text.is_empty()).then_some(text);
    let (reason, reconsider_when, conditions) = (filled(reason), filled(reconsider_when), filled(conditions));
    let columns = vec![
        ("phase", to.as_str().into()),
        ("phase_reason", reason.clone().into()),
        ("reconsider_date", reconsider_date.into()),
        ("reconsider_when", reconsider_when.clone().into()),
        ("cost_cents", cost_cents.into()),
        ("conditions", conditions.clone().into()),
        ("gate_missing", list_text(&gate_missing)),
        ("gate_decided_by", gate_decided_by.clone().into()),
        ("gate_reason", gate_reason.clone().into()),
        ("exceed_decided_by", exceed_decided_by.clone().into()),
        ("exceed_reason", exceed_reason.clone().into()),
    ];
    touch::<store::SubProjects, _>(unit.conn(), SubProjectId(id), seen, columns, unit.now()).await?;
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
