//! Shared definitions of indicators in the database. Functions here fail with what the database answers ([`StoreError`]).
use crate::{
    StoreError,
    entity::{
        indicator::{self, Column, Model},
        sub_project_indicator,
    },
    resource::{Alone, Found, Resource, StandsAlone, narrow_by_name, no_earlier, stored},
    viewer::Viewer,
    visibility,
};
use chrono::{DateTime, Utc};
use domain::{
    IndicatorId,
    indicator::Indicator,
    policy::{Actor, Scope},
    resource::Kind,
    sub_project_indicator::Comparability,
    visibility::Visibility,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, QuerySelect,
    sea_query::{Cond, Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

/// How definitions are stored.
pub struct Indicators;

/// What a list of definitions filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
}

impl Resource for Indicators {
    type Table = indicator::Entity;
    type Lives = Alone;
    const KIND: Kind = Kind::Indicator;
    const NAME: Column = Column::Name;
    type Id = IndicatorId;
    type State = Indicator;
    type Extra = ();
    type Filter = Filter;

    stored! {
        indicator => domain::indicator::Indicator { name, unit, direction: code, accumulation: code, counts_residents, definition, source, groups: list }
    }

    fn name(state: &Indicator) -> &str {
        &state.name
    }

    fn extra(_row: &Model, _query: &QueryResult) -> Result<(), StoreError> {
        Ok(())
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
    }
}

impl StandsAlone for Indicators {
    fn visible(_viewer: &Viewer) -> Condition {
        visibility::catalogue()
    }

    fn scope(_found: &Found<Self>, _actor: &Actor) -> Scope {
        Scope::Theme
    }

    fn audience(_found: &Found<Self>) -> Visibility {
        Visibility::Public
    }

    async fn new_scope<C: ConnectionTrait>(_conn: &C, _actor: &Actor, _state: &Indicator) -> Result<Option<Scope>, StoreError> {
        Ok(Some(Scope::Theme))
    }
}

/// Figures that still say to count in the same way as this, when that was changed: those that whoever changed it could not see, and those that are deleted.
/// They keep how they were measured and are counted otherwise from now on; answers them with their version and sub-project.
pub async fn part_ways<C: ConnectionTrait>(conn: &C, id: IndicatorId, now: DateTime<Utc>) -> Result<Vec<(Uuid, i32, Uuid)>, StoreError> {
    use sub_project_indicator::Column::{Comparability as Compared, Id, IndicatorId as Follows, SubProjectId, UpdatedAt, Version};
    let same = || Cond::all().add(Follows.eq(id.0)).add(Compared.eq(Comparability::Same.as_str()));
    let found = sub_project_indicator::Entity::find().select_only().columns([Id, Version, SubProjectId]).filter(same());
    let parted: Vec<(Uuid, i32, Uuid)> = found.into_tuple().all(conn).await?;
    sub_project_indicator::Entity::update_many()
        .col_expr(Compared, Expr::val(Comparability::Different.as_str()))
        .col_expr(Version, Expr::col(Version).add(1))
        .col_expr(UpdatedAt, no_earlier(UpdatedAt, now))
        .filter(same())
        .exec(conn)
        .await?;
    Ok(parted.into_iter().map(|(id, version, sub_project)| (id, version + 1, sub_project)).collect())
}
