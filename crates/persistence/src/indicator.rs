//! Shared definitions of indicators in the database.
use crate::{
    StoreError,
    resource::{Referring, Resource, get, get_enum, get_items, is_referred_to, items, narrow_by_name},
    visibility,
};
use domain::{
    IndicatorId,
    indicator::{Accumulation, Direction, Indicator},
    policy::Actor,
    resource::Kind,
};
use sea_orm::{Condition, ConnectionTrait, DbBackend, QueryResult, Value, sea_query::SelectStatement};

/// How definitions are stored.
pub struct Indicators;

/// What a list of definitions filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
}

impl Resource for Indicators {
    const TABLE: &'static str = "indicator";
    const KIND: Kind = Kind::Indicator;
    type Id = IndicatorId;
    type State = Indicator;
    type Extra = ();
    type Filter = Filter;

    fn columns(state: &Indicator) -> Vec<(&'static str, Value)> {
        let Indicator { name, unit, direction, accumulation, counts_residents, definition, source, groups } = state;
        vec![
            ("name", name.as_str().into()),
            ("unit", unit.as_str().into()),
            ("direction", direction.as_str().into()),
            ("accumulation", accumulation.as_str().into()),
            ("counts_residents", (*counts_residents).into()),
            ("definition", definition.as_str().into()),
            ("source", source.as_str().into()),
            ("groups", items(groups)),
        ]
    }

    fn name(state: &Indicator) -> &str {
        &state.name
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _actor: &Actor, _in_full: bool) {
        for column in ["name", "unit", "direction", "accumulation", "counts_residents", "definition", "source", "groups"] {
            query.column(("indicator", column));
        }
    }

    fn visible(_actor: &Actor) -> Condition {
        visibility::catalogue()
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "indicator", filter.q.as_deref());
    }

    fn read(row: &QueryResult) -> Result<(Indicator, ()), StoreError> {
        let state = Indicator {
            name: get(row, "name")?,
            unit: get(row, "unit")?,
            direction: get_enum(row, "direction", Direction::parse)?,
            accumulation: get_enum(row, "accumulation", Accumulation::parse)?,
            counts_residents: get(row, "counts_residents")?,
            definition: get(row, "definition")?,
            source: get(row, "source")?,
            groups: get_items(row, "groups")?,
        };
        Ok((state, ()))
    }
}

/// Whether sub-projects or goals are measured by it.
pub async fn in_use<C: ConnectionTrait>(conn: &C, id: IndicatorId) -> Result<bool, StoreError> {
    let referring = ["sub_project_indicator", "strategic_goal"].map(|table| Referring { table, link: None, column: "indicator_id" });
    is_referred_to(conn, &referring, id.0).await
}
