//! The names of things of several kinds at once.
use crate::error::ApiError;
use domain::{policy::Actor, resource::Kind};
use persistence::registry;
use sea_orm::DatabaseConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// The names of those of these things that `actor` may see: at most one statement for each kind.
pub async fn names_of(conn: &DatabaseConnection, actor: &Actor, things: &[(Kind, Uuid)]) -> Result<HashMap<Uuid, String>, ApiError> {
    let mut known = HashMap::new();
    for entry in registry::RESOURCES {
        let mut ids: Vec<Uuid> = things.iter().filter(|thing| thing.0 == entry.kind).map(|thing| thing.1).collect();
        ids.sort_unstable();
        ids.dedup();
        known.extend((entry.names)(conn, actor, &ids).await?);
    }
    Ok(known)
}
