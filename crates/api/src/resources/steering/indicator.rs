//! Shared definitions of indicators.
use crate::{
    crud::{ApiResource, Check, Docs, Scopes},
    demo,
    error::{ApiError, check_rules},
    extract::Ctx,
};
use contract::indicator as wire;
use domain::{
    IndicatorId,
    indicator::{Indicator, Resting},
    journal::{Change, Content, Entry, Verb},
    policy::{Actor, can},
    resource::Kind,
    sub_project_indicator::Comparability,
    visibility::Visibility,
};
use persistence::{Found, Transaction, UnitOfWork, indicator as store};
use serde_json::json;
use uuid::Uuid;

pub struct Indicators;

impl ApiResource for Indicators {
    const PATH: &'static str = "indicators";
    const SINGULAR: &'static str = "Indicator";
    const ID: &'static str = "indicatorId";
    const SCOPES: Scopes = Scopes::CATALOGUE;
    type Store = store::Indicators;
    type Input = wire::IndicatorInput;
    type View = wire::Indicator;
    type Filter = wire::IndicatorFilter;

    fn docs() -> Docs {
        Docs {
            tag: "Indicators",
            plural: "Indicators",
            word: "indicator",
            words: "shared definitions of indicators",
            who_reads: "For anyone.",
            who_creates: "For administrators and editors.",
            who_edits: "For administrators and editors. How it is measured stays as long as figures or goals rest on it.",
            who_deletes: "For administrators and editors, when no sub-project and no goal is measured by it.",
            example_id: demo::id("indicator", "deelnemers").to_string(),
            example: json!({
                "name": "Inwoners met een startkwalificatie", "unit": "inwoners", "direction": "up", "accumulation": "cumulative", "countsResidents": true,
                "definition": "Inwoners die in het jaar een diploma op niveau mbo 2 of hoger halen.", "source": "Opgave van scholen",
                "groups": ["tot 27 jaar", "27 jaar en ouder"],
            }),
            example_patch: json!({"source": "Opgave van het klantvolgsysteem"}),
        }
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Indicator {
        let can = can(actor, &found.scope(actor), Self::ACTIONS);
        let stored = found.stored;
        let Indicator { name, unit, direction, accumulation, counts_residents, definition, source, groups } = stored.state;
        wire::Indicator {
            id: stored.id.0,
            name,
            unit,
            direction,
            accumulation,
            counts_residents,
            definition,
            source,
            groups,
            version: stored.version,
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            deleted_at: stored.deleted_at,
            can,
        }
    }

    fn filter(filter: wire::IndicatorFilter) -> (store::Filter, bool) {
        let wire::IndicatorFilter { q, deleted } = filter;
        (store::Filter { q }, deleted.unwrap_or(false))
    }

    async fn check(check: &Check<'_, Self>, state: &mut Indicator) -> Result<(), ApiError> {
        let Some(before) = check.before else { return Ok(()) };
        let resting = persistence::in_use::indicator(check.conn, check.actor, IndicatorId(check.id)).await?;
        check_rules(state.resting_violations(&before.stored.state, resting))
    }

    async fn changed(unit: &mut UnitOfWork, ctx: &Ctx, before: &Found<Self::Store>, now: &Found<Self::Store>) -> Result<(), ApiError> {
        if now.stored.state.measure() == before.stored.state.measure() {
            return Ok(());
        }
        let (same, different) = (json!(Comparability::Same).to_string(), json!(Comparability::Different).to_string());
        for (resource_id, version, within) in store::part_ways(unit.conn(), now.stored.id, unit.now()).await? {
            let entry = Entry {
                actor: ctx.actor.id(),
                on_behalf_of: ctx.actor.organisation(),
                kind: Kind::SubProjectIndicator,
                resource_id,
                within: Some(within),
                verb: Verb::Changed,
                audience: Visibility::Members,
                changes: vec![Change { field: "comparability".into(), old: Some(same.clone()), new: Some(different.clone()), content: Content::Short }],
                request_id: ctx.request_id(),
            };
            unit.record(&entry, Some(version)).await?;
        }
        Ok(())
    }

    async fn in_use(conn: &Transaction, actor: &Actor, id: Uuid) -> Result<bool, ApiError> {
        let Resting { figures, goals, .. } = persistence::in_use::indicator(conn, actor, IndicatorId(id)).await?;
        Ok(figures + goals > 0)
    }
}
