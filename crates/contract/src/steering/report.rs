//! Reporting in one go: a progress update with what was measured and which milestones were reached or moved.
pub use crate::progress_update::{ProgressUpdate, ProgressUpdateFilter};
use crate::{measurement::MeasurementInput, milestone::MilestoneInput, progress_update::ProgressUpdateInput, validate::Input};
use domain::Code;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

/// So many measurements, and so many milestones, one report can hold.
pub const MOST_PARTS: u64 = 100;

/// What becomes of a milestone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MilestoneChange {
    pub id: Uuid,
    /// The version that you read; when somebody changed it since, nothing is written.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i32,
    /// What it becomes, as a whole.
    pub milestone: MilestoneInput,
}

/// The parts of a report beside the progress update.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReportParts {
    /// What was measured, by the indicators of this sub-project. They begin as drafts.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub measurements: Vec<MeasurementInput>,
    /// Whether the measurements are approved at once; for those who may approve.
    #[serde(default)]
    pub approve: bool,
    /// The milestones of this sub-project that were reached or moved.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub milestones: Vec<MilestoneChange>,
}

/// A report: the fields of a progress update, and the parts beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportInput {
    #[serde(flatten)]
    pub progress_update: ProgressUpdateInput,
    #[serde(flatten)]
    pub parts: ReportParts,
}

impl ReportInput {
    /// The name of its schema, which is made of those of its two halves.
    pub const SCHEMA: &'static str = "ReportInput";
}

impl Input for ReportInput {
    type State = Self;

    fn state(self) -> Self {
        self
    }

    fn of(state: Self) -> Self {
        state
    }
}

/// The faults of each, by its place in the list; only those that have any.
fn each<'a, T: Validate + 'a>(parts: impl Iterator<Item = &'a T>) -> BTreeMap<usize, Box<ValidationErrors>> {
    parts.enumerate().filter_map(|(place, part)| Some((place, Box::new(part.validate().err()?)))).collect()
}

impl Validate for MilestoneChange {
    fn validate(&self) -> Result<(), ValidationErrors> {
        ValidationErrors::merge(Ok(()), "milestone", self.milestone.validate())
    }
}

impl Validate for ReportInput {
    /// Each part keeps its own rules, and no milestone occurs twice.
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut errors = self.progress_update.validate().err().unwrap_or_default();
        let ReportParts { measurements, milestones, .. } = &self.parts;
        let mut faults = [("measurements", each(measurements.iter())), ("milestones", each(milestones.iter()))];
        for (place, change) in milestones.iter().enumerate() {
            if milestones[..place].iter().any(|before| before.id == change.id) {
                faults[1].1.entry(place).or_default().add("id", ValidationError::new(Code::Duplicate.as_str()));
            }
        }
        for (field, faults) in faults {
            if !faults.is_empty() {
                errors.errors_mut().insert(field.into(), ValidationErrorsKind::List(faults));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field_errors;
    use serde_json::json;

    fn report() -> serde_json::Value {
        let id = Uuid::nil();
        json!({
            "subProjectId": id, "title": "Voortgang", "reportDate": "2026-11-01", "timeLight": "green", "moneyLight": "green", "resultLight": "green",
            "measurements": [{"subProjectIndicatorId": id, "measuredDate": "2026-11-01", "value": 3}],
            "milestones": [{"id": id, "version": 1, "milestone": {"subProjectId": id, "title": "Start", "plannedDate": "2026-12-01"}}],
        })
    }

    #[test]
    fn a_report_is_a_progress_update_with_more() {
        let input: ReportInput = serde_json::from_value(report()).unwrap();
        assert_eq!((input.parts.measurements.len(), input.parts.milestones.len(), input.parts.approve), (1, 1, false));
        assert!(input.validate().is_ok());
        let written = serde_json::to_value(&input).unwrap();
        assert_eq!((&written["title"], &written["measurements"][0]["value"]), (&json!("Voortgang"), &json!(3)));
    }

    #[test]
    fn every_fault_says_in_which_part_it_is() {
        let mut report = report();
        report["timeLight"] = json!("red");
        report["measurements"][0]["value"] = json!(-1);
        report["milestones"][0]["milestone"]["title"] = json!("");
        let again = report["milestones"][0].clone();
        report["milestones"].as_array_mut().unwrap().push(again);
        let input: ReportInput = serde_json::from_value(report).unwrap();
        let faults: Vec<_> =
            field_errors(&input.validate().unwrap_err()).into_iter().map(|fault| format!("{} {}", fault.pointer.unwrap_or_default(), fault.code)).collect();
        assert_eq!(
            faults,
            [
                "/measurements/0/value out_of_range",
                "/milestones/0/milestone/title required",
                "/milestones/1/id duplicate_item",
                "/milestones/1/milestone/title required",
                "/timeNote required"
            ]
        );
    }
}
