//! Themes in the database. Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::theme::{self, Column},
    resource::{Alone, Found, Need, Resource, StandsAlone, any, narrow_by_name, referring, stored},
    viewer::Viewer,
    visibility,
};
use domain::{
    ThemeId,
    policy::{Actor, Scope},
    resource::Kind,
    theme::Theme,
    visibility::Visibility,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryResult, sea_query::SelectStatement};

/// How themes are stored.
pub struct Themes;

/// What a list of themes filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub parent_id: Option<ThemeId>,
}

impl Resource for Themes {
    type Table = theme::Entity;
    type Lives = Alone;
    const KIND: Kind = Kind::Theme;
    const NAME: Column = Column::NameNl;
    type Id = ThemeId;
    type State = Theme;
    type Extra = ();
    type Filter = Filter;

    stored! {
        theme => domain::theme::Theme { name_nl, name_en, parent_id: optional_id }
    }

    fn name(state: &Theme) -> &str {
        &state.name_nl
    }

    fn extra(_row: &theme::Model, _query: &QueryResult) -> Result<(), StoreError> {
        Ok(())
    }

    fn needs(state: &Theme) -> Vec<Need> {
        vec![Need::one::<Self>("parentId", state.parent_id)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        if let Some(parent) = filter.parent_id {
            query.and_where(Column::ParentId.eq(parent.0));
        }
    }
}

impl StandsAlone for Themes {
    fn visible(_viewer: &Viewer) -> Condition {
        visibility::catalogue()
    }

    fn scope(_: &Found<Self>, _: &Actor) -> Scope {
        Scope::Theme
    }

    fn audience(_: &Found<Self>) -> Visibility {
        Visibility::Public
    }

    async fn new_scope<C: ConnectionTrait>(_: &C, _: &Actor, _: &Theme) -> Result<Option<Scope>, StoreError> {
        Ok(Some(Scope::Theme))
    }
}

/// Whether other themes stand under it.
pub async fn has_children<C: ConnectionTrait>(conn: &C, id: ThemeId) -> Result<bool, StoreError> {
    any(conn, [referring::<Themes>(Column::ParentId, id.0)]).await
}
