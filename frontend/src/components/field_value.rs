//! The values of fields in words: names for ids, terms for codes, dates written out.
use crate::{
    format,
    hooks::use_fetch,
    session::{Session, use_session},
};
use client::Client;
use contract::{
    role_end::RoleEnd,
    strategic_goal::EvaluationInput,
    target::{InterimTarget, YearTarget},
    words,
};
use domain::resource::Kind;
use serde_json::Value;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FieldValueProps {
    /// The kind of thing that it is a field of, where that is known.
    pub kind: Option<Kind>,
    /// The field as the API names it.
    pub field: AttrValue,
    pub value: Option<Value>,
}

/// The value of a field.
#[component]
pub fn FieldValue(props: &FieldValueProps) -> Html {
    let session = use_session();
    let ends = role_ends(props.value.as_ref());
    let texts: Vec<&str> = match &props.value {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(text)) if !text.is_empty() => vec![text],
        Some(Value::Number(number)) => {
            let number = number.as_i64().unwrap_or_default();
            let shown = match props.field.as_str() {
                "year" => number.to_string(),
                field if field.ends_with("Cents") => format::euros(session.lang, number),
                _ => format::number(session.lang, number),
            };
            return html! { { shown } };
        }
        Some(Value::Bool(yes)) => return html! { { if *yes { session.texts().yes() } else { session.texts().no() } } },
        _ => vec![],
    };
    let is_file = matches!(props.field.as_str(), "uploadId" | "photoId");
    let ids = texts.iter().filter(|_| !is_file).filter_map(|text| text.parse().ok()).filter(|id| session.catalogue.name(*id, session.lang).is_none());
    let ids: Vec<Uuid> = ids.chain(ends.iter().map(|end| end.person_id)).collect();
    let client = session.client.clone();
    let (fetched, _) = use_fetch((props.field.clone(), ids), move |(field, ids)| {
        let client = client.clone();
        async move {
            let mut names = vec![];
            for id in ids {
                names.push((id, fetch_name(&client, &field, id).await));
            }
            Ok(names)
        }
    });
    let name_of = |id: Uuid| fetched.ready().and_then(|names| names.iter().find(|(found, _)| *found == id)).and_then(|(_, name)| name.clone());
    if !ends.is_empty() {
        let shown = ends.iter().map(|end| {
            let name = name_of(end.person_id).unwrap_or_else(|| session.texts().name_unknown().to_owned());
            format!("{name} {}", format::fill(session.texts().until(), &[&format::day(session.lang, end.end_date)]))
        });
        return html! { { shown.collect::<Vec<_>>().join(", ") } };
    }
    let targets: Vec<YearTarget> = props.value.as_ref().and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default();
    if !targets.is_empty() {
        let shown = targets.iter().map(|YearTarget { year, value }| format!("{year}: {}", format::number(session.lang, *value)));
        return html! { { shown.collect::<Vec<_>>().join(", ") } };
    }
    let interim: Vec<InterimTarget> = props.value.as_ref().and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default();
    if !interim.is_empty() {
        let shown = interim
            .iter()
            .map(|InterimTarget { until_date, value }| format!("{}: {}", format::day(session.lang, *until_date), format::number(session.lang, *value)));
        return html! { { shown.collect::<Vec<_>>().join(", ") } };
    }
    let evaluation: Option<EvaluationInput> = props.value.as_ref().and_then(|value| serde_json::from_value(value.clone()).ok());
    if let Some(EvaluationInput { year, verdict, text, .. }) = evaluation {
        return html! { { format!("{year}: {}. {text}", session.texts().word(verdict)) } };
    }
    if texts.is_empty() {
        return html! { { session.texts().history_empty() } };
    }
    // A file has no name that its id leads to.
    if is_file {
        return html! { { session.texts().history_file() } };
    }
    let shown = texts.iter().map(|text| {
        let Ok(id) = text.parse::<Uuid>() else { return term(&session, props.kind, &props.field, text) };
        session.catalogue.name(id, session.lang).map(str::to_owned).or_else(|| name_of(id)).unwrap_or_else(|| session.texts().name_unknown().to_owned())
    });
    let shown: Vec<String> = shown.collect();
    html! { { shown.join(if props.value.as_ref().is_some_and(Value::is_array) { ", " } else { "\n" }) } }
}

/// A list of people with the day until which they are in the team; empty for any other value.
fn role_ends(value: Option<&Value>) -> Vec<RoleEnd> {
    value.and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
}

/// The name behind an id that is not in the catalogue; `None` when it is gone or may not be seen.
async fn fetch_name(client: &Client, field: &str, id: Uuid) -> Option<String> {
    match field {
        "communityId" => client.communities().get(id).await.ok().map(|found| found.value.name),
        "subProjectId" => client.sub_projects().get(id).await.ok().map(|found| found.value.name),
        "indicatorId" => client.indicators().get(id).await.ok().map(|found| found.value.name),
        "goalIds" => client.strategic_goals().get(id).await.ok().map(|found| found.value.title),
        "subProjectIndicatorId" => client.sub_project_indicators().get(id).await.ok().map(|found| found.value.title),
        "localPlanId" => client.local_plans().get(id).await.ok().map(|found| found.value.title),
        _ => client.people().get(id).await.ok().map(|found| found.value.name),
    }
}

fn term(session: &Session, kind: Option<Kind>, field: &str, text: &str) -> String {
    if let Some(word) = kind.and_then(|kind| words::find(words::fields_of(kind), field)).and_then(|field| field.explained_for(text, session.lang)) {
        return word.to_owned();
    }
    match text.parse::<chrono::NaiveDate>() {
        Ok(date) if field.ends_with("Date") => format::day(session.lang, date),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn values_read_as_words() {
        for (kind, field, value, expected) in [
            (Kind::LocalPlan, "visibility", json!("network"), "Iedereen die is ingelogd"),
            (Kind::SubProject, "phase", json!("running"), "In uitvoering"),
            (Kind::LocalPlan, "status", json!("adopted"), "Vastgesteld"),
            (Kind::LocalPlan, "startDate", json!("2026-01-05"), "5 januari 2026"),
            (Kind::Community, "archived", json!(true), "Ja"),
            (Kind::LocalPlan, "gates", json!(["aim", "targetGroup"]), "Het doel is beschreven, De doelgroep is beschreven"),
            (Kind::SubProject, "places", json!(["PostNL", "Het Goed"]), "PostNL, Het Goed"),
            (Kind::Risk, "likelihood", json!(3), "3"),
            (Kind::Measurement, "value", json!(2100), "2.100"),
            (Kind::BudgetLine, "plannedCents", json!(1250000), "€ 12.500"),
            (Kind::StrategicGoal, "targets", json!([{"year": 2026, "value": 2100}]), "2026: 2.100"),
            (Kind::SubProjectIndicator, "interimTargets", json!([{"untilDate": "2026-06-30", "value": 1400}]), "30 juni 2026: 1.400"),
            (Kind::StrategicGoal, "evaluations", json!({"year": 2025, "verdict": "achieved", "text": "Ruim.", "established": 1}), "2025: Gehaald. Ruim."),
            (Kind::SubProject, "aim", json!(""), "leeg"),
            (Kind::SubProject, "aim", json!("<b>"), "&lt;b&gt;"),
            (Kind::Place, "photoId", json!("00000000-0000-4000-8000-000000000000"), "een bestand"),
            // A name that cannot be fetched is not an id on the page.
            (Kind::SubProject, "municipalityLeadId", json!("00000000-0000-4000-8000-000000000000"), "niet (meer) te zien"),
        ] {
            let props = FieldValueProps { kind: Some(kind), field: field.into(), value: Some(value) };
            let html = LocalServerRenderer::<FieldValue>::with_props(props).hydratable(false).render().await;
            assert_eq!(html.trim(), expected, "{field}");
        }
    }
}
