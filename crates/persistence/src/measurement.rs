//! Measurements in the database.
use crate::{
    StoreError,
    resource::{
        Found, Resource, Sort, SortContent, get, get_enum, get_id, get_items, get_list, join, list_text, narrow_by_any, narrow_by_filled, narrow_by_name,
    },
    visibility,
    within_sub_project::{self, Around},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    LocalPlanId, MeasurementId, PersonId, SubProjectId, SubProjectIndicatorId,
    indicator::Accumulation,
    measurement::{Cell, Measurement},
    policy::{Actor, Scope},
    resource::Kind,
};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Cond, Expr, ExprTrait, JoinType, Query, SelectStatement},
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
        let Measurement { sub_project_indicator_id, measured_date, value, note, evidence_url, cells } = state;
        vec![
            ("sub_project_indicator_id", sub_project_indicator_id.0.into()),
            ("measured_date", (*measured_date).into()),
            ("value", (*value).into()),
            ("note", note.as_str().into()),
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

    fn select(query: &mut SelectStatement, _backend: DbBackend, actor: &Actor, _in_full: bool) {
        for column in ["sub_project_indicator_id", "measured_date", "value", "note", "evidence_url", "cells", "approved_at", "approved_by_id"] {
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
        let live = Expr::col(("sub_project_indicator", "deleted_at")).is_null();
        visibility::reserved(actor, Some(Expr::col(("measurement", "approved_at")).is_not_null())).add(live)
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
        };
        Ok((state, extra))
    }
}

/// Whether it was approved, or its period is closed: then it stays.
pub async fn is_final<C: ConnectionTrait>(conn: &C, id: MeasurementId) -> Result<bool, StoreError> {
    let closed = Expr::col(("measurement", "measured_date")).lte(Expr::col(("sub_project_indicator", "locked_date")));
    let query = Query::select()
        .column(("measurement", "id"))
        .from("measurement")
        .inner_join("sub_project_indicator", Expr::col(("sub_project_indicator", "id")).equals(("measurement", "sub_project_indicator_id")))
        .and_where(Expr::col(("measurement", "id")).eq(id.0))
        .cond_where(Cond::any().add(Expr::col(("measurement", "approved_at")).is_not_null()).add(closed))
        .to_owned();
    Ok(conn.query_one(&query).await?.is_some())
}
