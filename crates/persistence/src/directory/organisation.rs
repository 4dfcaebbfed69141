//! Organisations in the database. Functions here fail with what the database answers ([`StoreError`]), and otherwise as they say.
use crate::{
    StoreError,
    entity::{
        organisation::{self, Column},
        organisation_serves,
    },
    resource::{Alone, Found, Need, Resource, StandsAlone, narrow_by_any, narrow_by_name, stored},
    viewer::Viewer,
    visibility,
};
use domain::{
    OrganisationId,
    organisation::{Organisation, OrganisationKind},
    policy::{Actor, Scope},
    resource::Kind,
    visibility::Visibility,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryResult, QuerySelect, sea_query::SelectStatement};
use uuid::Uuid;

/// How organisations are stored.
pub struct Organisations;

/// What a list of organisations filters on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub q: Option<String>,
    pub kind: Vec<OrganisationKind>,
}

impl Resource for Organisations {
    type Table = organisation::Entity;
    type Lives = Alone;
    const KIND: Kind = Kind::Organisation;
    const NAME: Column = Column::Name;
    type Id = OrganisationId;
    type State = Organisation;
    type Extra = ();
    type Filter = Filter;

    stored! {
        organisation => domain::organisation::Organisation { name, kind: code, cbs_code, website, second_factor_required }
        linked {
            serves_ids: organisation_serves(OrganisationId, MunicipalityId),
        }
    }

    fn name(state: &Organisation) -> &str {
        &state.name
    }

    fn extra(_row: &organisation::Model, _query: &QueryResult) -> Result<(), StoreError> {
        Ok(())
    }

    fn needs(state: &Organisation) -> Vec<Need> {
        vec![Need::each::<Self>("servesIds", &state.serves_ids)]
    }

    fn narrow(query: &mut SelectStatement, filter: &Filter, _viewer: &Viewer) {
        narrow_by_name::<Self>(query, filter.q.as_deref());
        narrow_by_any(query, Column::Kind, filter.kind.iter().map(|value| value.as_str()));
    }
}

impl StandsAlone for Organisations {
    fn visible(_viewer: &Viewer) -> Condition {
        visibility::catalogue()
    }

    fn scope(_: &Found<Self>, _: &Actor) -> Scope {
        Scope::Catalogue
    }

    fn audience(_: &Found<Self>) -> Visibility {
        Visibility::Public
    }

    async fn new_scope<C: ConnectionTrait>(_: &C, _: &Actor, _: &Organisation) -> Result<Option<Scope>, StoreError> {
        Ok(Some(Scope::Catalogue))
    }
}

/// Which of these organisations are not municipalities.
pub async fn not_municipalities<C: ConnectionTrait>(conn: &C, ids: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let others = organisation::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::Kind.ne(OrganisationKind::Municipality.as_str()));
    Ok(others.into_tuple().all(conn).await?)
}

/// Whether `organisation` is one of these municipalities or works for one of them.
pub async fn belongs_to<C: ConnectionTrait>(conn: &C, organisation: OrganisationId, municipalities: &[OrganisationId]) -> Result<bool, StoreError> {
    use organisation_serves::Column::{MunicipalityId, OrganisationId};
    if municipalities.contains(&organisation) {
        return Ok(true);
    }
    let served = organisation_serves::Entity::find()
        .select_only()
        .column(MunicipalityId)
        .filter(OrganisationId.eq(organisation.0))
        .filter(MunicipalityId.is_in(municipalities.iter().map(|id| id.0)));
    Ok(served.into_tuple::<Uuid>().one(conn).await?.is_some())
}
