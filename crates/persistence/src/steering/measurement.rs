//! Measurements in the database.
use crate::{
    StoreError, dialect,
    resource::{Found, Need, Resource, Sort, SortContent, join, narrow_by_any, narrow_by_filled, narrow_by_name},
    row::{get, get_enum, get_id, get_items, get_list, list_text},
    series, visibility,
    within_sub_project::{self, Around},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    LocalPlanId, MeasurementId, PersonId, SubProjectId, SubProjectIndicatorId,
    indicator::Accumulation,
    measurement::{Cell, Measurement},
    policy::{Actor, Scope},
    resource::Kind,
    suppression::Counted,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, JoinType, Query, SelectStatement},
};

/// How measurements are stored.
pub struct Measurements;

/// What a list of measurements filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub sub_project_indicator_id: Vec<SubProjectIndicatorId>,
    pub sub_project_id: Vec<SubProjectId>,
    pub local_plan_id: Vec<LocalPlanId>,
    /// Only those that were approved, or that were not.
    pub approved: Option<bool>,
}

/// What is known of a measurement beside its state.
pub struct Extra {
    pub around: Around,
    pub sub_project_id: SubProjectId,
    pub indicator_title: String,
    pub unit: String,
    pub accumulation: Accumulation,
    pub counts_residents: bool,
    pub groups: Vec<String>,
    /// The last day of the period that is closed.
    pub locked_date: Option<NaiveDate>,
    pub approved_at: Option<DateTime<Utc>>,
    pub approved_by: Option<(PersonId, String)>,
    /// The measurements of its figure that were approved, when that counts residents, in the order of their days.
    pub series: Vec<(MeasurementId, Counted)>,
    /// How it was before the sub-project began.
    pub baseline_value: Option<i64>,
}

impl Extra {
    /// What the rules need to know.
    pub fn scope(&self, actor: &Actor) -> Scope {
        self.around.reserved_scope(actor, self.approved_at.is_some())
    }
}

impl Resource for Measurements {
    const TABLE: &'static str = "measurement";
    const KIND: Kind = Kind::Measurement;
    const SORTS: &'static [Sort] = &[
        Sort { name: "-measuredDate", column: "measured_date", content: SortContent::Day },
        Sort { name: "measuredDate", column: "measured_date", content: SortContent::Day },
    ];
    type Id = MeasurementId;
    type State = Measurement;
    type Extra = Extra;
    type Filter = Filter;

    fn columns(state: &Measurement) -> Vec<(&'static str, Value)> {
        let Measurement { sub_project_indicator_id, measured_date, value, note, evidence_url, cells, additional } = state;
        vec![
            ("sub_project_indicator_id", sub_project_indicator_id.0.into()),
            ("measured_date", (*measured_date).into()),
            ("value", (*value).into()),
            ("note", note.as_str().into()),
            ("additional", (*additional).into()),
            ("evidence_url", evidence_url.clone().into()),
            ("cells", list_text(&cells.iter().map(|cell| (&cell.group, cell.value)).collect::<Vec<_>>())),
        ]
    }

    /// A number has no name of its own; its note is what people search for.
    fn name(state: &Measurement) -> &str {
        &state.note
    }

    fn title(found: &Found<Self>) -> String {
        format!("{} ({})", found.extra.indicator_title, found.stored.state.measured_date)
    }

    fn select(query: &mut SelectStatement, backend: DbBackend, actor: &Actor, _in_full: bool) {
        query.expr_as(dialect::approved_series(backend), "series").column(("sub_project_indicator", "baseline_value"));
        for column in ["sub_project_indicator_id", "measured_date", "value", "note", "evidence_url", "cells", "additional", "approved_at", "approved_by_id"] {
            query.column(("measurement", column));
        }
        for column in ["sub_project_id", "unit", "accumulation", "counts_residents", "groups", "locked_date"] {
            query.column(("sub_project_indicator", column));
        }
        query.expr_as(Expr::col(("sub_project_indicator", "title")), "indicator_title");
        let indicator = Expr::col(("sub_project_indicator", "id")).equals(("measurement", "sub_project_indicator_id"));
        query.join(JoinType::InnerJoin, "sub_project_indicator", indicator);
        within_sub_project::select(query, actor, "sub_project_indicator");
        query.expr_as(Expr::col(("approver", "name")), "approver_name");
        join(query, "person", "approver", ("measurement", "approved_by_id"));
    }

    fn visible(actor: &Actor) -> Condition {
        visibility::reserved(actor, Some(Expr::col(("measurement", "approved_at")).is_not_null()))
    }

    fn held() -> Condition {
        visibility::sub_project_stands().add(Expr::col(("sub_project_indicator", "deleted_at")).is_null())
    }

    fn needs(state: &Measurement) -> Vec<Need> {
        vec![Need::one::<crate::sub_project_indicator::SubProjectIndicators>("subProjectIndicatorId", state.sub_project_indicator_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "measurement", filter.q.as_deref());
        within_sub_project::narrow(query, "sub_project_indicator", &filter.sub_project_id, &filter.local_plan_id);
        narrow_by_any(query, ("measurement", "sub_project_indicator_id"), filter.sub_project_indicator_id.iter().map(|id| id.0));
        narrow_by_filled(query, ("measurement", "approved_at"), filter.approved);
    }

    fn read(row: &QueryResult) -> Result<(Measurement, Extra), StoreError> {
        let state = Measurement {
            sub_project_indicator_id: SubProjectIndicatorId(get(row, "sub_project_indicator_id")?),
            measured_date: get(row, "measured_date")?,
            value: get(row, "value")?,
            note: get(row, "note")?,
            evidence_url: get(row, "evidence_url")?,
            additional: get(row, "additional")?,
            cells: get_list::<(String, i64)>(row, "cells")?.into_iter().map(|(group, value)| Cell { group, value }).collect(),
        };
        let approver: Option<PersonId> = get_id(row, "approved_by_id")?;
        let extra = Extra {
            around: within_sub_project::read(row)?,
            sub_project_id: SubProjectId(get(row, "sub_project_id")?),
            indicator_title: get(row, "indicator_title")?,
            unit: get(row, "unit")?,
            accumulation: get_enum(row, "accumulation", Accumulation::parse)?,
            counts_residents: get(row, "counts_residents")?,
            groups: get_items(row, "groups")?,
            locked_date: get(row, "locked_date")?,
            approved_at: get(row, "approved_at")?,
            approved_by: approver.zip(get(row, "approver_name")?),
            series: series::read(row)?,
            baseline_value: get(row, "baseline_value")?,
        };
        Ok((state, extra))
    }
}

/// Whether a figure has another measurement of this day; until the transaction ends nobody else adds one.
pub async fn has_other<C: ConnectionTrait>(conn: &C, figure: SubProjectIndicatorId, day: NaiveDate, except: MeasurementId) -> Result<bool, StoreError> {
    dialect::take_turn(conn, &format!("measurements of {}", figure.0)).await?;
    let query = Query::select()
        .column("id")
        .from("measurement")
        .and_where(Expr::col("sub_project_indicator_id").eq(figure.0))
        .and_where(Expr::col("measured_date").eq(day))
        .and_where(Expr::col("deleted_at").is_null())
        .and_where(Expr::col("id").ne(except.0))
        .limit(1)
        .to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}

/// How many measurements of a figure were approved, and the groups by which any of them is broken down.
pub async fn of_figure<C: ConnectionTrait>(conn: &C, figure: SubProjectIndicatorId) -> Result<(u64, Vec<String>), StoreError> {
    let query = Query::select()
        .columns(["cells", "approved_at"])
        .from("measurement")
        .and_where(Expr::col("sub_project_indicator_id").eq(figure.0))
        .and_where(Expr::col("deleted_at").is_null())
        .to_owned();
    let (mut approved, mut groups) = (0, vec![]);
    for row in conn.query_all(&query).await? {
        approved += u64::from(get::<Option<DateTime<Utc>>>(&row, "approved_at")?.is_some());
        groups.extend(get_list::<(String, i64)>(&row, "cells")?.into_iter().map(|(group, _)| group));
    }
    groups.sort_unstable();
    groups.dedup();
    Ok((approved, groups))
}
