//! Changes (RFC 7644, section 3.5.2), also in the ways in which large suppliers write them: `Replace` with a capital, `"False"` as a text.
use super::Failure;
use actix_web::http::StatusCode;
use serde_json::{Map, Value};

/// One change: what is done to which attribute, in lower case; the filter of a path says which of several and is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub removes: bool,
    /// `add` puts something with what is there, `replace` in its place.
    pub adds: bool,
    pub attribute: String,
    /// What stands between square brackets after it.
    pub which: Option<String>,
    pub value: Value,
}

/// Reads the changes of a request.
pub fn changes(body: &Value) -> Result<Vec<Change>, Failure> {
    let invalid = |detail: &str| Failure::status(StatusCode::BAD_REQUEST, Some("invalidSyntax"), detail);
    let operations = body["Operations"].as_array().ok_or_else(|| invalid("Operations is missing."))?;
    let mut changes = vec![];
    for operation in operations {
        let name = operation["op"].as_str().unwrap_or_default().to_ascii_lowercase();
        let (removes, adds) = match name.as_str() {
            "add" => (false, true),
            "replace" => (false, false),
            "remove" => (true, false),
            _ => return Err(invalid("op is add, replace or remove.")),
        };
        match (operation["path"].as_str(), &operation["value"]) {
            (Some(path), value) => changes.push(Change { value: value.clone(), ..change(path, removes, adds)? }),
            (None, Value::Object(values)) => {
                for (path, value) in values {
                    changes.push(Change { value: value.clone(), ..change(path, removes, adds)? });
                }
            }
            (None, _) => return Err(Failure::status(StatusCode::BAD_REQUEST, Some("noTarget"), "Without a path, value is an object.")),
        }
    }
    Ok(changes)
}

fn change(path: &str, removes: bool, adds: bool) -> Result<Change, Failure> {
    let invalid = || Failure::status(StatusCode::BAD_REQUEST, Some("invalidPath"), format!("This path is not known: {path}"));
    // Attributes may be written with the schema in front.
    let path = path.strip_prefix("urn:ietf:params:scim:schemas:core:2.0:User:").unwrap_or(path);
    let (attribute, which) = match path.split_once('[') {
        None => (path.to_owned(), None),
        Some((attribute, rest)) => {
            let (which, after) = rest.split_once(']').ok_or_else(invalid)?;
            (format!("{attribute}{after}"), Some(which.to_owned()))
        }
    };
    Ok(Change { removes, adds, attribute: attribute.to_ascii_lowercase(), which, value: Value::Null })
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
    let of_object = |object: &Map<String, Value>| object.get("value").and_then(Value::as_str).map(str::to_owned);
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => of_object(object),
        Value::Array(values) => {
            let primary = values.iter().find(|value| value["primary"] == true).or(values.first());
            primary.and_then(text)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn changes_as_suppliers_write_them() {
        let read = |operation: Value| changes(&json!({"Operations": [operation]})).ok();
        let replace = |attribute: &str, value: Value| Change { removes: false, adds: false, attribute: attribute.into(), which: None, value };
        assert_eq!(read(json!({"op": "Replace", "path": "active", "value": "False"})), Some(vec![replace("active", json!("False"))]));
        assert_eq!(read(json!({"op": "replace", "value": {"title": "x"}})), Some(vec![replace("title", json!("x"))]));
        let email = read(json!({"op": "replace", "path": "emails[type eq \"work\"].value", "value": "a@b.nl"})).unwrap();
        assert_eq!((email[0].attribute.as_str(), email[0].which.as_deref()), ("emails.value", Some("type eq \"work\"")));
        assert_eq!(read(json!({"op": "zap", "path": "active"})), None);
        assert_eq!(read(json!({"op": "replace", "value": 3})), None);
        assert_eq!((truth(&json!("True")), truth(&json!(false)), truth(&json!("ja"))), (Some(true), Some(false), None));
        assert_eq!(text(&json!([{"value": "a"}, {"value": "b", "primary": true}])).as_deref(), Some("b"));
    }
}
