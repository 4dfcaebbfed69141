//! Themes in the database.
use crate::{
    StoreError,
    resource::{Need, Referring, Resource, is_referred_to, narrow_by_name, no_earlier},
    row::{get, get_id},
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{ThemeId, policy::Actor, resource::Kind, theme::Theme};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

/// How themes are stored.
pub struct Themes;

/// What a list of themes filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub parent_id: Option<ThemeId>,
}

impl Resource for Themes {
    const TABLE: &'static str = "theme";
    const KIND: Kind = Kind::Theme;
    type Id = ThemeId;
    type State = Theme;
    type Extra = ();
    type Filter = Filter;

    fn columns(state: &Theme) -> Vec<(&'static str, Value)> {
        let Theme { name_nl, name_en, parent_id } = state;
        vec![("name_nl", name_nl.as_str().into()), ("name_en", name_en.as_str().into()), ("parent_id", parent_id.map(Uuid::from).into())]
    }

    fn name(state: &Theme) -> &str {
        &state.name_nl
    }

    fn select(query: &mut SelectStatement, _backend: DbBackend, _actor: &Actor, _in_full: bool) {
        for column in ["name_nl", "name_en", "parent_id"] {
            query.column(("theme", column));
        }
    }

    fn visible(_actor: &Actor) -> Condition {
        visibility::catalogue()
    }

    fn needs(state: &Theme) -> Vec<Need> {
        vec![Need::one::<Self>("parentId", state.parent_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _actor: &Actor) {
        narrow_by_name(query, "theme", filter.q.as_deref());
        if let Some(parent) = filter.parent_id {
            query.and_where(Expr::col(("theme", "parent_id")).eq(parent.0));
        }
    }

    fn read(row: &QueryResult) -> Result<(Theme, ()), StoreError> {
        Ok((Theme { name_nl: get(row, "name_nl")?, name_en: get(row, "name_en")?, parent_id: get_id(row, "parent_id")? }, ()))
    }
}

const CHILDREN: Referring = Referring { table: "theme", link: None, column: "parent_id" };

/// Whether other themes stand under it.
pub async fn has_children<C: ConnectionTrait>(conn: &C, id: ThemeId) -> Result<bool, StoreError> {
    is_referred_to(conn, &[CHILDREN], id.0).await
}

/// Gives everything that bears the theme `from` the theme `into` instead, with a new version; answers what changed, with that version.
pub async fn move_references<C: ConnectionTrait>(conn: &C, from: ThemeId, into: ThemeId, now: DateTime<Utc>) -> Result<Vec<(Kind, Uuid, i32)>, StoreError> {
    let mut moved = vec![];
    for (kind, table, link, owner) in [
        (Kind::Person, "person", "person_theme", "person_id"),
        (Kind::Community, "community", "community_theme", "community_id"),
        (Kind::SubProject, "sub_project", "sub_project_theme", "sub_project_id"),
    ] {
        let bears = |theme: ThemeId| Query::select().column(owner).from(link).and_where(Expr::col("theme_id").eq(theme.0)).to_owned();
        moved.extend(renew(conn, kind, table, Expr::col("id").in_subquery(bears(from)), None, now).await?);
        // What bears both keeps one.
        let both = Query::delete().from_table(link).and_where(Expr::col("theme_id").eq(from.0)).and_where(Expr::col(owner).in_subquery(bears(into))).to_owned();
        conn.execute(&both).await?;
        conn.execute(&Query::update().table(link).value("theme_id", into.0).and_where(Expr::col("theme_id").eq(from.0)).to_owned()).await?;
    }
    moved.extend(renew(conn, Kind::Theme, "theme", Expr::col("parent_id").eq(from.0), Some(("parent_id", into.0.into())), now).await?);
    Ok(moved)
}

/// Gives rows a new version, and a column another value.
async fn renew<C: ConnectionTrait>(
    conn: &C,
    kind: Kind,
    table: &'static str,
    which: Expr,
    change: Option<(&'static str, Value)>,
    now: DateTime<Utc>,
) -> Result<Vec<(Kind, Uuid, i32)>, StoreError> {
    let rows = conn.query_all(&Query::select().columns(["id", "version"]).from(table).and_where(which.clone()).to_owned()).await?;
    let renewed = rows.iter().map(|row| Ok((kind, get(row, "id")?, get::<i32>(row, "version")? + 1))).collect::<Result<Vec<_>, StoreError>>()?;
    let mut update = Query::update()
        .table(table)
        .value("version", Expr::col("version").add(1))
        .value("updated_at", no_earlier("updated_at", now))
        .and_where(which)
        .to_owned();
    if let Some((column, value)) = change {
        update.value(column, value);
    }
    conn.execute(&update).await?;
    Ok(renewed)
}
