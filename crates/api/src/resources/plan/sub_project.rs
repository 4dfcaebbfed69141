//! Sub-projects.
use crate::resources::sub_project_indicator::period_locked;
use crate::{
    crud::{ApiResource, Check, Docs, Expansion, Presence, Scopes},
    demo,
    error::{ApiError, check_rules},
    markdown,
    references::References,
};
use contract::{Reference, progress_update::LatestReport, sub_project as wire};
use domain::{
    Code, CommunityId, PersonId, SubProjectId, Violations,
    policy::{Action, Actor, Decision, can},
    role_end,
    sub_project::SubProject,
};
use persistence::{
    Found, Transaction, community, local_plan, person,
    resource::find,
    strategic_goal, sub_project as store,
    sub_project_indicator::{self, Among},
    theme,
};
use serde_json::json;
use uuid::Uuid;

pub struct SubProjects;

impl ApiResource for SubProjects {
    const PATH: &'static str = "sub-projects";
    const SINGULAR: &'static str = "SubProject";
    const ID: &'static str = "subProjectId";
    const SCOPES: Scopes = Scopes::PLANS;
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

    fn view(found: Found<Self::Store>, actor: &Actor, in_full: bool) -> wire::SubProject {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let Found { stored, around, extra } = found;
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
            local_plan: Reference { id: local_plan_id.0, name: around.title },
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

    async fn check(check: &Check<'_, Self>, state: &mut SubProject) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        if let Some(found) = check.before {
            if found.stored.state.local_plan_id != state.local_plan_id {
                // What was closed belongs to the sums of the plan in which it was.
                let mut violations = Violations::default();
                if let Some((_, closed)) = sub_project_indicator::closed(check.conn, Among::SubProject(SubProjectId(check.id))).await? {
                    violations.add_with("local_plan_id", Code::PeriodLocked, closed.to_string());
                }
                check_rules(violations)?;
            }
            if !state.has_team_of(&found.stored.state) {
                crate::error::allow(domain::policy::decide(check.actor, Action::ManageMembers, &found.scope(check.actor)))?;
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
            if domain::policy::decide(check.actor, Action::CreateSubProject, &plan.scope(check.actor)) != Decision::Allow {
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
