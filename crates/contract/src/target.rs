//! Yearly targets on the wire.
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
