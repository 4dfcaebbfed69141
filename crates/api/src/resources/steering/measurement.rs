//! Measurements, and how they are approved.
use crate::resources::sub_project_indicator::period_locked;
use crate::{
    crud::{self, ApiResource, Check, Docs, Presence, Scopes},
    demo,
    error::{ApiError, check_rules},
    extract::{Ctx, etag},
    operation::{Access, Operation},
    schemas::Schemas,
};
use actix_web::HttpResponse;
use contract::{Reference, measurement as wire};
use domain::{
    MeasurementId,
    api_client::ApiScope,
    indicator::Accumulation,
    journal::Verb,
    measurement::Measurement,
    policy::{Action, Actor, Decision, can, decide},
    sub_project_indicator::is_locked,
    suppression::{self, Counted, Shown},
};
use persistence::{
    Found, Transaction, UnitOfWork,
    entity::measurement::ActiveModel,
    measurement as store,
    resource::{find, touch},
    sub_project_indicator,
};
use sea_orm::Set;
use serde_json::json;
use uuid::Uuid;

const TAG: &str = "Measurements";

pub struct Measurements;

impl ApiResource for Measurements {
    const PATH: &'static str = "measurements";
    const SINGULAR: &'static str = "Measurement";
    const ID: &'static str = "measurementId";
    const SCOPES: Scopes = Scopes::PLANS;
    type Store = store::Measurements;
    type Input = wire::MeasurementInput;
    type View = wire::Measurement;
    type Filter = wire::MeasurementFilter;
    /// Executives read the history, but not small groups of residents.
    const PRIVATE: &'static [&'static str] = &["cells"];
    const ACTIONS: &'static [Action] = &[Action::Edit, Action::Delete, Action::Approve];

    fn detail(found: &Found<Self::Store>) -> &'static [&'static str] {
        if found.extra.counts_residents { &["value"] } else { &[] }
    }

    fn docs() -> Docs {
        Docs {
            tag: TAG,
            plural: "Measurements",
            word: "measurement",
            words: "measurements",
            who_reads: "Those that were approved for whoever may read the local plan of the sub-project, with fewer than ten residents, and what would show them, left out; drafts for its team, the leads of the plan and the executives of its municipalities.",
            who_creates: "For the team of the sub-project and the leads of the local plan. It begins as a draft. Of what adds up a second measurement of a day says so (`additional`).",
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

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Measurement {
        let scope = found.scope(actor);
        let mut can = can(actor, &scope, Self::ACTIONS);
        let Found { stored, around, extra } = found;
        let Measurement { sub_project_indicator_id, measured_date, value, note, evidence_url, cells, additional } = stored.state;
        if is_locked(extra.locked_date, measured_date) {
            can.clear();
        } else if extra.approved_at.is_some() {
            can.retain(|action| *action == Action::Approve);
        }
        let in_detail = !extra.counts_residents || decide(actor, Action::ReadDetail, &scope) == Decision::Allow;
        let shown = if in_detail {
            Shown { value: Some(value), cells: cells.iter().map(|cell| Some(cell.value)).collect() }
        } else {
            shown(stored.id, Counted { day: measured_date, value, cells: cells.clone() }, extra.accumulation, extra.baseline_value, extra.series)
        };
        let approved_by = extra.approved_by.filter(|_| *actor != Actor::Anonymous);
        wire::Measurement {
            id: stored.id.0,
            sub_project: Reference { id: extra.sub_project_id.0, name: around.sub_project_name },
            local_plan: Reference { id: around.plan.0.0, name: around.plan.1 },
            sub_project_indicator: Reference { id: sub_project_indicator_id.0, name: extra.indicator_title },
            unit: extra.unit,
            measured_date,
            value: shown.value,
            note,
            evidence_url,
            cells: cells.into_iter().zip(shown.cells).map(|(cell, value)| wire::Cell { group: cell.group, value }).collect(),
            additional,
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

    async fn check(check: &Check<'_, Self>, state: &mut Measurement) -> Result<(), ApiError> {
        let indicator = indicator(check.conn, check.actor, state).await?;
        if let Some(before) = check.before {
            if before.extra.approved_at.is_some() {
                return Err(ApiError::State("approved", "This was approved. Open it again first.".into()));
            }
            open_period(before)?;
        }
        check_rules(state.day_violations(check.today()))?;
        let place = |state: &Measurement| (state.sub_project_indicator_id, state.measured_date, state.additional);
        if check.before.is_none_or(|before| place(&before.stored.state) != place(state)) {
            let taken = store::has_other(check.conn, state.sub_project_indicator_id, state.measured_date, MeasurementId(check.id)).await?;
            check_rules(state.same_day_violations(indicator.stored.state.accumulation, taken))?;
        }
        let indicator = &indicator.stored.state;
        check_rules(state.indicator_violations(&indicator.groups, indicator.locked_date))
    }

    async fn check_presence(conn: &Transaction, found: &Found<Self::Store>, presence: Presence) -> Result<(), ApiError> {
        let (extra, state) = (&found.extra, &found.stored.state);
        if let Some(closed) = extra.locked_date.filter(|closed| state.measured_date <= *closed) {
            return Err(period_locked(&extra.indicator_title, closed));
        }
        if presence == Presence::Deleted && extra.approved_at.is_some() {
            return Err(ApiError::State("approved", "This was approved, so it stays. Make it a draft again first.".into()));
        }
        if presence == Presence::Restored {
            let taken = store::has_other(conn, state.sub_project_indicator_id, state.measured_date, found.stored.id).await?;
            check_rules(state.same_day_violations(extra.accumulation, taken))?;
        }
        Ok(())
    }
}

/// A measurement as who is not in the team sees it, among those of its figure that were approved. A draft is looked at as if it were one of them.
fn shown(id: MeasurementId, own: Counted, accumulation: Accumulation, baseline: Option<i64>, mut series: Vec<(MeasurementId, Counted)>) -> Shown {
    series.retain(|(other, _)| *other != id);
    let place = series.partition_point(|(other, counted)| (counted.day, *other) < (own.day, id));
    series.insert(place, (id, own));
    let counted: Vec<Counted> = series.into_iter().map(|(_, counted)| counted).collect();
    suppression::series(accumulation, baseline, &counted).into_iter().nth(place).unwrap_or_default()
}

async fn indicator(conn: &Transaction, actor: &Actor, state: &Measurement) -> Result<Found<sub_project_indicator::SubProjectIndicators>, ApiError> {
    let found = find::<sub_project_indicator::SubProjectIndicators, _>(conn, actor, state.sub_project_indicator_id, false).await?;
    found.ok_or_else(|| ApiError::unknown("/subProjectIndicatorId"))
}

/// Refuses to change what lies in a period that is closed.
fn open_period(found: &Found<store::Measurements>) -> Result<(), ApiError> {
    check_rules(found.stored.state.locked_violations(found.extra.locked_date))
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
        on_one(
            Operation::new("post", "/measurements/{measurementId}/_approve", "approveMeasurement", Access::SignedIn, approve).for_systems(ApiScope::PlansWrite),
        )
        .text(
            TAG,
            "Approve a measurement",
            format!("{who} From then on it counts, everybody who may see the sub-project sees it, and it stays as it is."),
        ),
        on_one(
            Operation::new("post", "/measurements/{measurementId}/_reopen", "reopenMeasurement", Access::SignedIn, reopen).for_systems(ApiScope::PlansWrite),
        )
        .text(TAG, "Make an approved measurement a draft again", format!("{who} It does not count until it is approved again.")),
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
    let approver = ctx.actor.person().filter(|_| approved);
    let row = ActiveModel { approved_at: Set(approved.then_some(now)), approved_by_id: Set(approver.map(Uuid::from)), ..Default::default() };
    touch::<store::Measurements, _>(unit.conn(), id, seen, row, now).await?;
    let found = crud::find_for_writing::<Measurements>(unit, ctx, id.0).await?;
    crud::record::<Measurements>(unit, ctx, &found, if approved { Verb::Approved } else { Verb::Reopened }, vec![]).await?;
    Ok(found)
}
