//! Shared definitions of indicators in the database.
use crate::{
    StoreError,
    resource::{Need, Resource, narrow_by_name, no_earlier},
    row::{get, get_enum, get_items, items},
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    IndicatorId,
    indicator::{Accumulation, Direction, Indicator},
    policy::Actor,
    resource::Kind,
    sub_project_indicator::Comparability,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Cond, Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

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

    fn needs(_state: &Indicator) -> Vec<Need> {
        vec![]
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

/// Figures that still say to count in the same way as this, when that was changed: those that whoever changed it could not see, and those that are deleted.
/// They keep how they were measured and are counted otherwise from now on; answers them with their version and sub-project.
pub async fn part_ways<C: ConnectionTrait>(conn: &C, id: IndicatorId, now: DateTime<Utc>) -> Result<Vec<(Uuid, i32, Uuid)>, StoreError> {
    let same = || Cond::all().add(Expr::col("indicator_id").eq(id.0)).add(Expr::col("comparability").eq(Comparability::Same.as_str()));
    let query = Query::select().columns(["id", "version", "sub_project_id"]).from("sub_project_indicator").cond_where(same()).to_owned();
    let rows = conn.query_all(&query).await?;
    let parted: Vec<_> =
        rows.iter().map(|row| Ok((get(row, "id")?, get::<i32>(row, "version")? + 1, get(row, "sub_project_id")?))).collect::<Result<_, StoreError>>()?;
    let update = Query::update()
        .table("sub_project_indicator")
        .value("comparability", Comparability::Different.as_str())
        .value("version", Expr::col("version").add(1))
        .value("updated_at", no_earlier("updated_at", now))
        .cond_where(same())
        .to_owned();
    conn.execute(&update).await?;
    Ok(parted)
}
