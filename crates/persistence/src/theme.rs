//! Themes in the database.
use crate::{
    StoreError,
    resource::{Referring, Resource, get, get_id, is_referred_to, narrow_by_name},
    visibility,
};
use domain::{ThemeId, policy::Actor, resource::Kind, theme::Theme};
use sea_orm::{
    Condition, ConnectionTrait, DbBackend, QueryResult, Value,
    sea_query::{Expr, ExprTrait, SelectStatement},
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

/// Whether themes, people, communities or sub-projects still refer to it.
pub async fn in_use<C: ConnectionTrait>(conn: &C, id: ThemeId) -> Result<bool, StoreError> {
    is_referred_to(
        conn,
        &[
            CHILDREN,
            Referring { table: "person", link: Some(("person_theme", "person_id")), column: "theme_id" },
            Referring { table: "community", link: Some(("community_theme", "community_id")), column: "theme_id" },
            Referring { table: "sub_project", link: Some(("sub_project_theme", "sub_project_id")), column: "theme_id" },
        ],
        id.0,
    )
    .await
}
