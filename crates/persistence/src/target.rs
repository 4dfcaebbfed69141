//! Yearly targets as a column holds them.
use crate::{
    StoreError,
    resource::{get_list, list_text},
};
use domain::target::YearTarget;
use sea_orm::{QueryResult, Value};

pub(crate) fn column(targets: &[YearTarget]) -> Value {
    list_text(&targets.iter().map(|target| (target.year, target.value)).collect::<Vec<_>>())
}

/// Reads what [`column`] wrote.
pub(crate) fn read(row: &QueryResult, column: &str) -> Result<Vec<YearTarget>, StoreError> {
    Ok(get_list::<(i32, i64)>(row, column)?.into_iter().map(|(year, value)| YearTarget { year, value }).collect())
}
