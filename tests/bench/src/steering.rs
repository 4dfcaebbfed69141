//! The same for numbers: the list of measurements, and how far a course is.
use actix_web::{HttpResponse, web};
use sea_orm::{DatabaseConnection, FromQueryResult, Statement};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Measurement {
    id: Uuid,
    sub_project_id: Uuid,
    sub_project_name: String,
    plan_id: Uuid,
    plan_title: String,
    indicator_id: Uuid,
    indicator_title: String,
    unit: String,
    measured_date: chrono::NaiveDate,
    value: i64,
    note: String,
    evidence_url: Option<String>,
    cells: String,
    approved_at: Option<chrono::DateTime<chrono::Utc>>,
    approver_id: Option<Uuid>,
    approver_name: Option<String>,
    leads_plan: bool,
    contributes: bool,
    version: i32,
    created_at: chrono::DateTime<chrono::Utc>,
    updated_at: chrono::DateTime<chrono::Utc>,
}

const MEASUREMENTS: &str = "SELECT m.id, s.id AS sub_project_id, s.name AS sub_project_name, p.id AS plan_id, p.title AS plan_title, i.id AS indicator_id, i.title AS indicator_title, \
     i.unit, m.measured_date, m.value, m.note, m.evidence_url, m.cells, m.approved_at, a.id AS approver_id, a.name AS approver_name, \
     EXISTS (SELECT 1 FROM local_plan_lead l WHERE l.local_plan_id = p.id AND l.person_id = s.municipality_lead_id) AS leads_plan, \
     EXISTS (SELECT 1 FROM sub_project_contributor c WHERE c.sub_project_id = s.id AND c.person_id = s.municipality_lead_id) AS contributes, \
     m.version, m.created_at, m.updated_at \
     FROM measurement m JOIN sub_project_indicator i ON i.id = m.sub_project_indicator_id JOIN sub_project s ON s.id = i.sub_project_id \
     JOIN local_plan p ON p.id = s.local_plan_id LEFT JOIN person a ON a.id = m.approved_by_id \
     WHERE m.deleted_at IS NULL AND m.approved_at IS NOT NULL AND i.deleted_at IS NULL AND s.deleted_at IS NULL AND p.deleted_at IS NULL \
     AND p.visibility IN ('public', 'network') ORDER BY m.measured_date DESC, m.id DESC LIMIT 26";

pub async fn measurements(db: web::Data<DatabaseConnection>) -> HttpResponse {
    let rows = Measurement::find_by_statement(Statement::from_string(db.get_database_backend(), MEASUREMENTS)).all(&**db).await.unwrap();
    let more = rows.len() > 25;
    let items = rows.into_iter().take(25).map(|row| {
        json!({
            "id": row.id, "subProject": {"id": row.sub_project_id, "name": row.sub_project_name}, "localPlan": {"id": row.plan_id, "name": row.plan_title},
            "subProjectIndicator": {"id": row.indicator_id, "name": row.indicator_title}, "unit": row.unit, "measuredDate": row.measured_date, "value": row.value,
            "note": row.note, "evidenceUrl": row.evidence_url, "cells": serde_json::from_str::<Value>(&row.cells).unwrap_or_default(), "approvedAt": row.approved_at,
            "approvedBy": row.approver_id.zip(row.approver_name).map(|(id, name)| json!({"id": id, "name": name})), "version": row.version,
            "createdAt": row.created_at, "updatedAt": row.updated_at, "deletedAt": null, "can": if row.leads_plan || row.contributes { vec!["edit"] } else { vec![] },
        })
    });
    HttpResponse::Ok().json(json!({"items": items.collect::<Vec<_>>(), "next": more.then(|| "x".repeat(120))}))
}

#[derive(FromQueryResult)]
struct Goal {
    id: Uuid,
    title: String,
    description: String,
    targets: String,
}

#[derive(FromQueryResult)]
struct Contribution {
    goal_id: Uuid,
    plan_id: Uuid,
    plan_title: String,
    phase: String,
    measured: Option<i64>,
    previous: Option<i64>,
}

#[derive(FromQueryResult)]
struct Municipality {
    local_plan_id: Uuid,
    id: Uuid,
    name: String,
}

/// How far a course is in a year: the same rows into the same sums.
pub async fn progress(db: web::Data<DatabaseConnection>, course: web::Path<Uuid>) -> HttpResponse {
    let backend = db.get_database_backend();
    let place = if backend == sea_orm::DbBackend::Postgres { "$1" } else { "?" };
    let of_course = |sql: String| Statement::from_sql_and_values(backend, sql, [(*course).into()]);
    let goals = "SELECT id, title, description, targets FROM strategic_goal WHERE deleted_at IS NULL AND strategic_course_id = PLACE ORDER BY name_key, id";
    let goals = Goal::find_by_statement(of_course(goals.replace("PLACE", place))).all(&**db).await.unwrap();
    let year = chrono::Datelike::year(&chrono::Utc::now());
    let in_year = |year: i32| {
        format!(
            "(SELECT CAST(SUM(m.value) AS BIGINT) FROM measurement m WHERE m.sub_project_indicator_id = i.id AND m.deleted_at IS NULL AND m.approved_at IS NOT NULL \
             AND m.measured_date >= '{year}-01-01' AND m.measured_date <= '{year}-12-31')"
        )
    };
    let contributions = format!(
        "SELECT c.goal_id, p.id AS plan_id, p.title AS plan_title, s.phase, {} AS measured, {} AS previous FROM \
         (SELECT l.goal_id, x.id AS sub_project_id FROM local_plan_goal l JOIN sub_project x ON x.local_plan_id = l.local_plan_id \
          UNION SELECT goal_id, sub_project_id FROM sub_project_goal) c \
         JOIN strategic_goal g ON g.id = c.goal_id AND g.strategic_course_id = PLACE JOIN sub_project s ON s.id = c.sub_project_id JOIN local_plan p ON p.id = s.local_plan_id \
         LEFT JOIN sub_project_indicator i ON i.sub_project_id = s.id AND i.indicator_id = g.indicator_id AND i.deleted_at IS NULL \
         WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL AND p.visibility IN ('public', 'network') ORDER BY p.name_key, s.id",
        in_year(year),
        in_year(year - 1)
    );
    let contributions = Contribution::find_by_statement(of_course(contributions.replace("PLACE", place))).all(&**db).await.unwrap();
    let municipalities = "SELECT m.local_plan_id, o.id, o.name FROM local_plan_municipality m JOIN organisation o ON o.id = m.municipality_id";
    let municipalities = Municipality::find_by_statement(Statement::from_string(backend, municipalities)).all(&**db).await.unwrap();
    let mut of_plan: HashMap<Uuid, Vec<Value>> = HashMap::new();
    for one in municipalities {
        of_plan.entry(one.local_plan_id).or_default().push(json!({"id": one.id, "name": one.name}));
    }
    let total = |parts: &[&Contribution]| {
        let sum = |of: fn(&Contribution) -> Option<i64>| parts.iter().filter_map(|part| of(part)).reduce(|one, other| one + other);
        let silent = parts.iter().filter(|part| ["pilot", "running"].contains(&part.phase.as_str()) && part.measured.is_none()).count();
        json!({"target": null, "measured": sum(|part| part.measured), "similar": null, "previous": sum(|part| part.previous), "subProjects": parts.len(), "notReported": silent})
    };
    let goals = goals.into_iter().map(|goal| {
        let parts: Vec<&Contribution> = contributions.iter().filter(|part| part.goal_id == goal.id).collect();
        let plans = parts.chunk_by(|one, other| one.plan_id == other.plan_id).map(|parts| {
            let plan = parts[0];
            json!({"localPlan": {"id": plan.plan_id, "name": plan.plan_title}, "municipalities": of_plan.get(&plan.plan_id), "total": total(parts)})
        });
        json!({
            "goal": {"id": goal.id, "title": goal.title, "description": goal.description, "targets": serde_json::from_str::<Value>(&goal.targets).unwrap_or_default(), "evaluations": []},
            "total": total(&parts), "plans": plans.collect::<Vec<_>>(),
        })
    });
    HttpResponse::Ok().json(json!({"year": year, "goals": goals.collect::<Vec<_>>()}))
}
