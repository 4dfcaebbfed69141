//! Indicators of sub-projects in the database.
use crate::{
    StoreError, dialect,
    resource::{Need, Resource, join, narrow_by_any, narrow_by_name},
    row::{get, get_enum, get_id, get_items, get_optional_enum, items},
    series, target, visibility,
    within_sub_project::{self, Around},
};
use chrono::NaiveDate;
use domain::{
    IndicatorId, LocalPlanId, SubProjectId, SubProjectIndicatorId,
    indicator::{Accumulation, Direction},
    policy::Actor,
    resource::Kind,
    sub_project_indicator::{Comparability, SubProjectIndicator},
    suppression::Counted,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

/// How indicators of sub-projects are stored.
pub struct SubProjectIndicators;

/// What a list of them filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
    pub indicator_id: Vec<IndicatorId>,
}

/// The latest measurement that was approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latest {
    pub measured_date: NaiveDate,
    pub value: i64,
    /// What its calendar year makes.
    pub year_value: i64,
}

/// What is known of an indicator beside its state.
pub struct Extra {
    pub around: Around,
    pub indicator_name: Option<String>,
    pub latest: Option<Latest>,
    /// Its measurements that were approved, when it counts residents, in the order of their days.
    pub series: Vec<Counted>,
}

/// Those of its measurements that count.
const COUNTING: &str = "FROM measurement WHERE measurement.sub_project_indicator_id = sub_project_indicator.id AND measurement.deleted_at IS NULL \
     AND measurement.approved_at IS NOT NULL";

const COLUMNS: &[&str] = &[
    "sub_project_id",
    "title",
    "indicator_id",
    "comparability",
    "unit",
    "direction",
    "accumulation",
    "counts_residents",
    "definition",
    "groups",
    "baseline_value",
    "baseline_date",
    "targets",
    "interim_targets",
    "locked_date",
];

impl Resource for SubProjectIndicators {
    const TABLE: &'static str = "sub_project_indicator";
    const KIND: Kind = Kind::SubProjectIndicator;
    type Id = SubProjectIndicatorId;
    type State = SubProjectIndicator;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &SubProjectIndicator) -> Vec<(&'static str, Value)> {
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
        } = state;
        vec![
            ("sub_project_id", sub_project_id.0.into()),
            ("title", title.as_str().into()),
            ("indicator_id", indicator_id.map(Uuid::from).into()),
            ("comparability", comparability.map(Comparability::as_str).into()),
            ("unit", unit.as_str().into()),
            ("direction", direction.as_str().into()),
            ("accumulation", accumulation.as_str().into()),
            ("counts_residents", (*counts_residents).into()),
            ("definition", definition.as_str().into()),
            ("groups", items(groups)),
            ("baseline_value", (*baseline_value).into()),
            ("baseline_date", (*baseline_date).into()),
            ("targets", target::column(targets)),
            ("interim_targets", target::interim_column(interim_targets)),
            ("locked_date", (*locked_date).into()),
        ]
    }

    fn name(state: &SubProjectIndicator) -> &str {
        &state.title
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, actor: &Actor, _in_full: bool) {
        query.expr_as(dialect::approved_series(backend), "series");
        for column in COLUMNS {
            query.column(("sub_project_indicator", *column));
        }
        within_sub_project::select(query, actor, "sub_project_indicator");
        query.expr_as(Expr::col(("definition", "name")), "indicator_name");
        join(query, "indicator", "definition", ("sub_project_indicator", "indicator_id"));
        query.expr_as(
            Expr::cust(format!(
                "(SELECT CAST(measured_date AS TEXT) || ' ' || CAST(value AS TEXT) {COUNTING} ORDER BY measured_date DESC, measurement.id DESC LIMIT 1)"
            )),
            "latest",
        );
        // A year of the latest day, whichever year it is now.
        let year = |day: &str| format!("SUBSTR(CAST({day} AS TEXT), 1, 4)");
        query.expr_as(
            Expr::cust(format!(
                "(SELECT CAST(SUM(value) AS BIGINT) {COUNTING} AND {} = (SELECT {} {COUNTING}))",
                year("measured_date"),
                year("MAX(measured_date)")
            )),
            "year_sum",
        );
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::local_plans(actor)
    }

    fn held() -> Condition {
        visibility::sub_project_stands()
    }

    fn needs(state: &SubProjectIndicator) -> Vec<Need> {
        vec![
            Need::one::<crate::sub_project::SubProjects>("subProjectId", state.sub_project_id),
            Need::one::<crate::indicator::Indicators>("indicatorId", state.indicator_id),
        ]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "sub_project_indicator", filter.q.as_deref());
        within_sub_project::narrow(query, "sub_project_indicator", &filter.sub_project_id, &filter.local_plan_id);
        narrow_by_any(query, ("sub_project_indicator", "indicator_id"), filter.indicator_id.iter().map(|id| id.0));
    }

    fn read(row: &QueryResult) -> Result<(SubProjectIndicator, Extra), StoreError> {
        let state = SubProjectIndicator {
            sub_project_id: SubProjectId(get(row, "sub_project_id")?),
            title: get(row, "title")?,
            indicator_id: get_id(row, "indicator_id")?,
            comparability: get_optional_enum(row, "comparability", Comparability::parse)?,
            unit: get(row, "unit")?,
            direction: get_enum(row, "direction", Direction::parse)?,
            accumulation: get_enum(row, "accumulation", Accumulation::parse)?,
            counts_residents: get(row, "counts_residents")?,
            definition: get(row, "definition")?,
            groups: get_items(row, "groups")?,
            baseline_value: get(row, "baseline_value")?,
            baseline_date: get(row, "baseline_date")?,
            targets: target::read(row, "targets")?,
            interim_targets: target::read_interim(row, "interim_targets")?,
            locked_date: get(row, "locked_date")?,
        };
        let latest = get::<Option<String>>(row, "latest")?.map(|text| read_latest(&text)).transpose()?;
        let sum: Option<i64> = get(row, "year_sum")?;
        let latest = latest.map(|(measured_date, value)| Latest {
            measured_date,
            value,
            year_value: match state.accumulation {
                Accumulation::Cumulative => sum.unwrap_or(value),
                Accumulation::PointInTime => value,
            },
        });
        let series = series::read(row)?.into_iter().map(|(_, counted)| counted).collect();
        Ok((state, Extra { around: within_sub_project::read(row)?, indicator_name: get(row, "indicator_name")?, latest, series }))
    }
}

fn read_latest(text: &str) -> Result<(NaiveDate, i64), StoreError> {
    let read = || {
        let (day, value) = text.split_once(' ')?;
        Some((day.parse().ok()?, value.parse().ok()?))
    };
    read().ok_or_else(|| StoreError::Corrupt(format!("latest = {text}")))
}

/// Of the figures of a sub-project or a plan, one with a period that was closed: its title, and the last day of that period.
pub async fn closed<C: ConnectionTrait>(conn: &C, among: Among) -> Result<Option<(String, NaiveDate)>, StoreError> {
    let mut query = Query::select();
    query
        .column(("sub_project_indicator", "title"))
        .column(("sub_project_indicator", "locked_date"))
        .from("sub_project_indicator")
        .inner_join("sub_project", Expr::col(("sub_project", "id")).equals(("sub_project_indicator", "sub_project_id")))
        .and_where(Expr::col(("sub_project_indicator", "deleted_at")).is_null())
        .and_where(Expr::col(("sub_project", "deleted_at")).is_null())
        .and_where(Expr::col(("sub_project_indicator", "locked_date")).is_not_null())
        .and_where(match among {
            Among::SubProject(id) => Expr::col(("sub_project", "id")).eq(id.0),
            Among::LocalPlan(id) => Expr::col(("sub_project", "local_plan_id")).eq(id.0),
        })
        .limit(1);
    conn.query_one(&query).await?.map(|row| Ok((get(&row, "title")?, get(&row, "locked_date")?))).transpose()
}

/// Whose figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    SubProject(SubProjectId),
    LocalPlan(LocalPlanId),
}

/// Whether another indicator of the sub-project follows this definition already.
pub async fn follows<C: ConnectionTrait>(
    conn: &C,
    sub_project: SubProjectId,
    definition: IndicatorId,
    except: SubProjectIndicatorId,
) -> Result<bool, StoreError> {
    let query = Query::select()
        .column("id")
        .from("sub_project_indicator")
        .and_where(Expr::col("sub_project_id").eq(sub_project.0))
        .and_where(Expr::col("indicator_id").eq(definition.0))
        .and_where(Expr::col("deleted_at").is_null())
        .and_where(Expr::col("id").ne(except.0))
        .to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}
