//! The schemas as they are published: what can be asked for, filtered on and changed is looked up in them, so that they say what is true.
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// The schema of users.
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The schema of groups.
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// How extensions of schemas begin; we keep none of them.
const EXTENSION: &str = "urn:ietf:params:scim:schemas:extension:";

/// All of them.
pub static SCHEMAS: LazyLock<Vec<Value>> = LazyLock::new(|| serde_json::from_str(include_str!("schemas.json")).unwrap_or_default());

/// What every resource has (RFC 7643, section 3.1), which schemas do not list.
static COMMON: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let part = |name: &str, kind: &str| json!({"name": name, "type": kind, "caseExact": true, "mutability": "readOnly"});
    vec![
        part("id", "string"),
        json!({"name": "externalId", "type": "string", "caseExact": true, "mutability": "readWrite"}),
        json!({"name": "schemas", "type": "reference", "caseExact": true, "multiValued": true, "mutability": "readOnly"}),
        json!({"name": "meta", "type": "complex", "mutability": "readOnly", "subAttributes": [
            part("resourceType", "string"), part("created", "dateTime"), part("lastModified", "dateTime"), part("location", "reference"), part("version", "string"),
        ]}),
    ]
});

/// Attributes of the standard that suppliers send and we do not keep: leaving them out is no error (RFC 7644, section 3.3).
const ELSEWHERE: &[&str] = &[
    "nickname",
    "profileurl",
    "usertype",
    "locale",
    "timezone",
    "password",
    "phonenumbers",
    "ims",
    "photos",
    "addresses",
    "entitlements",
    "roles",
    "x509certificates",
    "name.middlename",
    "name.honorificprefix",
    "name.honorificsuffix",
];

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Truth,
    Moment,
    Complex,
}

/// An attribute, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// As the schema writes it.
    pub name: String,
    pub part: Option<String>,
    pub kind: Kind,
    pub case_exact: bool,
    pub several: bool,
}

/// What a name in a request stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    Kept(Attribute),
    /// Of the standard, and not kept here.
    Elsewhere,
    Unknown,
}

fn named<'a>(attributes: impl IntoIterator<Item = &'a Value>, name: &str) -> Option<&'a Value> {
    attributes.into_iter().find(|attribute| attribute["name"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name)))
}

/// A name without the schema that may stand in front of it.
fn without_schema<'a>(schema: &str, path: &'a str) -> &'a str {
    match path.get(..schema.len()) {
        Some(front) if front.eq_ignore_ascii_case(schema) => path.get(schema.len()..).and_then(|rest| rest.strip_prefix(':')).unwrap_or(path),
        _ => path,
    }
}

/// What a name stands for in a schema: `userName`, `name.familyName`, also with the schema in front.
pub fn look_up(schema: &str, path: &str) -> Known {
    if path.get(..EXTENSION.len()).is_some_and(|front| front.eq_ignore_ascii_case(EXTENSION)) {
        return Known::Elsewhere;
    }
    let path = without_schema(schema, path);
    let (name, part) = path.split_once('.').map_or((path, None), |(name, part)| (name, Some(part)));
    let elsewhere = |path: &str| schema == USER && ELSEWHERE.contains(&path.to_ascii_lowercase().as_str());
    if elsewhere(path) || elsewhere(name) {
        return Known::Elsewhere;
    }
    let listed = SCHEMAS.iter().find(|known| known["id"] == schema).and_then(|known| known["attributes"].as_array());
    let Some(attribute) = named(COMMON.iter(), name).or_else(|| named(listed.into_iter().flatten(), name)) else { return Known::Unknown };
    let leaf = match part {
        None => Some(attribute),
        Some(part) => named(attribute["subAttributes"].as_array().into_iter().flatten(), part),
    };
    let Some(leaf) = leaf else { return Known::Unknown };
    let text = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    Known::Kept(Attribute {
        name: text(attribute),
        part: part.map(|_| text(leaf)),
        kind: match leaf["type"].as_str() {
            Some("boolean") => Kind::Truth,
            Some("dateTime") => Kind::Moment,
            Some("complex") => Kind::Complex,
            _ => Kind::Text,
        },
        case_exact: leaf["caseExact"] == true,
        several: attribute["multiValued"] == true,
    })
}

/// A field of an object, whatever the case of its name (RFC 7643, section 2.1); null when it is not there or this is no object.
pub fn field<'a>(value: &'a Value, name: &str) -> &'a Value {
    let fields = value.as_object();
    fields.and_then(|fields| fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))).map_or(&Value::Null, |(_, value)| value)
}

/// Which attributes an answer holds (RFC 7644, section 3.9).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    only: Option<Vec<String>>,
    without: Vec<String>,
}

impl Wanted {
    /// Reads `attributes` and `excludedAttributes`; names that are not known take nothing along and away.
    pub fn read(schema: &str, attributes: Option<&str>, excluded: Option<&str>) -> Self {
        let names = |text: &str| -> Vec<String> {
            let kept = text.split(',').filter_map(|name| match look_up(schema, name.trim()) {
                Known::Kept(Attribute { name, part, .. }) => Some(part.map_or_else(|| name.clone(), |part| format!("{name}.{part}"))),
                Known::Elsewhere | Known::Unknown => None,
            });
            kept.collect()
        };
        Self { only: attributes.map(names), without: excluded.map(names).unwrap_or_default() }
    }

    /// The part of a resource that is asked for; id and schemas are always there.
    pub fn of(&self, resource: Value) -> Value {
        let Value::Object(resource) = resource else { return resource };
        let mut answer = Map::new();
        for (name, value) in resource {
            if matches!(name.as_str(), "id" | "schemas") {
                answer.insert(name, value);
                continue;
            }
            let whole = self.only.as_ref().is_none_or(|only| only.contains(&name));
            let parts: Vec<&str> = self.only.iter().flatten().filter_map(|wanted| wanted.strip_prefix(&name)?.strip_prefix('.')).collect();
            if (!whole && parts.is_empty()) || self.without.contains(&name) {
                continue;
            }
            let stays = |part: &str| {
                (whole || parts.contains(&part))
                    && !self.without.iter().any(|gone| gone.strip_prefix(&name).and_then(|rest| rest.strip_prefix('.')) == Some(part))
            };
            answer.insert(name.clone(), narrowed(value, &stays));
        }
        Value::Object(answer)
    }
}

fn narrowed(value: Value, stays: &dyn Fn(&str) -> bool) -> Value {
    match value {
        Value::Object(parts) => Value::Object(parts.into_iter().filter(|(part, _)| stays(part)).collect()),
        Value::Array(values) => Value::Array(values.into_iter().map(|value| narrowed(value, stays)).collect()),
        value => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schemas_are_those_of_the_standard_that_we_speak() {
        let names: Vec<_> = SCHEMAS.iter().map(|schema| schema["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["User", "Group", "ResourceType", "ServiceProviderConfig", "Schema"]);
    }

    #[test]
    fn names_are_looked_up_whatever_their_case_and_with_the_schema_in_front() {
        for (path, expected) in [
            ("userName", Some(("userName", None))),
            ("USERNAME", Some(("userName", None))),
            ("name.FamilyName", Some(("name", Some("familyName")))),
            ("urn:ietf:params:scim:schemas:core:2.0:User:userName", Some(("userName", None))),
            ("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName", Some(("name", Some("givenName")))),
            ("meta.lastModified", Some(("meta", Some("lastModified")))),
            ("wachtwoord", None),
            ("name.bijnaam", None),
            ("", None),
            ("é", None),
        ] {
            let found = look_up(USER, path);
            let found = if let Known::Kept(found) = &found { Some((found.name.as_str(), found.part.as_deref())) } else { None };
            assert_eq!(found, expected, "{path}");
        }
        for path in ["phoneNumbers", "phoneNumbers.value", "name.middleName", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"] {
            assert_eq!(look_up(USER, path), Known::Elsewhere, "{path}");
        }
    }

    #[test]
    fn an_answer_holds_what_was_asked_for() {
        let user = json!({"id": "1", "schemas": [USER], "userName": "a@b.nl", "name": {"givenName": "A", "familyName": "B"}, "emails": [{"value": "a@b.nl", "type": "work"}]});
        for (attributes, excluded, expected) in [
            (None, None, user.clone()),
            (Some("userName"), None, json!({"id": "1", "schemas": [USER], "userName": "a@b.nl"})),
            (Some("name.givenName, emails.value"), None, json!({"id": "1", "schemas": [USER], "name": {"givenName": "A"}, "emails": [{"value": "a@b.nl"}]})),
            (None, Some("name,emails"), json!({"id": "1", "schemas": [USER], "userName": "a@b.nl"})),
            (None, Some("name.givenName,EMAILS,id"), json!({"id": "1", "schemas": [USER], "userName": "a@b.nl", "name": {"familyName": "B"}})),
            (Some("geenEnkele"), None, json!({"id": "1", "schemas": [USER]})),
        ] {
            assert_eq!(Wanted::read(USER, attributes, excluded).of(user.clone()), expected, "{attributes:?} {excluded:?}");
        }
    }
}
