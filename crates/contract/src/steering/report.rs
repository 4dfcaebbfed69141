//! Reporting in one go: a progress update with what was measured and which milestones were reached or moved.
pub use crate::progress_update::{ProgressUpdate, ProgressUpdateFilter};
use crate::{
    Checked, FieldError, Input, measurement::MeasurementInput, milestone::MilestoneInput, problem::explain, progress_update::ProgressUpdateInput,
    validate::validates,
};
use domain::Code;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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

/// A report of which every part keeps its rules.
pub struct Report {
    pub progress_update: Checked<domain::progress_update::ProgressUpdate>,
    pub measurements: Vec<Checked<domain::measurement::Measurement>>,
    /// Whether the measurements are approved at once.
    pub approve: bool,
    pub milestones: Vec<CheckedMilestone>,
}

/// What becomes of a milestone, once it has been checked.
pub struct CheckedMilestone {
    pub id: Uuid,
    /// The version that was read.
    pub version: i32,
    pub milestone: Checked<domain::milestone::Milestone>,
}

impl Input for ReportInput {
    type Checked = Report;

    /// Each part keeps its own rules, and no milestone occurs twice.
    fn checked(self) -> Result<Report, Vec<FieldError>> {
        let Self { progress_update, parts: ReportParts { measurements, approve, milestones } } = self;
        let mut faults = vec![];
        let progress_update = checked(&mut faults, "", progress_update);
        let measurements = measurements.into_iter().enumerate();
        let measurements: Vec<_> =
            measurements.filter_map(|(place, measurement)| checked(&mut faults, &format!("/measurements/{place}"), measurement)).collect();
        let mut named = vec![];
        let mut kept = vec![];
        for (place, MilestoneChange { id, version, milestone }) in milestones.into_iter().enumerate() {
            let at = format!("/milestones/{place}");
            if named.contains(&id) {
                faults.push(FieldError::body(format!("{at}/id"), Code::Duplicate.as_str(), explain(Code::Duplicate.as_str(), None)));
            }
            named.push(id);
            let milestone = checked(&mut faults, &format!("{at}/milestone"), milestone);
            kept.extend(milestone.map(|milestone| CheckedMilestone { id, version, milestone }));
        }
        faults.sort_by(|a, b| a.pointer.cmp(&b.pointer));
        match progress_update {
            Some(progress_update) if faults.is_empty() => Ok(Report { progress_update, measurements, approve, milestones: kept }),
            _ => Err(faults),
        }
    }
}

/// Checks what stands at this place, and keeps what is wrong with it.
fn checked<I: Input>(faults: &mut Vec<FieldError>, at: &str, input: I) -> Option<I::Checked> {
    input.checked().map_err(|found| faults.extend(found.into_iter().map(|fault| fault.within(at)))).ok()
}

validates!(ReportInput);

#[cfg(test)]
mod tests {
    use super::*;
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
        assert!(input.faults().is_empty());
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
        let faults: Vec<_> = input.faults().into_iter().map(|fault| format!("{} {}", fault.pointer.unwrap_or_default(), fault.code)).collect();
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
