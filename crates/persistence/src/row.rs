//! What the columns of a row hold.
use crate::StoreError;
use sea_orm::{IdenStatic, QueryResult};
use std::str::FromStr;
use uuid::Uuid;

/// A column of a row.
///
/// # Errors
/// When the query did not ask for it, or it holds something else.
pub fn column<T: sea_orm::TryGetable>(row: &QueryResult, column: impl IdenStatic) -> Result<T, StoreError> {
    get(row, column.as_str())
}

/// What a query answers under a name of its own: a count, the name of something else.
///
/// # Errors
/// When the query did not ask for it, or it holds something else.
pub fn get<T: sea_orm::TryGetable>(row: &QueryResult, name: &str) -> Result<T, StoreError> {
    Ok(row.try_get("", name)?)
}

/// The value of an enumeration that a column holds.
///
/// # Errors
/// `Corrupt` when it is none of them.
pub fn code<T: FromStr>(column: &str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("{column} = {text}")))
}

/// The value of an enumeration under this name.
///
/// # Errors
/// `Corrupt` when it is none of them.
pub fn get_code<T: FromStr>(row: &QueryResult, name: &str) -> Result<T, StoreError> {
    code(name, &get::<String>(row, name)?)
}

/// The same where there may be none; what nobody knows is a fault, never absence.
///
/// # Errors
/// `Corrupt` when it is none of them.
pub fn get_optional_code<T: FromStr>(row: &QueryResult, name: &str) -> Result<Option<T>, StoreError> {
    get::<Option<String>>(row, name)?.map(|text| code(name, &text)).transpose()
}

/// A list that a column holds as JSON.
///
/// # Errors
/// `Corrupt` when it is no such list.
pub fn list<T: serde::de::DeserializeOwned>(column: &str, text: &str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(format!("{column}: {error}")))
}

/// A list as a column holds it.
pub fn list_text<T: serde::Serialize>(list: &[T]) -> String {
    // Of what is put in, everything can be written.
    serde_json::to_string(list).unwrap_or_default()
}

/// An object under this name; see [`crate::dialect::object`].
///
/// # Errors
/// `Corrupt` when it is no such object.
pub fn get_object<T: serde::de::DeserializeOwned>(row: &QueryResult, name: &str) -> Result<Option<T>, StoreError> {
    let text: Option<String> = get(row, name)?;
    text.map(|text| serde_json::from_str(&text).map_err(|error| StoreError::Corrupt(format!("{name}: {error}")))).transpose()
}

/// Linked ids under this name, in their order; see [`crate::dialect::linked_ids`].
///
/// # Errors
/// `Corrupt` when one of them is no id.
pub fn get_ids<T: From<Uuid>>(row: &QueryResult, name: &str) -> Result<Vec<T>, StoreError> {
    let text: Option<String> = get(row, name)?;
    let ids = text.as_deref().unwrap_or_default().split(',').filter(|id| !id.is_empty());
    let mut ids = ids.map(|id| Uuid::parse_str(id).map_err(|_| StoreError::Corrupt(format!("linked id {id}")))).collect::<Result<Vec<_>, _>>()?;
    ids.sort_unstable();
    Ok(ids.into_iter().map(T::from).collect())
}

/// A reference to something that need not be there.
///
/// # Errors
/// When the query did not ask for it.
pub fn get_id<T: From<Uuid>>(row: &QueryResult, name: &str) -> Result<Option<T>, StoreError> {
    Ok(get::<Option<Uuid>>(row, name)?.map(T::from))
}
