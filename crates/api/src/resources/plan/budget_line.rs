//! Budget lines of sub-projects, and their totals.
use crate::{
    crud::{ApiResource, Check, Docs, Scopes},
    demo,
    error::ApiError,
    extract::Ctx,
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::{Reference, budget_line as wire};
use domain::{
    LocalPlanId, SubProjectId,
    api_client::ApiScope,
    budget_line::BudgetLine,
    policy::{Actor, can},
};
use persistence::{Found, budget_line as store};
use serde_json::json;

pub struct BudgetLines;

impl ApiResource for BudgetLines {
    const PATH: &'static str = "budget-lines";
    const SINGULAR: &'static str = "BudgetLine";
    const ID: &'static str = "budgetLineId";
    const SCOPES: Scopes = Scopes::PLANS;
    type Store = store::BudgetLines;
    type Input = wire::BudgetLineInput;
    type View = wire::BudgetLine;
    type Filter = wire::BudgetLineFilter;

    fn docs() -> Docs {
        Docs {
            tag: "Budget lines",
            plural: "BudgetLines",
            word: "budget line",
            words: "budget lines",
            who_reads: "For the team of the sub-project, the leads of the local plan and the executives of its municipalities and of the organisations that work for them.",
            who_creates: "For the team of the sub-project and the leads of the local plan.",
            who_edits: "For the team of the sub-project and the leads of the local plan.",
            who_deletes: "For the pair of leads of the sub-project and the leads of the local plan.",
            example_id: demo::id("budget-line", "kansen-1").to_string(),
            example: json!({
                "subProjectId": demo::id("sub-project", "kansen"), "title": "Begeleiding op de werkplek", "year": 2027, "source": "ESF+", "taskField": "6.5",
                "plannedCents": 4_500_000, "committedCents": 0, "spentCents": 0,
            }),
            example_patch: json!({"committedCents": 1_250_000}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::BudgetLine {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let Found { stored, around, .. } = found;
        let BudgetLine { sub_project_id, title, year, source, task_field, planned_cents, committed_cents, spent_cents } = stored.state;
        wire::BudgetLine {
            id: stored.id.0,
            sub_project: Reference { id: sub_project_id.0, name: around.sub_project_name },
            local_plan: Reference { id: around.plan.0.0, name: around.plan.1 },
            title,
            year,
            source,
            task_field,
            planned_cents,
            committed_cents,
            spent_cents,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::BudgetLineFilter) -> (store::Filter, bool) {
        let wire::BudgetLineFilter { q, sub_project_id, local_plan_id, year, task_field, deleted } = filter;
        let filter =
            store::Filter { q, sub_project_id: sub_project_id.each(), local_plan_id: local_plan_id.each(), year: year.each(), task_field: task_field.each() };
        (filter, deleted.unwrap_or(false))
    }

    async fn check(_check: &Check<'_, Self>, _state: &mut BudgetLine) -> Result<(), ApiError> {
        Ok(())
    }
}

/// What budget lines have beside the common operations.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let (filter, totals) = (schemas.add::<wire::BudgetTotalFilter>(), schemas.add::<wire::BudgetTotals>());
    vec![
        Operation::new("get", "/budget-totals", "listBudgetTotals", Access::SignedIn, list_totals)
            .for_systems(ApiScope::PlansRead)
            .text(
                "Budget lines",
                "Add up budget lines",
                "For everyone who is signed in: the budget lines that you may see, added up by plan, sub-project, year, source or task field.",
            )
            .query(&filter)
            .answers(200, "The totals by name; at most 500.", Some(&totals), &[]),
    ]
}

async fn list_totals(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let filter: wire::BudgetTotalFilter = ctx.filter()?;
    let by = match filter.by.unwrap_or(wire::BudgetGroup::LocalPlan) {
        wire::BudgetGroup::LocalPlan => store::Group::LocalPlan,
        wire::BudgetGroup::SubProject => store::Group::SubProject,
        wire::BudgetGroup::Year => store::Group::Year,
        wire::BudgetGroup::Source => store::Group::Source,
        wire::BudgetGroup::TaskField => store::Group::TaskField,
    };
    let filter = store::Filter {
        sub_project_id: filter.sub_project_id.map(SubProjectId).into_iter().collect(),
        local_plan_id: filter.local_plan_id.map(LocalPlanId).into_iter().collect(),
        year: filter.year.into_iter().collect(),
        ..store::Filter::default()
    };
    let totals = store::totals(ctx.app.db.reader(), &ctx.actor, &filter, by).await?;
    let items = totals.into_iter().map(|total| wire::BudgetTotal {
        of: total.id.map(|id| Reference { id, name: total.name.clone() }),
        name: total.name,
        planned_cents: total.planned_cents,
        committed_cents: total.committed_cents,
        spent_cents: total.spent_cents,
    });
    Ok(HttpResponse::Ok().json(wire::BudgetTotals { items: items.collect() }))
}
