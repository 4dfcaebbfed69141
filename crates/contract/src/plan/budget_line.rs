//! Budget lines on the wire, and their totals.
use crate::{
    frame::{filter, view},
    list::Reference,
    validate::input,
};
pub use domain::budget_line::TaskField;
use domain::{budget_line::MAX_CENTS, text_enum};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const _: () = assert!(MAX_CENTS == 100_000_000_000, "the schema below says the same");

/// What is created, replaced and patched. Amounts are in euro cents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BudgetLineInput {
    /// The sub-project for which it is.
    pub sub_project_id: Uuid,
    /// What it is for.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::name))]
    pub title: String,
    #[cfg_attr(feature = "openapi", schema(minimum = 2000, maximum = 2100))]
    pub year: i32,
    /// Who pays, for example `ESF+`.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::item))]
    pub source: String,
    /// The task field of Iv3: 0.4 overhead, 4.3 onderwijsbeleid en leerlingenzaken, 6.1 samenkracht en burgerparticipatie, 6.2 toegang en eerstelijnsvoorzieningen,
    /// 6.3 inkomensregelingen, 6.4 WSW en beschut werk, 6.5 arbeidsparticipatie, 6.6 maatwerkvoorzieningen (Wmo), 6.71 maatwerkdienstverlening 18+,
    /// 6.72 maatwerkdienstverlening 18-, 7.1 volksgezondheid.
    pub task_field: TaskField,
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100_000_000_000_i64))]
    pub planned_cents: i64,
    /// What was promised to somebody.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100_000_000_000_i64))]
    pub committed_cents: i64,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100_000_000_000_i64))]
    pub spent_cents: i64,
}

input!(BudgetLineInput <=> domain::budget_line::BudgetLine {
    sub_project_id: id, title, year, source, task_field, planned_cents, committed_cents, spent_cents
});

view! {
    /// A budget line of a sub-project. Amounts are in euro cents.
    BudgetLine {
        sub_project: Reference,
        local_plan: Reference,
        title: String,
        year: i32,
        source: String,
        task_field: TaskField,
        planned_cents: i64,
        committed_cents: i64,
        spent_cents: i64,
    }
}

filter! {
    /// Which budget lines.
    BudgetLineFilter {
    } any of {
        sub_project_id: Uuid,
        local_plan_id: Uuid,
        #[cfg_attr(feature = "openapi", schema(minimum = 2000, maximum = 2100))]
        year: i32,
        task_field: TaskField,
    }
}

text_enum! {
    /// By what budget lines are added up.
    BudgetGroup {
        LocalPlan = "localPlan",
        SubProject = "subProject",
        Year = "year",
        Source = "source",
        TaskField = "taskField",
    }
}

/// Which budget lines are added up, and by what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BudgetTotalFilter {
    /// By what they are added up; by local plan when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub by: Option<BudgetGroup>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub sub_project_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub local_plan_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, minimum = 2000, maximum = 2100))]
    pub year: Option<i32>,
}

/// The budget lines of one group, added up, in euro cents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BudgetTotal {
    /// The plan or sub-project, when that is the group.
    pub of: Option<Reference>,
    /// The year, source or task field, or the name of the plan or sub-project.
    pub name: String,
    pub planned_cents: i64,
    pub committed_cents: i64,
    pub spent_cents: i64,
}

/// Budget lines added up by group.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BudgetTotals {
    /// By name; at most 500.
    pub items: Vec<BudgetTotal>,
}
