//! Errors on the wire: RFC 9457 problem details with a stable code.
use serde::{Deserialize, Serialize};

/// A problem (RFC 9457).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Identifies the kind of problem: a URI that ends in the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few English words.
    pub title: String,
    /// The HTTP status code.
    #[cfg_attr(feature = "openapi", schema(minimum = 400, maximum = 599))]
    pub status: u16,
    /// What happened this time, in English.
    pub detail: String,
    /// The path of the request.
    pub instance: String,
    /// The kind of problem for programs; never changes, though others may come. Interfaces translate it; `type` is the page that explains it.
    pub code: String,
    /// Every fault in the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// With 412: the resource as it is now, so that two edits can be brought together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub current: Option<serde_json::Value>,
}

/// One fault in a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// Where the fault is: `body`, `query`, `path` or `header`.
    #[serde(rename = "in")]
    pub place: String,
    /// In a body: the JSON pointer to the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Elsewhere: the name of the parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// The rule that is broken; never changes. Interfaces translate it.
    pub code: String,
    /// The fault in English.
    pub detail: String,
}

impl FieldError {
    /// A fault in the body.
    pub fn body(pointer: impl Into<String>, code: &str, detail: impl Into<String>) -> Self {
        Self { place: "body".into(), pointer: Some(pointer.into()), parameter: None, code: code.into(), detail: detail.into() }
    }

    /// The same fault, of what stands at this place in the body.
    #[must_use]
    pub fn within(self, at: &str) -> Self {
        Self { pointer: self.pointer.map(|pointer| format!("{at}{pointer}")), ..self }
    }

    /// A fault in a parameter of the query, path or header.
    pub fn parameter(place: &str, name: impl Into<String>, code: &str, detail: impl Into<String>) -> Self {
        Self { place: place.into(), pointer: None, parameter: Some(name.into()), code: code.into(), detail: detail.into() }
    }
}

/// A broken rule in an English sentence; `fact` is the limit or position that belongs to it.
pub fn explain(code: &str, fact: Option<&str>) -> String {
    let fact = fact.unwrap_or("?");
    match code {
        "required" => "This field is required.".into(),
        "too_short" => format!("This is too short; the minimum is {fact} characters."),
        "too_long" => format!("This is too long; the maximum is {fact} characters."),
        "too_many" => format!("These are too many; the maximum is {fact}."),
        "too_few" => "At least one is required.".into(),
        "invalid_characters" => format!("Control characters are not allowed; see position {fact}."),
        "invalid_format" => "This does not have the required form.".into(),
        "contains_bsn" => {
            format!("The number at position {fact} is a valid citizen service number (BSN). Residents must not be identifiable.")
        }
        "nested_too_deep" => "Lists, quotes or other parts stand too deep within each other in this text.".into(),
        "duplicate_item" => "This occurs more than once.".into(),
        "not_allowed" => "This is not allowed here.".into(),
        "in_past" => "This must lie after today.".into(),
        "unlikely_day" => "This day cannot be right: its year must lie between 2000 and 2100.".into(),
        "in_future" => "This must not lie in the future.".into(),
        "before_start" => "The end lies before the start.".into(),
        "passkey_refused" => "This passkey was not accepted. Begin again, on this site.".into(),
        "wrong_code" => "This code is not right, or was used before.".into(),
        "weak_password" => "This password is easy to guess.".into(),
        "same_as_other" => "This must differ from the other one.".into(),
        "illegal_transition" => format!("This phase cannot follow; possible are: {fact}."),
        "over_capacity" => format!("This is more than {fact} can carry at once. Say who decides that and why, or park or stop something first."),
        "gate_not_passed" => format!("The gate to this phase asks what is not there yet: {fact}. Say who decides to go on without, and why."),
        "differs_from_definition" => "This is measured in another way than the shared definition, so it is not the same.".into(),
        "does_not_add_up" => "The groups do not add up to the total.".into(),
        "period_locked" if fact == "?" => "This period has been closed.".into(),
        "period_locked" => format!("The period up to {fact} has been closed, and this belongs to it. Open the period again first."),
        "same_day" => "There is a measurement of this day already, and measurements of this figure are added up. Say that this one comes on top of it (additional), or change the other one.".into(),
        "rests_on_this" => format!("On this rest {fact}: it stays as it is as long as they do."),
        "empty_file" => "This file is empty.".into(),
        "unknown_file_type" => "Files of this type are not taken: send PDF, PNG, JPEG, WebP, DOCX, XLSX, PPTX, ODT, ODS, ODP, CSV or text.".into(),
        "broken_file" => "This file cannot be read; it may be damaged.".into(),
        "file_has_macros" => "This file holds macros or scripts. Save it without them.".into(),
        "file_has_programs" => "This file holds programs or other files. Save it without them, and send files one by one.".into(),
        "file_refers_elsewhere" => "This file fetches parts of itself from elsewhere when it is opened. Save it without those links.".into(),
        "file_too_large_inside" => "This file becomes too large when it is opened.".into(),
        "file_infected" => "The scanner found a virus in this file.".into(),
        "wrong_type" => "This has the wrong type.".into(),
        "unknown_field" => "This field does not exist.".into(),
        "unknown_value" => "This is not one of the possible values.".into(),
        "unknown_reference" => "This does not exist, or you may not see it.".into(),
        "no_longer_active" => "This can no longer be chosen: the person has left, or it was archived. Where it stands already it may stay.".into(),
        "out_of_range" => "This is outside the allowed range.".into(),
        _ => "This is not valid.".into(),
    }
}
