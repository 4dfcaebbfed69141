//! Targets on the wire.
use chrono::NaiveDate;
use domain::target;
use serde::{Deserialize, Serialize};

const _: () = assert!(target::MAX_VALUE == 1_000_000_000_000 && target::MAX_TARGETS == 30, "the schemas say the same");

/// What should be reached in a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct YearTarget {
    #[cfg_attr(feature = "openapi", schema(minimum = 2000, maximum = 2100))]
    pub year: i32,
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub value: i64,
}

impl From<YearTarget> for target::YearTarget {
    fn from(YearTarget { year, value }: YearTarget) -> Self {
        Self { year, value }
    }
}

impl From<target::YearTarget> for YearTarget {
    fn from(target::YearTarget { year, value }: target::YearTarget) -> Self {
        Self { year, value }
    }
}

/// What should be reached by a day: the end of a period within a year, such as a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InterimTarget {
    /// The last day of the period; in the years 2000 to 2100.
    pub until_date: NaiveDate,
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub value: i64,
}

impl From<InterimTarget> for target::InterimTarget {
    fn from(InterimTarget { until_date, value }: InterimTarget) -> Self {
        Self { until_date, value }
    }
}

impl From<target::InterimTarget> for InterimTarget {
    fn from(target::InterimTarget { until_date, value }: target::InterimTarget) -> Self {
        Self { until_date, value }
    }
}
