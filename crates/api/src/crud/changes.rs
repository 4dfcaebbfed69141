//! What differs between two states, as the journal keeps it.
use super::{ApiResource, State};
use crate::error::ApiError;
use contract::StateInput;
use domain::journal::{Change, Content};
use serde::Serialize;
use serde_json::Value;

/// The state as it would be sent to replace it.
pub(super) fn state_json<R: ApiResource>(state: &State<R>) -> Result<Value, ApiError> {
    to_json(&R::Input::of(state.clone()))
}

/// The fields that differ between two states.
///
/// # Errors
/// When a state cannot be written as JSON, which is a fault of ours.
pub fn changes<R: ApiResource>(before: &State<R>, after: &State<R>) -> Result<Vec<Change>, ApiError> {
    Ok(json_changes::<R>(&state_json::<R>(before)?, &state_json::<R>(after)?))
}

/// The fields that differ between two states as JSON.
pub fn json_changes<R: ApiResource>(old: &Value, new: &Value) -> Vec<Change> {
    differences(R::LONG, R::PRIVATE, old, new)
}

fn differences(long: &[&str], private: &[&str], old: &Value, new: &Value) -> Vec<Change> {
    let fields = new.as_object().into_iter().flatten();
    fields
        .filter(|(field, value)| old.get(field.as_str()) != Some(*value))
        .map(|(field, value)| Change {
            field: field.clone(),
            old: old.get(field).map(Value::to_string),
            new: Some(value.to_string()),
            content: match field.as_str() {
                field if long.contains(&field) => Content::Long,
                field if private.contains(&field) => Content::Personal,
                _ => Content::Short,
            },
        })
        .collect()
}

/// The long texts with which something begins; of the other fields the first entry says nothing.
pub(super) fn first_texts(long: &[&str], new: &Value) -> Vec<Change> {
    let texts = differences(long, &[], &Value::Null, new).into_iter();
    texts.filter(|change| change.content == Content::Long && change.new.as_deref() != Some("\"\"")).collect()
}

/// A value as it is answered.
///
/// # Errors
/// When it cannot be written as JSON, which is a fault of ours.
pub fn to_json<T: Serialize>(value: &T) -> Result<Value, ApiError> {
    serde_json::to_value(value).map_err(ApiError::internal)
}
