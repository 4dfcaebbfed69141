//! Measurements, and how they are approved.
use crate::{
    crud::{self, ApiResource, Check, Docs},
    demo,
    error::{ApiError, allow, check_rules},
    extract::{Ctx, etag},
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::{Reference, measurement as wire};
use domain::{
    Code, MeasurementId, Violations,
    journal::Verb,
    measurement::Measurement,
    policy::{Action, Actor, Decision, Scope, can, decide},
    sub_project_indicator::is_locked,
    suppression::suppress,
    visibility::Visibility,
};
use persistence::{
    Found, Transaction, UnitOfWork, measurement as store,
    resource::{find, touch},
    sub_project_indicator,
};
use serde_json::json;
use uuid::Uuid;

const TAG: &str = "Measurements";

pub struct Measurements;

impl ApiResource for Measurements {
    const PATH: &'static str = "measurements";
    const SINGULAR: &'static str = "Measurement";
    const ID: &'static str = "measurementId";
    type Store = store::Measurements;
    type Input = wire::MeasurementInput;
    type View = wire::Measurement;
    type Filter = wire::MeasurementFilter;
    /// Executives read the history, but not small groups of residents.
    const PRIVATE: &'static [&'static str] = &["cells"];
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete, Action::Approve];

    fn docs() -> Docs {
        Docs {
            tag: TAG,
            plural: "Measurements",
            word: "measurement",
            words: "measurements",
            who_reads: "Those that were approved for whoever may read the local plan of the sub-project, with groups of fewer than ten residents left out; drafts for its team, the leads of the plan and the executives of its municipalities.",
            who_creates: "For the team of the sub-project and the leads of the local plan. It begins as a draft.",
            who_edits: "For the team of the sub-project and the leads of the local plan, until it is approved.",
            who_deletes: "For the pair of leads of the sub-project and the leads of the local plan, until it is approved.",
            example_id: demo::id("measurement", "kansen-deelnemers-4").to_string(),
            example: json!({
                "subProjectIndicatorId": demo::id("sub-project-indicator", "kansen-deelnemers"), "measuredDate": "2026-11-15", "value": 31,
                "note": "Geteld in het clientvolgsysteem.", "evidenceUrl": "https://www.wsd-groep.nl/", "cells": [],
            }),
            example_patch: json!({"note": "Opnieuw geteld."}),
        }
    }

    fn scope(found: &Found<Self::Store>, actor: &Actor) -> Scope {
        found.extra.scope(actor)
    }

    fn audience(found: &Found<Self::Store>) -> Visibility {
        // A draft is not for everybody who sees the sub-project.
        if found.extra.approved_at.is_some() { found.extra.around.plan_visibility } else { Visibility::Members }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Measurement {
        let scope = Self::scope(&found, actor);
        let mut can = can(actor, &scope, Self::ACTIONS);
        let (stored, extra) = (found.stored, found.extra);
        let Measurement { sub_project_indicator_id, measured_date, value, note, evidence_url, cells } = stored.state;
        if is_locked(extra.locked_date, measured_date) {
            can.clear();
        } else if extra.approved_at.is_some() {
            can.retain(|action| *action == Action::Approve);
        }
        let values: Vec<i64> = cells.iter().map(|cell| cell.value).collect();
        let in_detail = !extra.counts_residents || decide(actor, Action::ReadDetail, &scope) == Decision::Allow;
        let shown = if in_detail { values.into_iter().map(Some).collect() } else { suppress(&values) };
        let approved_by = extra.approved_by.filter(|_| *actor != Actor::Anonymous);
        wire::Measurement {
            id: stored.id.0,
            sub_project: Reference { id: extra.sub_project_id.0, name: extra.around.sub_project_name },
            local_plan: Reference { id: extra.around.plan.0.0, name: extra.around.plan.1 },
            sub_project_indicator: Reference { id: sub_project_indicator_id.0, name: extra.indicator_title },
            unit: extra.unit,
            measured_date,
            value,
            note,
            evidence_url,
            cells: cells.into_iter().zip(shown).map(|(cell, value)| wire::Cell { group: cell.group, value }).collect(),
            approved_at: extra.approved_at,
            approved_by: approved_by.map(|(id, name)| Reference { id: id.0, name }),
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::MeasurementFilter) -> (store::Filter, bool) {
        let wire::MeasurementFilter { q, sub_project_indicator_id, sub_project_id, local_plan_id, approved, deleted } = filter;
        let filter = store::Filter {
            q,
            sub_project_indicator_id: sub_project_indicator_id.each(),
            sub_project_id: sub_project_id.each(),
            local_plan_id: local_plan_id.each(),
            approved,
        };
        (filter, deleted.unwrap_or(false))
    }

    async fn new_scope(conn: &Transaction, actor: &Actor, state: &Measurement) -> Result<Scope, ApiError> {
        Ok(indicator(conn, actor, state).await?.extra.around.scope(actor))
    }

    async fn check(check: &Check<'_, Self>, state: &mut Measurement) -> Result<(), ApiError> {
        let indicator = indicator(check.conn, check.actor, state).await?;
        if let Some(before) = check.before {
            if before.extra.approved_at.is_some() {
                return Err(ApiError::State("approved", "This was approved. Open it again first.".into()));
            }
            open_period(before)?;
            if before.stored.state.sub_project_indicator_id != state.sub_project_indicator_id {
                // Moving is creating at the other indicator.
                allow(decide(check.actor, Action::Create, &indicator.extra.around.scope(check.actor)))?;
            }
        }
        check_rules(state.day_violations(check.today()))?;
        let indicator = &indicator.stored.state;
        check_rules(state.indicator_violations(&indicator.groups, indicator.locked_date))
    }

    async fn in_use(conn: &Transaction, id: Uuid) -> Result<bool, ApiError> {
        if store::is_final(conn, MeasurementId(id)).await? {
            return Err(ApiError::State("approved", "This was approved, or its period was closed, so it stays.".into()));
        }
        Ok(false)
    }
}

async fn indicator(conn: &Transaction, actor: &Actor, state: &Measurement) -> Result<Found<sub_project_indicator::SubProjectIndicators>, ApiError> {
    let found = find::<sub_project_indicator::SubProjectIndicators, _>(conn, actor, state.sub_project_indicator_id, false).await?;
    found.ok_or_else(|| ApiError::unknown("/subProjectIndicatorId"))
}

/// Refuses to change what lies in a period that is closed.
fn open_period(found: &Found<store::Measurements>) -> Result<(), ApiError> {
    let mut violations = Violations::default();
    violations.require(!is_locked(found.extra.locked_date, found.stored.state.measured_date), "measured_date", Code::PeriodLocked);
    check_rules(violations)
}

/// What measurements have beside the common operations.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let view = schemas.add::<wire::Measurement>();
    let who = "For the pair of leads of the sub-project and the leads of the local plan.";
    let on_one = |operation: Operation| {
        operation.id_parameter("measurementId", &demo::id("measurement", "kansen-deelnemers-4").to_string()).if_match().errors(&[403, 409]).answers(
            200,
            "As it is now.",
            Some(&view),
            &["ETag"],
        )
    };
    vec![
        on_one(Operation::new("post", "/measurements/{measurementId}/_approve", "approveMeasurement", Access::SignedIn, approve)).text(
            TAG,
            "Approve a measurement",
            format!("{who} From then on it counts, everybody who may see the sub-project sees it, and it stays as it is."),
        ),
        on_one(Operation::new("post", "/measurements/{measurementId}/_reopen", "reopenMeasurement", Access::SignedIn, reopen)).text(
            TAG,
            "Make an approved measurement a draft again",
            format!("{who} It does not count until it is approved again."),
        ),
    ]
}

async fn approve(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    decide_on(ctx, true).await
}

async fn reopen(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    decide_on(ctx, false).await
}

async fn decide_on(ctx: Ctx, approved: bool) -> Result<HttpResponse, ApiError> {
    ctx.caller()?;
    let id = MeasurementId(ctx.path_id("measurementId")?);
    let seen = ctx.versions()?;
    let mut unit = ctx.app.db.begin(ctx.app.clock.now()).await?;
    let before = crud::find_to_change::<Measurements>(&unit, &ctx, id.0, Action::Approve, &seen).await?;
    let seen = before.stored.version;
    let found = set_approved(&ctx, &mut unit, before, approved).await?;
    unit.commit().await?;
    Ok(HttpResponse::Ok().insert_header(("ETag", etag(seen + 1))).json(Measurements::view(found, &ctx.actor, true)))
}

/// Approves a measurement or makes it a draft again, for somebody who may, and records that.
pub async fn set_approved(
    ctx: &Ctx,
    unit: &mut UnitOfWork,
    before: Found<store::Measurements>,
    approved: bool,
) -> Result<Found<store::Measurements>, ApiError> {
    let (id, seen) = (before.stored.id, before.stored.version);
    open_period(&before)?;
    if before.extra.approved_at.is_some() == approved {
        let sentence = if approved { "This was approved already." } else { "This is a draft already." };
        return Err(ApiError::State("already_decided", sentence.into()));
    }
    let now = unit.now();
    let columns = vec![("approved_at", approved.then_some(now).into()), ("approved_by_id", ctx.actor.person().filter(|_| approved).map(Uuid::from).into())];
    touch::<store::Measurements, _>(unit.conn(), id, seen, columns, now).await?;
    let found = crud::find_for_writing::<Measurements>(unit, ctx, id.0).await?;
    crud::record::<Measurements>(unit, ctx, &found, if approved { Verb::Approved } else { Verb::Reopened }, vec![]).await?;
    Ok(found)
}
