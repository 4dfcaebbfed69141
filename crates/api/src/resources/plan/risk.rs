//! Risks of sub-projects.
use crate::{
    crud::{ApiResource, Check, Docs, Scopes},
    demo,
    error::ApiError,
    references::References,
};
use contract::{Reference, risk as wire};
use domain::{
    policy::{Actor, can},
    risk::Risk,
};
use persistence::{Found, person, risk as store};
use serde_json::json;

pub struct Risks;

impl ApiResource for Risks {
    const PATH: &'static str = "risks";
    const SINGULAR: &'static str = "Risk";
    const ID: &'static str = "riskId";
    const SCOPES: Scopes = Scopes::PLANS;
    type Store = store::Risks;
    type Input = wire::RiskInput;
    type View = wire::Risk;
    type Filter = wire::RiskFilter;

    fn docs() -> Docs {
        Docs {
            tag: "Risks",
            plural: "Risks",
            word: "risk",
            words: "risks",
            who_reads: "For whoever may read the local plan of its sub-project.",
            who_creates: "For the team of the sub-project and the leads of the local plan.",
            who_edits: "For the team of the sub-project and the leads of the local plan.",
            who_deletes: "For the pair of leads of the sub-project and the leads of the local plan.",
            example_id: demo::id("risk", "kansen-1").to_string(),
            example: json!({
                "subProjectId": demo::id("sub-project", "kansen"), "title": "Te weinig werkgevers doen mee", "likelihood": 3, "impact": 4,
                "measure": "De accountmanagers bellen elke maand vijf bedrijven.", "ownerId": null, "closed": false,
            }),
            example_patch: json!({"likelihood": 2}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Risk {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let Found { stored, around, extra } = found;
        let Risk { sub_project_id, title, likelihood, impact, measure, owner_id, closed } = stored.state;
        let owner = owner_id.zip(extra.owner_name).filter(|_| *actor != Actor::Anonymous);
        wire::Risk {
            id: stored.id.0,
            sub_project: Reference { id: sub_project_id.0, name: around.sub_project_name },
            local_plan: Reference { id: around.plan.0.0, name: around.plan.1 },
            title,
            likelihood,
            impact,
            level: wire::level(likelihood, impact),
            measure,
            owner: owner.map(|(id, name)| Reference { id: id.0, name }),
            closed,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::RiskFilter) -> (store::Filter, bool) {
        let wire::RiskFilter { q, sub_project_id, local_plan_id, closed, deleted } = filter;
        let filter = store::Filter { q, sub_project_id: sub_project_id.each(), local_plan_id: local_plan_id.each(), closed };
        (filter, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut Risk) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        let mut references = References::new(check.conn, check.actor);
        references.one::<person::People>("ownerId", state.owner_id, before.and_then(|before| before.owner_id)).await?;
        references.finish()
    }
}
