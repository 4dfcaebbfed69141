//! Indicators as sub-projects measure them.
use crate::{
    crud::{ApiResource, Check, Docs, Presence, Scopes, new_scope},
    demo,
    error::{ApiError, allow, check_rules},
    references::References,
};
use chrono::NaiveDate;
use contract::{Reference, sub_project_indicator as wire};
use domain::{
    SubProjectIndicatorId,
    indicator::Accumulation,
    policy::{Action, Actor, Decision, can, decide},
    sub_project_indicator::SubProjectIndicator,
    suppression,
};
use persistence::{Found, Transaction, indicator, measurement, resource::find, sub_project_indicator as store};
use serde_json::json;

pub struct SubProjectIndicators;

/// That something stays because a period of a figure in it was closed.
pub fn period_locked(title: &str, closed: NaiveDate) -> ApiError {
    ApiError::State(
        "period_locked",
        format!("The period of \"{title}\" up to {closed} has been closed, and what was measured in it stays. Open the period again first."),
    )
}

impl ApiResource for SubProjectIndicators {
    const PATH: &'static str = "sub-project-indicators";
    const SINGULAR: &'static str = "SubProjectIndicator";
    const ID: &'static str = "subProjectIndicatorId";
    const SCOPES: Scopes = Scopes::PLANS;
    type Store = store::SubProjectIndicators;
    type Input = wire::SubProjectIndicatorInput;
    type View = wire::SubProjectIndicator;
    type Filter = wire::SubProjectIndicatorFilter;
    /// Approving is of what it measures.
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete, Action::Approve];

    fn detail(found: &Found<Self::Store>) -> &'static [&'static str] {
        if found.stored.state.counts_residents { &["baselineValue"] } else { &[] }
    }

    fn docs() -> Docs {
        Docs {
            tag: "Indicators",
            plural: "SubProjectIndicators",
            word: "indicator of a sub-project",
            words: "indicators of sub-projects",
            who_reads: "For whoever may read the local plan of its sub-project.",
            who_creates: "For the team of the sub-project and the leads of the local plan.",
            who_edits: "For the team of the sub-project and the leads of the local plan; only leads close a period or open it again. What gives meaning to a period that was closed stays: unit, direction, accumulation, definition, groups, baseline, the shared indicator, the sub-project, and the targets of its years and days (`period_locked`).",
            who_deletes: "For the pair of leads of the sub-project and the leads of the local plan.",
            example_id: demo::id("sub-project-indicator", "kansen-deelnemers").to_string(),
            example: json!({
                "subProjectId": demo::id("sub-project", "kansen"), "title": "Tevreden werkgevers", "indicatorId": null, "comparability": null, "unit": "werkgevers",
                "direction": "up", "accumulation": "pointInTime", "countsResidents": false, "definition": "Werkgevers die opnieuw iemand willen plaatsen.",
                "groups": [], "baselineValue": 4, "baselineDate": "2026-01-01", "targets": [{"year": 2027, "value": 12}], "interimTargets": [{"untilDate": "2027-06-30", "value": 8}], "lockedDate": null,
            }),
            example_patch: json!({"targets": [{"year": 2026, "value": 40}, {"year": 2027, "value": 70}]}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::SubProjectIndicator {
        let scope = found.scope(actor);
        let can = can(actor, &scope, Self::ACTIONS);
        let Found { stored, around, extra } = found;
        let SubProjectIndicator {
            sub_project_id,
            title,
            indicator_id,
            comparability,
            unit,
            direction,
            accumulation,
            counts_residents,
            definition,
            groups,
            baseline_value,
            baseline_date,
            targets,
            interim_targets,
            locked_date,
        } = stored.state;
        let indicator = indicator_id.zip(extra.indicator_name).map(|(id, name)| Reference { id: id.0, name });
        let in_detail = !counts_residents || decide(actor, Action::ReadDetail, &scope) == Decision::Allow;
        let others = (!in_detail).then(|| suppression::series(accumulation, baseline_value, &extra.series).pop().unwrap_or_default().value);
        let latest = extra.latest.map(|store::Latest { measured_date, value, year_value }| wire::LatestMeasurement {
            measured_date,
            value: others.unwrap_or(Some(value)),
            year_value: match (others, accumulation) {
                (None, _) => Some(year_value),
                (Some(shown), Accumulation::PointInTime) => shown,
                (Some(_), Accumulation::Cumulative) => suppression::shown_total(year_value),
            },
        });
        let baseline_value = if in_detail { baseline_value } else { baseline_value.and_then(suppression::shown_total) };
        wire::SubProjectIndicator {
            id: stored.id.0,
            sub_project: Reference { id: sub_project_id.0, name: around.sub_project_name },
            local_plan: Reference { id: around.plan.0.0, name: around.plan.1 },
            title,
            indicator,
            comparability,
            unit,
            direction,
            accumulation,
            counts_residents,
            definition,
            groups,
            baseline_value,
            baseline_date,
            targets: targets.into_iter().map(Into::into).collect(),
            interim_targets: interim_targets.into_iter().map(Into::into).collect(),
            locked_date,
            latest,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::SubProjectIndicatorFilter) -> (store::Filter, bool) {
        let wire::SubProjectIndicatorFilter { q, sub_project_id, local_plan_id, indicator_id, deleted } = filter;
        let filter = store::Filter { q, sub_project_id: sub_project_id.each(), local_plan_id: local_plan_id.each(), indicator_id: indicator_id.each() };
        (filter, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut SubProjectIndicator) -> Result<(), ApiError> {
        let before = check.before.map(|found| &found.stored.state);
        check_rules(state.day_violations(check.today()))?;
        if let Some(before) = before {
            check_rules(state.locked_violations(before))?;
            let (approved, groups) = measurement::of_figure(check.conn, SubProjectIndicatorId(check.id)).await?;
            check_rules(state.measured_violations(before, approved, &groups))?;
        }
        if state.locked_date != before.and_then(|before| before.locked_date) {
            let scope = match check.before {
                Some(found) => found.scope(check.actor),
                None => new_scope::<Self>(check.conn, check.actor, state).await?,
            };
            allow(decide(check.actor, Action::Approve, &scope))?;
        }
        let mut references = References::new(check.conn, check.actor);
        references.one::<indicator::Indicators>("indicatorId", state.indicator_id, before.and_then(|before| before.indicator_id)).await?;
        references.finish()?;
        let Some(indicator_id) = state.indicator_id else { return Ok(()) };
        if store::follows(check.conn, state.sub_project_id, indicator_id, SubProjectIndicatorId(check.id)).await? {
            return Err(ApiError::Duplicate);
        }
        // A definition that was deleted afterwards is not asked again.
        match find::<indicator::Indicators, _>(check.conn, check.actor, indicator_id, false).await? {
            Some(shared) => check_rules(state.definition_violations(&shared.stored.state.measure(), before)),
            None => Ok(()),
        }
    }

    async fn check_presence(conn: &Transaction, found: &Found<Self::Store>, presence: Presence) -> Result<(), ApiError> {
        let state = &found.stored.state;
        match (presence, state.locked_date, state.indicator_id) {
            (Presence::Deleted, Some(closed), _) => Err(period_locked(&state.title, closed)),
            (Presence::Restored, _, Some(indicator)) if store::follows(conn, state.sub_project_id, indicator, found.stored.id).await? => {
                Err(ApiError::Duplicate)
            }
            _ => Ok(()),
        }
    }
}
