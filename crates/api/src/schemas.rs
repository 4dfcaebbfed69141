//! The schemas of the API document, which also check what comes in: what the document says and what the server accepts cannot differ.
use crate::{describe, error::ApiError};
use contract::{FieldError, problem::explain};
use jsonschema::{
    Validator,
    error::{ValidationError, ValidationErrorKind},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
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

    /// Compiles the validators of what comes in.
    pub fn compile(&mut self) -> anyhow::Result<()> {
        let names: Vec<_> = self.documents.keys().filter(|name| ["Input", "Patch", "Filter", "Query"].iter().any(|end| name.ends_with(end))).cloned().collect();
        for name in names {
            let root = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": format!("#/components/schemas/{name}"),
                "components": {"schemas": self.needed(&name)},
            });
            let validator = jsonschema::options()
                .should_validate_formats(true)
                .with_pattern_options(jsonschema::PatternOptions::regex())
                .build(&root)
                .map_err(|error| anyhow::anyhow!("schema {name}: {error}"))?;
            self.validators.insert(name, validator);
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
    pub fn faults(&self, name: &str, body: &Value) -> Vec<FieldError> {
        let Some(validator) = self.validators.get(name) else { return vec![] };
        let mut faults: Vec<_> = validator.iter_errors(body).flat_map(|error| fault(&error)).collect();
        faults.sort_by(|a, b| a.pointer.cmp(&b.pointer));
        faults.dedup_by(|a, b| a.pointer == b.pointer);
        faults
    }

    /// Reads a body after its schema has been checked.
    pub fn read<T: DeserializeOwned>(&self, name: &str, body: Value) -> Result<T, ApiError> {
        let faults = self.faults(name, &body);
        if !faults.is_empty() {
            return Err(ApiError::Invalid(faults));
        }
        serde_json::from_value(body).map_err(|error| ApiError::Malformed(error.to_string()))
    }

    /// The properties of a schema.
    pub fn properties(&self, name: &str) -> Map<String, Value> {
        self.documents.get(name).and_then(|document| document["properties"].as_object()).cloned().unwrap_or_default()
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
                None if text.trim().is_empty() => ("required", None),
                None => ("invalid_format", None),
            }
        }
        _ => ("invalid_format", None),
    };
    vec![FieldError::body(at, code, explain(code, fact.as_deref()))]
}
