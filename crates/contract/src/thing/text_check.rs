//! Asking what texts probably tell of residents, before they are sent.
pub use domain::resident::{Finding, PersonalData, findings};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Texts to look at. Nothing of them is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TextCheckInput {
    /// The texts, for example the fields of what you are about to send.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::texts))]
    pub texts: Vec<String>,
}

/// Something in a text that is probably of a resident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TextFinding {
    /// The text in which it stands, as a JSON pointer.
    pub pointer: String,
    /// What it probably is. A `bsn` is refused when it is sent; the others are not.
    pub kind: PersonalData,
    /// Where it begins in the text, in characters from 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub position: usize,
    /// As it stands there.
    pub text: String,
}

/// What was found, in the order in which it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TextChecks {
    pub findings: Vec<TextFinding>,
}

/// What the texts within a value probably tell of residents, each with its JSON pointer.
pub fn findings_in(value: &Value) -> Vec<TextFinding> {
    let mut found = vec![];
    collect(value, String::new(), &mut found);
    found
}

fn collect(value: &Value, pointer: String, found: &mut Vec<TextFinding>) {
    match value {
        Value::String(text) => found.extend(findings(text).into_iter().map(|Finding { what, position, text }| TextFinding {
            pointer: pointer.clone(),
            kind: what,
            position: position + 1,
            text,
        })),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| collect(item, format!("{pointer}/{at}"), found)),
        Value::Object(fields) => fields.iter().for_each(|(name, item)| collect(item, format!("{pointer}/{name}"), found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_text_is_looked_at_and_named() {
        let found = findings_in(
            &json!({"id": "0190b5a4-3c1d-7000-8000-000000000000", "lesson": "Bel 06-12345678", "parts": [{"note": "NL91ABNA0417164300"}], "value": 612_345_678}),
        );
        let told: Vec<_> = found.iter().map(|one| (one.pointer.as_str(), one.kind, one.position)).collect();
        assert_eq!(told, [("/lesson", PersonalData::PhoneNumber, 5), ("/parts/0/note", PersonalData::Iban, 1)]);
    }
}
