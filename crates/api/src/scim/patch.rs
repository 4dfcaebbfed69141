//! Changes (RFC 7644, section 3.5.2), also in the ways in which large suppliers write them: `Replace` with a capital, `"False"` as a text, names of
//! attributes with a dot as the fields of a value.
use super::{
    Failure,
    filter::{self, Filter},
    schema::{Attribute, Known, field, look_up},
};
use actix_web::http::StatusCode;
use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Puts something with what is there.
    Add,
    /// Puts something in the place of what is there.
    Replace,
    Remove,
}

/// One change: what is done to which attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub operation: Operation,
    pub attribute: Attribute,
    /// What stands between square brackets after it: which of several.
    pub which: Option<Filter>,
    pub value: Value,
}

impl Change {
    /// `name`, or `name.familyName`.
    pub fn path(&self) -> String {
        let Attribute { name, part, .. } = &self.attribute;
        part.as_ref().map_or_else(|| name.clone(), |part| format!("{name}.{part}"))
    }

    /// Nothing as the new value is the same as taking it away (RFC 7643, section 2.5).
    pub fn removes(&self) -> bool {
        self.operation == Operation::Remove || self.value.is_null()
    }

    /// Why an attribute that is always there, or is not for others to change, stays as it is.
    pub fn refused(&self) -> Failure {
        let reason = if self.removes() { "cannot be removed" } else { "cannot be changed here" };
        Failure::status(StatusCode::BAD_REQUEST, Some("mutability"), format!("{} {reason}.", self.path()))
    }
}

/// Reads the changes of a request. What the standard knows and we do not keep is left out; what it does not know is refused.
pub fn changes(schema: &str, body: &Value) -> Result<Vec<Change>, Failure> {
    let invalid = |detail: &str| Failure::status(StatusCode::BAD_REQUEST, Some("invalidSyntax"), detail);
    let operations = field(body, "Operations").as_array().filter(|operations| !operations.is_empty()).ok_or_else(|| invalid("Operations is missing."))?;
    let mut changes = vec![];
    for asked in operations {
        let operation = match field(asked, "op").as_str().unwrap_or_default().to_ascii_lowercase().as_str() {
            "add" => Operation::Add,
            "replace" => Operation::Replace,
            "remove" => Operation::Remove,
            _ => return Err(invalid("op is add, replace or remove.")),
        };
        let value = field(asked, "value");
        match (field(asked, "path"), value) {
            (Value::String(path), value) => {
                if operation == Operation::Add && value.is_null() {
                    return Err(Failure::invalid(format!("The value of {path} is missing.")));
                }
                changes.extend(change(schema, path, operation, value.clone())?);
            }
            (Value::Null, Value::Object(values)) if operation != Operation::Remove => {
                for (path, value) in values {
                    let found = change(schema, path, operation, value.clone())?;
                    // A system that sends all that it has also sends what only we set.
                    changes.extend(found.filter(|change| !matches!(change.attribute.name.as_str(), "id" | "schemas" | "meta" | "groups")));
                }
            }
            (Value::Null, _) if operation == Operation::Remove => {
                return Err(Failure::status(StatusCode::BAD_REQUEST, Some("noTarget"), "A path says what is removed."));
            }
            (Value::Null, _) => return Err(Failure::status(StatusCode::BAD_REQUEST, Some("noTarget"), "Without a path, value is an object.")),
            _ => return Err(invalid("path is a text.")),
        }
    }
    Ok(changes)
}

/// A change of this path; `None` for what we do not keep.
fn change(schema: &str, path: &str, operation: Operation, value: Value) -> Result<Option<Change>, Failure> {
    let invalid = || Failure::status(StatusCode::BAD_REQUEST, Some("invalidPath"), format!("This path is not known: {}", path.escape_debug()));
    let (name, which) = match path.split_once('[') {
        None => (path.to_owned(), None),
        Some((attribute, rest)) => {
            let (which, after) = rest.rsplit_once(']').ok_or_else(invalid)?;
            (format!("{attribute}{after}"), Some((attribute, which)))
        }
    };
    let attribute = match look_up(schema, &name) {
        Known::Kept(attribute) => attribute,
        Known::Elsewhere => return Ok(None),
        Known::Unknown => return Err(invalid()),
    };
    let which = match which {
        None => None,
        Some((_, which)) if attribute.several => Some(filter::parse(schema, &format!("{}[{which}]", attribute.name))?),
        Some(_) => return Err(invalid()),
    };
    Ok(Some(Change { operation, attribute, which, value }))
}

/// A yes or no, also where it is written as a text.
pub fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => text.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// A text; of a list of values the one that is marked as primary, otherwise the first.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(_) => field(value, "value").as_str().map(str::to_owned),
        Value::Array(values) => {
            let primary = values.iter().find(|value| field(value, "primary") == &Value::Bool(true)).or(values.first());
            primary.and_then(text)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::schema::*, *};
    use serde_json::json;

    fn read(schema: &str, operation: Value) -> Option<Vec<(Operation, String, Value)>> {
        let found = changes(schema, &json!({"Operations": [operation]})).ok()?;
        Some(found.into_iter().map(|change| (change.operation, change.path(), change.value)).collect())
    }

    #[test]
    fn changes_as_suppliers_write_them() {
        let replace = |path: &str, value: Value| Some(vec![(Operation::Replace, path.to_owned(), value)]);
        for (operation, expected) in [
            (json!({"op": "Replace", "path": "active", "value": "False"}), replace("active", json!("False"))),
            (json!({"op": "replace", "value": {"title": "x"}}), replace("title", json!("x"))),
            (json!({"op": "replace", "value": {"name.familyName": "x"}}), replace("name.familyName", json!("x"))),
            (json!({"Op": "replace", "Path": "Name.FamilyName", "Value": "x"}), replace("name.familyName", json!("x"))),
            (json!({"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:title", "value": "x"}), replace("title", json!("x"))),
            (json!({"op": "replace", "path": "emails[type eq \"work\"].value", "value": "a@b.nl"}), replace("emails.value", json!("a@b.nl"))),
            (json!({"op": "replace", "value": {"id": "1", "schemas": [], "title": "x"}}), replace("title", json!("x"))),
            (json!({"op": "replace", "path": "id", "value": "1"}), replace("id", json!("1"))),
            (json!({"op": "add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "06"}), Some(vec![])),
            (json!({"op": "replace", "value": {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department": "x"}}), Some(vec![])),
            (json!({"op": "zap", "path": "active"}), None),
            (json!({"op": "replace", "value": 3}), None),
            (json!({"op": "replace", "path": 3, "value": 3}), None),
            (json!({"op": "remove"}), None),
            (json!({"op": "add", "path": "title"}), None),
            (json!({"op": "replace", "path": "wachtwoord", "value": "x"}), None),
            (json!({"op": "replace", "path": "emails[type eq", "value": "x"}), None),
            (json!({"op": "replace", "path": "title[type eq \"work\"]", "value": "x"}), None),
            (json!({"op": "replace", "path": "emails[soort eq \"work\"]", "value": "x"}), None),
            (json!("replace"), None),
        ] {
            assert_eq!(read(USER, operation.clone()), expected, "{operation}");
        }
        for body in [json!({}), json!([]), json!({"Operations": []}), json!({"Operations": {}}), json!(null)] {
            assert!(changes(USER, &body).is_err(), "{body}");
        }
        let remove = json!({"op": "remove", "path": "members[value eq \"1\"]"});
        assert_eq!(read(GROUP, remove), Some(vec![(Operation::Remove, "members".to_owned(), Value::Null)]));
    }

    #[test]
    fn values_are_read_in_each_shape_that_they_come_in() {
        assert_eq!((truth(&json!("True")), truth(&json!(false)), truth(&json!("ja")), truth(&json!([]))), (Some(true), Some(false), None, None));
        for (value, expected) in [
            (json!("a"), Some("a")),
            (json!({"Value": "a"}), Some("a")),
            (json!([{"value": "a"}, {"value": "b", "primary": true}]), Some("b")),
            (json!(["a"]), Some("a")),
            (json!([]), None),
            (json!([[["a"]]]), Some("a")),
            (json!(3), None),
            (json!(null), None),
        ] {
            assert_eq!(text(&value).as_deref(), expected, "{value}");
        }
    }
}
