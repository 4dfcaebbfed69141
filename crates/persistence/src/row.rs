//! What the columns of a row hold.
use crate::StoreError;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

/// A column of a row.
pub fn get<T: sea_orm::TryGetable>(row: &QueryResult, column: &str) -> Result<T, StoreError> {
    Ok(row.try_get("", column)?)
}

/// A column that holds a value of an enumeration.
pub fn get_enum<T>(row: &QueryResult, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let text: String = get(row, column)?;
    parse(&text).ok_or_else(|| StoreError::Corrupt(format!("{column} = {text}")))
}

/// A column that may hold a value of an enumeration; what it does not know is a fault, never absence.
pub fn get_optional_enum<T>(row: &QueryResult, column: &str, parse: fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
    get::<Option<String>>(row, column)?.is_some().then(|| get_enum(row, column, parse)).transpose()
}

/// A column that holds a list of short texts as JSON.
pub fn get_items(row: &QueryResult, column: &str) -> Result<Vec<String>, StoreError> {
    get_list(row, column)
}

/// A list of short texts as a column holds it.
pub fn items(texts: &[String]) -> Value {
    list_text(texts)
}

/// A column that holds a list as JSON.
pub fn get_list<T: serde::de::DeserializeOwned>(row: &QueryResult, column: &str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(&get::<String>(row, column)?).map_err(|error| StoreError::Corrupt(format!("{column}: {error}")))
}

/// A list as a column holds it.
pub fn list_text<T: serde::Serialize>(list: &[T]) -> Value {
    // Of what is put in, everything can be written.
    serde_json::to_string(list).unwrap_or_default().into()
}

/// A column of linked ids; see [`crate::dialect::linked_ids`].
pub fn get_ids<T: From<Uuid>>(row: &QueryResult, column: &str) -> Result<Vec<T>, StoreError> {
    Ok(parse_ids(get::<Option<String>>(row, column)?.as_deref())?.into_iter().map(T::from).collect())
}

/// A nullable reference.
pub fn get_id<T: From<Uuid>>(row: &QueryResult, column: &str) -> Result<Option<T>, StoreError> {
    Ok(get::<Option<Uuid>>(row, column)?.map(T::from))
}

/// Reads what [`crate::dialect::linked_ids`] made, in the order of the ids.
pub fn parse_ids(text: Option<&str>) -> Result<Vec<Uuid>, StoreError> {
    let mut ids = text
        .unwrap_or_default()
        .split(',')
        .filter(|id| !id.is_empty())
        .map(|id| Uuid::parse_str(id).map_err(|_| StoreError::Corrupt(format!("linked id {id}"))))
        .collect::<Result<Vec<_>, _>>()?;
    ids.sort_unstable();
    Ok(ids)
}
