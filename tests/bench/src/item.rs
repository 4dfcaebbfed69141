//! The rows that the bare handlers read, and the JSON that they answer.
use sea_orm::FromQueryResult;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// One row.
#[derive(FromQueryResult)]
pub struct Row {
    pub id: Uuid,
    pub name: String,
    pub local_plan_id: Uuid,
    pub plan_title: String,
    pub phase: String,
    pub phase_reason: Option<String>,
    pub places: String,
    pub municipality_lead_id: Option<Uuid>,
    pub municipality_lead_name: Option<String>,
    pub partner_lead_id: Option<Uuid>,
    pub partner_lead_name: Option<String>,
    pub theme_ids: Option<String>,
    pub leads_plan: bool,
    pub contributor_ids: Option<String>,
    pub contributes: bool,
    pub latest_report: Option<String>,
    pub version: i32,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
    pub aim: String,
    pub target_group: String,
    pub method: String,
    pub reconsider_date: Option<chrono::NaiveDate>,
    pub reconsider_when: Option<String>,
    pub exceed_decided_by: Option<String>,
    pub exceed_reason: Option<String>,
    pub cost_cents: Option<i64>,
    pub conditions: Option<String>,
    pub gate_missing: String,
    pub gate_decided_by: Option<String>,
    pub gate_reason: Option<String>,
    pub community_id: Option<Uuid>,
    pub community_name: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Reference {
    id: Uuid,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: Uuid,
    name: String,
    local_plan: Reference,
    phase: String,
    phase_reason: Option<String>,
    reconsider_date: Option<chrono::NaiveDate>,
    reconsider_when: Option<String>,
    exceed_decided_by: Option<String>,
    exceed_reason: Option<String>,
    cost_cents: Option<i64>,
    conditions: Option<String>,
    gate_missing: Vec<String>,
    gate_decided_by: Option<String>,
    gate_reason: Option<String>,
    next_phases: [&'static str; 3],
    #[serde(skip_serializing_if = "Option::is_none")]
    aim: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    places: Vec<String>,
    municipality_lead: Option<Reference>,
    partner_lead: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contributor_ids: Option<Vec<Uuid>>,
    community: Option<Reference>,
    latest_report: Option<String>,
    theme_ids: Vec<Uuid>,
    version: i32,
    created_at: chrono::DateTime<chrono::Utc>,
    updated_at: chrono::DateTime<chrono::Utc>,
    deleted_at: Option<String>,
    can: Vec<&'static str>,
}

fn ids(text: Option<String>) -> Vec<Uuid> {
    text.unwrap_or_default().split(',').filter_map(|id| Uuid::parse_str(id).ok()).collect()
}

fn item(row: Row, in_full: bool) -> Item {
    Item {
        id: row.id,
        name: row.name,
        local_plan: Reference { id: row.local_plan_id, name: row.plan_title },
        phase: row.phase,
        phase_reason: row.phase_reason,
        reconsider_date: row.reconsider_date,
        reconsider_when: row.reconsider_when,
        exceed_decided_by: row.exceed_decided_by,
        exceed_reason: row.exceed_reason,
        cost_cents: row.cost_cents,
        conditions: row.conditions,
        gate_missing: serde_json::from_str(&row.gate_missing).unwrap_or_default(),
        gate_decided_by: row.gate_decided_by,
        gate_reason: row.gate_reason,
        next_phases: ["pilot", "parked", "stopped"],
        aim: in_full.then_some(row.aim),
        target_group: in_full.then_some(row.target_group),
        method: in_full.then_some(row.method),
        places: serde_json::from_str(&row.places).unwrap_or_default(),
        municipality_lead: row.municipality_lead_id.zip(row.municipality_lead_name).map(|(id, name)| Reference { id, name }),
        partner_lead: row.partner_lead_id.zip(row.partner_lead_name).map(|(id, name)| Reference { id, name }),
        contributor_ids: in_full.then(|| ids(row.contributor_ids)),
        community: row.community_id.zip(row.community_name).map(|(id, name)| Reference { id, name }),
        latest_report: row.latest_report,
        theme_ids: ids(row.theme_ids),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        deleted_at: None,
        can: if row.leads_plan || row.contributes { vec!["edit"] } else { vec![] },
    }
}

/// A page of 25, of which 26 were read to know whether there is a next.
pub fn page(mut rows: Vec<Row>) -> Value {
    let more = rows.len() > 25;
    rows.truncate(25);
    json!({"items": rows.into_iter().map(|row| item(row, false)).collect::<Vec<_>>(), "next": more.then_some("x".repeat(120))})
}

/// One.
pub fn single(row: Row) -> Value {
    serde_json::to_value(item(row, true)).unwrap()
}

/// The best single statement; `{ids}` aggregates themes, `{condition}` chooses.
fn statement(ids: &str, condition: &str, texts_too: bool) -> String {
    let texts = if texts_too { "s.aim, s.target_group, s.method" } else { "'' AS aim, '' AS target_group, '' AS method" };
    let contributors = if texts_too {
        format!("(SELECT {ids} FROM sub_project_contributor WHERE sub_project_id = s.id)").replace("theme_id", "person_id")
    } else {
        "NULL".to_owned()
    };
    format!(
        "SELECT s.id, s.name, s.local_plan_id, p.title AS plan_title, s.phase, s.phase_reason, s.places, s.municipality_lead_id, m.name AS municipality_lead_name, \
         s.partner_lead_id, w.name AS partner_lead_name, (SELECT {ids} FROM sub_project_theme WHERE sub_project_id = s.id) AS theme_ids, \
         EXISTS (SELECT 1 FROM local_plan_lead l WHERE l.local_plan_id = p.id AND l.person_id = s.municipality_lead_id) AS leads_plan, \
         {contributors} AS contributor_ids, \
         EXISTS (SELECT 1 FROM sub_project_contributor c WHERE c.sub_project_id = s.id AND c.person_id = s.municipality_lead_id) AS contributes, \
         (SELECT CAST(report_date AS TEXT) || ' ' || time_light || ' ' || money_light || ' ' || result_light FROM progress_update u \
         WHERE u.sub_project_id = s.id AND u.deleted_at IS NULL ORDER BY u.report_date DESC, u.id DESC LIMIT 1) AS latest_report, \
         s.version, s.created_at, s.updated_at, {texts}, s.reconsider_date, s.reconsider_when, s.exceed_decided_by, s.exceed_reason, s.cost_cents, s.conditions, \
         s.gate_missing, s.gate_decided_by, s.gate_reason, s.community_id, c.name AS community_name \
         FROM sub_project s JOIN local_plan p ON p.id = s.local_plan_id LEFT JOIN person m ON m.id = s.municipality_lead_id LEFT JOIN person w ON w.id = s.partner_lead_id \
         LEFT JOIN community c ON c.id = s.community_id AND c.deleted_at IS NULL AND c.visibility <> 'hidden' \
         WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL AND p.visibility IN ('public', 'network') {condition}"
    )
}

const SQLITE_IDS: &str = "group_concat(hex(theme_id))";
const POSTGRES_IDS: &str = "string_agg(theme_id::text, ',')";

pub fn list_statement(postgres: bool) -> String {
    statement(if postgres { POSTGRES_IDS } else { SQLITE_IDS }, "ORDER BY s.name_key, s.id LIMIT 26", false)
}

pub fn one_statement(postgres: bool) -> String {
    if postgres { statement(POSTGRES_IDS, "AND s.id = $1", true) } else { statement(SQLITE_IDS, "AND s.id = ?", true) }
}
