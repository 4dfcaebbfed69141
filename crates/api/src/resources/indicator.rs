//! Shared definitions of indicators.
use crate::{
    crud::{ApiResource, Check, Docs},
    demo,
    error::ApiError,
};
use contract::indicator as wire;
use domain::{
    IndicatorId,
    indicator::Indicator,
    policy::{Actor, Scope, can},
    visibility::Visibility,
};
use persistence::{Found, Transaction, indicator as store};
use serde_json::json;
use uuid::Uuid;

pub struct Indicators;

impl ApiResource for Indicators {
    const PATH: &'static str = "indicators";
    const SINGULAR: &'static str = "Indicator";
    const ID: &'static str = "indicatorId";
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
            who_edits: "For administrators and editors.",
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

    fn scope(_: &Found<Self::Store>, _: &Actor) -> Scope {
        Scope::Theme
    }

    fn audience(_: &Found<Self::Store>) -> Visibility {
        Visibility::Public
    }

    fn view(found: Found<Self::Store>, actor: &Actor, _in_full: bool) -> wire::Indicator {
        let can = can(actor, &Self::scope(&found, actor), Self::ACTIONS);
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

    async fn new_scope(_: &Transaction, _: &Actor, _: &Indicator) -> Result<Scope, ApiError> {
        Ok(Scope::Theme)
    }

    async fn check(_: &Check<'_, Self>, _: &mut Indicator) -> Result<(), ApiError> {
        Ok(())
    }

    async fn in_use(conn: &Transaction, id: Uuid) -> Result<bool, ApiError> {
        Ok(store::in_use(conn, IndicatorId(id)).await?)
    }
}
