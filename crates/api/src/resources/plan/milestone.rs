//! Milestones of sub-projects.
use crate::{
    crud::{ApiResource, Check, Docs, Scopes},
    demo,
    error::{ApiError, check_rules},
    references::References,
};
use contract::{Reference, milestone as wire};
use domain::{
    PersonId,
    milestone::Milestone,
    policy::{Actor, can},
};
use persistence::{Found, milestone as store, person};
use serde_json::json;

pub struct Milestones;

impl ApiResource for Milestones {
    const PATH: &'static str = "milestones";
    const SINGULAR: &'static str = "Milestone";
    const ID: &'static str = "milestoneId";
    const SCOPES: Scopes = Scopes::PLANS;
    type Store = store::Milestones;
    type Input = wire::MilestoneInput;
    type View = wire::Milestone;
    type Filter = wire::MilestoneFilter;

    fn docs() -> Docs {
        Docs {
            tag: "Milestones",
            plural: "Milestones",
            word: "milestone",
            words: "milestones",
            who_reads: "For whoever may read the local plan of its sub-project.",
            who_creates: "For the team of the sub-project and the leads of the local plan. Who expects it later than planned says why.",
            who_edits: "For the team of the sub-project and the leads of the local plan.",
            who_deletes: "For the pair of leads of the sub-project and the leads of the local plan.",
            example_id: demo::id("milestone", "kansen-1").to_string(),
            example: json!({
                "subProjectId": demo::id("sub-project", "kansen"), "title": "Tweede groep begint", "plannedDate": "2027-02-01", "forecastDate": "2027-03-01",
                "actualDate": null, "ownerId": null, "note": "De nieuwe casemanager begint in februari.",
            }),
            example_patch: json!({"note": "De nieuwe casemanager begint in maart."}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Milestone {
        let can = can(actor, &found.around.scope(actor), Self::ACTIONS);
        let Found { stored, around, extra } = found;
        let Milestone { sub_project_id, title, planned_date, forecast_date, actual_date, owner_id, note } = stored.state;
        let owner = owner_id.zip(extra.owner_name).filter(|_| *actor != Actor::Anonymous);
        wire::Milestone {
            id: stored.id.0,
            sub_project: Reference { id: sub_project_id.0, name: around.sub_project_name },
            local_plan: Reference { id: around.plan.0.0, name: around.plan.1 },
            title,
            planned_date,
            forecast_date,
            actual_date,
            owner: owner.map(|(id, name)| Reference { id: id.0, name }),
            note,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::MilestoneFilter) -> (store::Filter, bool) {
        let wire::MilestoneFilter { q, sub_project_id, local_plan_id, owner_id, reached, deleted } = filter;
        let filter = store::Filter { q, sub_project_id: sub_project_id.each(), local_plan_id: local_plan_id.each(), owner_id: owner_id.map(PersonId), reached };
        (filter, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut Milestone) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        check_rules(state.day_violations(check.today()))?;
        let mut references = References::new(check.conn, check.actor);
        references.one::<person::People>("ownerId", state.owner_id, before.and_then(|before| before.owner_id)).await?;
        references.finish()
    }
}
