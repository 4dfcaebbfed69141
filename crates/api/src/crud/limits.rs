//! Holds the schema of each input to the rules of the domain: what the one refuses the other refuses too, and no text goes without a rule.
use super::{ApiResource, to_json};
use crate::schemas::Schemas;
use chrono::{Days, NaiveDate};
use contract::{FieldError, Input, StateInput};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

/// What the domain says of the size of a value, whatever else stands in the state.
const OF_SIZE: &[&str] = &["too_short", "too_long", "too_many", "out_of_range"];

/// A text with a number that is a valid citizen service number.
const WITH_BSN: &str = "zie 111222333";

/// Where a value has another rule than its own.
const ELSEWHERE: &[(&str, &str)] = &[
    ("/cells/0/group", "it is one of the groups of the indicator, which have a rule themselves"),
    ("/roleEnds", "the end of a role falls away for who is not in the team, and the team has a limit itself"),
];

/// Tries the input of a resource; answers how many texts it has.
pub fn agree<R: ApiResource>(schemas: &Schemas) -> usize {
    let example: R::Input = serde_json::from_value(R::docs().example).unwrap();
    let whole = to_json(&R::Input::of(example.state())).unwrap();
    agree_with(schemas, &R::Input::name(), &whole, |input: R::Input| input.faults())
}

/// Tries each text, number and list of an input around its limits; answers how many texts it has.
fn agree_with<I: DeserializeOwned>(schemas: &Schemas, name: &str, whole: &Value, faults: impl Fn(I) -> Vec<FieldError>) -> usize {
    let mut texts = 0;
    for (field, schema) in schemas.properties(name) {
        for (below, value) in probes(schemas, &schema) {
            let at = format!("/{field}{below}");
            let mut body = whole.clone();
            body[&field] = value;
            let tried: String = body.pointer(&at).unwrap().to_string().chars().take(60).collect();
            let here = |fault: &FieldError| fault.pointer.as_deref().is_some_and(|pointer| at == pointer || at.starts_with(&format!("{pointer}/")));
            let refused = schemas.faults(name, &body).unwrap().iter().any(here);
            let is_bsn = body.pointer(&at).unwrap() == WITH_BSN;
            texts += usize::from(is_bsn);
            let codes: Vec<String> = match serde_json::from_value(body) {
                Ok(input) => faults(input).into_iter().filter(here).map(|fault| fault.code).collect(),
                Err(error) => vec![error.to_string()],
            };
            if ELSEWHERE.iter().all(|(known, _)| *known != at) {
                assert!(!refused || !codes.is_empty(), "{name}{at}: the schema refuses {tried}, no rule of the domain does");
                assert!(!is_bsn || !codes.is_empty(), "{name}{at} has no rule for texts: it takes a citizen service number");
            }
            let of_size = codes.iter().any(|code| OF_SIZE.contains(&code.as_str()));
            assert!(refused || !of_size, "{name}{at}: the domain refuses {tried} ({codes:?}), the schema does not");
        }
    }
    texts
}

/// Values around the limits of a schema, each with the place in it that is tried.
fn probes(schemas: &Schemas, schema: &Value) -> Vec<(String, Value)> {
    let schema = resolved(schemas, schema);
    let here = |values: Vec<Value>| values.into_iter().map(|value| (String::new(), value)).collect::<Vec<_>>();
    let limit = |name: &str| schema[name].as_u64().and_then(|limit| usize::try_from(limit).ok());
    match kind(schema) {
        "string" if is_free_text(schema) => {
            let (min, max) = (limit("minLength").unwrap_or_default(), limit("maxLength").unwrap());
            // An empty text is nothing where there may be nothing.
            let lengths = [0, min.saturating_sub(1), min, max, max + 1].into_iter().filter(|length| *length > 0 || schema["type"].is_string());
            let texts = lengths.map(|length| json!("a".repeat(length)));
            here(texts.chain([json!("a\u{1}b"), json!(WITH_BSN)]).collect())
        }
        "integer" => {
            let limits = [(&schema["minimum"], -1), (&schema["maximum"], 1)];
            here(
                limits
                    .into_iter()
                    .filter_map(|(limit, beyond)| Some((limit.as_i64()?, beyond)))
                    .flat_map(|(limit, beyond)| [json!(limit), json!(limit + beyond)])
                    .collect(),
            )
        }
        "array" => {
            let each = probes(schemas, &schema["items"]).into_iter().map(|(below, value)| (format!("/0{below}"), json!([value])));
            // Of a few words there are not too many.
            let whole = limit("maxItems").filter(|_| resolved(schemas, &schema["items"])["enum"].is_null());
            let samples = |count: usize| Value::from((0..count).map(|n| sample(schemas, &schema["items"], n)).collect::<Vec<_>>());
            let whole = whole.into_iter().flat_map(|max| [samples(max), samples(max + 1)]);
            each.chain(here(whole.collect())).collect()
        }
        "object" => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let within = |field: &String, value: Value| {
                let mut object = sample(schemas, schema, 0);
                object[field] = value;
                object
            };
            properties
                .flat_map(|(field, part)| probes(schemas, part).into_iter().map(move |(below, value)| (format!("/{field}{below}"), within(field, value))))
                .collect()
        }
        _ => vec![],
    }
}

/// A value that keeps a schema; each number gives another.
fn sample(schemas: &Schemas, schema: &Value, n: usize) -> Value {
    let schema = resolved(schemas, schema);
    match (kind(schema), schema["format"].as_str()) {
        ("string", Some("uuid")) => json!(Uuid::from_u128(n as u128 + 1)),
        ("string", Some("date")) => json!(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n as u64)),
        ("string", _) => schema["enum"].get(0).cloned().unwrap_or_else(|| json!(format!("Tekst {n}"))),
        ("integer", _) => json!(schema["minimum"].as_i64().unwrap_or_default() + n as i64),
        ("boolean", _) => json!(false),
        ("array", _) => json!([]),
        _ => {
            schema["properties"].as_object().into_iter().flatten().map(|(field, part)| (field.clone(), sample(schemas, part, n))).collect::<Map<_, _>>().into()
        }
    }
}

/// A schema itself, where another one refers to it.
fn resolved<'a>(schemas: &'a Schemas, schema: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next());
    name.map_or(schema, |name| schemas.get(name).unwrap())
}

/// The type of a value that is not `null`.
fn kind(schema: &Value) -> &str {
    let kinds = schema["type"].as_array().into_iter().flatten().filter_map(Value::as_str);
    schema["type"].as_str().or_else(|| kinds.into_iter().find(|kind| *kind != "null")).unwrap_or_default()
}

/// Whether people write it: neither one of a few words nor an id or a day.
fn is_free_text(schema: &Value) -> bool {
    schema["enum"].is_null() && !["uuid", "date"].iter().any(|format| schema["format"] == *format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app;
    use contract::{
        capacity::Capacity,
        field_errors,
        strategic_goal::EvaluationInput,
        sub_project::{Phase, PhaseChange, PhaseChangeInput},
    };
    use domain::{Code, capacity::EXCEEDING, gate::PASSING, strategic_goal::Evaluation, sub_project::change_phase};

    #[test]
    fn the_inputs_of_other_operations_agree_too() {
        let (operations, mut schemas) = app::operations();
        schemas.compile(&app::inputs(&operations)).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let capacity = json!({"limit": 4, "exploringWeight": 0, "pilotWeight": 1, "runningWeight": 2});
        agree_with(&schemas, "Capacity", &capacity, |input: Capacity| field_errors(input.violations()));
        let evaluation = json!({"year": 2025, "verdict": "achieved", "text": "Gehaald.", "established": 3});
        let texts = agree_with(&schemas, "EvaluationInput", &evaluation, |input: EvaluationInput| field_errors(Evaluation::from(input).violations(2200)));
        assert_eq!(texts, 1);
        let stop = json!({
            "phase": "stopped", "reason": "Te duur.", "reconsiderDate": "2027-01-01", "reconsiderWhen": "", "costCents": 100, "conditions": "Geld.",
            "gateDecidedBy": "De stuurgroep", "gateReason": "Het kan niet wachten.", "exceedDecidedBy": "De stuurgroep", "exceedReason": "Het kan niet wachten.",
        });
        let texts = agree_with(&schemas, "PhaseChangeInput", &stop, |input: PhaseChangeInput| {
            let change = PhaseChange::from(input);
            let mut broken = change_phase(Phase::Running, &change, day);
            broken.0.extend(change.exceeding.violations(EXCEEDING, Code::OverCapacity, &["WSD"]).0);
            broken.0.extend(change.passing.violations(PASSING, Code::GateNotPassed, &["milestone"]).0);
            field_errors(broken)
        });
        assert_eq!(texts, 7);
    }
}
