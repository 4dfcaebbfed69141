//! Targets as a column holds them.
use crate::{
    StoreError,
    row::{list, list_text},
};
use chrono::NaiveDate;
use domain::target::{InterimTarget, YearTarget};

pub(crate) fn to(targets: &[YearTarget]) -> String {
    list_text(&targets.iter().map(|target| (target.year, target.value)).collect::<Vec<_>>())
}

/// Reads what [`to`] wrote.
pub(crate) fn from(text: &str) -> Result<Vec<YearTarget>, StoreError> {
    Ok(list::<(i32, i64)>("targets", text)?.into_iter().map(|(year, value)| YearTarget { year, value }).collect())
}

/// Targets that are to be reached on the way.
pub(crate) mod interim {
    use super::{InterimTarget, NaiveDate, StoreError, list, list_text};

    pub(crate) fn to(targets: &[InterimTarget]) -> String {
        list_text(&targets.iter().map(|target| (target.until_date, target.value)).collect::<Vec<_>>())
    }

    /// Reads what [`to`] wrote.
    pub(crate) fn from(text: &str) -> Result<Vec<InterimTarget>, StoreError> {
        Ok(list::<(NaiveDate, i64)>("interim_targets", text)?.into_iter().map(|(until_date, value)| InterimTarget { until_date, value }).collect())
    }
}
