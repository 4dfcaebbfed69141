//! The schemas of the API document, which also check what comes in: what the document says and what the server accepts cannot differ.
use crate::{describe, error::ApiError};
use contract::{FieldError, problem::explain};
use jsonschema::{
    Validator,
    error::{ValidationError, ValidationErrorKind},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use utoipa::{
    ToSchema,
    openapi::{RefOr, Schema},
};

/// The named schemas, each with a compiled validator.
#[derive(Default)]
pub struct Schemas {
    documents: BTreeMap<String, Value>,
    validators: HashMap<String, Validator>,
}

impl Schemas {
    /// Adds a schema with everything it refers to; answers its name.
    pub fn add<T: ToSchema>(&mut self) -> String {
        let mut found: Vec<(String, RefOr<Schema>)> = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut found);
        for (name, schema) in found {
            if let Ok(mut document) = serde_json::to_value(schema) {
                describe::fields(&mut document);
                self.documents.insert(name, document);
            }
        }
        T::name().into_owned()
    }

    /// Adds a schema that is derived from others.
    pub fn add_document(&mut self, name: &str, mut document: Value) {
        describe::fields(&mut document);
        self.documents.insert(name.to_owned(), document);
    }

    /// A schema by name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.documents.get(name)
    }

    /// All schemas, for the document.
    pub fn documents(&self) -> &BTreeMap<String, Value> {
        &self.documents
    }

    /// Makes every text in what comes in one line without control characters, unless its schema says what it may hold. So no text is taken as it comes
    /// because somebody forgot to say so.
    pub fn restrict(&mut self, inputs: &BTreeSet<String>) {
        let names: BTreeSet<String> = inputs.iter().flat_map(|name| self.needed(name).into_keys().map(str::to_owned).collect::<Vec<_>>()).collect();
        self.documents.iter_mut().filter(|(name, _)| names.contains(*name)).for_each(|(_, document)| one_line(document));
    }

    /// Compiles the validators of what comes in.
    ///
    /// # Errors
    /// When there is no schema of one of these names, or it is not valid.
    pub fn compile(&mut self, inputs: &BTreeSet<String>) -> anyhow::Result<()> {
        for name in inputs {
            anyhow::ensure!(self.documents.contains_key(name), "an operation reads {name}, which has no schema");
            let root = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": format!("#/components/schemas/{name}"),
                "components": {"schemas": self.needed(name)},
            });
            let validator = jsonschema::options()
                .should_validate_formats(true)
                .with_pattern_options(jsonschema::PatternOptions::regex())
                .build(&root)
                .map_err(|error| anyhow::anyhow!("schema {name}: {error}"))?;
            self.validators.insert(name.clone(), validator);
        }
        Ok(())
    }

    /// A schema with all that it refers to. A validator keeps what it is made of, so with all schemas in each, memory would grow with their square.
    fn needed(&self, name: &str) -> BTreeMap<&str, &Value> {
        let mut found = BTreeMap::new();
        let mut open = vec![name.to_owned()];
        while let Some(name) = open.pop() {
            if let Some((name, document)) = self.documents.get_key_value(&name)
                && found.insert(name.as_str(), document).is_none()
            {
                references(document, &mut open);
            }
        }
        found
    }

    /// Every way in which a body breaks its schema.
    ///
    /// # Errors
    /// When no operation says that it reads this schema: nothing is taken unchecked.
    pub fn faults(&self, name: &str, body: &Value) -> Result<Vec<FieldError>, ApiError> {
        let validator = self.validators.get(name).ok_or_else(|| ApiError::internal(format!("no operation reads {name}, so it has no validator")))?;
        let mut faults: Vec<_> = validator.iter_errors(body).flat_map(|error| fault(&error)).collect();
        faults.sort_by(|a, b| a.pointer.cmp(&b.pointer));
        faults.dedup_by(|a, b| a.pointer == b.pointer);
        Ok(faults)
    }

    /// Refuses a body that breaks its schema.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with every fault.
    pub fn check(&self, name: &str, body: &Value) -> Result<(), ApiError> {
        let faults = self.faults(name, body)?;
        if faults.is_empty() { Ok(()) } else { Err(ApiError::Invalid(faults)) }
    }

    /// Reads a body after its schema has been checked.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with every fault, and [`ApiError::Malformed`] for what the schema allows and the type does not hold.
    pub fn read<T: DeserializeOwned>(&self, name: &str, body: Value) -> Result<T, ApiError> {
        self.check(name, &body)?;
        typed(body)
    }

    /// The properties of a schema.
    pub fn properties(&self, name: &str) -> Map<String, Value> {
        self.documents.get(name).and_then(|document| document["properties"].as_object()).cloned().unwrap_or_default()
    }
}

/// A body whose schema was checked as its type.
///
/// # Errors
/// [`ApiError::Malformed`] for what the schema allows and the type does not hold.
pub fn typed<T: DeserializeOwned>(body: Value) -> Result<T, ApiError> {
    serde_json::from_value(body).map_err(|error| ApiError::Malformed(error.to_string()))
}

/// Gives the texts in a schema of which it says nothing the pattern of a line.
fn one_line(schema: &mut Value) {
    let Value::Object(object) = schema else { return };
    let holds_text = match object.get("type") {
        Some(Value::String(kind)) => kind == "string",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "string"),
        _ => false,
    };
    let is_bound = ["pattern", "enum", "const"].iter().any(|rule| object.contains_key(*rule))
        || object.get("format").is_some_and(|format| ["uuid", "date", "date-time", "binary"].iter().any(|checked| format == checked));
    if holds_text && !is_bound {
        object.insert("pattern".into(), contract::schema::OPTIONAL_LINE.into());
    }
    // What belongs to the schema itself, not what an example or a default holds.
    for part in ["properties", "items", "oneOf", "anyOf", "allOf", "additionalProperties"] {
        match object.get_mut(part) {
            Some(Value::Object(named)) if part == "properties" => named.values_mut().for_each(one_line),
            Some(Value::Array(several)) => several.iter_mut().for_each(one_line),
            Some(single) => one_line(single),
            None => {}
        }
    }
}

/// The names of the schemas to which a document refers.
fn references(document: &Value, found: &mut Vec<String>) {
    match document {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()).map(str::to_owned));
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

fn fault(error: &ValidationError<'_>) -> Vec<FieldError> {
    let at = error.instance_path().to_string();
    let (code, fact) = match error.kind() {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            return vec![FieldError::body(format!("{at}/{name}"), "required", explain("required", None))];
        }
        ValidationErrorKind::AdditionalProperties { unexpected } | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            let pointer = |name: &String| format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
            return unexpected.iter().map(|name| FieldError::body(pointer(name), "unknown_field", explain("unknown_field", None))).collect();
        }
        ValidationErrorKind::MinLength { limit } => (if error.instance().as_str() == Some("") { "required" } else { "too_short" }, Some(limit.to_string())),
        ValidationErrorKind::MaxLength { limit } => ("too_long", Some(limit.to_string())),
        ValidationErrorKind::MaxItems { limit } => ("too_many", Some(limit.to_string())),
        ValidationErrorKind::MinItems { .. } => ("too_few", None),
        ValidationErrorKind::UniqueItems => ("duplicate_item", None),
        ValidationErrorKind::Type { .. } => ("wrong_type", None),
        ValidationErrorKind::Enum { .. }
        | ValidationErrorKind::Constant { .. }
        | ValidationErrorKind::OneOfNotValid { .. }
        | ValidationErrorKind::AnyOf { .. } => ("unknown_value", None),
        ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => ("out_of_range", None),
        ValidationErrorKind::Pattern { .. } => {
            let text = error.instance().as_str().unwrap_or_default();
            match text.chars().position(char::is_control) {
                Some(position) => ("invalid_characters", Some((position + 1).to_string())),
                None if !text.chars().any(domain::characters::is_visible) => ("required", None),
                None => ("invalid_format", None),
            }
        }
        _ => ("invalid_format", None),
    };
    vec![FieldError::body(at, code, explain(code, fact.as_deref()))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app;

    #[test]
    fn what_an_operation_reads_is_checked() {
        let (operations, mut schemas) = app::operations();
        let inputs = app::inputs(&operations);
        assert!(inputs.contains("Capacity") && inputs.contains("TaskInput") && inputs.contains("TaskPatch") && inputs.contains("TaskFilter"), "{inputs:?}");
        schemas.compile(&inputs).unwrap();
        for operation in &operations {
            for name in operation.reads() {
                let wrong = schemas.faults(name, &json!([])).unwrap();
                assert_eq!(wrong.first().map(|fault| fault.code.as_str()), Some("wrong_type"), "{} reads {name}", operation.id);
            }
        }
    }

    #[test]
    fn what_no_operation_reads_is_not_taken() {
        let (operations, mut schemas) = app::operations();
        let mut inputs = app::inputs(&operations);
        inputs.remove("Capacity");
        schemas.compile(&inputs).unwrap();
        assert!(matches!(schemas.faults("Capacity", &json!({})), Err(ApiError::Internal(_))));
        inputs.insert("Nothing".into());
        assert!(schemas.compile(&inputs).is_err(), "it would not start");
    }

    /// The places of texts that may be as long as somebody likes.
    fn endless(at: &str, schema: &Value, found: &mut Vec<String>) {
        let kinds = &schema["type"];
        let is_text = kinds == "string" || kinds.as_array().is_some_and(|kinds| kinds.contains(&"string".into()));
        let ends = ["maxLength", "enum", "const"].iter().any(|rule| !schema[rule].is_null())
            || ["uuid", "date", "date-time"].iter().any(|format| schema["format"] == *format);
        if is_text && !ends {
            found.push(at.to_owned());
        }
        for (name, part) in schema["properties"].as_object().into_iter().flatten() {
            endless(&format!("{at}/{name}"), part, found);
        }
        if schema["items"].is_object() {
            endless(&format!("{at}/0"), &schema["items"], found);
        }
    }

    #[test]
    fn every_text_that_comes_in_has_an_end() {
        let (operations, schemas) = app::operations();
        let mut found = vec![];
        for input in &app::inputs(&operations) {
            schemas.needed(input).iter().for_each(|(name, schema)| endless(name, schema, &mut found));
        }
        found.dedup();
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn no_text_that_comes_in_may_hold_control_characters() {
        let (operations, mut schemas) = app::operations();
        let inputs = app::inputs(&operations);
        schemas.compile(&inputs).unwrap();
        let mut tried = 0;
        for name in &inputs {
            for (property, schema) in schemas.properties(name) {
                if !schema["type"]
                    .as_str()
                    .map_or_else(|| schema["type"].as_array().is_some_and(|kinds| kinds.contains(&"string".into())), |kind| kind == "string")
                {
                    continue;
                }
                for control in ['\0', '\u{1}', '\u{b}', '\u{1f}', '\u{7f}', '\u{85}', '\u{9f}'] {
                    let faults = schemas.faults(name, &json!({property.clone(): format!("a{control}b")})).unwrap();
                    let at = format!("/{property}");
                    assert!(faults.iter().any(|fault| fault.pointer.as_deref() == Some(&at)), "{name}{at} takes {control:?}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 700, "{tried}");
    }
}
