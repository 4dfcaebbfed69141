//! Local plans.
use crate::resources::{
    parts::{self, OfPlan},
    sub_project::SubProjects,
    sub_project_indicator::period_locked,
};
use crate::{
    crud::{ApiResource, Check, Docs, Expansion, PartOf, Presence, Scopes},
    demo,
    error::{ApiError, check_rules},
    markdown,
    references::References,
};
use contract::{local_plan as wire, sub_project::SubProjectFilter};
use domain::{
    local_plan::LocalPlan,
    policy::{Action, Actor, can},
    role_end,
};
use persistence::{
    Found, Transaction, local_plan as store, organisation, person, strategic_goal,
    sub_project_indicator::{self, Among},
};
use serde_json::json;
use uuid::Uuid;

pub struct LocalPlans;

impl PartOf<SubProjects> for OfPlan {
    const PARAMETER: &'static str = "localPlanId";
    fn filter(id: Uuid) -> <SubProjects as ApiResource>::Filter {
        SubProjectFilter { local_plan_id: id.into(), ..SubProjectFilter::default() }
    }
}

impl ApiResource for LocalPlans {
    const PATH: &'static str = "local-plans";
    const SINGULAR: &'static str = "LocalPlan";
    const ID: &'static str = "localPlanId";
    const SCOPES: Scopes = Scopes::PLANS;
    type Store = store::LocalPlans;
    type Input = wire::LocalPlanInput;
    type View = wire::LocalPlan;
    type Filter = wire::LocalPlanFilter;
    const LONG: &'static [&'static str] = &["ambition"];
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete, Action::CreateSubProject, Action::ProposeSubProject];

    fn docs() -> Docs {
        Docs {
            tag: "Local plans",
            plural: "LocalPlans",
            word: "local plan",
            words: "local plans",
            who_reads: "Public ones for anyone, network ones for everyone who is signed in, others for the team: the leads of the plan and of its sub-projects.",
            who_creates: "For people of one of its municipalities, or of an organisation that works for one.",
            who_edits: "For the leads of the plan.",
            who_deletes: "For the leads of the plan. Its sub-projects go with it.",
            example_id: demo::id("local-plan", "nuenen-son-en-breugel").to_string(),
            example: json!({
                "title": "Lokaal plan Oirschot 2028-2030", "municipalityIds": [demo::id("organisation", "oirschot")], "leadIds": [], "roleEnds": [],
                "startDate": "2028-01-01", "endDate": "2030-12-31", "ambition": "Iedereen doet mee.", "status": "concept", "visibility": "network",
                "goalIds": [demo::id("strategic-goal", "meedoen")], "gates": ["aim", "leads", "lesson"],
            }),
            example_patch: json!({"ambition": "Iedereen kan meedoen, **dicht bij huis**."}),
        }
    }

    fn expansions() -> Vec<Expansion> {
        let mut parts = vec![Expansion::of::<SubProjects, OfPlan>("subProjects")];
        parts.append(&mut parts::of_plan());
        parts
    }

    fn view(found: Found<Self::Store>, actor: &Actor, in_full: bool) -> wire::LocalPlan {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let (stored, extra) = (found.stored, found.extra);
        let LocalPlan {
            title,
            municipality_ids,
            lead_ids,
            role_ends,
            start_date,
            end_date,
            ambition,
            status,
            adoption_date,
            adopted_by,
            closing_date,
            visibility,
            goal_ids,
            gates,
        } = stored.state;
        let [exploring, pilot, running, parked, completed, stopped] = extra.phase_counts;
        let signed_in = *actor != Actor::Anonymous;
        wire::LocalPlan {
            id: stored.id.0,
            title,
            municipality_ids: municipality_ids.into_iter().map(Uuid::from).collect(),
            lead_ids: lead_ids.into_iter().filter(|_| signed_in).map(Uuid::from).collect(),
            role_ends: (in_full && signed_in).then(|| role_ends.into_iter().map(Into::into).collect()),
            start_date,
            end_date,
            ambition_html: in_full.then(|| markdown::render(&ambition)),
            ambition: in_full.then_some(ambition),
            status,
            adoption_date,
            adopted_by,
            closing_date,
            visibility,
            goal_ids: in_full.then(|| goal_ids.into_iter().map(Uuid::from).collect()),
            gates: in_full.then_some(gates),
            phase_counts: wire::PhaseCounts { exploring, pilot, running, parked, completed, stopped },
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::LocalPlanFilter) -> (store::Filter, bool) {
        let wire::LocalPlanFilter { q, municipality_id, status, mine, deleted } = filter;
        (store::Filter { q, municipality_id: municipality_id.each(), status: status.each(), mine: mine.unwrap_or(false) }, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut LocalPlan) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        let role_ends = before.map(|before| before.role_ends.as_slice()).unwrap_or_default();
        let mut days = state.day_violations(check.today());
        days.0.extend(role_end::violations(role_ends, &state.role_ends, check.today()).0);
        check_rules(days)?;
        let mut references = References::new(check.conn, check.actor);
        let municipalities = before.map(|before| before.municipality_ids.as_slice()).unwrap_or_default();
        references.list::<organisation::Organisations>("municipalityIds", &state.municipality_ids, municipalities).await?;
        let ids: Vec<Uuid> = state.municipality_ids.iter().map(|id| id.0).collect();
        references.refuse("municipalityIds", &ids, &organisation::not_municipalities(check.conn, &ids).await?);
        references.list::<person::People>("leadIds", &state.lead_ids, before.map(|before| before.lead_ids.as_slice()).unwrap_or_default()).await?;
        let goals = before.map(|before| before.goal_ids.as_slice()).unwrap_or_default();
        references.list::<strategic_goal::StrategicGoals>("goalIds", &state.goal_ids, goals).await?;
        references.finish()?;
        if check.before.is_none()
            && state.lead_ids.is_empty()
            && let Some(me) = check.actor.person()
            && !check.actor.is_administrator()
        {
            // Somebody has to be able to go on with it.
            state.lead_ids.push(me);
        }
        Ok(())
    }

    async fn check_presence(conn: &Transaction, found: &Found<Self::Store>, presence: Presence) -> Result<(), ApiError> {
        match sub_project_indicator::closed(conn, Among::LocalPlan(found.stored.id)).await? {
            Some((title, closed)) if presence == Presence::Deleted => Err(period_locked(&title, closed)),
            _ => Ok(()),
        }
    }
}
