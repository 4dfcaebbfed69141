//! What the demo data is steered by: the strategic course, indicators with measurements, tasks, risks and money. The names are those of `demo.toml`.
use super::{file::day, id};
use contract::{
    budget_line::{BudgetLineInput, TaskField},
    document::DocumentInput,
    indicator::{Accumulation, Direction, IndicatorInput},
    measurement::{CellInput, MeasurementInput},
    risk::RiskInput,
    strategic_course::StrategicCourseInput,
    strategic_goal::{EvaluationInput, StrategicGoalInput, Verdict},
    sub_project_indicator::{Comparability, SubProjectIndicatorInput},
    target::{InterimTarget, YearTarget},
    task::TaskInput,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::value::Datetime;
use uuid::Uuid;

const FILE: &str = include_str!("../../demo/steering.toml");

/// Everything.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Steering {
    pub indicators: BTreeMap<String, Indicator>,
    pub courses: BTreeMap<String, Course>,
    pub sub_projects: BTreeMap<String, SubProject>,
}

impl Steering {
    /// Reads the file that is compiled in.
    pub fn read() -> anyhow::Result<Self> {
        Ok(toml::from_str(FILE)?)
    }
}

/// How something is measured.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Indicator {
    name: String,
    unit: String,
    accumulation: Accumulation,
    #[serde(default)]
    residents: bool,
    definition: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    groups: Vec<String>,
}

impl Indicator {
    pub fn input(&self) -> IndicatorInput {
        IndicatorInput {
            name: self.name.clone(),
            unit: self.unit.clone(),
            direction: Direction::Up,
            accumulation: self.accumulation,
            counts_residents: self.residents,
            definition: self.definition.clone(),
            source: self.source.clone(),
            groups: self.groups.clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    title: String,
    description: String,
    start: Datetime,
    end: Datetime,
    pub goals: BTreeMap<String, Goal>,
}

impl Course {
    pub fn input(&self) -> anyhow::Result<StrategicCourseInput> {
        Ok(StrategicCourseInput { title: self.title.clone(), description: self.description.clone(), start_date: day(&self.start)?, end_date: day(&self.end)? })
    }
}

/// A goal; targets are pairs of year and number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    title: String,
    #[serde(default)]
    description: String,
    indicator: Option<String>,
    #[serde(default)]
    targets: Vec<(i32, i64)>,
    #[serde(default)]
    pub evaluations: Vec<Evaluation>,
}

fn targets(pairs: &[(i32, i64)]) -> Vec<YearTarget> {
    pairs.iter().map(|(year, value)| YearTarget { year: *year, value: *value }).collect()
}

impl Goal {
    pub fn input(&self, course: &str) -> StrategicGoalInput {
        StrategicGoalInput {
            strategic_course_id: id("strategic-course", course),
            title: self.title.clone(),
            description: self.description.clone(),
            indicator_id: self.indicator.as_deref().map(|name| id("indicator", name)),
            targets: targets(&self.targets),
        }
    }
}

/// What the board thought of a year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    year: i32,
    verdict: Verdict,
    text: String,
    established: Option<i64>,
    /// The executive who enters it.
    pub by: String,
}

impl Evaluation {
    pub fn input(&self) -> EvaluationInput {
        EvaluationInput { year: self.year, verdict: self.verdict, text: self.text.clone(), established: self.established }
    }
}

/// What a sub-project is steered by.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubProject {
    /// Who approves its measurements.
    pub lead: String,
    #[serde(default)]
    pub tasks: Vec<Task>,
    #[serde(default)]
    pub risks: Vec<Risk>,
    #[serde(default)]
    pub budget: Vec<BudgetLine>,
    #[serde(default)]
    pub documents: Vec<Document>,
    #[serde(default)]
    pub indicators: BTreeMap<String, Measured>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    title: String,
    due: Datetime,
    done: Option<Datetime>,
    assignee: Option<String>,
    #[serde(default)]
    note: String,
}

impl Task {
    pub fn input(&self, sub_project: Uuid) -> anyhow::Result<TaskInput> {
        Ok(TaskInput {
            sub_project_id: sub_project,
            title: self.title.clone(),
            due_date: day(&self.due)?,
            done_date: self.done.as_ref().map(day).transpose()?,
            assignee_id: self.assignee.as_deref().map(|name| id("person", name)),
            note: self.note.clone(),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    title: String,
    likelihood: i32,
    impact: i32,
    #[serde(default)]
    measure: String,
    owner: Option<String>,
    #[serde(default)]
    closed: bool,
}

impl Risk {
    pub fn input(&self, sub_project: Uuid) -> RiskInput {
        RiskInput {
            sub_project_id: sub_project,
            title: self.title.clone(),
            likelihood: self.likelihood,
            impact: self.impact,
            measure: self.measure.clone(),
            owner_id: self.owner.as_deref().map(|name| id("person", name)),
            closed: self.closed,
        }
    }
}

/// A budget line; amounts in euros: planned, committed, spent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    title: String,
    year: i32,
    source: String,
    field: TaskField,
    euros: [i64; 3],
}

impl BudgetLine {
    pub fn input(&self, sub_project: Uuid) -> BudgetLineInput {
        let [planned_cents, committed_cents, spent_cents] = self.euros.map(|euros| euros * 100);
        BudgetLineInput {
            sub_project_id: sub_project,
            title: self.title.clone(),
            year: self.year,
            source: self.source.clone(),
            task_field: self.field,
            planned_cents,
            committed_cents,
            spent_cents,
        }
    }
}

/// A document with a file of plain text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    title: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    team_only: bool,
    pub file: String,
    pub text: String,
}

impl Document {
    pub fn input(&self, sub_project: Uuid, upload: Uuid) -> DocumentInput {
        DocumentInput { sub_project_id: sub_project, title: self.title.clone(), note: self.note.clone(), team_only: self.team_only, upload_id: upload }
    }
}

/// An indicator that a sub-project measures: by a shared definition, or by its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    title: String,
    follows: Option<String>,
    comparability: Option<Comparability>,
    /// How it is measured, where it follows no definition.
    own: Option<Indicator>,
    baseline: Option<(Datetime, i64)>,
    #[serde(default)]
    targets: Vec<(i32, i64)>,
    /// What should be reached by a day.
    #[serde(default)]
    interim: Vec<(Datetime, i64)>,
    locked: Option<Datetime>,
    #[serde(default)]
    pub measurements: Vec<Measurement>,
}

impl Measured {
    /// The input; the period is closed once the measurements are there.
    pub fn input(&self, sub_project: Uuid, steering: &Steering) -> anyhow::Result<SubProjectIndicatorInput> {
        let shared = self.follows.as_ref().and_then(|name| steering.indicators.get(name));
        let measure = self.own.as_ref().or(shared).ok_or_else(|| anyhow::anyhow!("{} is not defined", self.title))?;
        Ok(SubProjectIndicatorInput {
            sub_project_id: sub_project,
            title: self.title.clone(),
            indicator_id: self.follows.as_deref().map(|name| id("indicator", name)),
            comparability: self.comparability.or(self.follows.as_ref().map(|_| Comparability::Same)),
            unit: measure.unit.clone(),
            direction: Direction::Up,
            accumulation: measure.accumulation,
            counts_residents: measure.residents,
            definition: measure.definition.clone(),
            groups: measure.groups.clone(),
            baseline_value: self.baseline.as_ref().map(|(_, value)| *value),
            baseline_date: self.baseline.as_ref().map(|(on, _)| day(on)).transpose()?,
            targets: targets(&self.targets),
            interim_targets: self
                .interim
                .iter()
                .map(|(until, value)| Ok(InterimTarget { until_date: day(until)?, value: *value }))
                .collect::<anyhow::Result<_>>()?,
            locked_date: None,
        })
    }

    /// The last day of the period that is closed.
    pub fn locked(&self) -> anyhow::Result<Option<chrono::NaiveDate>> {
        self.locked.as_ref().map(day).transpose()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    date: Datetime,
    value: i64,
    #[serde(default)]
    note: String,
    /// By group, in the order of the groups of the indicator.
    #[serde(default)]
    cells: Vec<i64>,
    #[serde(default)]
    pub draft: bool,
}

impl Measurement {
    pub fn input(&self, indicator: Uuid, groups: &[String]) -> anyhow::Result<MeasurementInput> {
        Ok(MeasurementInput {
            sub_project_indicator_id: indicator,
            measured_date: day(&self.date)?,
            value: self.value,
            note: self.note.clone(),
            evidence_url: None,
            cells: groups.iter().zip(&self.cells).map(|(group, value)| CellInput { group: group.clone(), value: *value }).collect(),
            additional: false,
        })
    }
}
