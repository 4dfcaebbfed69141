//! What sub-projects are measured and steered by.
use super::{Managed, within};
use crate::{i18n::Texts, routes::Route};
use chrono::{DateTime, Utc};
use client::{Client, Resource};
use contract::words::{self, Field};
use contract::{budget_line, document, indicator, measurement, risk, strategic_course, strategic_goal, sub_project_indicator, task};
use domain::{policy::Action, resource::Kind};
use uuid::Uuid;
use yew::AttrValue;

managed! {
    /// Tasks.
    Tasks("task", task::Task, TaskInput, TaskFilter) = tasks, title, |id| Route::Task { id };
    above(texts, view): within(texts, &view.local_plan, &view.sub_project);
    input(view): task::TaskInput {
        sub_project_id: view.sub_project.id,
        title: view.title.clone(),
        due_date: view.due_date,
        done_date: view.done_date,
        assignee_id: view.assignee.as_ref().map(|assignee| assignee.id),
        note: view.note.clone(),
    };
    words: Task, plan::TASK;
}

managed! {
    /// Risks.
    Risks("risk", risk::Risk, RiskInput, RiskFilter) = risks, title, |id| Route::Risk { id };
    above(texts, view): within(texts, &view.local_plan, &view.sub_project);
    input(view): risk::RiskInput {
        sub_project_id: view.sub_project.id,
        title: view.title.clone(),
        likelihood: view.likelihood,
        impact: view.impact,
        measure: view.measure.clone(),
        owner_id: view.owner.as_ref().map(|owner| owner.id),
        closed: view.closed,
    };
    words: Risk, plan::RISK;
}

managed! {
    /// Documents.
    Documents("document", document::Document, DocumentInput, DocumentFilter) = documents, title, |id| Route::Document { id };
    above(texts, view): within(texts, &view.local_plan, &view.sub_project);
    input(view): document::DocumentInput {
        sub_project_id: view.sub_project.id,
        title: view.title.clone(),
        note: view.note.clone(),
        team_only: view.team_only,
        upload_id: view.file.id,
    };
    words: Document, thing::DOCUMENT;
}

managed! {
    /// Budget lines.
    BudgetLines("budget-line", budget_line::BudgetLine, BudgetLineInput, BudgetLineFilter) = budget_lines, title, |id| Route::BudgetLine { id };
    above(texts, view): within(texts, &view.local_plan, &view.sub_project);
    input(view): budget_line::BudgetLineInput {
        sub_project_id: view.sub_project.id,
        title: view.title.clone(),
        year: view.year,
        source: view.source.clone(),
        task_field: view.task_field,
        planned_cents: view.planned_cents,
        committed_cents: view.committed_cents,
        spent_cents: view.spent_cents,
    };
    words: BudgetLine, plan::BUDGET_LINE;
}

managed! {
    /// Indicators as sub-projects measure them.
    SubProjectIndicators("sub-project-indicator", sub_project_indicator::SubProjectIndicator, SubProjectIndicatorInput, SubProjectIndicatorFilter) = sub_project_indicators, title, |id| Route::SubProjectIndicator { id };
    above(texts, view): within(texts, &view.local_plan, &view.sub_project);
    input(view): sub_project_indicator::SubProjectIndicatorInput {
        sub_project_id: view.sub_project.id,
        title: view.title.clone(),
        indicator_id: view.indicator.as_ref().map(|indicator| indicator.id),
        comparability: view.comparability,
        unit: view.unit.clone(),
        direction: view.direction,
        accumulation: view.accumulation,
        counts_residents: view.counts_residents,
        definition: view.definition.clone(),
        groups: view.groups.clone(),
        baseline_value: view.baseline_value,
        baseline_date: view.baseline_date,
        targets: view.targets.clone(),
        interim_targets: view.interim_targets.clone(),
        locked_date: view.locked_date,
    };
    words: SubProjectIndicator, steering::SUB_PROJECT_INDICATOR;
}

managed! {
    /// Measurements; the indicator is the name by which people know one.
    Measurements("measurement", measurement::Measurement, MeasurementInput, MeasurementFilter) = measurements, sub_project_indicator.name, |id| Route::Measurement { id };
    above(texts, view): {
        let mut trail = within(texts, &view.local_plan, &view.sub_project);
        trail.push((view.sub_project_indicator.name.clone().into(), Route::SubProjectIndicator { id: view.sub_project_indicator.id }));
        trail
    };
    input(view): measurement::MeasurementInput {
        sub_project_indicator_id: view.sub_project_indicator.id,
        measured_date: view.measured_date,
        value: view.value.unwrap_or(-1),
        note: view.note.clone(),
        evidence_url: view.evidence_url.clone(),
        additional: view.additional,
        // Who may change it sees every group.
        cells: view.cells.iter().filter_map(|cell| Some(measurement::CellInput { group: cell.group.clone(), value: cell.value? })).collect(),
    };
    words: Measurement, steering::MEASUREMENT;
}

managed! {
    /// Shared definitions of indicators.
    Indicators("indicator", indicator::Indicator, IndicatorInput, IndicatorFilter) = indicators, name, |id| Route::Indicator { id };
    above(texts, _view): vec![(texts.indicators().into(), Route::Indicators)];
    input(view): indicator::IndicatorInput {
        name: view.name.clone(),
        unit: view.unit.clone(),
        direction: view.direction,
        accumulation: view.accumulation,
        counts_residents: view.counts_residents,
        definition: view.definition.clone(),
        source: view.source.clone(),
        groups: view.groups.clone(),
    };
    words: Indicator, steering::INDICATOR;
}

managed! {
    /// Strategic courses.
    StrategicCourses("strategic-course", strategic_course::StrategicCourse, StrategicCourseInput, StrategicCourseFilter) = strategic_courses, title, |id| Route::StrategicCourse { id };
    above(texts, _view): vec![(texts.courses().into(), Route::StrategicCourses)];
    input(view): strategic_course::StrategicCourseInput {
        title: view.title.clone(),
        description: view.description.clone().unwrap_or_default(),
        start_date: view.start_date,
        end_date: view.end_date,
    };
    words: StrategicCourse, steering::STRATEGIC_COURSE;
}

managed! {
    /// Goals of strategic courses.
    StrategicGoals("strategic-goal", strategic_goal::StrategicGoal, StrategicGoalInput, StrategicGoalFilter) = strategic_goals, title, |id| Route::StrategicGoal { id };
    above(texts, view): vec![
        (texts.courses().into(), Route::StrategicCourses),
        (view.strategic_course.name.clone().into(), Route::StrategicCourse { id: view.strategic_course.id }),
    ];
    input(view): strategic_goal::StrategicGoalInput {
        strategic_course_id: view.strategic_course.id,
        title: view.title.clone(),
        description: view.description.clone(),
        indicator_id: view.indicator.as_ref().map(|indicator| indicator.id),
        targets: view.targets.clone(),
    };
    words: StrategicGoal, steering::STRATEGIC_GOAL;
}
