//! A list as a table that a spreadsheet opens: names in the place of ids, words in the place of codes.
use super::{ApiResource, changes::to_json, read::sort_named};
use crate::{
    csv,
    error::{ApiError, allow},
    extract::Ctx,
    names::names_of,
    table::{self, Cell},
};
use actix_web::HttpResponse;
use contract::{
    export::{CSV, ExportQuery, XLSX, file_stem},
    person::Language,
};
use domain::{
    policy::{Action, Scope, decide},
    resource::Kind,
};
use persistence::resource::{Paging, Resource, list};
use serde_json::{Map, Value};
use std::{collections::HashMap, time::Duration};
use tokio::{sync::Semaphore, time::timeout};
use utoipa::ToSchema;
use uuid::Uuid;

/// So many tables are made at once, as each is in memory as a whole.
static TURNS: Semaphore = Semaphore::const_new(4);
/// Who asks for one waits at most this long for a turn.
const PATIENCE: Duration = Duration::from_secs(30);
/// What can be asked for; the first without `Accept`.
pub const MEDIA_TYPES: &[&str] = &[CSV, XLSX];

/// Fields that say nothing in a table.
const LEFT_OUT: &[&str] = &[
    "can",
    "nextPhases",
    "version",
    "deletedAt",
    "membership",
    "requestCount",
    "roleEnds",
    "emailVisible",
    "language",
    "networks",
    "publicKey",
    "contributorIds",
    "communityId",
    "personId",
    "personName",
    "role",
    "goalIds",
];
/// Fields that no list has, and so no table.
const IN_FULL_ONLY: &[&str] = &["aim", "ambition", "gates", "method", "purpose", "targetGroup"];
/// What people look for comes first, what programs need last.
const FIRST: &[&str] = &["name", "title", "nameNl", "nameEn", "subProjectIndicator", "subProject", "localPlan"];
const LAST: &[&str] = &["createdAt", "updatedAt", "id"];

pub(super) async fn export<R: ApiResource>(ctx: Ctx) -> Result<HttpResponse, ApiError> {
    let (filter, asked): (R::Filter, ExportQuery) = ctx.filter_and_page()?;
    let sort = sort_named::<R>(asked.sort.as_deref())?;
    let (filter, deleted) = R::filter(filter);
    if deleted {
        allow(decide(&ctx.actor, Action::Administer, &Scope::Catalogue))?;
    }
    let conn = ctx.app.db.reader();
    let most = ctx.app.config.limits.table_rows.max(1);
    let turn = TURNS.acquire();
    let _turn = timeout(PATIENCE, turn).await.map_err(ApiError::unavailable)?.map_err(ApiError::internal)?;
    let (found, more) = list::<R::Store, _>(conn, &ctx.actor, &filter, &Paging { deleted, ..Paging::first(sort, most) }).await?;
    let mut rows = vec![];
    for found in found {
        let mut row = Map::new();
        flatten("", to_json(&R::view(found, &ctx.actor, false))?, &mut row);
        rows.push(row);
    }
    let columns = if rows.is_empty() { columns(&[blank::<R>(&ctx)]) } else { columns(&rows) };
    answer_table(&ctx, &asked, (R::PATH, <R::Store as Resource>::KIND), &rows, &columns, more.map(|_| most)).await
}

/// The table of these rows; `cut` when there are more than so many.
async fn answer_table(
    ctx: &Ctx,
    asked: &ExportQuery,
    (path, kind): (&str, Kind),
    rows: &[Map<String, Value>],
    columns: &[String],
    cut: Option<u64>,
) -> Result<HttpResponse, ApiError> {
    let mut things: Vec<(Kind, Uuid)> = rows.iter().flatten().flat_map(|(field, value)| referred(field, value)).collect();
    things.sort_unstable();
    things.dedup();
    let names = names_of(ctx.app.db.reader(), &ctx.actor, &things).await?;
    let language = asked.language.unwrap_or(Language::Dutch);
    let words = Words { language, kind, names: &names };
    let head: Vec<String> = columns.iter().map(|field| table::heading(language, kind, field)).collect();
    let body = rows.iter().map(|row| columns.iter().map(|field| words.cell(field, row.get(field))).collect::<Vec<_>>());
    let (stem, truncated) = (file_stem(path, language), cut.map(|most| table::not_all(language, most)));
    match ctx.preferred(MEDIA_TYPES) {
        XLSX => table::workbook(&format!("{stem}.xlsx"), &head, body, truncated),
        _ => csv::answer(&format!("{stem}.csv"), asked.dialect.unwrap_or_default(), &head, body, truncated),
    }
}

/// A row without values, so that a table without rows still tells what it is about.
fn blank<R: ApiResource>(ctx: &Ctx) -> Map<String, Value> {
    let is_shown = |field: &str| table::is_field(<R::Store as Resource>::KIND, field) && !IN_FULL_ONLY.contains(&field);
    let fields = ctx.app.schemas.properties(&R::View::name()).into_iter().filter(|(field, _)| is_shown(field));
    let fields = fields.map(|(field, _)| (field, Value::Null)).collect();
    let mut row = Map::new();
    flatten("", Value::Object(fields), &mut row);
    row
}

/// The fields of a view beside each other: of what is referred to its name, of what is made of parts each part.
fn flatten(within: &str, value: Value, row: &mut Map<String, Value>) {
    let Value::Object(fields) = value else { return };
    for (field, value) in fields {
        if within.is_empty() && (LEFT_OUT.contains(&field.as_str()) || field.ends_with("Html")) {
            continue;
        }
        let path = if within.is_empty() { field } else { format!("{within}.{field}") };
        match value {
            Value::Object(mut parts) if parts.len() == 2 && parts.contains_key("id") && parts.contains_key("name") => {
                row.insert(path, parts.remove("name").unwrap_or_default());
            }
            Value::Object(parts) => flatten(&path, Value::Object(parts), row),
            value => {
                row.insert(path, value);
            }
        }
    }
}

/// All fields of all rows, in the order in which people read them.
fn columns(rows: &[Map<String, Value>]) -> Vec<String> {
    let mut columns: Vec<String> = rows.iter().flat_map(|row| row.keys().cloned()).collect();
    columns.sort_unstable();
    columns.dedup();
    // What is an object in one row and absent in another has two columns; the absent one says nothing.
    let whole: Vec<String> = columns.clone();
    columns.retain(|column| !whole.iter().any(|other| other.strip_prefix(column.as_str()).is_some_and(|rest| rest.starts_with('.'))));
    let place = |field: &String| {
        let first = FIRST.iter().position(|first| first == field);
        let last = LAST.iter().position(|last| last == field);
        (first.unwrap_or(FIRST.len()), last.map_or(0, |place| place + 1))
    };
    columns.sort_by_key(place);
    columns
}

/// The kind of what a field refers to by ids.
fn kind_of(field: &str) -> Option<Kind> {
    Some(match field {
        "municipalityIds" | "organisationIds" | "organisationId" | "servesIds" => Kind::Organisation,
        "leadIds" => Kind::Person,
        "themeIds" | "parentId" => Kind::Theme,
        _ => return None,
    })
}

fn referred(field: &str, value: &Value) -> Vec<(Kind, Uuid)> {
    let Some(kind) = kind_of(field) else { return vec![] };
    let ids: Vec<&Value> = value.as_array().map_or_else(|| vec![value], |values| values.iter().collect());
    ids.into_iter().filter_map(|id| Some((kind, id.as_str()?.parse().ok()?))).collect()
}

/// The cell of a field that holds a day or a moment.
fn day_or_moment(field: &str, text: &str) -> Option<Cell> {
    let field = field.rsplit('.').next().unwrap_or(field);
    if field.ends_with("Date") {
        return text.parse().map(Cell::Day).ok();
    }
    if field.ends_with("At") { text.parse().map(Cell::Moment).ok() } else { None }
}

/// What a table of things of one kind says for ids and codes.
struct Words<'a> {
    language: Language,
    kind: Kind,
    names: &'a HashMap<Uuid, String>,
}

impl Words<'_> {
    fn cell(&self, path: &str, value: Option<&Value>) -> Cell {
        match value {
            None | Some(Value::Null) => Cell::Empty,
            Some(Value::Bool(yes)) => Cell::Text(table::yes_no(self.language, *yes).to_owned()),
            Some(Value::Number(number)) => match number.as_i64() {
                Some(cents) if path.ends_with("Cents") => Cell::Cents(cents),
                Some(number) => Cell::Number(number),
                None => Cell::Text(number.to_string()),
            },
            Some(Value::String(text)) => {
                if let Some(cell) = day_or_moment(path, text) {
                    return cell;
                }
                let name = kind_of(path).and_then(|_| self.names.get(&text.parse().ok()?).map(String::as_str));
                Cell::Text(name.unwrap_or_else(|| table::term(self.language, self.kind, path, text)).to_owned())
            }
            Some(Value::Array(items)) => {
                let texts = items.iter().map(|item| match self.cell(path, Some(item)) {
                    Cell::Empty => String::new(),
                    cell => cell.text(self.language),
                });
                Cell::Text(texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "))
            }
            Some(Value::Object(parts)) => {
                // A year or a day stands before its number.
                let mut parts: Vec<_> = parts.iter().filter(|(_, value)| !value.is_null()).collect();
                parts.sort_by_key(|(part, _)| !["year", "untilDate"].contains(&part.as_str()));
                let texts = parts.into_iter().map(|(part, value)| self.cell(&format!("{path}.{part}"), Some(value)).text(self.language));
                Cell::Text(texts.collect::<Vec<_>>().join(": "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn days_and_moments_are_more_than_text() {
        let names = HashMap::new();
        let words = Words { language: Language::Dutch, kind: Kind::SubProjectIndicator, names: &names };
        let of = |field: &str, text: &str| words.cell(field, Some(&json!(text)));
        assert_eq!(of("latest.measuredDate", "2026-06-30"), Cell::Day("2026-06-30".parse().unwrap()));
        assert_eq!(of("createdAt", "2026-11-28T09:22:00Z"), Cell::Moment("2026-11-28T09:22:00Z".parse().unwrap()));
        assert_eq!(of("title", "2026-06-30"), Cell::Text("2026-06-30".into()));
        assert_eq!(of("startDate", "ooit"), Cell::Text("ooit".into()));
    }

    #[test]
    fn a_view_becomes_a_row() {
        let mut row = Map::new();
        let view = json!({
            "id": "1", "title": "Plan", "can": ["edit"], "noteHtml": "<b>", "owner": {"id": "2", "name": "Demo"}, "latest": {"value": 3, "measuredDate": "2026-01-01"},
            "latestReport": null,
        });
        flatten("", view, &mut row);
        assert_eq!(
            Value::Object(row.clone()),
            json!({"id": "1", "title": "Plan", "owner": "Demo", "latest.value": 3, "latest.measuredDate": "2026-01-01", "latestReport": null})
        );
        let other = json!({"id": "1", "latest": null, "latestReport.day": "x"});
        let rows = [row, other.as_object().unwrap().clone()];
        assert_eq!(columns(&rows), ["title", "latest.measuredDate", "latest.value", "latestReport.day", "owner", "id"]);
    }

    #[test]
    fn values_are_words() {
        let id = Uuid::from_u128(1);
        let names = HashMap::from([(id, "Best".to_owned())]);
        for (kind, field, value, expected) in [
            (Kind::LocalPlan, "municipalityIds", json!([id, Uuid::nil()]), format!("Best; {}", Uuid::nil())),
            (Kind::SubProject, "phase", json!("running"), "In uitvoering".to_owned()),
            (Kind::BudgetLine, "plannedCents", json!(1_250_050), "12500,50".to_owned()),
            (Kind::Risk, "closed", json!(true), "ja".to_owned()),
            (Kind::StrategicGoal, "targets", json!([{"year": 2026, "value": 2100}]), "2026: 2100".to_owned()),
            (Kind::StrategicGoal, "evaluations", json!([{"year": 2025, "verdict": "partlyAchieved"}]), "2025: Deels gehaald".to_owned()),
            (Kind::SubProjectIndicator, "interimTargets", json!([{"value": 8, "untilDate": "2026-06-30"}]), "2026-06-30: 8".to_owned()),
            (Kind::Measurement, "cells", json!([{"group": "jong", "value": null}]), "jong".to_owned()),
            (Kind::Milestone, "note", json!(null), String::new()),
            (Kind::Milestone, "title", json!("2026-01-01"), "2026-01-01".to_owned()),
        ] {
            let words = Words { language: Language::Dutch, kind, names: &names };
            assert_eq!(words.cell(field, Some(&value)).text(Language::Dutch), expected, "{field}");
        }
    }
}
