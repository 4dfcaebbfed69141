//! Targets as a column holds them.
use crate::{
    StoreError,
    row::{get_list, list_text},
};
use chrono::NaiveDate;
use domain::target::{InterimTarget, YearTarget};
use sea_orm::{QueryResult, Value};

pub(crate) fn column(targets: &[YearTarget]) -> Value {
    list_text(&targets.iter().map(|target| (target.year, target.value)).collect::<Vec<_>>())
}

/// Reads what [`column`] wrote.
pub(crate) fn read(row: &QueryResult, column: &str) -> Result<Vec<YearTarget>, StoreError> {
    Ok(get_list::<(i32, i64)>(row, column)?.into_iter().map(|(year, value)| YearTarget { year, value }).collect())
}

pub(crate) fn interim_column(targets: &[InterimTarget]) -> Value {
    list_text(&targets.iter().map(|target| (target.until_date, target.value)).collect::<Vec<_>>())
}

/// Reads what [`interim_column`] wrote.
pub(crate) fn read_interim(row: &QueryResult, column: &str) -> Result<Vec<InterimTarget>, StoreError> {
    Ok(get_list::<(NaiveDate, i64)>(row, column)?.into_iter().map(|(until_date, value)| InterimTarget { until_date, value }).collect())
}
