//! What of the things that something needs was deleted. It looks at every kind, so that a thing itself does not have to know what others are parts of.
use crate::{
    StoreError, registry,
    resource::{Entry, Need, Parent},
    row::get,
};
use chrono::{DateTime, Utc};
use domain::resource::Kind;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

/// Something that has to be restored first: where it is referred to, what it is, and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    pub field: &'static str,
    /// The place in the field when it is a list.
    pub place: Option<usize>,
    pub kind: Kind,
    pub name: String,
}

/// What is deleted of what a state needs, and of what that is a part of.
///
/// # Errors
/// When the database does not answer.
pub async fn missed<C: ConnectionTrait>(conn: &C, needs: &[Need]) -> Result<Vec<Missed>, StoreError> {
    let mut missed = vec![];
    for Need { field, listed, kind, ids } in needs {
        for (place, id) in ids.iter().enumerate() {
            let holder = deleted_holder(conn, *kind, *id).await?;
            missed.extend(holder.map(|(kind, name)| Missed { field, place: listed.then_some(place), kind, name }));
        }
    }
    Ok(missed)
}

/// The outermost that is deleted of a thing and what it is a part of.
async fn deleted_holder<C: ConnectionTrait>(conn: &C, kind: Kind, id: Uuid) -> Result<Option<(Kind, String)>, StoreError> {
    let (mut at, mut holder) = (Some((kind, id)), None);
    while let Some((kind, id)) = at {
        let Some(Entry { table, name, parent, .. }) = registry::of(kind) else { break };
        let parent = parent();
        let mut query = Query::select().column("deleted_at").expr_as(Expr::col(name()), "named").from(table()).to_owned();
        query.and_where(Expr::col("id").eq(id));
        if let Some(Parent { column, .. }) = parent {
            query.expr_as(Expr::col(column), "parent_id");
        }
        let Some(row) = conn.query_one(&query).await? else { break };
        if get::<Option<DateTime<Utc>>>(&row, "deleted_at")?.is_some() {
            holder = Some((kind, get(&row, "named")?));
        }
        at = match parent {
            Some(Parent { kind, .. }) => get::<Option<Uuid>>(&row, "parent_id")?.map(|id| (kind, id)),
            None => None,
        };
    }
    Ok(holder)
}
