//! The approved measurements of a figure, as a query on the figure or on one of its measurements answers them.
use crate::{
    StoreError,
    entity::{measurement, sub_project_indicator},
    row::get,
};
use domain::{MeasurementId, measurement::Cell, suppression::Counted};
use sea_orm::{
    ColumnTrait, QueryResult,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

/// A query on those measurements of the sub-project indicator of the row at hand that count.
pub(crate) fn counting() -> SelectStatement {
    use measurement::Column::{ApprovedAt, DeletedAt, SubProjectIndicatorId};
    Query::select()
        .from(measurement::Entity)
        .and_where(Expr::col(SubProjectIndicatorId.as_column_ref()).equals(sub_project_indicator::Column::Id.as_column_ref()))
        .and_where(DeletedAt.is_null())
        .and_where(ApprovedAt.is_not_null())
        .to_owned()
}

/// Reads what [`crate::dialect::approved_series`] made.
pub(crate) fn read(row: &QueryResult) -> Result<Vec<(MeasurementId, Counted)>, StoreError> {
    let text: Option<String> = get(row, "series")?;
    let read = |line: &str| {
        let mut parts = line.splitn(4, ' ');
        let mut next = || parts.next();
        let (id, day, value, cells) = (next()?, next()?, next()?, next()?);
        let cells: Vec<(String, i64)> = serde_json::from_str(cells).ok()?;
        let cells = cells.into_iter().map(|(group, value)| Cell { group, value }).collect();
        Some((MeasurementId(Uuid::parse_str(id).ok()?), Counted { day: day.parse().ok()?, value: value.parse().ok()?, cells }))
    };
    let lines = text.as_deref().unwrap_or_default().lines();
    let mut series = lines.map(|line| read(line).ok_or_else(|| StoreError::Corrupt(format!("series: {line}")))).collect::<Result<Vec<_>, StoreError>>()?;
    series.sort_by_key(|(id, counted)| (counted.day, *id));
    Ok(series)
}
