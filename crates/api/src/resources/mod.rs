//! The resources of the API, one file each, and the list of all of them.

pub mod account;
pub mod community;
pub mod directory;
mod part;
pub mod plan;
pub mod steering;
pub mod thing;
pub mod trail;

// The paths by which the areas are known are short: `task`, not `plan::task`.
pub use account::*;
pub use community::*;
pub use directory::*;
pub use plan::*;
pub use steering::*;
pub use thing::*;
pub use trail::*;

use crate::{operation::Operation, schemas::Schemas};
use part::Part;

/// All of it, in the order in which the document shows it.
fn all_parts() -> impl Iterator<Item = &'static Part> {
    [account::PARTS, community::PARTS, plan::PARTS, thing::PARTS, steering::PARTS, directory::PARTS, trail::PARTS].into_iter().flatten()
}

/// All operations, in the order in which the document shows them.
pub fn operations(schemas: &mut Schemas) -> Vec<Operation> {
    let mut found = vec![];
    for part in all_parts() {
        match part {
            Part::Resource { operations, for_systems, .. } => {
                found.extend(operations(schemas));
                found.extend(for_systems(schemas));
            }
            Part::Others(operations) => found.extend(operations(schemas)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        crud::{self, ApiResource},
        table,
    };
    use contract::{StateInput, person::Language};
    use domain::resource::Kind;
    use serde_json::Value;
    use utoipa::ToSchema;

    /// Every way to put white space around one text within a value, with what should be left of it.
    fn padded(value: &Value) -> Vec<(Value, Value)> {
        match value {
            Value::Null => vec![(Value::from("  Een tekst "), Value::from("Een tekst"))],
            Value::String(text) => vec![(Value::from(format!("  {text}\u{a0} ")), value.clone())],
            Value::Array(items) => {
                let within = |at: usize, changed: Value| {
                    Value::from(items.iter().enumerate().map(|(other, item)| if other == at { changed.clone() } else { item.clone() }).collect::<Vec<_>>())
                };
                let places = items.iter().enumerate();
                places.flat_map(|(at, item)| padded(item).into_iter().map(move |(typed, kept)| (within(at, typed), within(at, kept)))).collect()
            }
            Value::Object(fields) => {
                let within = |field: &String, changed: Value| {
                    let mut fields = fields.clone();
                    fields.insert(field.clone(), changed);
                    Value::from(fields)
                };
                fields.iter().flat_map(|(field, item)| padded(item).into_iter().map(move |(typed, kept)| (within(field, typed), within(field, kept)))).collect()
            }
            Value::Bool(_) | Value::Number(_) => vec![],
        }
    }

    pub(super) fn keeps_texts_trimmed<R: ApiResource>() {
        let read = |value: &Value| serde_json::from_value::<R::Input>(value.clone()).ok().map(|input| crud::to_json(&R::Input::of(input.state())).unwrap());
        let whole = read(&R::docs().example).unwrap();
        let mut texts = 0;
        for (typed, kept) in padded(&whole) {
            // What is no free text, such as a code or a day, does not take white space: that is not read at all.
            if let Some((stored, kept)) = read(&typed).zip(read(&kept)) {
                texts += 1;
                assert_eq!(stored, kept, "{} keeps white space of {typed}", R::SINGULAR);
            }
        }
        assert!(texts > 0, "{} has no text", R::SINGULAR);
    }

    #[test]
    fn no_resource_keeps_white_space_around_a_text() {
        for part in all_parts() {
            if let Part::Resource { keeps_texts_trimmed, .. } = part {
                keeps_texts_trimmed();
            }
        }
    }

    /// What the app does not show as a field.
    const WITHOUT_WORDS: &[&str] = &["can", "deletedAt", "membership", "nextPhases", "requestCount", "version"];

    /// The codes of the schemas that a schema refers to.
    fn codes(schemas: &Schemas, schema: &Value) -> Vec<String> {
        match schema {
            Value::Object(parts) => {
                let named =
                    parts.get("$ref").and_then(Value::as_str).and_then(|name| schemas.get(name.rsplit('/').next()?)).and_then(|of| of["enum"].as_array());
                let own = named.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
                own.chain(parts.values().flat_map(|part| codes(schemas, part))).collect()
            }
            Value::Array(parts) => parts.iter().flat_map(|part| codes(schemas, part)).collect(),
            _ => vec![],
        }
    }

    pub(super) fn has_words<R: ApiResource>() {
        let mut schemas = Schemas::default();
        crud::operations::<R>(&mut schemas);
        let kind = <R::Store as persistence::Resource>::KIND;
        for (name, schema) in [R::View::name(), R::Input::name()].iter().flat_map(|of| schemas.properties(of)) {
            if name.ends_with("Html") || WITHOUT_WORDS.contains(&name.as_str()) {
                continue;
            }
            assert!(table::is_field(kind, &name), "{kind}: {name} has no word in contract::words");
            for code in codes(&schemas, &schema) {
                assert_ne!(table::term(Language::Dutch, kind, &name, &code), code, "{kind}: {code} of {name} has no word");
            }
        }
    }

    #[test]
    fn every_field_and_every_code_has_a_word() {
        for part in all_parts() {
            if let Part::Resource { has_words, .. } = part {
                has_words();
            }
        }
    }

    #[test]
    fn what_the_schema_of_an_input_refuses_a_rule_of_the_domain_refuses() {
        let (operations, mut schemas) = crate::app::operations();
        schemas.compile(&crate::app::inputs(&operations)).unwrap();
        let texts: usize = all_parts()
            .map(|part| match part {
                Part::Resource { limits_agree, .. } => limits_agree(&schemas),
                Part::Others(_) => 0,
            })
            .sum();
        assert!(texts > 40, "{texts}");
    }

    #[test]
    fn what_the_database_keeps_the_api_has() {
        let mut mounted: Vec<Kind> = all_parts()
            .filter_map(|part| match part {
                Part::Resource { kind, .. } => Some(*kind),
                Part::Others(_) => None,
            })
            .collect();
        let mut kept: Vec<Kind> = persistence::registry::RESOURCES.iter().map(|entry| entry.kind).collect();
        mounted.sort_unstable();
        kept.sort_unstable();
        assert_eq!(mounted, kept);
    }
}
