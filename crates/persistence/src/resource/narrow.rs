//! What filters are made of.
use super::{Resource, columns};
use crate::entity::person;
use domain::text;
use sea_orm::{
    ColumnTrait, Value,
    sea_query::{Cond, Expr, ExprTrait, JoinType, LikeExpr, Query, SelectStatement},
};
use uuid::Uuid;

/// Adds `q`: part of the name, whatever case or accents.
pub fn narrow_by_name<R: Resource>(query: &mut SelectStatement, q: Option<&str>) {
    narrow_by_part(query, columns::<R>().name_key, q);
}

/// Keeps rows in which a column is filled, or is not.
pub fn narrow_by_filled(query: &mut SelectStatement, column: impl ColumnTrait, filled: Option<bool>) {
    match filled {
        None => query,
        Some(true) => query.and_where(column.is_not_null()),
        Some(false) => query.and_where(column.is_null()),
    };
}

/// Keeps rows with `q` somewhere in a folded column.
pub fn narrow_by_part(query: &mut SelectStatement, column: impl ColumnTrait, q: Option<&str>) {
    let folded = q.map(|q| text::fold(&text::normalise(q))).unwrap_or_default();
    if !folded.is_empty() {
        let escaped = folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        query.and_where(Expr::col(column.as_column_ref()).like(LikeExpr::new(format!("%{escaped}%")).escape('\\')));
    }
}

/// Keeps rows in which a column has one of these values; without values, all.
pub fn narrow_by_any<V: Into<Value>>(query: &mut SelectStatement, column: impl ColumnTrait, values: impl IntoIterator<Item = V>) {
    let values: Vec<Value> = values.into_iter().map(Into::into).collect();
    match values.as_slice() {
        [] => query,
        // The same text for each value, so that its plan is kept.
        [value] => query.and_where(column.eq(value.clone())),
        _ => query.and_where(column.is_in(values)),
    };
}

/// Keeps rows that a link table, named by its two columns, links to one of these; without ids, all.
pub fn narrow_by_link<R: Resource, C: ColumnTrait>(query: &mut SelectStatement, (owner, other): (C, C), ids: impl IntoIterator<Item = impl Into<Uuid>>) {
    let ids: Vec<Uuid> = ids.into_iter().map(Into::into).collect();
    if !ids.is_empty() {
        let mut owners = Query::select().column(owner.as_column_ref()).from(<C::EntityName as Default>::default()).to_owned();
        narrow_by_any(&mut owners, other, ids);
        query.and_where(columns::<R>().id.in_subquery(owners));
    }
}

/// Joins another table under an alias: the row of which `id`, a column of that table, is our column.
pub fn join(query: &mut SelectStatement, alias: &'static str, id: impl ColumnTrait, ours: impl ColumnTrait) {
    query.join_as(JoinType::LeftJoin, id.entity_name(), alias, Cond::all().add(Expr::col((alias, id)).equals(ours.as_column_ref())));
}

/// Asks for the name of a person that one of our columns refers to, under `<alias>_name`.
pub fn join_person(query: &mut SelectStatement, alias: &'static str, ours: impl ColumnTrait) {
    query.expr_as(Expr::col((alias, person::Column::Name)), format!("{alias}_name"));
    join(query, alias, person::Column::Id, ours);
}
